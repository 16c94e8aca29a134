"""One error of the parser, with the text around it."""

import re

from yaml.error import MarkedYAMLError, YAMLError
from yaml.tokens import Token

from utilite.diagnostic import Span
from utilite.source.build import ShallowParser
from utilite.source.nodes import Mark

Told = tuple[str, Span, str, str] | tuple[str, Span, str, str, str]
"""A rule's name, a span, the message, the hint, and the repair of the span where one is sure."""

_COMMENT = re.compile(r"(?:^|(?<![ \t])[ \t]+)#.*$")


class Fault:
    """One error of the parser, with the text around it."""

    def __init__(self, text: str, error: Exception) -> None:
        self.text = text
        self.lines = re.split("\r\n|\r|\n", text)
        marked = error if isinstance(error, MarkedYAMLError) else None
        self.problem = (marked.problem if marked else None) or ""
        self.context = (marked.context if marked else None) or ""
        self.mark: Mark | None = marked.problem_mark if marked else None
        self.context_mark: Mark | None = marked.context_mark if marked else None

    def line(self, mark: Mark) -> str:
        return self.lines[mark.line] if mark.line < len(self.lines) else ""

    def at(self, mark: Mark, length: int = 1) -> Span:
        return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + length)

    def rest(self, mark: Mark) -> str:
        """What the line holds from there on, without the comment that may end it."""
        return without_comment(self.line(mark)[mark.column :])

    def above(self, number: int) -> int:
        """The number of the nearest line above that isn't blank; -1 where there is none."""
        number -= 1
        while number >= 0 and not self.lines[number].strip():
            number -= 1
        return number

    def tokens(self) -> list[Token]:
        """The tokens before the fault."""
        found: list[Token] = []
        scanner = ShallowParser(self.text)
        try:
            while scanner.check_token():
                token: Token = scanner.get_token()  # type: ignore[no-untyped-call]
                if self.mark is not None and token.start_mark.index >= self.mark.index:
                    break
                found.append(token)
        except (YAMLError, ValueError, OverflowError):
            pass  # the very fault that is being explained
        return found


def without_comment(line: str) -> str:
    """A line without its comment and the blanks at its end."""
    return _COMMENT.sub("", line).rstrip()


def spaces(count: int) -> str:
    """« aucune espace », « 2 espaces »."""
    return "aucune espace" if not count else f"{count} espace{'s' if count > 1 else ''}"


def has(count: int) -> str:
    """« n'a aucune espace », « a 2 espaces »."""
    return f"a {spaces(count)}" if count else "n'a aucune espace"


def indent(line: str) -> int:
    """How many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))
