"""`utilite new`: a fiche to fill in, and its acteur where that has no file yet."""

from pathlib import Path
from typing import Annotated

import typer

from utilite import atomic
from utilite.cli import sorties
from utilite.errors import OperatorError
from utilite.orthographe import identifiant, proche
from utilite.scaffold import squelette
from utilite.schema.cles import ID
from utilite.schema.noms import DOSSIER, fichier


def run(
    ctx: typer.Context,
    nom: Annotated[str, typer.Argument(metavar="NOM", help="L'identifiant de la fiche, par exemple atelier-2013.")],
    acteur: Annotated[
        list[str] | None,
        typer.Option("--acteur", metavar="NOM", help="Qui répond ; le premier porte l'action. Peut se répéter."),
    ] = None,
) -> None:
    """Prépare une fiche à remplir, avec les questions du référentiel."""
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    _verifie(nom, "new", "".join(f" --acteur {qui}" for qui in acteur or ()))
    connus = sorted(espace.acteurs)
    acteurs = acteur or (connus if len(connus) == 1 else [])
    for qui in acteurs:
        _verifie(qui, f"new {nom} --acteur", "")
    chemin = espace.racine / "fiches" / f"{nom}.yaml"
    if chemin.exists() or chemin.is_symlink():
        raise OperatorError(
            f"la fiche « {nom} » existe déjà : choisissez un autre nom, ou ouvrez {sorties.chemin_court(chemin)}"
        )
    ecrits = []
    for qui in acteurs:
        feuille = espace.racine / "acteurs" / f"{qui}.yaml"
        if not (feuille.exists() or feuille.is_symlink()):
            atomic.write(feuille, squelette.acteur(referentiel, qui, _schema(espace.racine, "acteur")).encode())
            ecrits.append(feuille)
    schema = _schema(espace.racine, "fiche")
    atomic.write(chemin, squelette.fiche(referentiel, nom, acteurs, connus, schema).encode())
    for qui in (e.stem for e in ecrits):
        voisin = proche(qui, connus)
        suite = f" (si vous pensiez à « {voisin} », supprimez-le et corrigez la fiche)" if voisin else ""
        sorties.dit(f"L'acteur « {qui} » est nouveau : remplissez aussi son fichier{suite}.")
    for ecrit in (*ecrits, chemin):
        print(sorties.chemin_court(ecrit))
    court = sorties.chemin_court(chemin)
    sorties.dit(f"La fiche est prête : ouvrez {court} dans un éditeur de texte et remplissez-la.")
    sorties.dit(f"Pour la vérifier, tapez : utilite validate {court}")


def _schema(racine: Path, genre: str) -> str:
    """The schema of a kind of file, as seen from such a file; empty where the workspace has none."""
    chemin = f"{DOSSIER}/{fichier(genre)}"
    return f"../{chemin}" if (racine / chemin).is_file() else ""


def _verifie(nom: str, commande: str, fin: str) -> None:
    if ID.fullmatch(nom):
        return
    propose = identifiant(Path(nom).stem if nom.endswith((".yaml", ".yml")) else nom)
    suite = f"tapez « utilite {commande} {propose}{fin} »" if propose else "par exemple : utilite new atelier-2013"
    raise OperatorError(
        f"« {nom[:60]} » ne peut pas servir de nom (minuscules sans accent, chiffres et tirets) : {suite}"
    )
