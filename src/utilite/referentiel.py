"""A network's common grid: axes › critères › indicateurs, and the fields of an acteur and a fiche."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from utilite.diagnostic import Place, Severity
from utilite.formes.spec import Champ, Spec, Vocabulaire

_VIDE: Mapping[str, Any] = MappingProxyType({})


class Niveau(StrEnum):
    """What was done, what it directly produced, what it changed for longer."""

    REALISATION = "realisation"
    RESULTAT = "resultat"
    IMPACT = "impact"

    @property
    def titre(self) -> str:
        """The word as people read it, in the singular."""
        return {"realisation": "réalisation", "resultat": "résultat", "impact": "impact"}[self]


class Indicateur(NamedTuple):
    """What one counts or observes; `propre` where a fiche brought it; `niveau` is None where it couldn't be read."""

    place: Place
    id: str
    titre: str
    niveau: Niveau | None
    spec: Spec
    aide: str = ""
    recueil: str = ""
    sert_a: str = ""
    agregation: str = ""
    source: str = ""
    propre: bool = False


class Critere(NamedTuple):
    """What one looks at in a domain; `axe` is the axe's id, empty for a critère propre without one."""

    place: Place
    id: str
    titre: str
    axe: str = ""
    question: str = ""
    aide: str = ""
    odd: tuple[str, ...] = ()
    source: str = ""
    indicateurs: tuple[Indicateur, ...] = ()
    propre: bool = False


class Axe(NamedTuple):
    """A domain of social utility."""

    place: Place
    id: str
    titre: str
    aide: str = ""
    source: str = ""
    criteres: tuple[Critere, ...] = ()


class Section(NamedTuple):
    """A part of an acteur or of a fiche; `liste` where it is a list of its fields."""

    place: Place
    id: str
    titre: str
    aide: str = ""
    role: str = ""
    source: str = ""
    liste: bool = False
    champs: tuple[Champ, ...] = ()

    @property
    def obligatoire(self) -> bool:
        """Whether a file must have it: it holds something that is asked for."""
        return not self.liste and any(champ.obligatoire for champ in self.champs)


class Changement(NamedTuple):
    """What a version has renamed: by kind (`axes`, `criteres`…), the old names and the new ones."""

    place: Place
    version: str
    renommer: Mapping[str, Mapping[str, str]] = _VIDE


class Presentation(NamedTuple):
    """A network's logo, a file of the workspace, and two colours: one for text, one that is read on it."""

    logo: str = ""
    couleur: str = "#54194a"
    couleur_claire: str = "#e2a530"


class Referentiel(NamedTuple):
    """The grid as read: what couldn't be read is left out of it, the fault being told."""

    file: str
    id: str
    titre: str
    version: str
    licence: str = ""
    auteurs: tuple[str, ...] = ()
    source: str = ""
    depot: str = ""
    """The address of the repository where fiches are gathered."""
    definitions: Mapping[str, str] = _VIDE
    axes: tuple[Axe, ...] = ()
    vocabulaires: Mapping[str, Vocabulaire] = _VIDE
    acteur: tuple[Section, ...] = ()
    fiche: tuple[Section, ...] = ()
    regles: Mapping[str, Severity | None] = _VIDE
    messages: Mapping[str, str] = _VIDE
    changements: tuple[Changement, ...] = ()
    presentation: Presentation = Presentation()

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that are known: those of `changements`, then the current one."""
        return (*(changement.version for changement in self.changements), self.version)

    @property
    def criteres(self) -> tuple[Critere, ...]:
        """All critères, axe by axe."""
        return tuple(critere for axe in self.axes for critere in axe.criteres)

    def champs_d_acteur(self, forme: str) -> tuple[tuple[str, str], ...]:
        """The fields of an acteur of this forme: section, champ."""
        return tuple(
            (section.id, champ.id)
            for section in self.acteur
            if not section.liste
            for champ in section.champs
            if champ.spec.forme == forme
        )
