"""Faults of YAML itself, told as a beginner's mistakes: what it is, where it began, what to write.

The place is the parser's, but where it is known to blame the wrong line (an open bracket or quote
is only noticed where the next one closes it). Always explained from the parser in Python, whose
words are fuller, so that the message doesn't depend on how PyYAML was built.
"""

import re
from collections.abc import Callable

from yaml.error import MarkedYAMLError, YAMLError
from yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
    Token,
)

from utilite import regex
from utilite.diagnostic import Finding, Place, Span
from utilite.source import indentation
from utilite.source.build import ShallowParser, quoted
from utilite.source.fault import Fault, Told, spaces, without_comment
from utilite.source.nodes import Mark

INSECABLES = "\u00a0\u202f"

_ORDINAIRES = dict.fromkeys(map(ord, INSECABLES), " ")

_KEY_NO_SPACE = regex.lazy(r"\s*(?:- +)*([\w-]+):([^ ].*)")
_TWO_COLONS = regex.lazy(r"(\s*(?:- +)*)([^:\s][^:]*?)\s*: +(?=\S)")
_SENTENCE_KEY = regex.lazy(r"(\s*)([^\s#][^:]*\s[^:]*): +\S.*")
_KEY = regex.lazy(r"(\s*(?:- +)*)([\w-]+):")
_SINGLE_WORD = regex.lazy(r"\s*(?:- +)*[\w-]+")

LONG = 200_000
"""In signs. Looking for what a beginner meant reads the text several times over: beyond, the place alone is told."""

_BEYOND = regex.lazy(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


def explain(file: str, text: str, error: Exception) -> Finding:
    """The one finding of a file that YAML can't read."""
    fault = Fault(text, error)
    for look in _LOOKS if len(text) <= LONG else ():
        told = look(fault)
        if told is not None:
            rule, span, message, hint = told[:4]
            repair = told[4] if len(told) == 5 and _mends(fault, span, told[4]) else None
            return Finding(rule=rule, place=Place(file, span=span), message=message, hint=hint, repair=repair)
    beyond = _BEYOND.search(text)
    if not isinstance(error, MarkedYAMLError) and beyond is not None:
        line = text.count("\n", 0, beyond.start())
        column = beyond.start() - text.rfind("\n", 0, beyond.start())
        return Finding(
            rule="echappement",
            place=Place(file, span=Span(line + 1, column, line + 1, column + len(beyond.group()))),
            message=f"{beyond.group()} n'est le code d'aucun caractère",
            hint="doublez la barre oblique inverse (\\\\), ou mettez le texte entre apostrophes : '…'",
        )
    mark = fault.mark or fault.context_mark
    return Finding(
        rule="yaml-illisible",
        place=Place(file, span=fault.at(mark) if mark else None),
        message="la mise en forme de cette ligne n'est pas celle d'un fichier YAML",
        hint="regardez le retrait, les deux-points et les guillemets de cette ligne et de la précédente",
    )


def _mends(fault: Fault, span: Span, repair: str) -> bool:
    """Whether the text so repaired is read, or at least well past that line: a fault of its own may follow."""
    lines = list(fault.lines)
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + repair + line[span.end_column - 1 :]
    below = next((n for n in range(span.line, len(lines)) if without_comment(lines[n])), len(lines))
    parser = ShallowParser("\n".join(lines))
    try:
        while parser.check_event():
            parser.get_event()  # type: ignore[no-untyped-call]
    except MarkedYAMLError as error:
        mark = error.problem_mark
        return mark is not None and (mark.line > below or (mark.line == below and _own(lines[below], mark, error)))
    except (YAMLError, ValueError, OverflowError):
        return False
    return True


def _own(line: str, mark: Mark, error: MarkedYAMLError) -> bool:
    """Whether a fault comes from its own line: a tab, or one more text with a colon."""
    if "\\t" in (error.problem or ""):
        return True
    first = _TWO_COLONS.match(without_comment(line))
    return first is not None and first.end() <= mark.column and "mapping values" in (error.problem or "")


def _tab(fault: Fault) -> Told | None:
    mark = fault.mark
    if mark is None:
        return None
    line = fault.line(mark)
    column = line.find("\t")
    blank = line[: len(line) - len(line.lstrip())]
    if column < 0 or not ("\\t" in fault.problem or "\t" in blank):
        return None
    span = Span(mark.line + 1, column + 1, mark.line + 1, column + 2)
    message = "cette ligne contient une tabulation : YAML n'admet que des espaces"
    hint = "remplacez la tabulation par des espaces, deux par niveau de retrait"
    if "\t" in blank:  # how deep was it meant to be?
        return "tabulation", span, message, hint
    return "tabulation", span, message, hint, " "


def _open_quote(fault: Fault) -> Told | None:
    if "while scanning a quoted scalar" not in fault.context or fault.context_mark is None:
        return None
    if "end of stream" in fault.problem or "document separator" in fault.problem:
        return _never_closed(fault, fault.context_mark)
    return None


def _never_closed(fault: Fault, mark: Mark) -> Told:
    quote = fault.rest(mark)[:1]
    return (
        "guillemet",
        fault.at(mark),
        f"le guillemet {quote} ouvert ici n'est pas refermé sur sa ligne",
        f"ajoutez {quote} à la fin du texte, ou retirez celui-ci",
    )


def _escape(fault: Fault) -> Told | None:
    if "while scanning a double-quoted scalar" not in fault.context or fault.mark is None:
        return None
    return (
        "echappement",
        fault.at(fault.mark),
        "entre guillemets doubles, la barre oblique inverse \\ commence un code",
        "doublez-la (\\\\), ou mettez le texte entre apostrophes : '…'",
    )


def _open_bracket(fault: Fault) -> Told | None:
    opened: list[Token] = []
    for token in fault.tokens():
        if isinstance(token, FlowSequenceStartToken | FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, FlowSequenceEndToken | FlowMappingEndToken) and opened:
            opened.pop()
    if not opened or fault.mark is None:
        return None
    mark = opened[-1].start_mark
    text = fault.rest(mark)
    closing, other = ("]", "}") if text[:1] == "[" else ("}", "]")
    found = re.search(r"but got '(.*)'", fault.problem)
    got = found.group(1) if found else ""
    if got == other:
        return (
            "crochet",
            fault.at(mark),
            f"{_bracket(text[:1])} est {_agreed('refermé', text[:1])} par {other}",
            f"remplacez {other} par {closing}",
        )
    if closing in text and fault.mark.line == mark.line and got in (":", "<scalar>"):
        return _in_brackets(fault, mark)
    return (
        "crochet",
        fault.at(mark),
        f"{_bracket(text[:1])} n'est pas {_agreed('refermé', text[:1])} comme il faut",
        f"ajoutez {closing} à la fin, ou, si c'est du texte, mettez-le entre guillemets : {quoted(text)}",
    )


def _in_brackets(fault: Fault, mark: Mark) -> Told:
    """A colon inside a text, or a comma forgotten, between brackets that are closed."""
    text = fault.rest(mark)
    two = re.search(r"([\w-]+): +([^,:\[\]{}]*?\s: [^,\]}]*|[^,:\[\]{}]*\S: [^,\]}]*)", text)
    if two is not None and not re.search(r"\s[\w-]+:\s", two.group(2)):
        value = two.group(2).strip()
        column = mark.column + two.start(2) + 1
        span = Span(mark.line + 1, column, mark.line + 1, column + len(value))
        message = f"« {_short(value)} » contient un deux-points suivi d'une espace : YAML y voit une nouvelle clé"
        hint = f"mettez le texte entre guillemets : {two.group(1)}: {quoted(value)}"
        return "deux-points", span, message, hint, quoted(value)
    return (
        "crochet",
        fault.at(mark),
        "il manque une virgule entre deux clés",
        "séparez-les par une virgule, ou mettez chacune sur sa ligne, sans accolades",
    )


def _bracket(sign: str) -> str:
    return "le crochet [ ouvert ici" if sign == "[" else "l'accolade { ouverte ici"


def _agreed(word: str, sign: str) -> str:
    return word if sign == "[" else f"{word}e"


def _after_value(fault: Fault) -> Told | None:
    """Text that goes on after a closing quote or bracket."""
    if not fault.problem.startswith("expected <block end>, but found") or fault.mark is None:
        return None
    last = fault.tokens()[-1:]
    if not last:
        return None
    start, end = last[0].start_mark, last[0].end_mark
    if isinstance(last[0], ScalarToken) and last[0].style in ("'", '"'):
        if start.line < end.line:
            return _never_closed(fault, start)
        if end.line != fault.mark.line:
            return None
        raw = fault.rest(start)
        inside = raw[1:-1] if raw.endswith(last[0].style) and len(raw) > 1 else raw
        told = (
            "guillemet",
            fault.at(start, len(raw)),
            "du texte suit le guillemet fermant : la valeur s'arrête trop tôt",
            f"entourez tout le texte : {quoted(inside)}",
        )
        if "#" in fault.line(start)[start.column :]:
            return told  # is what follows # of the text?
        return *told, quoted(inside)
    if isinstance(last[0], FlowSequenceEndToken | FlowMappingEndToken) and end.line == fault.mark.line:
        first = _opening(fault)
        quoi = "le crochet" if fault.rest(first).startswith("[") else "l'accolade"
        fin = "fermant" if quoi == "le crochet" else "fermante"
        return (
            "crochet",
            fault.at(first),
            f"du texte suit {quoi} {fin} : la valeur s'arrête trop tôt",
            f"si c'est du texte, entourez-le : {quoted(fault.rest(first))}",
        )
    return None


def _opening(fault: Fault) -> Mark:
    """Where the last closed bracket was opened."""
    opened: list[Token] = []
    closed: Token | None = None
    for token in fault.tokens():
        if isinstance(token, FlowSequenceStartToken | FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, FlowSequenceEndToken | FlowMappingEndToken) and opened:
            closed = opened.pop()
    assert closed is not None  # the caller has seen a closing bracket
    mark: Mark = closed.start_mark
    return mark


def _colon(fault: Fault) -> Told | None:
    if "mapping values are not allowed" not in fault.problem or fault.mark is None:
        return None
    line, mark = without_comment(fault.line(fault.mark)), fault.mark
    first = _TWO_COLONS.match(line)
    if first is not None and first.end() <= mark.column:
        return _two_colons(mark.line, line, first)
    told = _glued_line(fault, mark) or _words(fault, mark) or indentation.dedented(fault)
    if told is not None:
        return told
    start = len(line) - len(line.lstrip())
    span = Span(mark.line + 1, start + 1, mark.line + 1, len(line) + 1)
    if _SINGLE_WORD.fullmatch(line[: mark.column]):
        return (
            "indentation",
            span,
            f"« {line[start : mark.column].strip()} » est en retrait sous une ligne qui a déjà sa valeur",
            _align_above(fault, mark),
        )
    return _sentence(span)


def _align_above(fault: Fault, mark: Mark) -> str:
    number = fault.above(mark.line)
    key = _KEY.match(fault.lines[number]) if number >= 0 else None
    if key is None:
        return "alignez cette ligne sur la clé précédente"
    return f"alignez cette ligne sur « {key.group(2)} » (ligne {number + 1}) : {spaces(len(key.group(1)))} devant"


def _two_colons(number: int, line: str, first: re.Match[str]) -> Told:
    value = line[first.end() :]
    if len(value) > 1 and value[0] in ("'", '"') and value.endswith(value[0]) and value.count(value[0]) == 2:
        value = value[1:-1]
    told = (
        "deux-points",
        Span(number + 1, first.end() + 1, number + 1, len(line) + 1),
        f"« {_short(value)} » contient un deux-points suivi d'une espace : YAML y voit une nouvelle clé",
        f"mettez le texte entre guillemets : {first.group(2)}: {quoted(value)}",
    )
    second = _SECOND_KEY.search(value)
    if second is not None:  # two keys on one line, as in braces, or a text?
        apart = f"mettez « {second.group(1)}: » à la ligne, alignée sur « {first.group(2)} »"
        return *told[:3], f"{apart} ; si c'est du texte, entourez-le : {quoted(value)}"
    return *told, quoted(value)


_SECOND_KEY = regex.lazy(r"[,;] *([a-z]+(?:[_-][a-z]+)*): ")


def _sentence(span: Span) -> Told:
    return (
        "deux-points",
        span,
        "ce texte contient un deux-points suivi d'une espace : YAML y voit une nouvelle clé",
        "mettez tout le texte entre guillemets, ou commencez-le à la ligne, en retrait, après « | »",
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _words(fault: Fault, mark: Mark) -> Told | None:
    """Words without a key, above: the parser takes them and this line for one text."""
    last = [t for t in fault.tokens() if isinstance(t, ScalarToken)][-1:]
    if not last or not last[0].plain or last[0].start_mark.line >= mark.line:
        return None
    number, column = last[0].start_mark.line, last[0].start_mark.column
    line = fault.lines[number]
    return None if line[:column].strip() else no_key(line, number)


def _glued_line(fault: Fault, mark: Mark) -> Told | None:
    """`titre:X`, on the line that the parser blames or on the one above: it took both for one text."""
    for number in (fault.above(mark.line), mark.line):
        glued = (
            _KEY_NO_SPACE.fullmatch(without_comment(fault.lines[number])) if 0 <= number < len(fault.lines) else None
        )
        if glued is not None and not glued.group(2).startswith("//"):
            return no_key(fault.lines[number], number)
    return None


def _glued(fault: Fault) -> Told | None:
    if fault.mark is None or not fault.problem.startswith("expected <block end>"):
        return None
    return _glued_line(fault, fault.mark)


def _no_key(fault: Fault) -> Told | None:
    if "could not find expected ':'" not in fault.problem or fault.context_mark is None:
        return None
    number = fault.context_mark.line
    above = fault.above(number)
    if above >= 0:
        sentence = _SENTENCE_KEY.fullmatch(fault.lines[above])
        line = fault.lines[number]
        if sentence is not None and len(sentence.group(1)) == len(line) - len(line.lstrip()):
            start, end = len(sentence.group(1)) + 1, len(fault.lines[above].rstrip()) + 1
            return _sentence(Span(above + 1, start, above + 1, end))
    return no_key(fault.line(fault.context_mark), number)


def no_key(line: str, number: int) -> Told:
    """A line without « key: value »; `number` counts from 0."""
    line = without_comment(line)
    start = len(line) - len(line.lstrip(" "))
    span = Span(number + 1, start + 1, number + 1, len(line) + 1)
    glued = _KEY_NO_SPACE.fullmatch(line)
    if glued is not None and glued.group(2)[0] in INSECABLES:
        return (
            "espace-insecable",
            span,
            f"l'espace qui suit « {glued.group(1)}: » est insécable : YAML ne la voit pas",
            f"effacez-la et tapez une espace ordinaire : {glued.group(1)}: {glued.group(2).strip()}",
            f"{line[start : glued.start(2)]} {glued.group(2).strip()}",
        )
    if glued is not None and not glued.group(2).startswith("//"):
        return (
            "espace-apres-deux-points",
            span,
            f"il manque une espace après « {glued.group(1)}: »",
            f"écrivez : {glued.group(1)}: {glued.group(2)}",
            f"{line[start : glued.start(2)]} {glued.group(2)}",
        )
    return (
        "ligne-sans-cle",
        span,
        "cette ligne n'a pas la forme « clé: valeur »",
        "si c'est la suite d'un texte, mettez-la en retrait sous sa clé ; si c'est une note, mettez # devant ; "
        "sinon ajoutez la clé et « : »",
    )


def _special(fault: Fault) -> Told | None:
    """A value that starts with a sign that YAML keeps for itself."""
    if "cannot start any token" in fault.problem:
        mark = fault.mark
    elif re.search(r"while (scanning an? (alias|anchor|tag|directive)|parsing a tag|parsing a node)", fault.context):
        mark = fault.context_mark
    elif "mapping keys are not allowed" in fault.problem or re.search(r"but found '[],}]'", fault.problem):
        mark = fault.mark
    else:
        return None
    if mark is None:
        return None
    text = fault.rest(mark)
    hint = f"mettez-le entre guillemets : {quoted(text)}"
    span = fault.at(mark, max(len(text), 1))
    if text.startswith("* "):
        hint = f"dans une liste, remplacez « * » par « - » ; si c'est du texte, {hint}"
        return "caractere-special", span, "un texte ne peut pas commencer par « * » sans guillemets", hint
    return (
        "caractere-special",
        span,
        f"un texte ne peut pas commencer par « {text[:1]} » sans guillemets",
        hint,
        quoted(text),
    )


def _block_text(fault: Fault) -> Told | None:
    if "while scanning a block scalar" not in fault.context or fault.context_mark is None:
        return None
    text = fault.rest(fault.context_mark)
    glued = (
        ""
        if text[1:2] in ("", " ")
        else f" ; si ce signe fait partie du texte, mettez tout entre guillemets : {quoted(text)}"
    )
    return (
        "bloc-de-texte",
        fault.at(fault.context_mark, max(len(text), 1)),
        f"du texte suit « {text[:1]} » sur la même ligne",
        f"laissez « {text[:1]} » seul, et commencez le texte à la ligne suivante, en retrait{glued}",
    )


def _odd_indent(fault: Fault) -> Told | None:
    """No-break spaces at the start of the line, or of the one above."""
    if fault.mark is None:
        return None
    for number in (fault.above(fault.mark.line), fault.mark.line):
        line = fault.lines[number] if 0 <= number < len(fault.lines) else ""
        blank = line[: len(line) - len(line.lstrip())]
        if any(c in INSECABLES for c in blank):
            return odd_indent(line, number, len(blank))
    return None


def odd_indent(line: str, number: int, width: int) -> Told:
    """A line (number from 0) whose indentation holds no-break spaces: each has the width of one that breaks."""
    return (
        "espace-insecable",
        Span(number + 1, 1, number + 1, width + 1),
        "le retrait de cette ligne est fait d'espaces insécables",
        "effacez-les et tapez des espaces ordinaires, deux par niveau",
        line[:width].translate(_ORDINAIRES),
    )


def _first_line(fault: Fault) -> Told | None:
    """A first key that isn't at the margin, or words before it."""
    if "<document start>" not in fault.problem:
        return None
    number = next((i for i, line in enumerate(fault.lines) if without_comment(line)), None)
    if number is None:
        return None
    line = without_comment(fault.lines[number])
    start = len(line) - len(line.lstrip(" "))
    word = line.strip().split(":")[0][:40]
    if not start:
        return no_key(line, number) if ": " not in f"{line} " else None
    return (
        "indentation",
        Span(number + 1, start + 1, number + 1, len(line) + 1),
        f"cette ligne a {spaces(start)} devant, et le reste du fichier n'en a aucune",
        f"retirez ce qui précède « {word} »",
    )


_LOOKS: tuple[Callable[[Fault], Told | None], ...] = (
    _tab,
    _odd_indent,
    _open_quote,
    _escape,
    _block_text,
    _open_bracket,
    _after_value,
    _colon,
    _no_key,
    _first_line,
    _special,
    _glued,
    indentation.look,
)
