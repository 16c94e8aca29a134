"""`utilite format`: acteurs and fiches in the canonical order and style."""

import typer

from utilite import francais
from utilite.cli import cibles, ecritures, sorties
from utilite.edit import mise_en_forme
from utilite.edit.mise_en_forme import MiseEnForme
from utilite.errors import OperatorError


def run(
    ctx: typer.Context,
    chemins: ecritures.Chemins = None,
    check: ecritures.Check = False,
    diff: ecritures.Diff = False,
) -> None:
    """Met en forme les acteurs et les fiches : clés dans l'ordre du référentiel, une par ligne.

    Les textes, les nombres et les commentaires restent ce qu'ils sont ; le référentiel et les modèles ne sont pas
    touchés. Code de sortie : 0 si tout est en forme, 1 si un fichier a dû être laissé, 2 si la commande est mal
    écrite ; avec --check ou --diff, 1 aussi s'il y a quelque chose à changer.
    """
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    noms = cibles.nommes(espace, espace.sources(), chemins, "met en forme")
    if noms is not None and not any(map(mise_en_forme.concerne, noms)):
        raise OperatorError("rien à mettre en forme ici : « utilite format » ne touche que les acteurs et les fiches")
    noms = [nom for nom in noms or espace.sources() if mise_en_forme.concerne(nom)]
    faite = mise_en_forme.met_en_forme(espace, referentiel, noms)
    ecritures.donne(espace, faite.avant, faite.apres, check=check, diff=diff)
    ecritures.dit_liens(espace.racine, noms)
    sorties.dit(_resume(faite, chrono, lus=len(noms), ecrit=not (check or diff)))
    raise typer.Exit(1 if faite.laisses or (faite.apres and (check or diff)) else 0)


def _resume(faite: MiseEnForme, chrono: sorties.Chrono, *, lus: int, ecrit: bool) -> str:
    vus = f"{francais.compte(lus, 'fichier')} {chrono.dit}"
    lignes = [f"« {nom} » est laissé tel quel : {pourquoi}." for nom, pourquoi in faite.laisses.items()]
    mis = francais.compte(len(faite.apres), "fichier mis", "fichiers mis")
    if not faite.apres:
        autre = "d'autre " if faite.laisses else ""
        lignes.append(f"Rien {autre}à mettre en forme : {vus}.")
    elif ecrit:
        lignes.append(f"{mis} en forme sur {vus}.")
    else:
        a_mettre = francais.compte(len(faite.apres), "fichier")
        lignes.append(f"{a_mettre} à mettre en forme sur {vus}.\nPour le faire, tapez : utilite format")
        return "\n".join(lignes)
    suite = "Pour voir ce qui empêche de lire" if faite.laisses else "Pour vérifier ce qu'ils disent"
    return "\n".join([*lignes, f"{suite}, tapez : utilite validate"])
