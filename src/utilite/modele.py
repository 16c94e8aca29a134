"""A template: what a folder's manifest says of the documents that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Modele:
    """A template; `fichiers` gives the source of each output, by format, in its folder."""

    nom: str
    dossier: Path
    titre: str
    financeur: str = ""
    officiel: bool = False
    portee: str = "fiche"
    public: bool = False
    fichiers: Mapping[str, str] = field(default_factory=dict)
