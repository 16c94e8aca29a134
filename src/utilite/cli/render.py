"""`utilite render`: documents out of fiches."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from utilite import atomic, francais
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.cli import sorties
from utilite.diagnostic import Severity
from utilite.errors import OperatorError
from utilite.fiche import Fiche, Statut
from utilite.modele import Modele
from utilite.orthographe import suggestion
from utilite.referentiel import Referentiel
from utilite.render import documents, modeles
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs import OUTPUTS
from utilite.reporters import concise
from utilite.workspace import Lu, Workspace


def run(
    ctx: typer.Context,
    fiches: Annotated[
        list[str] | None, typer.Argument(metavar="[FICHE]…", help="Noms ou chemins de fiches ; toutes par défaut.")
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="MODÈLE", help="Le modèle de document (fiche).", show_default=False)
    ] = "fiche",
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMATS", help="md, html, ou les deux : md,html.", show_default=False)
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
    referentiel = _referentiel(espace, verdict)
    modele = modeles.trouve(espace, template)
    if modele.portee != "fiche":
        raise OperatorError(
            f"le modèle « {modele.nom} » a pour portée « {modele.portee} » : cette version rend les fiches une à une"
        )
    public = public or modele.public
    formats = _formats(format_, modele)
    dossier = out if out is not None else espace.racine / "build"
    ecrits: list[Path] = []
    laissees: dict[str, str] = {}
    for nom, fiche in _retenues(espace, fiches, public=public):
        faute = _en_faute(nom, fiche, espace, verdict)
        if fiche is None or (faute and not draft):
            laissees[nom] = faute
        else:
            avant = _precedente(espace, fiche, verdict, public=public)
            ecrits += _ecrit(
                espace, referentiel, fiche, modele, formats, dossier, public=public, fautive=bool(faute), avant=avant
            )
    for chemin in ecrits:
        print(sorties.chemin_court(chemin))
    sorties.dit(_resume(ecrits, laissees, chrono, draft=draft))
    sorties.dit_non_lus(espace)
    raise typer.Exit(1 if laissees else 0)


def _retenues(espace: Workspace, demandees: list[str] | None, *, public: bool) -> Iterator[tuple[str, Fiche | None]]:
    """The fiches to render, one by one: those that are asked for, or all but those withdrawn."""
    choisies = _choisies(espace, demandees)
    for nom, lu in espace.fiches():
        if choisies is None or nom in choisies:
            fiche = lu.valeur if public else espace.fiche_entiere(nom, lu)
            if fiche is None or fiche.statut is not Statut.RETIREE:
                yield nom, fiche


def _referentiel(espace: Workspace, verdict: Outcome) -> Referentiel:
    """The référentiel; where it is at fault its errors are printed, and nothing is rendered."""
    lu = espace.referentiel
    if lu.valeur is not None and lu.document.file not in verdict.en_faute():
        return lu.valeur
    rapport = verdict.report([lu.document.file])
    sorties.dit(concise.report(rapport).rstrip())
    erreurs = francais.compte(rapport.count(Severity.ERROR), "erreur")
    sorties.dit(f"Rien n'est rendu : le référentiel a {erreurs}. Pour les voir en détail, tapez : utilite validate")
    raise typer.Exit(1)


def _formats(demandes: str, modele: Modele) -> tuple[str, ...]:
    offerts = tuple(nom for nom, output in OUTPUTS.items() if output.offre(modele))
    if not demandes:
        return offerts
    voulus = tuple(dict.fromkeys(f.strip() for f in demandes.split(",") if f.strip()))
    for format_ in voulus:
        if format_ not in offerts:
            liste = ", ".join(offerts) or "aucun"
            suite = suggestion(format_, offerts, "vouliez-vous dire « --format {} » ?", f"formats offerts : {liste}")
            raise OperatorError(f"le modèle « {modele.nom} » ne donne pas de « {format_[:40]} » : {suite}")
    return voulus


def _choisies(espace: Workspace, demandees: list[str] | None) -> set[str] | None:
    if not demandees:
        return None
    connues = dict(espace.fiches())
    noms = {_nom(demandee, connues) for demandee in demandees}
    for nom in sorted(noms):
        fiche = connues[nom].valeur
        if fiche is not None and fiche.statut is Statut.RETIREE:
            raise OperatorError(f"la fiche « {nom} » est retirée : elle n'est plus rendue")
    return noms


def _nom(demandee: str, connues: dict[str, Lu[Fiche]]) -> str:
    nom = Path(demandee).stem if demandee.endswith(".yaml") else demandee
    if nom in connues:
        return nom
    suite = suggestion(
        nom, connues, "vouliez-vous dire « utilite render {} » ?", f"fiches connues : {', '.join(connues) or 'aucune'}"
    )
    raise OperatorError(f"aucune fiche ne s'appelle « {nom[:60]} » : {suite}")


def _en_faute(nom: str, fiche: Fiche | None, espace: Workspace, verdict: Outcome) -> str:
    """The file whose error holds the fiche back: its own, its acteurs', or what `prive/` lays over them."""
    fichiers = [f"fiches/{nom}.yaml", f"prive/fiches/{nom}.yaml"]
    for acteur in fiche.acteurs if fiche is not None else ():
        if acteur not in espace.acteurs:
            return fichiers[0]
        fichiers += [f"acteurs/{acteur}.yaml", f"prive/acteurs/{acteur}.yaml"]
    return next((fichier for fichier in fichiers if fichier in verdict.en_faute()), "")


def _ecrit(
    espace: Workspace,
    referentiel: Referentiel,
    fiche: Fiche,
    modele: Modele,
    formats: tuple[str, ...],
    dossier: Path,
    *,
    public: bool,
    fautive: bool,
    avant: Fiche | None,
) -> Iterator[Path]:
    noms = [nom for nom in fiche.acteurs if nom in espace.acteurs]
    acteurs = [espace.acteurs[n].valeur if public else espace.acteur_entier(n) for n in noms]
    lus = [a for a in acteurs if a is not None]
    try:
        for document in documents.de_fiche(
            referentiel,
            fiche,
            lus,
            modele,
            formats,
            public=public,
            fautive=fautive,
            precedente=avant,
            logo=espace.logo()[0],
        ):
            chemin = dossier / document.chemin
            atomic.write(chemin, document.contenu)
            yield chemin
    except ModeleFautifError as error:
        ou = f"{modele.dossier.name}/{error.fichier}" + (f":{error.ligne}" if error.ligne else "")
        sorties.dit(f"{ou}: erreur UT501 modele-fautif: {error.message}")
        raise typer.Exit(1) from error


def _precedente(espace: Workspace, fiche: Fiche, verdict: Outcome, *, public: bool) -> Fiche | None:
    """The fiche of the period before; one that is at fault or withdrawn isn't shown."""
    nom = fiche.precedente
    if nom not in espace.noms_de_fiches():
        return None
    lu = espace.fiche(nom)
    avant = lu.valeur if public else espace.fiche_entiere(nom, lu)
    montrable = avant is not None and avant.statut is not Statut.RETIREE and not _en_faute(nom, avant, espace, verdict)
    return avant if montrable else None


def _resume(ecrits: list[Path], laissees: dict[str, str], chrono: sorties.Chrono, *, draft: bool) -> str:
    lignes = [f"{francais.compte(len(ecrits), 'document')} {chrono.dit}."]
    lignes += [
        f"« {nom} » n'est pas rendue, à cause d'erreurs : tapez « utilite validate {fichier or f'fiches/{nom}.yaml'} »"
        for nom, fichier in laissees.items()
    ]
    pages = [c for c in ecrits if c.suffix == ".html"]
    if laissees and not draft:
        lignes.append(f"Pour rendre malgré tout, en le disant : utilite render --draft {' '.join(laissees)}")
    elif pages:
        lignes.append(f"Pour lire le premier, ouvrez {sorties.chemin_court(pages[0])} dans un navigateur.")
    elif not ecrits and not laissees:
        lignes.append("Il n'y a pas de fiche à rendre. Pour en commencer une, tapez : utilite new ma-fiche")
    return "\n".join(lignes)
