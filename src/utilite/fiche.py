"""Acteurs, fiches, and what was found for each indicateur.

Named tuples, here and in the référentiel: a tenth of a dataclass's cost at start-up, half of it for each
of the thousands that a run makes. They are only ever made by keyword.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from utilite.diagnostic import Place, Route
from utilite.formes.periode import Periode
from utilite.formes.spec import Reponse
from utilite.referentiel import Critere, Indicateur

_VIDE: Mapping[str, Any] = MappingProxyType({})


class Statut(StrEnum):
    """`retiree` is no longer shown, rendered or counted."""

    BROUILLON = "brouillon"
    TERMINEE = "terminee"
    RETIREE = "retiree"


class Cible(NamedTuple):
    """A target: at least so many, at most so many."""

    au_moins: float | None = None
    au_plus: float | None = None


class Mesure(NamedTuple):
    """What was found for one indicateur, when, according to what.

    `reponse` is None where it says `non_renseigne`, or a `cible` alone.
    """

    route: Route
    reponse: Reponse | None = None
    non_renseigne: str = ""
    cible: Cible | None = None
    periode: Periode | None = None
    source: str = ""
    recueil: str = ""
    recueilli_le: date | None = None
    interne: bool = False
    entiere: bool = True
    """Whether all that it says could be read, and it says something."""


class Suivi(NamedTuple):
    """One indicateur and its mesures, in the file's order."""

    route: Route
    indicateur: Indicateur
    mesures: tuple[Mesure, ...] = ()


class Temoignage(NamedTuple):
    """What someone said, and whether it may be published."""

    route: Route
    texte: str
    auteur: str = ""
    accord: str = ""
    accord_le: date | None = None


class Apport(NamedTuple):
    """What the action brings under one critère that the acteur has chosen."""

    route: Route
    critere: Critere
    texte: str = ""
    suivis: tuple[Suivi, ...] = ()
    temoignages: tuple[Temoignage, ...] = ()


Valeurs = Mapping[str, Any]
"""The fields of a section that are answered, by id; for a section that is a list, a tuple of these."""


class Acteur(NamedTuple):
    """The association, collective, social centre that evaluates itself."""

    id: str
    file: str
    sections: Mapping[str, Any] = _VIDE

    @property
    def nom(self) -> str:
        """Its name, or its id while it has none."""
        return (self.sections.get("identite") or {}).get("nom") or self.id


class Fiche(NamedTuple):
    """One self-evaluation of one action over one period."""

    id: str
    file: str
    statut: Statut | None = None
    acteurs: tuple[str, ...] = ()
    version: str = ""
    periode: Periode | None = None
    precedente: str = ""
    sections: Mapping[str, Any] = _VIDE
    apports: tuple[Apport, ...] = ()
    limites: str = ""
    perspectives: str = ""
    recueilli_le: date | None = None
    auteurs: tuple[str, ...] = ()
    licence: str = ""
    textes: tuple[tuple[Route, str], ...] = ()
    """All that people will read, wherever it stands, as it was read."""

    @property
    def titre(self) -> str:
        """Its title, or its id while it has none."""
        return (self.sections.get("action") or {}).get("titre") or self.id

    @property
    def suivis(self) -> tuple[Suivi, ...]:
        """All that is followed, critère by critère."""
        return tuple(suivi for apport in self.apports for suivi in apport.suivis)

    def place(self, route: Route, *, on_key: bool = False) -> Place:
        """A place in this fiche's file."""
        return Place(self.file, route, on_key)
