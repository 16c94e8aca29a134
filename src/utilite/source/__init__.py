"""YAML text → a tree of nodes that know where they stand; the only reader of YAML."""

import re

from utilite.diagnostic import FAUTES_MAX, Finding, Place, Route, Span, TropDeFautesError, trop_de_fautes
from utilite.source import faults, text
from utilite.source.build import (
    MAX_DEPTH,
    Builder,
    MarkError,
    PureParser,
    TooDeepError,
    TooManyError,
    YamlError,
    fast_parser,
    quoted,
    scalar,
)
from utilite.source.compose import tree
from utilite.source.fault import without_comment
from utilite.source.nodes import Document, Mapping, Node, Scalar, Sequence, Unread, plain
from utilite.source.text import MAX_BYTES, trop_gros

__all__ = [
    "MAX_BYTES",
    "Document",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Unread",
    "parse",
    "plain",
    "quoted",
    "read",
    "scalar",
    "trop_gros",
    "without_comment",
]

_FAST = fast_parser()
_CUT = re.compile(r"#(?![\s#!-]).*?(?=[ \t]+#|\r|\n|\Z)")
_EXPLICIT_KEY = re.compile(r"(?:(?:\A|[\r\n])[ \-?:]*|[{\[,][^\S\r\n]*)\?(?=\s|\Z)")
"""A `?` that starts a line, or an item between brackets."""
_GLUED = re.compile(r"#(?:(?<=[|>]#)|(?<=[|>][-+0-9]#)|(?<=[|>][-+0-9]{2}#))")
_INDENT = "retrait"
_KEY_COMMENT = re.compile(r"#[\w-]+:")
_BLANKS = " " + faults.INSECABLES


def read(data: bytes, file: str) -> tuple[Document, list[Finding]]:
    """A file's bytes as a document; `file` is the name to show, relative to the workspace.

    After a fault of encoding or of YAML itself the document has no root, and one finding.
    """
    decoded, finding = text.decode(data, file)
    if finding is not None:
        return Document(file, decoded, None), [finding]
    return _parse(decoded, file)


def parse(content: str, file: str) -> tuple[Document, list[Finding]]:
    """The same from a text that is already decoded."""
    finding = text.hidden_break(content, file)
    if finding is not None:
        return Document(file, content, None), [finding]
    return _parse(content, file)


def _parse(content: str, file: str) -> tuple[Document, list[Finding]]:
    alone = _FAST is PureParser or _differs(content)
    composed = None if alone else tree(content, MAX_DEPTH)
    if composed is not None:
        document = Document(file, content, composed)
        return document, _silences(document)
    parsers = [PureParser] if alone else [_FAST, PureParser]
    for parser in parsers:
        try:
            builder = Builder(file, content, parser(content), marks=parser is parsers[-1])
            root = builder.build()
        except TooDeepError as error:
            return Document(file, content, None), [_too_deep(file, error)]
        except TooManyError as error:
            return Document(file, content, None), [_too_many(file, error)]
        except TropDeFautesError:
            return Document(file, content, None), [*builder.findings, trop_de_fautes(file)]
        except MarkError:
            continue
        except (YamlError, ValueError, OverflowError) as error:
            if parser is parsers[-1] or len(content) > faults.LONG:
                found = text.forbidden(content, file) or faults.explain(file, content, error)
                return Document(file, content, None), [found]
        else:
            break
    document = Document(file, content, root if isinstance(root, Mapping) else None)
    findings = builder.findings
    if document.root is None:
        findings = findings if isinstance(root, Unread) else [_no_root(file, content, root)]
    else:
        findings += _silences(document)
        if len(findings) >= FAUTES_MAX:
            document.root = None
            findings = [*findings[:FAUTES_MAX], trop_de_fautes(file)]
    return document, findings


def _differs(content: str) -> bool:
    """Whether the two parsers may disagree: the one in Python reads such a text on every machine.

    The compiled one takes tabs and `|#` where the other does not, and gives other places to explicit keys.
    Tags and anchors, which they read in other ways too, are found as they come (MarkError).
    """
    return (
        "\t" in content
        or ("?" in content and _EXPLICIT_KEY.search(content) is not None)
        or ("#" in content and _GLUED.search(content) is not None)
    )


def _too_deep(file: str, error: TooDeepError) -> Finding:
    return Finding(
        rule="trop-profond",
        place=Place(file, error.route[:3], span=error.span),
        message="ce fichier a plus de quarante niveaux, l'un dans l'autre",
        hint="une dizaine suffit d'ordinaire : vérifiez les crochets et le retrait",
    )


def _too_many(file: str, error: TooManyError) -> Finding:
    return Finding(
        rule="fichier-trop-gros",
        place=Place(file, span=error.span),
        message="ce fichier a plus de quarante mille clés et valeurs",
        hint="vérifiez que c'est le bon fichier ; une fiche en a quelques centaines",
    )


def _no_root(file: str, content: str, root: Node | None) -> Finding:
    if root is None or (isinstance(root, Scalar) and not root.value.strip()):
        return Finding(
            rule="fichier-vide",
            place=Place(file),
            message="le fichier est vide",
            hint="remplissez-le, ou remettez la version d'avant",
        )
    if isinstance(root, Scalar):
        line = re.split("\r\n|\r|\n", content)[root.start_mark.line]
        rule, span, message, hint, *repair = faults.no_key(line, root.start_mark.line)
        alone = root.start_mark.line == root.end_mark.line
        return Finding(
            rule=rule,
            place=Place(file, span=span),
            message=message,
            hint=hint,
            repair=repair[0] if repair and alone else None,
        )
    return Finding(
        rule="racine",
        place=Place(file),
        message="le fichier doit être fait de lignes « clé: valeur », pas d'une liste",
        hint="retirez les tirets du premier niveau",
    )


def _silences(document: Document) -> list[Finding]:
    """What YAML accepts and the writer didn't mean: text cut at « # », a key with an odd space.

    Keys that start with an odd space were meant to be indented: nothing else of the file is read then.
    """
    found: list[Finding] = []
    cuts = _cuts(document.text) if "#" in document.text else {}
    odd = any(c in document.text for c in faults.INSECABLES)
    if (cuts or odd) and document.root is not None:
        _visit(document, document.root, (), cuts, odd, found)
    indents = [f for f in found if f.rule == _INDENT]
    if indents:
        document.root = None
        sure = _reads(document, indents)
        return [f._replace(rule="espace-insecable", repair=f.repair if sure else None) for f in indents]
    return found


def _reads(document: Document, indents: list[Finding]) -> bool:
    """Whether the file is read once all these indentations are repaired."""
    lines = re.split("\r\n|\r|\n", document.text)
    for found in indents:
        span = found.place.span
        assert span is not None  # such a finding is about the start of a line
        lines[span.line - 1] = (found.repair or "") + lines[span.line - 1][span.end_column - 1 :]
    return parse("\n".join(lines), document.file)[0].root is not None


def _cuts(text: str) -> dict[int, re.Match[str]]:
    """What follows `#` glued to a word, by the place where the text before it ends, on its line or the one above."""
    cuts: dict[int, re.Match[str]] = {}
    for match in _CUT.finditer(text):
        end = match.start()
        while end and text[end - 1] in " \t":
            end -= 1
        if end == match.start():
            continue  # « C# » is a word
        if end and text[end - 1] == "\n" and not _KEY_COMMENT.match(match.group()):
            end -= 2 if text[end - 2 : end - 1] == "\r" else 1
            while end and text[end - 1] in " \t":
                end -= 1
        cuts[end] = match
    return cuts


def _visit(
    document: Document,
    node: Mapping | Sequence,
    route: Route,
    cuts: dict[int, re.Match[str]],
    odd: bool,
    found: list[Finding],
) -> None:
    if isinstance(node, Mapping):
        if odd:
            _mend_keys(document, node, route, found)
        for name, (key, value) in node.entries.items():
            if _is_cut(document, value, cuts):
                found.append(_cut(document, value, (*route, name), cuts))
                node.entries[name] = (key, Unread(value.start_mark, value.end_mark))
            elif isinstance(value, Mapping | Sequence):
                _visit(document, value, (*route, name), cuts, odd, found)
        return
    for i, item in enumerate(node.items):
        if _is_cut(document, item, cuts):
            found.append(_cut(document, item, (*route, i), cuts))
            node.items[i] = Unread(item.start_mark, item.end_mark)
        elif isinstance(item, Mapping | Sequence):
            _visit(document, item, (*route, i), cuts, odd, found)


def _is_cut(document: Document, node: Node, cuts: dict[int, re.Match[str]]) -> bool:
    if type(node) is not Scalar or node.style or node.end_mark.index not in cuts:
        return False
    cut = document.text[node.end_mark.index : cuts[node.end_mark.index].start() + 1]
    if "\n" not in cut:
        return True
    # On the next line it is text only where it is further in than the line that it follows.
    line = document.line(node.start_mark.line + 1)
    return bool(node.value) and len(cut) - cut.index("\n") - 2 > len(line) - len(line.lstrip(" -"))


def _cut(document: Document, node: Node, route: Route, cuts: dict[int, re.Match[str]]) -> Finding:
    match = cuts[node.end_mark.index]
    lost = match.group().rstrip()
    before = document.text[: match.start()]
    line = before.count("\n") + 1
    column = match.start() - before.rfind("\n")
    kept = document.text[node.start_mark.index : node.end_mark.index].strip()
    whole = " ".join(f"{kept} {lost}".split())
    return Finding(
        rule="diese",
        place=Place(document.file, route, span=Span(line, column, line, column + len(lost))),
        message=f"« {lost[:60]} » est perdu : après une espace, # commence un commentaire",
        hint=f"si c'est du texte, mettez le tout entre guillemets : {quoted(whole)} ; sinon mettez une espace après #",
    )


def _mend_keys(document: Document, node: Mapping, route: Route, found: list[Finding]) -> None:
    for name in [n for n in node.entries if n != n.strip(_BLANKS)]:
        key, _ = node.entries[name]
        meant = name.strip(_BLANKS)
        width = len(name) - len(name.lstrip(_BLANKS))
        if width:
            number = key.start_mark.line
            told = faults.odd_indent(document.line(number + 1), number, key.start_mark.column + width)
            place = Place(document.file, span=told[1])
            found.append(Finding(rule=_INDENT, place=place, message=told[2], hint=told[3], repair=told[-1]))
            continue
        start, end = key.start_mark, key.end_mark
        found.append(
            Finding(
                rule="espace-insecable",
                place=Place(
                    document.file,
                    (*route, meant),
                    span=Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1),
                ),
                message=f"une espace insécable s'est glissée à côté de la clé « {meant} »",
                hint=f"retapez la ligne : « {meant}: » suivi d'une espace ordinaire",
                repair=scalar(meant) if meant and meant not in node.entries else None,
            )
        )
        if meant and meant not in node.entries:
            node.entries[meant] = node.entries.pop(name)
