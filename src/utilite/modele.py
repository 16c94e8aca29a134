"""A template: what a folder's manifest says of the documents that it makes."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from utilite.diagnostic import Place

FORMATS = ("md", "html", "pdf", "docx", "odt")
"""The outputs that a manifest may name; `render/outputs` makes those that this version can."""


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
    """A template; `fichiers` gives the source of each output, by format, in its folder."""

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
