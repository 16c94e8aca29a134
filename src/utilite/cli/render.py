"""`utilite render`: documents out of fiches."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from utilite import atomic, francais
from utilite.check import checker
from utilite.cli import sorties, sujets
from utilite.cli.contextes import contextes
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.orthographe import suggestion
from utilite.render import documents, modeles
from utilite.render.context import Cadre
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs import OUTPUTS

D_OFFICE = ("md", "html")
"""The formats that are made where none is asked for."""


def run(
    ctx: typer.Context,
    fiches: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FICHE]…",
            help="Noms ou chemins de fiches, d'acteurs pour un modèle d'acteur ; tout par défaut.",
        ),
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="MODÈLE", help="Le modèle de document (fiche).", show_default=False)
    ] = "fiche",
    format_: Annotated[
        str,
        typer.Option("--format", metavar="FORMATS", help="md, html, pdf ; plusieurs : md,html.", show_default=False),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DOSSIER", help="Le dossier des documents (build/).")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Laisse de côté ce qui n'est pas public.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Rend aussi les fiches en faute ; le document le dit.")
    ] = False,
) -> None:
    """Fait des documents à partir des fiches.

    Code de sortie : 0 si tout est écrit, 1 si une fiche en faute a été laissée de côté.
    """
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    verdict = checker.run(espace)
    referentiel = sujets.referentiel(espace, verdict)
    modele = modeles.trouve(espace, template)
    public = public or modele.public
    formats = _formats(format_, modele)
    dossier = out if out is not None else espace.racine / "build"
    cadre = Cadre(referentiel, modele, public=public, logo=espace.logo()[0])
    choix = Sujets(espace, verdict, public=public, draft=draft)
    ecrits = []
    for nom, contexte in contextes(cadre, choix, fiches or [], "render"):
        ecrits += list(_ecrit(modele, formats, contexte, nom, dossier, out or espace.racine))
    for chemin in ecrits:
        print(sorties.chemin_court(chemin))
    sorties.dit(_resume(ecrits, choix.laissees, chrono, modele, draft=draft))
    sorties.dit_non_lus(espace)
    raise typer.Exit(1 if choix.laissees else 0)


def _formats(demandes: str, modele: Modele) -> tuple[str, ...]:
    offerts = tuple(nom for nom, output in OUTPUTS.items() if output.offre(modele))
    if not demandes:
        return tuple(nom for nom in offerts if nom in D_OFFICE)
    voulus = tuple(dict.fromkeys(f.strip() for f in demandes.split(",") if f.strip()))
    for format_ in voulus:
        if format_ not in offerts:
            liste = ", ".join(offerts) or "aucun"
            suite = suggestion(format_, offerts, "vouliez-vous dire « --format {} » ?", f"formats offerts : {liste}")
            raise OperatorError(f"le modèle « {modele.nom} » ne donne pas de « {format_[:40]} » : {suite}")
    return voulus


def _ecrit(
    modele: Modele, formats: tuple[str, ...], contexte: dict[str, Any], nom: str, dossier: Path, sous: Path
) -> Iterator[Path]:
    try:
        for document in documents.rend(modele, formats, contexte, nom):
            chemin = dossier / document.chemin
            atomic.write(chemin, document.contenu, sous)
            yield chemin
    except ModeleFautifError as error:
        ou = f"{modele.dossier.name}/{error.fichier}" + (f":{error.ligne}" if error.ligne else "")
        sorties.dit(f"{ou}: erreur UT501 modele-fautif: {error.message}")
        raise typer.Exit(1) from error


def _resume(
    ecrits: list[Path], laissees: dict[str, str], chrono: sorties.Chrono, modele: Modele, *, draft: bool
) -> str:
    lignes = [f"{francais.compte(len(ecrits), 'document')} {chrono.dit}."]
    lignes += [
        f"« {nom} » n'est pas rendue, à cause d'erreurs : tapez « utilite validate {fichier} »"
        for nom, fichier in laissees.items()
    ]
    pages = [c for c in ecrits if c.suffix == ".html"]
    if laissees and not draft:
        quoi = " ".join(laissees) if modele.portee == "fiche" else f"--template {modele.nom}"
        lignes.append(f"Pour rendre malgré tout, en le disant : utilite render --draft {quoi}")
    elif pages:
        lignes.append(f"Pour lire le premier, ouvrez {sorties.chemin_court(pages[0])} dans un navigateur.")
    elif not ecrits and not laissees:
        lignes.append("Il n'y a pas de fiche à rendre. Pour en commencer une, tapez : utilite new ma-fiche")
    return "\n".join(lignes)
