"""`utilite export`: the network's mesures as data that others read."""

from pathlib import Path
from typing import Annotated

import typer

from utilite import francais
from utilite.check import checker
from utilite.cli import sorties, sujets
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.export import FORMATS, format_
from utilite.export.lignes import Source
from utilite.orthographe import suggestion
from utilite.render import examen

_LISTE = ", ".join(FORMATS)


def run(
    ctx: typer.Context,
    nom: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"{_LISTE} (csv).", show_default=False)] = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="CHEMIN", help="Où écrire (build/mesures.FORMAT) ; pour parquet, un dossier."),
    ] = None,
    interne: Annotated[
        bool, typer.Option("--interne", help="Avec ce qui est interne et prive/ : à ne pas publier.")
    ] = False,
) -> None:
    """Écrit les mesures du réseau en une longue table, que lisent les tableurs et les autres outils.

    Une ligne par nombre : qui, quand, où, quoi, d'après qui. Rien d'interne n'y entre sans « --interne ».
    Les brouillons et les fiches en erreur n'y sont pas.
    """
    chrono = sorties.Chrono()
    choisi = _format(nom, out)
    espace = sorties.espace(ctx)
    verdict = checker.run(espace, examen.examine(espace))
    grille = sujets.referentiel(espace, verdict)
    choix = Sujets(espace, verdict, public=not interne, draft=False)
    source = Source(grille, ((m.fiche, m.acteurs) for m in choix.fiches()), interne=interne)
    module = format_(choisi)
    chemin = out or espace.racine / "build" / module.NOM
    avis = module.ecrit(source, chemin, None if out else espace.racine)
    print(sorties.chemin_court(chemin))
    _resume(source, choix, chrono, avis)
    sorties.dit_non_lus(espace)
    if choix.laissees:
        raise typer.Exit(1)


def _format(demande: str, out: Path | None) -> str:
    """What was asked for, or what the file's name says."""
    du_nom = out.suffix.lower().removeprefix(".") if out is not None else ""
    choisi = demande or (du_nom if du_nom in FORMATS else "" if out is not None else "csv")
    if choisi in FORMATS:
        return choisi
    if not choisi:
        raise OperatorError(f"le nom du fichier ne dit pas quel format écrire : ajoutez « --format », parmi {_LISTE}")
    suite = suggestion(choisi, FORMATS, "vouliez-vous dire « --format {} » ?", f"choisissez parmi : {_LISTE}")
    raise OperatorError(f"le format « {choisi[:40]} » n'existe pas : {suite}")


def _resume(source: Source, choix: Sujets, chrono: sorties.Chrono, avis: list[str]) -> None:
    """What was written, what wasn't and why, and the next command worth typing."""
    lignes = francais.compte(source.lignes, "ligne")
    sorties.dit(f"{lignes}, de {francais.compte(source.fiches, 'fiche')}, {chrono.dit}.")
    if source.brouillons:
        sorties.dit(f"Pas exportés, car ce sont des brouillons : {', '.join(source.brouillons)}.")
    retirees = len(choix.noms) - source.fiches - len(source.brouillons) - len(choix.laissees)
    if retirees:
        sorties.dit(f"{francais.compte(retirees, 'fiche retirée', 'fiches retirées')} : pas dans ces données.")
    if choix.laissees:
        dites = ", ".join(choix.laissees)
        sorties.dit(f"Laissées de côté, car elles ont des erreurs : {dites}. Tapez : utilite validate")
    if source.interne:
        sorties.dit("Ce qui est interne et prive/ y sont : ne publiez pas ces données.")
    elif source.internes:
        dites = francais.compte(source.internes, "mesure interne n'y est pas", "mesures internes n'y sont pas")
        sorties.dit(f"{dites} ; « --interne » les ajoute.")
    if source.petits:
        dites = francais.compte(source.petits, "ligne compte", "lignes comptent")
        sorties.dit(
            f"{dites} quelques personnes d'un public sensible (colonne « petit_effectif ») : "
            "retirez ces lignes avant de publier."
        )
    for dit in avis:
        sorties.dit(dit)
    sorties.dit("Ce que dit chaque colonne : docs/donnees.md. Les sommes du réseau : utilite panorama")
