"""`utilite site`: the network as pages, to open from a disk or to publish anywhere."""

from pathlib import Path
from typing import Annotated

import typer

from utilite import francais
from utilite.check import checker
from utilite.cli import preparatifs, sorties, sujets
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.render import modeles
from utilite.site import ecriture, fabrique, recherche
from utilite.site.fabrique import Source
from utilite.workspace import REFERENTIEL, Workspace, octets


def run(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DOSSIER", help="Le dossier du site (build/site).")
    ] = None,
    aide: Annotated[
        bool,
        typer.Option(
            "--aide", help="Pour qui aide à écrire : ce qui manque à chaque fiche, et un courriel (build/aide)."
        ),
    ] = False,
) -> None:
    """Fait du réseau un site : le panorama, chaque fiche, chaque acteur, chaque critère, la grille, le formulaire.

    Il s'ouvre d'un disque ou se publie où l'on veut. Seul ce qui est public y entre ; une fiche retirée en sort.
    """
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    verdict = checker.run(espace)
    grille = sujets.referentiel(espace, verdict)
    if aide:
        preparatifs.prepare(espace, verdict, grille, out if out is not None else espace.racine / "build" / "aide")
        return
    choix = Sujets(espace, verdict, public=True, draft=False)
    formulaire, sans = _formulaire(espace)
    source = Source(
        grille=grille,
        montrees=choix.fiches(),
        laissees=choix.laissees,
        diagnostics=verdict.diagnostics,
        manuels=verdict.report().manuals,
        modeles=[modele for modele, _ in modeles.tous(espace)],
        logo=espace.logo()[0],
        texte=octets(espace.racine, REFERENTIEL),
        formulaire=formulaire,
        recherche=recherche.est_la(),
    )
    ou = out if out is not None else espace.racine / "build" / "site"
    with ecriture.Dossier(ou) as dossier:
        for fait in fabrique.fichiers(source):
            dossier.ecrit(*fait)
            sorties.avance(f"{len(dossier.faits)} fichiers")
        for fait in recherche.index(ou, [*dossier.faits]) if source.recherche else ():
            dossier.ecrit(*fait)
        bilan = dossier.finit()
    sorties.avance("")
    print(sorties.chemin_court(ou / "index.html"))
    sorties.dit(f"{francais.compte(bilan.fichiers, 'fichier')} {chrono.dit}, dont aucun ne montre ce qui est interne.")
    _dit_le_reste(bilan, choix, sans)
    sorties.dit_non_lus(espace)


def _formulaire(espace: Workspace) -> tuple[bytes, str]:
    """The form, or why the site has none."""
    from utilite.edit.formulaire import fabrique as formulaire

    try:
        return formulaire.page(espace, anonyme=True).encode(), ""
    except OperatorError as error:
        return b"", str(error)


def _dit_le_reste(bilan: ecriture.Bilan, choix: Sujets, sans: str) -> None:
    if bilan.otes:
        sorties.dit(
            f"{francais.compte(len(bilan.otes), 'page')} d'avant {_ont(len(bilan.otes))} plus lieu d'être : ôtées."
        )
    if bilan.laisses:
        sorties.dit(
            f"Changés depuis par quelqu'un, et laissés : {', '.join(bilan.laisses)}. Effacez-les s'ils sont de trop."
        )
    if choix.laissees:
        sorties.dit(f"Pas montrées, car elles ont des erreurs : {', '.join(choix.laissees)}. Tapez : utilite validate")
    if sans:
        sorties.dit(f"Le site n'a pas de formulaire : {sans}")
    sorties.dit("Ouvrez index.html dans un navigateur, ou publiez tout le dossier tel quel.")


def _ont(nombre: int) -> str:
    return "n'a" if nombre == 1 else "n'ont"
