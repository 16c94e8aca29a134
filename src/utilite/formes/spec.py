"""What a référentiel says of one field: its forme, with the bounds that it sets."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar

from utilite import source
from utilite.diagnostic import (
    FAUTES_MAX,
    Finding,
    Place,
    Related,
    Route,
    Span,
    TropDeFautesError,
    Words,
    trop_de_fautes,
)


class Entree(NamedTuple):
    """One word of a controlled list."""

    id: str
    titre: str
    code: str = ""
    sensible: bool = False


class Vocabulaire(NamedTuple):
    """A controlled list; `nom` is empty for the plain values of a `parmi: [a, b]`."""

    nom: str
    entrees: Mapping[str, Entree]


VIDE = Vocabulaire(nom="", entrees={})


class Spec(NamedTuple):
    """A forme and its bounds; `bornes` holds `min` and `max`, read as the forme reads them."""

    forme: str
    unite: str = ""
    bornes: Mapping[str, Any] = MappingProxyType({})
    motif: str = ""
    vocabulaire: Vocabulaire = VIDE
    de: "Spec | None" = None
    champs: tuple["Champ", ...] = ()
    echelle: tuple[int, int] = (0, 0)
    libelles: tuple[str, ...] = ()
    exemple: str = ""

    @property
    def texte(self) -> bool:
        """Whether « ~ » and « null » are words here, and not the absence of a value."""
        return self.forme in ("texte", "texte_long")

    @property
    def profond(self) -> bool:
        """Whether keys that hold nothing are no answer yet: a budget to fill in."""
        return self.forme == "budget"


class Champ(NamedTuple):
    """A field of an acteur or of a fiche."""

    place: Place
    id: str
    titre: str
    spec: Spec
    obligatoire: bool = False
    aide: str = ""
    exemple: str = ""
    interne: bool = False
    role: str = ""
    source: str = ""


Fragment = dict[str, Any]
"""A part of a JSON Schema (draft-07)."""


class Schema(NamedTuple):
    """What an editor is told of a value, in three parts that add up."""

    forme: Fragment
    """What it must be, wherever it stands."""
    exige: Fragment = {}  # noqa: RUF012 - a named tuple's default, that nobody writes to
    """What only a draft may lack."""
    des_listes: Fragment = {}  # noqa: RUF012
    """What of it a file of `prive/` must have too: the items of a list are whole."""


def _libre() -> Schema:
    return Schema({})


T = TypeVar("T")


class Lecture:
    """One file being read: where its readers say what they see."""

    __slots__ = ("brouillon", "document", "file", "findings", "surcouche", "textes")

    def __init__(self, document: source.Document, *, brouillon: bool = False, surcouche: bool = False) -> None:
        self.document = document
        self.file = document.file
        self.findings: list[Finding] = []
        self.brouillon = brouillon
        """A draft: what is missing is a warning."""
        self.textes: list[tuple[Route, str]] = []
        """What people will read: every text that isn't one of a list, a number, an address."""
        self.surcouche = surcouche
        """A file of `prive/`, laid over another: nothing is missing from it."""

    def jusqu_au_bout(self, lit: Callable[[], T]) -> tuple[T | None, list[Finding]]:
        """What a reading gives, and its findings; None where there were too many of them to go on."""
        try:
            return lit(), self.findings
        except TropDeFautesError:
            return None, self.findings

    def dit(
        self,
        rule: str,
        route: Route,
        message: str,
        hint: str = "",
        *,
        on_key: bool = False,
        span: Span | None = None,
        words: Words | None = None,
        repair: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Adds a finding at a route of this file; `repair` replaces just what stands there."""
        place = Place(self.file, route, on_key, span, words)
        self._ajoute(Finding(rule=rule, place=place, message=message, hint=hint, related=related, repair=repair))

    def manque(self, route: Route, cle: str, hint: str) -> None:
        """Adds that an obligatory key is missing from what stands at `route`."""
        if self.surcouche and not any(isinstance(pas, int) for pas in route):
            return  # an item of a list replaces the whole list: it is whole itself
        place = Place(self.file, route, on_key=True)
        message = f"« {cle} » est obligatoire"
        self._ajoute(Finding(rule="champ-obligatoire", place=place, message=message, hint=hint, lowered=self.brouillon))

    def _ajoute(self, finding: Finding) -> None:
        """Raises TropDeFautesError where there are so many that the file isn't read any further."""
        self.findings.append(finding)
        if len(self.findings) >= FAUTES_MAX:
            self.findings.append(trop_de_fautes(self.file))
            raise TropDeFautesError


Lecteur = Callable[[source.Node, Route, Lecture], Any]
"""Reads a node that isn't empty; None where it couldn't, the fault being told."""


class Cle(NamedTuple):
    """A key of an object: how its value is read.

    In a `texte` « ~ » and « null » are words; elsewhere they say that there is nothing.
    """

    lecteur: Lecteur
    obligatoire: bool = False
    texte: bool = False
    exemple: str = ""
    profond: bool = False
    """Its value is missing too where it is made of keys that hold nothing."""
    decrit: Callable[[], Schema] = _libre
    """What an editor is told of its value; made when it is asked for."""


class FormeDeChamp(Protocol):
    """A module of this folder that reads, shows and describes a field's value."""

    SAISIE: str
    """How it is asked in a form: a control of `edit/formulaire/page/`."""
    CONSEIL: str
    """How it is written, in a sentence; empty where that is plain."""
    BORNES: Mapping[str, Lecteur]

    def lecteur(self, spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:
        """The reader of a field; `compile_` gives the readers of what it is made of."""
        ...

    def montre(self, valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:
        """The value as plain French text."""
        ...

    def decrit(self, spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:
        """What an editor is told of a field; `decrit_` describes what it is made of."""
        ...


class Reponse(NamedTuple):
    """What a mesure found, in the terms of its forme; what doesn't apply is None."""

    valeur: Any = None
    entre: tuple[float, float] | None = None
    environ: bool = False
    sur: float | None = None
    avant: float | None = None
    apres: float | None = None
    repartition: Mapping[str, float] | None = None
    population: float | None = None


class FormeDIndicateur(Protocol):
    """A module of this folder that reads and shows what a mesure found."""

    SAISIE: str
    NUMERIQUE: bool
    DEMANDE: tuple[str, ...]
    BORNES: Mapping[str, Lecteur]

    def reponses(self, spec: Spec) -> Mapping[str, Cle]:
        """The keys by which a mesure answers, beside those of every mesure."""
        ...

    def dit_reponse(self, reponse: Reponse, spec: Spec) -> str:
        """The answer as plain French text: « 6 sur 8, soit 75 % »."""
        ...
