"""The returned files that a command names: found, and read as what strangers have sent."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from utilite.edit.retours import Faute, Retour, lecteur
from utilite.errors import OperatorError, raison
from utilite.workspace import Workspace

MAX_OCTETS = 10_000_000
"""Of any returned file: a hundred times a full workbook."""
MAX_FICHIERS = 2000

_OUVRE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_CLASSEUR = "ouvrez-le, et enregistrez-le au format Excel (.xlsx)"
_REMEDES = dict.fromkeys((".ods", ".xls", ".xlsm", ".xlsb"), _CLASSEUR)


class Fichiers(NamedTuple):
    """Those to read, and those of a folder that are of no kind that we know."""

    a_lire: list[Path]
    ignores: list[Path]


def trouve(donnes: Iterable[str]) -> Fichiers:
    """The files that are named, and those of the folders that are. Raises OperatorError where one isn't there."""
    a_lire: list[Path] = []
    ignores: list[Path] = []
    for donne in donnes:
        chemin = Path(donne)
        if not os.path.lexists(chemin):
            raise OperatorError(f"« {donne[:200]} » n'existe pas : vérifiez le chemin")
        if chemin.is_dir():
            for fichier in _sous(chemin):
                (a_lire if lecteur(fichier.name) is not None else ignores).append(fichier)
        else:
            a_lire.append(chemin)
    if len(a_lire) > MAX_FICHIERS:
        raise OperatorError(f"plus de {MAX_FICHIERS} fichiers à lire : donnez un dossier plus petit")
    return Fichiers(list(dict.fromkeys(a_lire)), ignores)


def lit(chemin: Path, espace: Workspace) -> Retour:
    """What a returned file holds, or why it can't be read."""
    lit_un = lecteur(chemin.name)
    if lit_un is None:
        return _faute(
            "ce n'est pas un fichier que l'on sait reprendre",
            _REMEDES.get(chemin.suffix.lower(), "donnez le fichier .yaml du formulaire"),
        )
    try:
        octets = _octets(chemin)
    except OSError as error:
        lien = chemin.is_symlink()
        return _faute("c'est un lien : il n'est pas suivi" if lien else f"il ne peut pas être lu : {raison(error)}")
    if len(octets) > MAX_OCTETS:
        return _faute("il dépasse dix mégaoctets", "vérifiez que c'est le bon fichier")
    return lit_un(chemin.name, octets, espace)


def _sous(dossier: Path) -> list[Path]:
    """The files of a folder and of those in it; hidden ones are nobody's, links are told when they are read."""
    trouves: list[Path] = []
    for ici, dossiers, noms in os.walk(dossier):
        dossiers[:] = sorted(nom for nom in dossiers if not nom.startswith("."))
        trouves += (Path(ici) / nom for nom in sorted(noms) if not nom.startswith((".", "~$")))
    return trouves


def _octets(chemin: Path) -> bytes:
    descripteur = os.open(chemin, _OUVRE)
    with os.fdopen(descripteur, "rb") as fichier:
        if not stat.S_ISREG(os.fstat(descripteur).st_mode):
            raise OSError
        return fichier.read(MAX_OCTETS + 1)


def _faute(message: str, remede: str = "") -> Retour:
    return Retour(fautes=(Faute("", message, remede),))
