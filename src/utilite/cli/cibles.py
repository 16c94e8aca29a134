"""The files that a command is about: what its arguments name, what is found in them."""

import importlib
import os
from collections.abc import Callable, Collection
from pathlib import Path

from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.check.sujets import Gabarits
from utilite.errors import OperatorError
from utilite.orthographe import suggestion
from utilite.workspace import Workspace


def verifie(espace: Workspace) -> Outcome:
    """All that is found in a workspace, its own templates included."""
    return checker.run(espace, _gabarits(espace))


def _gabarits(espace: Workspace) -> Gabarits:
    """What the workspace's own templates hold; Jinja is imported only where there is one."""
    if not any(True for _ in espace.modeles()):
        return Gabarits()
    examine: Callable[[Workspace], Gabarits] = importlib.import_module("utilite.render.examen").examine
    return examine(espace)


def nommes(espace: Workspace, connus: Collection[str], chemins: list[str] | None, verbe: str) -> list[str] | None:
    """Those of the files at hand that the paths name; None where there is no path. Raises OperatorError."""
    if not chemins:
        return None
    noms: list[str] = []
    for donne in chemins:
        chemin = _situe(espace, donne)
        relatif = chemin.relative_to(espace.racine).as_posix()
        if chemin.is_dir():
            noms += [f for f in connus if relatif == "." or f.startswith(f"{relatif}/")]
        elif relatif in connus:
            noms.append(relatif)
        else:
            raise OperatorError(
                f"« {donne} » n'est pas un fichier qu'utilite {verbe} : donnez referentiel.yaml, un acteur ou une fiche"
            )
    return list(dict.fromkeys(noms))


def _situe(espace: Workspace, donne: str) -> Path:
    essais = (Path(donne), espace.racine / donne, espace.racine / "fiches" / f"{donne}.yaml")
    trouve = next((p for p in essais if p.exists() or p.is_symlink()), None)
    if trouve is None:
        fiches = [p.stem for p in (espace.racine / "fiches").glob("*.yaml")]
        suite = suggestion(Path(donne).stem, fiches, "vouliez-vous dire « fiches/{}.yaml » ?", "vérifiez le chemin")
        raise OperatorError(f"« {donne} » n'existe pas : {suite}")
    absolu = Path(os.path.abspath(trouve))
    if not absolu.is_relative_to(espace.racine):
        raise OperatorError(
            f"« {donne} » est hors de l'espace de travail {espace.racine} : tapez « utilite -C DOSSIER … »"
        )
    return absolu
