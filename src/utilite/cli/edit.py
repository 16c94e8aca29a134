"""`utilite edit`: the form over the workspace's files, in the browser."""

import typer

from utilite.check.checker import run as verifie
from utilite.cli import serveurs, sorties
from utilite.errors import OperatorError


def run(ctx: typer.Context, no_open: serveurs.NoOpen = False) -> None:
    """Ouvre les fiches dans le navigateur : on les change, elles sont vérifiées, puis enregistrées à leur place."""
    from utilite.edit.serveur import editeur
    from utilite.edit.serveur.ecoute import Serveur

    espace = sorties.espace(ctx)
    if espace.referentiel.document.file in verifie(espace).en_faute():
        raise OperatorError("le référentiel a des erreurs : tapez « utilite validate referentiel.yaml » pour les voir")
    serveur = Serveur(editeur.routes(espace.racine))
    quoi = (
        "Les fiches se changent à cette adresse, dans un navigateur.\n"
        "Elle n'est que pour vous : qui l'a peut les lire et les écrire. Pour arrêter : Ctrl-C."
    )
    serveurs.sert(serveur, quoi, ouvre=not no_open)
