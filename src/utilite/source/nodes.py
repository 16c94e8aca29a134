"""The nodes of a YAML file: text that nobody has interpreted yet, and where it stands.

Plain slotted classes, not frozen dataclasses: a run makes millions of them.
"""

from typing import Protocol

from utilite.diagnostic import WHOLE_FILE, Route, Span


class Mark(Protocol):
    """A point of the text; all three count from 0, in code points."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Scalar:
    """A text as written; `style` is "" for plain, else ' " | or >."""

    __slots__ = ("end", "start", "style", "text")

    def __init__(self, text: str, style: str, start: Mark, end: Mark) -> None:
        self.text = text
        self.style = style
        self.start = start
        self.end = end


class Sequence:
    """A list."""

    __slots__ = ("end", "flow", "items", "start")

    def __init__(self, flow: bool, start: Mark, end: Mark) -> None:
        self.items: list[Node] = []
        self.flow = flow
        self.start = start
        self.end = end


class Mapping:
    """Keys and values, in the file's order; a second key of one name is not in it."""

    __slots__ = ("end", "entries", "flow", "start")

    def __init__(self, flow: bool, start: Mark, end: Mark) -> None:
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.flow = flow
        self.start = start
        self.end = end


class Unread:
    """A value whose fault has been told: readers pass it by in silence."""

    __slots__ = ("end", "start")

    def __init__(self, start: Mark, end: Mark) -> None:
        self.start = start
        self.end = end


Node = Scalar | Sequence | Mapping | Unread


class Document:
    """One file, read: its text, its root, and the way from a route to a place in the text."""

    __slots__ = ("file", "lines", "root", "text")

    def __init__(self, file: str, text: str, root: Mapping | None) -> None:
        self.file = file
        self.text = text
        self.root = root
        self.lines: list[str] | None = None

    def line(self, number: int) -> str:
        """The line of that number (from 1), or "" beyond the end."""
        if self.lines is None:
            self.lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def span(self, node: Node) -> Span:
        """Where a node stands, up to its last character that isn't blank."""
        return span_between(self.text, node.start, node.end)

    def locate(self, route: Route, *, on_key: bool = False) -> Span:
        """Where a route leads: its value, or its key; as far as the file has it.

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
        if key is not None and (on_key or _is_block(node) or not _shows(node)):
            return self.span(key)
        if _is_block(node):
            return self._first_line(node)
        return self.span(node)

    def sous(self, dessus: "Document") -> "Document":
        """This document with another laid over it: mappings are joined, all else is replaced."""
        if self.root is None or dessus.root is None:
            return self
        return Document(self.file, self.text, _joined(self.root, dessus.root))

    def _first_line(self, node: Node) -> Span:
        start = node.start
        end = start.column + len(self.line(start.line + 1)[start.column :].rstrip())
        return Span(start.line + 1, start.column + 1, start.line + 1, end + 1)


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
    joined = Mapping(base.flow, base.start, base.end)
    joined.entries = dict(base.entries)
    for name, (key, value) in above.entries.items():
        below = base.entries.get(name)
        if below is not None and isinstance(below[1], Mapping) and isinstance(value, Mapping):
            value = _joined(below[1], value)
        joined.entries[name] = (key, value)
    return joined


def _is_block(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and not node.flow


def _shows(node: Node) -> bool:
    """Whether the value has any text of its own."""
    return node.end.index > node.start.index
