"""A template: what a folder's manifest says of the documents that it makes."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from utilite.diagnostic import Place

FORMATS = ("md", "html", "pdf", "docx", "odt", "json")
"""The outputs that a manifest may name; `render/outputs` makes those that this version can."""

A_REMPLIR = ("pdf", "json")
"""Those that may be a form to fill: a PDF with fields, the questions of an online procedure."""


class Formulaire(NamedTuple):
    """A form to fill, in the template's folder: the file that answers it, and the blank one.

    `vierge` is the PDF, or the procedure's published schema; None where its user brings it (`--form`), from the
    address `source`.
    """

    champs: str
    vierge: Path | None = None
    source: str = ""


class ChampDeFormulaire(NamedTuple):
    """What answers one field of a form: a Jinja expression over the context; the names that the field may have."""

    place: Place
    noms: tuple[str, ...]
    expression: str


class ChampVu(NamedTuple):
    """A field of a form, for who will say what answers it: its name, what it is in French, whether it takes one."""

    nom: str
    dit: str
    a_remplir: bool


class Rubrique(NamedTuple):
    """A question of the funder's, and the names of what answers it, the first that is answered counting.

    `max_signes` and `max_mots` are the lengths that the funder allows.
    """

    place: Place
    titre: str
    reponses: tuple[str, ...] = ()
    obligatoire: bool = False
    aide: str = ""
    max_signes: int | None = None
    max_mots: int | None = None


class Modele(NamedTuple):
    """A template; `fichiers` and `formulaires` give the source of each output, by format, in its folder."""

    nom: str
    dossier: Path
    titre: str
    file: str = ""
    financeur: str = ""
    officiel: bool = False
    portee: str = "fiche"
    public: bool = False
    cloture: date | None = None
    pieces: tuple[str, ...] = ()
    rubriques: tuple[Rubrique, ...] = ()
    fichiers: Mapping[str, str] = MappingProxyType({})
    formulaires: Mapping[str, Formulaire] = MappingProxyType({})
