"""The nodes of a YAML file: text that nobody has interpreted yet, and where it stands.

A scalar is the parser's own event (`value`, the text as written; `style`, empty for plain, else one of
' " | >; `start_mark`, `end_mark`): copying it would cost a tenth of the reading. The others are plain
slotted classes, since a run makes millions of them, and name their marks alike.
"""

from typing import TYPE_CHECKING, Any, Protocol

from utilite.diagnostic import WHOLE_FILE, Route, Span


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
        """A text as written: PyYAML's ScalarEvent, with the types that its stubs lack."""

        value: str
        style: str | None
        anchor: str | None
        tag: str | None
        implicit: tuple[bool, bool]
        start_mark: Mark
        end_mark: Mark

        def __init__(
            self, anchor: Any, tag: Any, implicit: tuple[bool, bool], value: str, start_mark: Mark, end_mark: Mark
        ) -> None: ...

else:
    from yaml.events import ScalarEvent as Scalar


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
        super().__init__(None, None, (True, False), "", start, end)


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
        return span_between(self.text, node.start_mark, node.end_mark)

    def holds(self, route: Route) -> bool:
        """Whether the file itself has what a route names."""
        node: Node | None = self.root
        for step in route:
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[str(step)][1]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return False
        return True

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
        start = node.start_mark
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
    joined = Mapping(base.flow, base.start_mark, base.end_mark)
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
    return node.end_mark.index > node.start_mark.index
