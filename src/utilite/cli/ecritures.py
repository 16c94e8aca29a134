"""What the commands that write sources share: their options, and what they do with the files that change."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from utilite.cli import sorties
from utilite.edit import fichiers
from utilite.reporters.inerte import inerte, sans_commande
from utilite.workspace import Workspace

Chemins = Annotated[
    list[str] | None, typer.Argument(metavar="[CHEMIN]…", help="Fichiers ou dossiers ; tout par défaut.")
]
Check = Annotated[bool, typer.Option("--check", help="N'écrit rien ; nomme ce qui changerait, et sort en 1 si oui.")]
Diff = Annotated[bool, typer.Option("--diff", help="N'écrit rien ; montre ce qui changerait, et sort en 1 si oui.")]


def donne(
    espace: Workspace, avant: Mapping[str, bytes], apres: Mapping[str, bytes], *, check: bool, diff: bool
) -> None:
    """Shows what changes, or names it, or writes it and names it."""
    if diff:
        montre(avant, apres)
        return
    if not check:
        fichiers.ecris(espace.racine, avant, apres)
    for nom in apres:
        print(sorties.chemin_court(espace.racine / nom))


def montre(avant: Mapping[str, bytes], apres: Mapping[str, bytes]) -> None:
    """Shows what changes in these files; those that `avant` lacks are new."""
    for nom, contenu in apres.items():
        sys.stdout.write(inerte(sans_commande(fichiers.diff(nom, avant.get(nom), contenu))))


def dit_liens(racine: Path, noms: Iterable[str]) -> None:
    """Says which files are links, through which nothing is written."""
    liens = [nom for nom in noms if (racine / nom).is_symlink()]
    if liens:
        sorties.dit(f"Pas touchés, parce que ce sont des liens : {', '.join(liens)}.")
