"""`utilite schema`: what editors need to help with a workspace's files."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from utilite import atomic, francais
from utilite.cli import sorties
from utilite.errors import OperatorError
from utilite.formes.editeur import json_de
from utilite.orthographe import suggestion
from utilite.schema.editeur import GENRES, schemas
from utilite.schema.noms import DOSSIER, fichier


def run(
    ctx: typer.Context,
    genre: Annotated[
        str | None, typer.Argument(metavar="GENRE", help=f"Un seul : « {' », « '.join(GENRES)} ».")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="CHEMIN", help=f"Où écrire : le fichier d'un seul GENRE, sinon un dossier ({DOSSIER}/)."),
    ] = None,
) -> None:
    """Écrit les schémas (JSON Schema) qui font qu'un éditeur de texte aide à remplir les fichiers."""
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    if genre is not None and genre not in GENRES:
        suite = suggestion(genre, GENRES, "vouliez-vous dire « {} » ?", f"choisissez parmi : {', '.join(GENRES)}")
        raise OperatorError(f"« {genre[:40]} » n'est pas un genre de fichier : {suite}")
    textes = {nom: json_de(schema) for nom, schema in schemas(referentiel).items()}
    if genre is not None:
        _un_seul(textes[genre], out)
        return
    dossier = out or espace.racine / DOSSIER
    ecrits = sum(
        atomic.write(dossier / fichier(nom), texte.encode(), out or espace.racine) for nom, texte in textes.items()
    )
    for nom in textes:
        print(sorties.chemin_court(dossier / fichier(nom)))
    dit = francais.compte(ecrits, "schéma écrit", "schémas écrits")
    sorties.dit(f"{dit}, {len(textes) - ecrits} déjà à jour. Le README dit comment un éditeur les trouve.")


def _un_seul(texte: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(texte)
        return
    atomic.write(out, texte.encode())
    print(sorties.chemin_court(out))
