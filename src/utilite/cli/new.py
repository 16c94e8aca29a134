"""`utilite new`: a fiche to fill in, and its acteur where that has no file yet."""

from pathlib import Path
from typing import Annotated, Any

import typer

from utilite import atomic
from utilite.cli import sorties
from utilite.edit import fichiers
from utilite.errors import OperatorError
from utilite.orthographe import identifiant, proche
from utilite.referentiel import Referentiel
from utilite.scaffold import squelette
from utilite.schema.cles import ID
from utilite.schema.noms import DOSSIER, fichier
from utilite.workspace import Workspace


def run(
    ctx: typer.Context,
    nom: Annotated[
        str | None,
        typer.Argument(metavar="NOM", help="L'identifiant de la fiche, par exemple atelier-2013.", show_default=False),
    ] = None,
    acteur: Annotated[
        list[str] | None,
        typer.Option("--acteur", metavar="NOM", help="Qui répond ; le premier porte l'action. Peut se répéter."),
    ] = None,
    precedente: Annotated[
        str,
        typer.Option("--from", metavar="NOM", help="Reprend ce qui dure de la fiche d'avant.", show_default=False),
    ] = "",
) -> None:
    """Prépare une fiche à remplir, avec les questions du référentiel.

    Avec --from, l'action, les publics et les critères de la fiche d'avant sont repris, ses mesures rappelées en
    commentaire. Sur un terminal, ce qui manque à la commande est demandé.
    """
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    connus = sorted(espace.acteurs)
    if nom is None:
        nom = sorties.demande("Le nom de la fiche, par exemple atelier-2013 : ")
        if not nom:
            raise OperatorError("il manque le nom de la fiche : tapez « utilite new NOM », par exemple atelier-2013")
    _verifie(nom, "new", "".join(f" --acteur {qui}" for qui in acteur or ()))
    chemin = espace.racine / "fiches" / f"{nom}.yaml"
    if chemin.exists() or chemin.is_symlink():
        raise OperatorError(
            f"la fiche « {nom} » existe déjà : choisissez un autre nom, ou ouvrez {sorties.chemin_court(chemin)}"
        )
    repris, rappels = _reprend(espace, referentiel, precedente)
    acteurs = acteur or _liste(repris.get("acteurs")) or (connus if len(connus) == 1 else [])
    if not acteurs and not precedente:
        dits = f" ({', '.join(connus)})" if connus else ""
        acteurs = sorties.demande(f"Qui répond{dits} ; rien pour le dire plus tard : ").replace(",", " ").split()
    for qui in acteurs:
        _verifie(qui, f"new {nom} --acteur", "")
    schema = _schema(espace.racine, "fiche")
    texte = squelette.fiche(referentiel, nom, acteurs, connus, schema, rappels)
    if precedente:
        from utilite.edit import suite

        texte = suite.remplit(texte, {**repris, "acteurs": acteurs}, precedente, referentiel)
    ecrits = []
    for vers in (chemin, *(espace.racine / "acteurs" / f"{qui}.yaml" for qui in acteurs)):
        fichiers.dedans(espace.racine, vers)
    for qui in acteurs:
        feuille = espace.racine / "acteurs" / f"{qui}.yaml"
        if not (feuille.exists() or feuille.is_symlink()):
            atomic.write(
                feuille, squelette.acteur(referentiel, qui, _schema(espace.racine, "acteur")).encode(), espace.racine
            )
            ecrits.append(feuille)
    atomic.write(chemin, texte.encode(), espace.racine)
    for qui in (e.stem for e in ecrits):
        voisin = proche(qui, connus)
        voyez = f" (si vous pensiez à « {voisin} », supprimez-le et corrigez la fiche)" if voisin else ""
        sorties.dit(f"L'acteur « {qui} » est nouveau : remplissez aussi son fichier{voyez}.")
    for ecrit in (*ecrits, chemin):
        print(sorties.chemin_court(ecrit))
    court = sorties.chemin_court(chemin)
    if precedente:
        sorties.dit(f"Relisez ce qui est repris de « {precedente} » : ce qui a changé depuis est à corriger.")
    sorties.dit(f"La fiche est prête : ouvrez {court} dans un éditeur de texte et remplissez-la.")
    sorties.dit(f"Pour la vérifier, tapez : utilite validate {court}")


def _reprend(espace: Workspace, referentiel: Referentiel, precedente: str) -> tuple[dict[str, Any], squelette.Rappels]:
    """What lasts of the fiche before, and what it found; nothing where there is none."""
    if not precedente:
        return {}, {}
    from utilite.edit import suite
    from utilite.edit.arbres import arbre
    from utilite.edit.formulaire import depart

    avant = arbre(depart.document(espace, precedente).root) or {}
    return suite.reprises(avant, referentiel), suite.rappels(avant)


def _liste(valeur: object) -> list[str]:
    return [item for item in valeur if isinstance(item, str)] if isinstance(valeur, list) else []


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
