"""`utilite diff`: what changed between two revisions, as a reader would say it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from utilite import francais, workspace
from utilite.cli import differences, sorties
from utilite.comparaison import etats
from utilite.comparaison.etats import Etat
from utilite.comparaison.revue import revue
from utilite.edit.historique import Historique, pose
from utilite.errors import OperatorError
from utilite.workspace import DOSSIERS, REFERENTIEL


def run(
    ctx: typer.Context,
    base: Annotated[
        str, typer.Argument(metavar="BASE", help="La révision d'où l'on part : main, HEAD~1, une étiquette.")
    ],
    head: Annotated[
        str, typer.Argument(metavar="HEAD", help="Celle où l'on arrive ; sinon, les fichiers tels qu'ils sont.")
    ] = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, md ou json.", show_default=False)
    ] = "text",
) -> None:
    """Dit ce qui a changé entre deux révisions, avec les mots des fiches.

    Ce qui est interne n'est pas montré, ni ce que disent les témoignages : ce résumé peut voyager plus loin qu'eux.
    """
    chrono = sorties.Chrono()
    if format_ not in differences.FORMATS:
        raise OperatorError(
            f"le format « {format_[:40]} » n'existe pas : choisissez parmi : {', '.join(differences.FORMATS)}"
        )
    espace = sorties.espace(ctx)
    historique = Historique(espace.racine)
    with _revision(historique, base) as avant:
        if head:
            with _revision(historique, head) as apres:
                blocs = revue(avant, apres)
        else:
            blocs = revue(avant, etats.etat(espace))
    print(differences.dit(blocs, base, head, format_))
    sorties.dit(f"{francais.compte(len(blocs), 'fichier')} {francais.accord(len(blocs), 'différent')} {chrono.dit}.")
    if not head:
        sorties.dit_non_lus(espace)


@contextmanager
def _revision(historique: Historique, nom: str) -> Iterator[Etat]:
    """The workspace as a revision had it, in a folder of its own. Raises OperatorError where git knows none."""
    if not historique.existe():
        raise OperatorError(
            "« utilite diff » compare des révisions : ce dossier n'est pas un dépôt git, ou il n'a pas de commit"
        )
    revision = historique.revision(nom)
    if revision is None:
        if historique.tronque():
            raise OperatorError(f"ce dépôt est tronqué, « {nom[:60]} » y manque : tapez « git fetch --unshallow »")
        suite = "donnez une branche, une étiquette ou un commit, par exemple « utilite diff HEAD~1 »"
        raise OperatorError(f"git ne connaît aucune révision « {nom[:60]} » : {suite}")
    sources = historique.sources(revision, (REFERENTIEL, *DOSSIERS))
    if revision.commit in historique.demesurees:
        raise OperatorError(f"la révision « {nom[:60]} » contient trop de fichiers pour être comparée")
    with tempfile.TemporaryDirectory(prefix="utilite-") as dossier:
        pose(Path(dossier), sources, historique.contenus(set(sources.values())))
        la = (Path(dossier) / REFERENTIEL).is_file()
        yield etats.etat(workspace.ouvre(Path(dossier)) if la else None)
