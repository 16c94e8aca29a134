"""`utilite init`: a new workspace, ready to use."""

from pathlib import Path
from typing import Annotated

import typer

from utilite import atomic, francais, source, workspace
from utilite.cli import sorties
from utilite.errors import OperatorError, raison
from utilite.scaffold import espace
from utilite.schema import referentiel as schema


def run(
    dossier: Annotated[
        Path, typer.Argument(metavar="[DOSSIER]", help="Où le faire ; ici par défaut.", show_default=False)
    ] = Path(),
    depuis: Annotated[
        Path | None,
        typer.Option("--from", metavar="DOSSIER", help="Reprend le référentiel d'un autre espace de travail."),
    ] = None,
    vide: Annotated[bool, typer.Option("--empty", help="Sans axe ni critère : un réseau qui commence.")] = False,
) -> None:
    """Prépare un espace de travail : un référentiel, un exemple, ce qu'il faut aux éditeurs, à git et aux forges.

    Rien de ce qui existe n'est touché.
    """
    if depuis is not None and vide:
        raise OperatorError("choisissez : « --from » reprend un référentiel, « --empty » en commence un sans critère")
    grille = espace.referentiel(vide=vide) if depuis is None else _reprend(depuis)
    lu, findings = schema.lit(source.read(grille, "referentiel.yaml")[0])
    if lu is None or any(f.rule not in ("cle-reservee", "licence-inconnue") for f in findings):
        raise OperatorError(f"le référentiel de {depuis} a des fautes : tapez « utilite -C {depuis} validate »")
    fichiers = espace.fichiers(lu, grille)
    la = [nom for nom in fichiers if (dossier / nom).exists() or (dossier / nom).is_symlink()]
    if "referentiel.yaml" in la:
        raise OperatorError(f"{dossier.resolve()} est déjà un espace de travail : donnez un autre dossier")
    gardes = [nom for nom in fichiers if nom in la]
    for nom, contenu in fichiers.items():
        if nom not in gardes:
            atomic.write(dossier / nom, contenu, dossier)
            print(sorties.chemin_court(dossier / nom))
    if gardes:
        sorties.dit(f"Laissés comme ils étaient : {', '.join(gardes)}.")
    if depuis is not None:
        licence = lu.licence or "aucune n'est dite : demandez-la à ses auteurs"
        sorties.dit(f"Le référentiel « {lu.titre} » est repris, sous sa licence ({licence}).")
    ou = "" if dossier.resolve() == Path.cwd() else f"cd {dossier}, puis "
    ecrits = francais.compte(len(fichiers) - len(gardes), "fichier écrit", "fichiers écrits")
    sorties.dit(f"L'espace de travail est prêt : {ecrits}. Pour voir un premier document, tapez : {ou}utilite render")


def _reprend(dossier: Path) -> bytes:
    """The référentiel of another workspace, as it is. Raises OperatorError where there is none."""
    try:
        return workspace.octets(dossier, "referentiel.yaml")
    except OSError as error:
        raise OperatorError(f"« {dossier}/referentiel.yaml » ne peut pas être lu : {raison(error)}") from error
