"""What comes back from those who write, in whatever file: one kind of file = one module here, and its lines below.

A reader gives the YAML of what a file holds, and what is wrong with it, located as its writer sees it;
`arrivees` brings the former into the workspace.
"""

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from utilite.workspace import Workspace

LECTEURS: Mapping[str, str] = MappingProxyType(
    {
        ".yaml": "utilite.edit.retours.texte_yaml",
        ".yml": "utilite.edit.retours.texte_yaml",
        ".txt": "utilite.edit.retours.texte_yaml",
        ".xlsx": "utilite.edit.retours.classeur",
        ".csv": "utilite.edit.retours.mesures_csv",
    }
)
"""From the end of a file's name to the module whose `lit` reads it (`Lecteur`), imported when it is used."""


class Recu(NamedTuple):
    """A fiche or an acteur that came back: where it goes, what it says.

    `texte` is YAML with `\\n` at the end of its lines. `depart` is the git hash of the file that it was
    started from; empty where it isn't known, or where it is new. With `partiel`, what it doesn't say
    was not asked, and stays in the workspace.
    """

    genre: str
    """`fiches` or `acteurs`."""
    nom: str
    texte: str
    depart: str = ""
    partiel: bool = False

    @property
    def fichier(self) -> str:
        """Its file in the workspace."""
        return f"{self.genre}/{self.nom}.yaml"


class Faute(NamedTuple):
    """What is wrong with a returned file, and where, in its writer's words: « ligne 3 », « feuille Mesures, C4 »."""

    ou: str
    message: str
    remede: str = ""


class Retour(NamedTuple):
    """What a returned file holds."""

    recus: tuple[Recu, ...] = ()
    fautes: tuple[Faute, ...] = ()


Lecteur = Callable[[str, bytes, Workspace], Retour]
"""From a file's name (without its folder) and its bytes; the workspace has a référentiel that can be read."""


def lecteur(nom: str) -> Lecteur | None:
    """The reader of a file by its name, whatever its case; None where no kind of file is named so."""
    module = next((module for fin, module in LECTEURS.items() if nom.lower().endswith(fin)), None)
    if module is None:
        return None
    lit: Lecteur = importlib.import_module(module).lit
    return lit
