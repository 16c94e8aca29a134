"""Events → nodes, with everything refused that would make a fiche mean two things.

The parser's events are read, not its objects: they keep the text, its quoting and its place, they
need no recursion, and they show what objects hide (a second key, an anchor, a tag). The depth is
bounded here, before any object exists.
"""

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
from yaml.scanner import Scanner, ScannerError

from utilite import regex
from utilite.diagnostic import FAUTES_MAX, Finding, Place, Related, Route, Span, TropDeFautesError
from utilite.source.nodes import Mapping, Node, Scalar, Sequence, Unread, span_between
from utilite.source.text import FORBIDDEN

MAX_DEPTH = 40
"""Levels of nesting (promesses, no. 4); a real fiche has about ten."""

MAX_EVENTS = 40_000
"""Values, keys and brackets (promesses, no. 4): a full fiche has a few hundred, and the parser in Python takes a
second and a half over so many."""

_NUMBER = regex.lazy(r"-?[0-9]+")
_GLUED = regex.lazy(r"[\w-]+:[^\s/].*")
_DIGITS = regex.lazy(r"[0-9]+")
_POINTED = regex.lazy(r"-?(?:0|[1-9][0-9]*),(?:[0-9]{1,2}|[0-9]{4,})")
"""`1,5`, that a point makes a number; `1,500` may be meant as thousands."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python: the same events, where there is no compiled one."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


class ShallowParser(PureParser):
    """The same, to look again at a text that is known to be at fault: each bracket that is open slows it down, so it
    gives up beyond what a file may have (ScannerError)."""

    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: N803 - the library's own name
        """One more bracket."""
        if self.flow_level > MAX_DEPTH:
            raise ScannerError(None, None, "too deep", self.get_mark())
        super().fetch_flow_collection_start(TokenClass)


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


class TooManyError(Exception):
    """More than MAX_EVENTS values; carries the place."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


class MarkError(Exception):
    """A tag, an anchor or an alias, met by a parser that isn't to judge of them."""


class Builder:
    """Builds the tree of one text. Raises yaml.YAMLError, TooDeepError, TooManyError, TropDeFautesError,
    and MarkError without `marks`."""

    def __init__(self, file: str, text: str, parser: Any, *, marks: bool) -> None:
        self._marks = marks
        self.file = file
        self.text = text
        self.findings: list[Finding] = []
        self._next = parser.get_event
        self._outer: list[tuple[Mapping | Sequence | None, Scalar | None]] = []
        """The containers around the one being filled, each with the key that waits for its value."""
        self._inner: Mapping | Sequence | None = None
        self._key: Scalar | None = None
        self._dropped: set[Scalar] = set()
        """Refused keys: their value is dropped."""
        self._broken: set[int] = set()
        """Containers with a key that is no word: nobody knows what was meant, all of it is passed by."""
        self._root: Node | None = None

    def build(self) -> Node | None:
        """The root node; None where the file holds nothing.

        A scalar takes the short way through this loop, with no call: most events are one. `inner` and
        `key` are locals for the same reason, and are handed over where a method needs them.
        """
        get, dropped = self._next, self._dropped
        inner: Mapping | Sequence | None = None
        key: Scalar | None = None
        documents = 0
        for _ in range(MAX_EVENTS):
            event = get()
            kind = type(event)
            if kind is ScalarEvent:
                node = Scalar(None, event.value, event.start_mark, event.end_mark, event.style)
                if event.anchor is not None or event.tag is not None or event.style == '"':
                    self._inner, self._key = inner, key
                    node = self._odd(event, node)
                if type(inner) is Mapping:
                    if key is None:
                        key = node
                        text = node.value
                        if text in inner.entries or text == "<<" or not text:
                            self._inner, self._key = inner, None
                            self._refuse_key(inner, key)
                    else:
                        if not dropped or key not in dropped:
                            inner.entries[key.value] = (key, node)
                        key = None
                elif type(inner) is Sequence:
                    inner.items.append(node)
                else:
                    self._root = node
                continue
            self._inner, self._key = inner, key
            if kind is MappingStartEvent:
                self._open(event, Mapping(bool(event.flow_style), event.start_mark, event.end_mark))
            elif kind is SequenceStartEvent:
                self._open(event, Sequence(bool(event.flow_style), event.start_mark, event.end_mark))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close(event)
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._say_second_document(event)
                    return self._root
            elif kind is StreamEndEvent:
                return self._root
            inner, key = self._inner, self._key
        raise TooManyError(_span(event))

    def _odd(self, event: Any, node: Scalar) -> Scalar:
        """A scalar that may hold what is refused: marks, or a character given by its code."""
        if node.style == '"' and FORBIDDEN.search(node.value):
            self._say(
                "caractere-invisible",
                self._span(node),
                self._here(),
                "ce texte contient un caractère de contrôle, écrit par son code",
                "retirez le code qui commence par une barre oblique inverse \\",
            )
            return Unread(node.start_mark, node.end_mark)
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
            if not node.value:  # the mark was all there was
                return Unread(node.start_mark, node.end_mark)
        return node

    def _say_second_document(self, event: Any) -> None:
        self._say(
            "second-document",
            _span(event),
            (),
            "un second document commence ici",
            "une fiche par fichier : supprimez la ligne « --- » ou faites deux fichiers",
        )

    def _refuse_key(self, mapping: Mapping, key: Scalar) -> None:
        """A merge key, a key that is there already, or one whose fault is told: its value is dropped."""
        route = (*self._route(), key.value)
        if type(key) is not Unread and key.value in mapping.entries:
            first = mapping.entries[key.value][0]
            self._say(
                "cle-double",
                self._span(key),
                route,
                f"la clé « {key.value} » est écrite deux fois",
                "gardez une seule des deux, ou réunissez ce qu'elles contiennent",
                (Related(Place(self.file, route, span=self._span(first)), "déjà écrite ici"),),
            )
        elif key.value == "<<" and not key.style:
            self._say(
                "cle-de-fusion",
                self._span(key),
                route,
                "la clé de fusion « << » n'est pas admise",
                "recopiez ici les lignes voulues",
            )
        elif type(key) is not Unread:  # "<<" or "" between quotes is a word like another
            return
        self._dropped.add(key)

    def _place(self, node: Node) -> None:
        """Puts a value that isn't a scalar where it belongs."""
        inner, key = self._inner, self._key
        if inner is None:
            self._root = node
        elif type(inner) is Sequence:
            inner.items.append(node)
        elif key is None:  # a list, a mapping or an alias in the place of a key
            if type(node) is not Unread:
                self._say_complex_key(node)
            self._key = Unread(node.start_mark, node.end_mark)
            self._dropped.add(self._key)
            if inner.flow:
                self._broken.add(id(inner))
        else:
            assert type(inner) is Mapping
            if key not in self._dropped:
                inner.entries[key.value] = (key, node)
            self._key = None

    def _say_complex_key(self, node: Node) -> None:
        self._say(
            "cle-complexe",
            self._span(node),
            self._route(),
            "une clé doit être un simple mot",
            "si c'est un texte qui commence par « [ » ou « { », mettez-le entre guillemets",
        )

    def _open(self, event: Any, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if len(self._outer) >= MAX_DEPTH:
            raise TooDeepError(_span(event), self._route())
        self._outer.append((self._inner, self._key))
        self._inner, self._key = node, None

    def _close(self, event: Any) -> None:
        node = self._inner
        assert node is not None
        node.end_mark = event.end_mark
        self._inner, self._key = self._outer.pop()
        if node.flow:
            if id(node) in self._broken:
                self._place(Unread(node.start_mark, node.end_mark))
                return
            if type(node) is Mapping:
                self._rejoin_comma(node)
                self._part_colon(node)
        self._place(node)

    def _rejoin_comma(self, mapping: Mapping) -> None:
        """`{valeur: 1,5}`: YAML sees a key « 5 » without a value; nobody means that."""
        previous: tuple[Scalar, Node] | None = None
        for text in list(mapping.entries):
            key, value = mapping.entries[text]
            if previous is not None and self._is_comma(previous[1], key, value):
                span = span_between(self.text, previous[1].start_mark, key.end_mark)
                written = self.text[previous[1].start_mark.index : key.end_mark.index]
                self._say(
                    "virgule-en-accolades",
                    span,
                    (*self._here(), previous[0].value),
                    f"« {written} » : entre accolades, la virgule sépare deux clés",
                    f"écrivez le nombre avec un point : {written.replace(',', '.')}",
                    repair=written.replace(",", ".") if _POINTED.fullmatch(written) else None,
                )
                mapping.entries[previous[0].value] = (previous[0], Unread(previous[1].start_mark, key.end_mark))
                del mapping.entries[text]
            previous = (key, value)

    def _part_colon(self, mapping: Mapping) -> None:
        """`{debut:2024}`: YAML sees one long key without a value."""
        for text in [t for t in mapping.entries if _GLUED.fullmatch(t)]:
            key, value = mapping.entries[text]
            name, _, rest = text.partition(":")
            if key.style or not isinstance(value, Scalar) or value.value or value.style or name in mapping.entries:
                continue
            self._say(
                "espace-apres-deux-points",
                self._span(key),
                (*self._here(), name),
                f"il manque une espace après « {name}: »",
                f"écrivez : {name}: {rest}",
                repair=f"{name}: {rest}" if name[0].isalpha() else None,
            )
            del mapping.entries[text]
            mapping.entries[name] = (key, Unread(key.start_mark, key.end_mark))

    @staticmethod
    def _is_comma(before: Node, key: Scalar, value: Node) -> bool:
        return (
            type(before) is Scalar
            and not before.style
            and _NUMBER.fullmatch(before.value) is not None
            and not key.style
            and _DIGITS.fullmatch(key.value) is not None
            and key.start_mark.index == before.end_mark.index + 1
            and type(value) is Scalar
            and not value.value
            and not value.style
        )

    def _alias(self, event: Any) -> None:
        if not self._marks:
            raise MarkError
        node = Unread(event.start_mark, event.end_mark)
        if self._key in self._dropped:  # `<<: *x` is told already
            self._place(node)
            return
        self._say(
            "ancre",
            self._span(node),
            self._here(),
            f"« *{event.anchor} » : YAML y voit un renvoi, qui n'est pas admis ici",
            "si c'est du texte, mettez-le entre guillemets ; sinon recopiez la valeur",
        )
        self._place(node)

    def _refuse_marks(self, event: Any) -> None:
        """An anchor or a tag: the value is kept, so that the rest is checked."""
        if not self._marks:
            raise MarkError
        written = self.text[event.start_mark.index : event.end_mark.index].strip()
        if event.anchor is not None:
            what = f"« &{event.anchor} » : YAML y voit une ancre, qui n'est pas admise ici"
            rule = "ancre"
        else:
            what = f"« {written.split(' ', 1)[0]} » : YAML y voit une étiquette de type, qui n'est pas admise ici"
            rule = "etiquette"
        one_line = type(event) is ScalarEvent and "\n" not in written
        hint = f" : {quoted(written)}" if one_line else ""
        self._say(rule, _span(event), self._here(), what, f"si c'est du texte, mettez-le entre guillemets{hint}")

    def _span(self, node: Node) -> Span:
        return span_between(self.text, node.start_mark, node.end_mark)

    def _here(self) -> Route:
        """The route of the value that comes next."""
        return self._route() + _step(self._inner, self._key)

    def _route(self) -> Route:
        """The route of the container being filled."""
        route: Route = ()
        for container, key in self._outer:
            route += _step(container, key)
        return route

    def _say(
        self,
        rule: str,
        span: Span,
        route: Route,
        message: str,
        hint: str,
        related: tuple[Related, ...] = (),
        repair: str | None = None,
    ) -> None:
        place = Place(self.file, route, span=span)
        self.findings.append(
            Finding(rule=rule, place=place, message=message, hint=hint, related=related, repair=repair)
        )
        if len(self.findings) >= FAUTES_MAX:
            raise TropDeFautesError


def _step(container: Mapping | Sequence | None, key: Scalar | None) -> Route:
    """From a container to the value that it waits for."""
    if type(container) is Sequence:
        return (len(container.items),)
    return (key.value,) if key is not None else ()


def quoted(text: str) -> str:
    """A text between quotes that YAML reads back as it is: double ones where they serve."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


_PLAIN = regex.lazy(r"(?:https?://)?[^\W_][\w .'’()/?=&%~+-]*(?<! )")
_WORDS = frozenset({"null", "Null", "NULL"})


def scalar(text: str) -> str:
    """A text as YAML reads it back wherever it stands: plain where that is sure, else between quotes."""
    return text if _PLAIN.fullmatch(text) and text not in _WORDS else quoted(text)


def _span(event: Any) -> Span:
    """The first column of an event, where its value is still to come."""
    mark = event.start_mark
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


YamlError = yaml.YAMLError
