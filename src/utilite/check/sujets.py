"""What rules look at: a référentiel, a fiche in its context, the whole network."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from utilite.check.prose import Texte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Acteur, Fiche
from utilite.referentiel import Referentiel


class Contexte(NamedTuple):
    """What a rule may know beside the fiche: the grid, the ids of the acteurs that have a file.

    Of the fiche itself: those of its texts that hold figures, read once for all rules; whether it comes
    from `prive/`, which git doesn't see.
    """

    referentiel: Referentiel | None
    acteurs: frozenset[str]
    textes: tuple[Texte, ...] = ()
    prive: bool = False


class Reseau(NamedTuple):
    """The network: its acteurs by id, and where the référentiel keeps their SIRET (section, champ)."""

    acteurs: Mapping[str, Acteur]
    sirets: tuple[tuple[str, str], ...] = ()


class Rule(Protocol):
    """A module of this folder: its docstring is its manual, and readers may yield its name."""

    CODE: str
    SEVERITY: Severity
    LOCKED: bool
    """Whether a network can't lower it: it leaves a value unread."""


class ReferentielRule(Rule, Protocol):
    """A rule that looks at the référentiel."""

    def check(self, referentiel: Referentiel, regles: Mapping[str, Rule], /) -> Iterator[Finding]:
        """Yields what it sees; `regles` are all the rules there are, by name."""
        ...


class FicheRule(Rule, Protocol):
    """A rule that looks at one fiche."""

    def check(self, fiche: Fiche, contexte: Contexte, /) -> Iterator[Finding]:
        """Yields what it sees."""
        ...


class ReseauRule(Rule, Protocol):
    """A rule that looks at the network."""

    def check(self, reseau: Reseau, /) -> Iterator[Finding]:
        """Yields what it sees."""
        ...
