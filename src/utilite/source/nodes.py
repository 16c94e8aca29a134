"""The nodes of a YAML file: text that nobody has interpreted yet, and where it stands.

A scalar is the composer's own node (`value`, the text as written; `style`, empty for plain, else one of
' " | >; `start_mark`, `end_mark`): copying it would cost a tenth of the reading. The others are plain
slotted classes, since a run makes millions of them, and name their marks alike.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from utilite import regex
from utilite.diagnostic import WHOLE_FILE, Route, Span, Words


class Mark(Protocol):
    """A point of the text; all three count from 0, in code points."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


if TYPE_CHECKING:

    class Scalar:
        """A text as written: PyYAML's ScalarNode, with the types that its stubs lack."""

        tag: Any
        value: str
        style: str | None
        start_mark: Mark
        end_mark: Mark

        def __init__(
            self, tag: Any, value: str, start_mark: Mark, end_mark: Mark, style: str | None = None
        ) -> None: ...

else:
    from yaml.nodes import ScalarNode as Scalar


class Sequence:
    """A list."""

    __slots__ = ("end_mark", "flow", "items", "start_mark")

    def __init__(self, flow: bool, start: Mark, end: Mark) -> None:
        self.items: list[Node] = []
        self.flow = flow
        self.start_mark = start
        self.end_mark = end


class Mapping:
    """Keys and values, in the file's order; a second key of one name is not in it."""

    __slots__ = ("end_mark", "entries", "flow", "start_mark")

    def __init__(self, flow: bool, start: Mark, end: Mark) -> None:
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.flow = flow
        self.start_mark = start
        self.end_mark = end


class Unread(Scalar):
    """A value whose fault has been told: readers pass it by in silence."""

    def __init__(self, start: Mark, end: Mark) -> None:
        super().__init__(None, "", start, end)


Node = Scalar | Sequence | Mapping | Unread


class Document:
    """One file, read: its text, its root, and the way from a route to a place in the text."""

    __slots__ = ("file", "lines", "pieces", "root", "starts", "text")

    def __init__(self, file: str, text: str, root: Mapping | None) -> None:
        self.file = file
        self.text = text
        self.root = root
        self.lines: list[str] | None = None
        self.starts: list[int] | None = None
        self.pieces: tuple[Scalar, list[int], list[re.Match[str]]] | None = None

    def line(self, number: int) -> str:
        """The line of that number (from 1), or "" beyond the end."""
        if self.lines is None:
            self.lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def span(self, node: Node) -> Span:
        """Where a node stands, up to its last character that isn't blank."""
        return span_between(self.text, node.start_mark, node.end_mark)

    def holds(self, route: Route) -> bool:
        """Whether the file itself has what a route names."""
        return self._at(route) is not None

    def entry(self, route: Route) -> tuple[Mapping, Scalar] | None:
        """The mapping and the key that a route ends with, where the file has them."""
        node = self._at(route[:-1])
        if isinstance(node, Mapping) and route[-1] in node.entries:
            return node, node.entries[str(route[-1])][0]
        return None

    def _at(self, route: Route) -> Node | None:
        node: Node | None = self.root
        for step in route:
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[str(step)][1]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def locate(self, route: Route, *, on_key: bool = False, words: Words | None = None) -> Span:
        """Where a route leads: its value, or its key, or words of it; as far as the file has it.

        A list or a mapping in block style is shown by its key, since its own text runs on to
        whatever follows.
        """
        node: Node | None = self.root
        key: Scalar | None = None
        for step in route:
            if isinstance(node, Mapping) and step in node.entries:
                key, node = node.entries[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                key, node = None, node.items[step]
            else:
                on_key = True
                break
        if node is None or node is self.root:
            return WHOLE_FILE
        if words is not None and not on_key and isinstance(node, Scalar):
            return self.words(node, words)
        if key is not None and (on_key or _is_block(node) or not _shows(node)):
            return self.span(key)
        if _is_block(node):
            return self._first_line(node)
        return self.span(node)

    def words(self, node: Scalar, words: Words) -> Span:
        """Where words of a text stand, whatever its style: folds, indentation and escapes don't count.

        The whole text where they aren't found in it.
        """
        if self.pieces is None or self.pieces[0] is not node:
            self.pieces = (node, *_pieces(self.text, node))
        _, ends, pieces = self.pieces
        first, last = bisect_right(ends, words.start), bisect_left(ends, words.end)
        if last >= len(pieces) or words.start >= words.end:
            return self.span(node)
        start, end = pieces[first].start(), pieces[last].end()
        before = ends[first - 1] if first else 0
        if ends[first] - before == len(pieces[first].group()):  # plain letters, not an escape
            start += words.start - before
        if ends[last] - (ends[last - 1] if last else 0) == len(pieces[last].group()):
            end -= ends[last] - words.end
        return Span(*self._point(start), *self._point(end))

    def _point(self, index: int) -> tuple[int, int]:
        """Line and column of an index of the text."""
        if self.starts is None:
            self.starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def sous(self, dessus: "Document") -> "Document":
        """This document with another laid over it: mappings are joined, all else is replaced."""
        if self.root is None or dessus.root is None:
            return self
        return Document(self.file, self.text, _joined(self.root, dessus.root))

    def _first_line(self, node: Node) -> Span:
        start = node.start_mark
        end = start.column + len(self.line(start.line + 1)[start.column :].rstrip())
        return Span(start.line + 1, start.column + 1, start.line + 1, end + 1)


def plain(node: Node | None) -> object:
    """What a tree says, as texts, lists and dicts, places and styles apart; blanks around a text say nothing."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value.strip() if node is not None else None


def span_between(text: str, start: Mark, end: Mark) -> Span:
    """The span of text[start:end] without the blanks at its end."""
    written = text[start.index : end.index].rstrip()
    breaks = written.count("\n")
    if not breaks:
        column = start.column + len(written)
        return Span(start.line + 1, start.column + 1, start.line + 1, column + 1)
    last = len(written) - written.rfind("\n") - 1
    return Span(start.line + 1, start.column + 1, start.line + breaks + 1, last + 1)


def _joined(base: Mapping, above: Mapping) -> Mapping:
    joined = Mapping(base.flow, base.start_mark, base.end_mark)
    joined.entries = dict(base.entries)
    for name, (key, value) in above.entries.items():
        below = base.entries.get(name)
        if below is not None and isinstance(below[1], Mapping) and isinstance(value, Mapping):
            value = _joined(below[1], value)
        joined.entries[name] = (key, value)
    return joined


_BREAK = regex.lazy(r"\r\n|\r|\n")
_BLACK = regex.lazy(r"\S+")
_ESCAPE = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\s+|.)"
_PIECES = {"'": re.compile(r"''|[^\s']+"), '"': re.compile(rf"{_ESCAPE}|[^\s\\]+")}
_BLANK_ESCAPES = frozenset("tnvfrN_LP")


def _pieces(text: str, node: Scalar) -> tuple[list[int], list[re.Match[str]]]:
    """A scalar as written, cut at its blanks and escapes; how many signs, blanks apart, up to each one's end."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        start += len(text[start:end].split("\n", 1)[0])
    elif node.style:
        start, end = start + 1, end - 1
    pieces = list(_PIECES.get(node.style or "", _BLACK).finditer(text, start, end))
    return list(accumulate(_signs(piece.group(), node.style) for piece in pieces)), pieces


def _signs(piece: str, style: str | None) -> int:
    """How many signs a piece stands for: an escape or two quotes are one, or a blank."""
    if style == "'" and piece == "''":
        return 1
    if style != '"' or piece[0] != "\\":
        return len(piece)
    if piece[1] in "xuU" and len(piece) > 2:
        return 0 if chr(int(f"0x{piece[2:]}", 0)).isspace() else 1
    return 0 if piece[1].isspace() or piece[1] in _BLANK_ESCAPES else 1


def _is_block(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and not node.flow


def _shows(node: Node) -> bool:
    """Whether the value has any text of its own."""
    return node.end_mark.index > node.start_mark.index
