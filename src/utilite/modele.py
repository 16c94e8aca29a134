"""A template: what a folder's manifest says of the documents that it makes."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple


class Modele(NamedTuple):
    """A template; `fichiers` gives the source of each output, by format, in its folder."""

    nom: str
    dossier: Path
    titre: str
    financeur: str = ""
    officiel: bool = False
    portee: str = "fiche"
    public: bool = False
    pieces: tuple[str, ...] = ()
    fichiers: Mapping[str, str] = MappingProxyType({})
