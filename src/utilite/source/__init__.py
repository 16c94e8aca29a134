"""YAML text → a tree of nodes that know where they stand; the only reader of YAML."""

import re

from utilite.diagnostic import Finding, Place, Route, Span
from utilite.source import faults, text
from utilite.source.build import Builder, MarkError, PureParser, TooDeepError, YamlError, fast_parser, quoted
from utilite.source.nodes import Document, Mapping, Node, Scalar, Sequence, Unread
from utilite.source.text import MAX_BYTES

__all__ = ["MAX_BYTES", "Document", "Mapping", "Node", "Scalar", "Sequence", "Unread", "parse", "quoted", "read"]

_FAST = fast_parser()
_CUT = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_EXPLICIT_KEY = re.compile(r"(?:\A|[\r\n])[ \-?:]*\?(?:\s|\Z)|[{\[,]\s*\?(?:\s|\Z)")
_GLUED_COMMENT = re.compile(r"[|>][-+0-9]{0,2}#")
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
    parsers = [PureParser] if _FAST is PureParser or _differs(content) else [_FAST, PureParser]
    for parser in parsers:
        try:
            builder = Builder(file, content, parser(content), marks=parser is parsers[-1])
            root = builder.build()
        except TooDeepError as error:
            return Document(file, content, None), [_too_deep(file, error)]
        except MarkError:
            continue
        except (YamlError, ValueError, OverflowError) as error:
            if parser is parsers[-1]:
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
    return document, findings


def _differs(content: str) -> bool:
    """Whether the two parsers may disagree: the one in Python reads such a text on every machine.

    The compiled one takes tabs and `|#` where the other does not, and gives other places to explicit keys.
    Tags and anchors, which they read in other ways too, are found as they come (MarkError).
    """
    return (
        "\t" in content
        or ("?" in content and _EXPLICIT_KEY.search(content) is not None)
        or ("#" in content and _GLUED_COMMENT.search(content) is not None)
    )


def _too_deep(file: str, error: TooDeepError) -> Finding:
    return Finding(
        rule="trop-profond",
        place=Place(file, error.route[:3], span=error.span),
        message="ce fichier a plus de quarante niveaux, l'un dans l'autre",
        hint="une dizaine suffit d'ordinaire : vérifiez les crochets et le retrait",
    )


def _no_root(file: str, content: str, root: Node | None) -> Finding:
    if root is None or (isinstance(root, Scalar) and not root.value.strip()):
        return Finding(
            rule="fichier-vide",
            place=Place(file),
            message="le fichier est vide",
            hint="supprimez-le, ou remplissez-le ; « utilite new » suivi d'un nom donne une fiche à remplir",
        )
    if isinstance(root, Scalar):
        line = re.split("\r\n|\r|\n", content)[root.start_mark.line]
        rule, span, message, hint = faults.no_key(line, root.start_mark.line)
        return Finding(rule=rule, place=Place(file, span=span), message=message, hint=hint)
    return Finding(
        rule="racine",
        place=Place(file),
        message="le fichier doit être fait de lignes « clé: valeur », pas d'une liste",
        hint="retirez les tirets du premier niveau",
    )


def _silences(document: Document) -> list[Finding]:
    """What YAML accepts and the writer didn't mean: text cut at « # », a key with an odd space."""
    found: list[Finding] = []
    cuts = {match.start(): match for match in _CUT.finditer(document.text)} if "#" in document.text else {}
    odd = any(c in document.text for c in faults.INSECABLES)
    if (cuts or odd) and document.root is not None:
        _visit(document, document.root, (), cuts, odd, found)
    return found


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
            if _is_cut(value, cuts):
                found.append(_cut(document, value, (*route, name), cuts))
                node.entries[name] = (key, Unread(value.start_mark, value.end_mark))
            elif isinstance(value, Mapping | Sequence):
                _visit(document, value, (*route, name), cuts, odd, found)
        return
    for i, item in enumerate(node.items):
        if _is_cut(item, cuts):
            found.append(_cut(document, item, (*route, i), cuts))
            node.items[i] = Unread(item.start_mark, item.end_mark)
        elif isinstance(item, Mapping | Sequence):
            _visit(document, item, (*route, i), cuts, odd, found)


def _is_cut(node: Node, cuts: dict[int, re.Match[str]]) -> bool:
    return type(node) is Scalar and not node.style and node.end_mark.index in cuts


def _cut(document: Document, node: Node, route: Route, cuts: dict[int, re.Match[str]]) -> Finding:
    match = cuts[node.end_mark.index]
    lost = match.group(1).rstrip()
    kept = document.text[node.start_mark.index : node.end_mark.index].strip()
    column = node.end_mark.column + match.start(1) - match.start() + 1
    span = Span(node.end_mark.line + 1, column, node.end_mark.line + 1, column + len(lost))
    whole = f"{kept} {lost}".strip()
    return Finding(
        rule="diese",
        place=Place(document.file, route, span=span),
        message=f"« {lost} » est perdu : après une espace, # commence un commentaire",
        hint=f"si c'est du texte, mettez le tout entre guillemets : {quoted(whole)} ; sinon mettez une espace après #",
    )


def _mend_keys(document: Document, node: Mapping, route: Route, found: list[Finding]) -> None:
    for name in [n for n in node.entries if n != n.strip(_BLANKS)]:
        key, _ = node.entries[name]
        meant = name.strip(_BLANKS)
        found.append(
            Finding(
                rule="espace-insecable",
                place=Place(document.file, (*route, name), span=document.span(key)),
                message=f"une espace insécable s'est glissée à côté de la clé « {meant} »",
                hint=f"retapez la ligne : « {meant}: » suivi d'une espace ordinaire",
            )
        )
        if meant and meant not in node.entries:
            node.entries[meant] = node.entries.pop(name)
