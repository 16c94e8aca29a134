"""What rules look at: a référentiel, a fiche in its context, the whole network."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from utilite.check.prose import Texte
from utilite.diagnostic import Finding, Route, Severity
from utilite.fiche import Acteur, Fiche, Mesure, Statut, Suivi
from utilite.formes.spec import Reponse
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.source import Document


class Dits:
    """Where the reading of a file has left something unread: what follows from it stays silent."""

    __slots__ = ("_routes", "_sans_nom")

    def __init__(self, illisibles: Iterable[Finding] = ()) -> None:
        vus = list(illisibles)
        self._routes = [f.place.route for f in vus]
        self._sans_nom = {f.place.route[:-1] for f in vus if f.rule == "champ-inconnu"}

    def sous(self, route: Route) -> bool:
        """Whether something there was left unread; a fault of the whole file is everywhere."""
        return any(not dit or dit[: len(route)] == route for dit in self._routes)

    def absence(self, route: Route, cle: str) -> bool:
        """Whether a key may be missing there only because it, or one of an unknown name, was left unread."""
        return bool(self._routes) and (self.sous((*route, cle)) or route in self._sans_nom)


RIEN_DIT = Dits()


class Grille(NamedTuple):
    """What a rule may know beside the référentiel: all the rules there are, by name, and what was told."""

    regles: Mapping[str, "Rule"]
    dits: Dits = RIEN_DIT


class Contexte(NamedTuple):
    """What a rule may know beside the fiche: the grid, the ids that have a file, and what was told.

    `reponses` is what the fiche states, laid out once for all rules; `textes` those of its texts that hold
    figures, read once for all rules.
    `fiche` gives another fiche by its id, one that has a file; it is read on demand, so that memory stays flat.
    `prive` marks a fiche that `prive/` is laid over: what is found of it is about the private file, which
    git doesn't see.
    """

    referentiel: Referentiel | None
    acteurs: frozenset[str]
    fiches: frozenset[str] = frozenset()
    reponses: tuple[tuple[Suivi, Mesure, Reponse], ...] = ()
    fiche: Callable[[str], Fiche | None] = lambda _: None
    dits: Dits = RIEN_DIT
    textes: tuple[Texte, ...] = ()
    prive: bool = False


class FicheEnBref(NamedTuple):
    """What is kept of each fiche while they stream by."""

    id: str
    file: str
    statut: Statut | None
    acteurs: tuple[str, ...]
    precedente: str
    debut: date | None
    indicateurs: tuple[str, ...] = ()
    """The référentiel's indicateurs that it answers."""


class Gabarits(NamedTuple):
    """What the sources of the workspace's own templates show, which only `render` can read.

    `montres` are the indicateurs that they name; None where there is no template, or one shows them all.
    """

    fautes: tuple[tuple[Document, Finding], ...] = ()
    montres: frozenset[str] | None = None


class Reseau(NamedTuple):
    """The network: its acteurs and fiches by id, as far as they could be read.

    `marques` are the official numbers that tell acteurs apart, by name: the sections and champs that hold one.
    """

    acteurs: Mapping[str, Acteur]
    fiches: Mapping[str, FicheEnBref] = {}
    marques: Mapping[str, tuple[tuple[str, str], ...]] = {}
    complet: bool = True
    """Whether each fiche could be read."""
    referentiel: Referentiel | None = None
    montres: frozenset[str] | None = None
    """The indicateurs that the workspace's own templates show; None for all of them."""


class Rule(Protocol):
    """A module of this folder: its docstring is its manual, and readers may yield its name."""

    CODE: str
    SEVERITY: Severity
    LOCKED: bool
    """Whether a network can't lower it: it leaves a value unread."""


class ReferentielRule(Rule, Protocol):
    """A rule that looks at the référentiel."""

    def check(self, referentiel: Referentiel, grille: Grille, /) -> Iterator[Finding]:
        """Yields what it sees."""
        ...


class FicheRule(Rule, Protocol):
    """A rule that looks at one fiche."""

    def check(self, fiche: Fiche, contexte: Contexte, /) -> Iterator[Finding]:
        """Yields what it sees."""
        ...


class ModeleRule(Rule, Protocol):
    """A rule that looks at a template's manifest."""

    def check(self, modele: Modele, referentiel: Referentiel, /) -> Iterator[Finding]:
        """Yields what it sees."""
        ...


class ReseauRule(Rule, Protocol):
    """A rule that looks at the network."""

    def check(self, reseau: Reseau, /) -> Iterator[Finding]:
        """Yields what it sees."""
        ...
