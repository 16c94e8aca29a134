"""Events → nodes, with everything refused that would make a fiche mean two things.

The parser's events are read, not its objects: they keep the text, its quoting and its place, they
need no recursion, and they show what objects hide (a second key, an anchor, a tag). The depth is
bounded here, before any object exists.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from utilite.diagnostic import Finding, Place, Related, Route, Span
from utilite.source.nodes import Mapping, Node, Scalar, Sequence, Unread, span_between
from utilite.source.text import FORBIDDEN

MAX_DEPTH = 40
"""Levels of nesting (promesses, no. 4); a real fiche has about ten."""

_NUMBER = re.compile(r"-?[0-9]+")
_DIGITS = re.compile(r"[0-9]+")


class PureParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python: the same events, where there is no compiled one."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def fast_parser() -> Callable[[str], Any]:
    """The compiled parser where PyYAML was built with it, else the one in Python."""
    try:
        from yaml import cyaml
    except ImportError:
        return PureParser
    parser: Callable[[str], Any] = cyaml.CParser  # type: ignore[attr-defined]
    return parser


class TooDeepError(Exception):
    """More than MAX_DEPTH levels; carries the place."""

    def __init__(self, span: Span, route: Route) -> None:
        super().__init__()
        self.span = span
        self.route = route


class _Frame:
    """A container being filled, with the key that waits for its value."""

    __slots__ = ("ignored", "key", "node")

    def __init__(self, node: Mapping | Sequence) -> None:
        self.node = node
        self.key: Scalar | None = None
        self.ignored = False
        """Whether the value to come is dropped, its key being refused already."""


class Builder:
    """Builds the tree of one text. Raises yaml.YAMLError and TooDeepError."""

    def __init__(self, file: str, text: str, parser: Any) -> None:
        self.file = file
        self.text = text
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self._next = parser.get_event
        self._frames: list[_Frame] = []

    def build(self) -> Node | None:
        """The root node; None where the file holds nothing."""
        documents = 0
        while True:
            event = self._next()
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                node: Node = Scalar(event.value, event.style or "", event.start_mark, event.end_mark)
                if event.style == '"' and FORBIDDEN.search(event.value):
                    node = self._refuse_escape(event)
                frames = self._frames
                if frames and frames[-1].key is None and type(frames[-1].node) is Mapping and type(node) is Scalar:
                    self._open_key(frames[-1], frames[-1].node, node)
                else:
                    self._place(node)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event, Mapping if kind is MappingStartEvent else Sequence)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close(event)
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._say(
                        "second-document",
                        _span(event),
                        (),
                        "un second document commence ici",
                        "une fiche par fichier : supprimez la ligne « --- » ou faites deux fichiers",
                    )
                    return self.root
            elif kind is StreamEndEvent:
                return self.root

    def _open_key(self, frame: _Frame, mapping: Mapping, key: Scalar) -> None:
        frame.key = key
        if key.text == "<<" and not key.style:
            self._say(
                "cle-de-fusion",
                self._span(key),
                (*self._route(), "<<"),
                "la clé de fusion « << » n'est pas admise",
                "recopiez ici les lignes voulues",
            )
            frame.ignored = True
        elif key.text in mapping.entries:
            first = mapping.entries[key.text][0]
            route = (*self._route(), key.text)
            self._say(
                "cle-double",
                self._span(key),
                route,
                f"la clé « {key.text} » est écrite deux fois",
                "gardez une seule des deux, ou réunissez ce qu'elles contiennent",
                (Related(Place(self.file, route, span=self._span(first)), "déjà écrite ici"),),
            )
            frame.ignored = True

    def _place(self, node: Node) -> None:
        """Puts a value where it belongs."""
        if not self._frames:
            self.root = node
            return
        frame = self._frames[-1]
        parent = frame.node
        if type(parent) is Sequence:
            parent.items.append(node)
            return
        assert type(parent) is Mapping
        key = frame.key
        if key is None:  # a list, a mapping or an alias in the place of a key
            if type(node) is not Unread:
                self._say_complex_key(node)
            frame.key = Scalar("", "", node.start, node.end)
            frame.ignored = True
            return
        if not frame.ignored:
            parent.entries[key.text] = (key, node)
        frame.key = None
        frame.ignored = False

    def _say_complex_key(self, node: Node) -> None:
        self._say(
            "cle-complexe",
            self._span(node),
            self._route(),
            "une clé doit être un simple mot",
            "pour un texte qui commence par « [ » ou « { », mettez-le entre guillemets",
        )

    def _open(self, event: Any, cls: type[Mapping] | type[Sequence]) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if len(self._frames) >= MAX_DEPTH:
            raise TooDeepError(_span(event), self._route())
        self._frames.append(_Frame(cls(bool(event.flow_style), event.start_mark, event.end_mark)))

    def _close(self, event: Any) -> None:
        node = self._frames.pop().node
        node.end = event.end_mark
        if type(node) is Mapping and node.flow:
            self._rejoin_comma(node)
        self._place(node)

    def _rejoin_comma(self, mapping: Mapping) -> None:
        """`{valeur: 1,5}`: YAML sees a key « 5 » without a value; nobody means that."""
        previous: tuple[Scalar, Node] | None = None
        for text in list(mapping.entries):
            key, value = mapping.entries[text]
            if previous is not None and self._is_comma(previous[1], key, value):
                span = span_between(self.text, previous[1].start, key.end)
                written = self.text[previous[1].start.index : key.end.index]
                self._say(
                    "virgule-en-accolades",
                    span,
                    (*self._route(), previous[0].text),
                    f"« {written} » : entre accolades, la virgule sépare deux clés",
                    f"écrivez le nombre avec un point : {written.replace(',', '.')}",
                )
                mapping.entries[previous[0].text] = (previous[0], Unread(previous[1].start, key.end))
                del mapping.entries[text]
            previous = (key, value)

    @staticmethod
    def _is_comma(before: Node, key: Scalar, value: Node) -> bool:
        return (
            type(before) is Scalar
            and not before.style
            and _NUMBER.fullmatch(before.text) is not None
            and not key.style
            and _DIGITS.fullmatch(key.text) is not None
            and key.start.index == before.end.index + 1
            and type(value) is Scalar
            and not value.text
            and not value.style
        )

    def _alias(self, event: Any) -> None:
        node = Unread(event.start_mark, event.end_mark)
        self._say(
            "ancre",
            self._span(node),
            self._here(),
            f"« *{event.anchor} » : YAML y voit un renvoi, qui n'est pas admis ici",
            "si c'est du texte, mettez-le entre guillemets ; sinon recopiez la valeur",
        )
        self._place(node)

    def _refuse_escape(self, event: Any) -> Unread:
        """`"\\x1b"`: a character that a file can't hold, smuggled in by its code."""
        node = Unread(event.start_mark, event.end_mark)
        self._say(
            "caractere-invisible",
            self._span(node),
            self._here(),
            "ce texte contient un caractère de contrôle, écrit par son code",
            "retirez le code qui commence par une barre oblique inverse \\",
        )
        return node

    def _refuse_marks(self, event: Any) -> None:
        """An anchor or a tag: the value is kept, so that the rest is checked."""
        line = self.text[event.start_mark.index :].split("\n", 1)[0].strip()
        if event.anchor is not None:
            self._say(
                "ancre",
                _span(event),
                self._here(),
                f"« &{event.anchor} » : YAML y voit une ancre, qui n'est pas admise ici",
                f"si c'est du texte, mettez-le entre guillemets : {quoted(line)}",
            )
        else:
            shown = line.split(" ", 1)[0]
            self._say(
                "etiquette",
                _span(event),
                self._here(),
                f"« {shown} » : YAML y voit une étiquette de type, qui n'est pas admise ici",
                f"si c'est du texte, mettez-le entre guillemets : {quoted(line)}",
            )

    def _span(self, node: Node) -> Span:
        return span_between(self.text, node.start, node.end)

    def _here(self) -> Route:
        """The route of the value that comes next."""
        route = self._route()
        if not self._frames:
            return route
        frame = self._frames[-1]
        if type(frame.node) is Sequence:
            return (*route, len(frame.node.items))
        return (*route, frame.key.text) if frame.key is not None else route

    def _route(self) -> Route:
        """The route of the container being filled."""
        route: list[str | int] = []
        for frame in self._frames[:-1]:
            if type(frame.node) is Sequence:
                route.append(len(frame.node.items))
            elif frame.key is not None:
                route.append(frame.key.text)
        return tuple(route)

    def _say(
        self, rule: str, span: Span, route: Route, message: str, hint: str, related: tuple[Related, ...] = ()
    ) -> None:
        place = Place(self.file, route, span=span)
        self.findings.append(Finding(rule=rule, place=place, message=message, hint=hint, related=related))


def quoted(text: str) -> str:
    """A text between quotes that YAML reads back as it is: double ones where they serve."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _span(event: Any) -> Span:
    """The first column of an event, where its value is still to come."""
    mark = event.start_mark
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


YamlError = yaml.YAMLError
