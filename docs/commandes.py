"""`docs/commandes.md`: the help of every command, as the terminal shows it. Run by `make docs`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from utilite.cli import COMMANDES, app

PAGE = Path(__file__).with_suffix(".md")

TETE = """\
<!-- Page écrite par « make docs », d'après l'aide des commandes : n'y corrigez rien à la main. -->

# Les commandes

Ce qu'affiche `--help` après chaque commande. Sans `-C DOSSIER`, l'espace de travail est le dossier le plus proche, en
remontant, qui contient `referentiel.yaml`.

Les réponses vont à la sortie standard, le reste à la sortie d'erreur. Les codes de sortie sont les mêmes
partout : 0, rien qui échoue ; 1, les données sont en faute ; 2, la commande, la
configuration ou la machine ; 3, un défaut d'utilite.
"""


def page() -> str:
    """The whole page, as it should be."""
    groupe = typer.main.get_command(app)
    ctx = groupe.make_context("utilite", [], resilient_parsing=True, terminal_width=100)
    return "\n".join([TETE, *(bloc for nom in COMMANDES for bloc in _blocs(groupe, ctx, nom))])


def _blocs(groupe: Any, parent: Any, nom: str) -> Iterator[str]:
    """The help of a command, then of those that it has."""
    commande = groupe.get_command(parent, nom)
    ctx = commande.make_context(nom, [], parent=parent, resilient_parsing=True, terminal_width=100)
    aide = "\n".join(ligne.rstrip() for ligne in commande.get_help(ctx).splitlines())
    yield f"## {ctx.command_path}\n\n```text\n{aide}\n```\n"
    for dessous in commande.list_commands(ctx) if hasattr(commande, "list_commands") else ():
        yield from _blocs(commande, ctx, dessous)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
