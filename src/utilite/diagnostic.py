"""What is wrong with data, as values: where it stands, how grave it is, what to write instead."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

Route = tuple[str | int, ...]
"""The way from a file's root to an item: keys, and indexes from 0."""


class Severity(StrEnum):
    """The three tiers; the values are the words of the machine formats."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def francais(self) -> str:
        """The word that people read and that a référentiel's `regles` uses."""
        return _FRANCAIS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _ORDER.index(self)


_FRANCAIS = {
    Severity.ERROR: "erreur",
    Severity.WARNING: "avertissement",
    Severity.NOTE: "conseil",
}
_ORDER = tuple(Severity)


class Span(NamedTuple):
    """Lines and columns from 1, in code points; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


WHOLE_FILE = Span(1, 1, 1, 1)


class Words(NamedTuple):
    """Words of a text: from which to which of its signs, counted from 0 without the blanks.

    Blanks are all that changes when a text is indented, folded or put on one line.
    """

    start: int
    end: int


class Place(NamedTuple):
    """Where something stands: by its route, which becomes a span late and once.

    `words` narrows a text to some of its words. Only what has no route of its own (a second key)
    brings its span.
    """

    file: str
    route: Route = ()
    on_key: bool = False
    span: Span | None = None
    words: Words | None = None


def words_of(text: str, start: int, end: int) -> Words:
    """The words that stand between two indexes of a text."""
    blanks = _blanks(text)
    return Words(start - bisect_left(blanks, start), end - bisect_left(blanks, end))


@lru_cache(maxsize=1)  # many words of one text, one after the other
def _blanks(text: str) -> list[int]:
    return [found.start() for found in _BLANK.finditer(text)]


_BLANK = re.compile(r"\s")


class Related(NamedTuple):
    """Another place that a finding speaks of, and what is to be seen there."""

    place: Place
    message: str


class Finding(NamedTuple):
    """What a reader or a rule has seen; `check` stamps code and severity on it.

    `lowered` marks a gap that a draft is allowed: a warning at most. `repair` is what to write in
    place of what stands there, only where nothing else can have been meant.
    """

    rule: str
    place: Place
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    lowered: bool = False
    repair: str | None = None


FAUTES_MAX = 100
"""How many findings of one file are told: beyond, it is read no further, so that a bomb costs no more than a fault."""


class TropDeFautesError(Exception):
    """So many faults in one file that reading on would serve nobody."""


TROP_DE_FAUTES = "trop-de-fautes"
"""The rule that closes the findings of such a file."""


def trop_de_fautes(file: str) -> Finding:
    """What closes the findings of such a file; it stands at its first line, since it is about all of it."""
    message = f"ce fichier a au moins {FAUTES_MAX} fautes : la suite n'est pas vérifiée"
    hint = "corrigez les premières, et vérifiez que c'est le bon fichier"
    return Finding(rule=TROP_DE_FAUTES, place=Place(file), message=message, hint=hint)


class RelatedSpan(NamedTuple):
    """A related place, resolved; `excerpt` is its first line."""

    file: str
    span: Span
    message: str
    excerpt: str = ""


class Diagnostic(NamedTuple):
    """A finding with its code, severity and lines: all that a reporter needs.

    `excerpt` is the first line of the span. `repair`, where there is one, replaces just the text of
    the span, which is then on one line.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    hint: str
    file: str
    span: Span
    route: Route
    excerpt: str
    related: tuple[RelatedSpan, ...] = ()
    repair: str | None = None

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """By file, then by place."""
        return self.file, self.span, self.code, self.message


class Report(NamedTuple):
    """What a command has found: the findings to show and the number of files looked at.

    `names` are these files, those without a finding too; `manuals` are the manual pages of the rules
    that have found something, by code; with `strict`, warnings fail; `hidden` findings are left out on demand.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    names: tuple[str, ...] = ()
    manuals: Mapping[str, str] = MappingProxyType({})
    strict: bool = False
    hidden: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings of this tier."""
        return sum(d.severity is severity for d in self.diagnostics)

    def fails(self, found: Diagnostic) -> bool:
        """Whether this finding makes the command fail."""
        return found.severity is Severity.ERROR or (self.strict and found.severity is Severity.WARNING)

    def by_gravity(self) -> list[Diagnostic]:
        """The findings, the gravest first, then by place."""
        return sorted(self.diagnostics, key=lambda d: (d.severity.rank, d.sort_key))


def dotted(route: Sequence[str | int]) -> str:
    """A route as people write it: `utilite_sociale.lien-social.indicateurs.seances[0]`."""
    text = ""
    for step in route:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
