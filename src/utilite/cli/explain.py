"""`utilite explain`: a rule's manual page, out of its docstring."""

import inspect
import re
import shutil
import sys
import textwrap
from typing import Annotated

import typer

from utilite.check.rules import RULES
from utilite.errors import OperatorError
from utilite.orthographe import suggestion


def run(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Le code ou le nom d'une règle.")] = None,
) -> None:
    """Explique une règle : ce qu'elle vérifie, pourquoi, et comment corriger."""
    if code is None:
        large = max(map(len, RULES))
        lignes = [f"{regle.CODE}  {nom:<{large}}  {_titre(nom)}" for nom, regle in RULES.items()]
        sys.stdout.write("\n".join(lignes) + "\n")
        return
    nom = _nom(code)
    regle = RULES[nom]
    tete = f"{regle.CODE} {nom} ({regle.SEVERITY.francais})"
    sys.stdout.write(f"{tete}\n{'=' * len(tete)}\n\n{_coupe(inspect.getdoc(regle) or '')}\n")


def _coupe(manuel: str) -> str:
    """The manual cut between words at the terminal's width; its samples are left as they are."""
    largeur = min(shutil.get_terminal_size((100, 24)).columns, 100)
    lignes: list[str] = []
    prose: list[str] = []
    for ligne in (*manuel.split("\n"), ""):
        if re.match(r" {4}\S", ligne):
            prose.append(ligne.strip())
            continue
        if prose:
            lignes.append(textwrap.fill(" ".join(prose), largeur, initial_indent="    ", subsequent_indent="    "))
            prose = []
        lignes.append(ligne)
    return "\n".join(lignes).rstrip()


def _titre(nom: str) -> str:
    return (inspect.getdoc(RULES[nom]) or "").split("\n", 1)[0]


def _nom(demande: str) -> str:
    par_code = {regle.CODE: nom for nom, regle in RULES.items()}
    nom = par_code.get(demande.upper(), demande.lower())
    if nom in RULES:
        return nom
    suite = suggestion(
        demande,
        [*RULES, *par_code],
        "vouliez-vous dire « utilite explain {} » ?",
        "tapez « utilite explain » pour la liste",
    )
    raise OperatorError(f"aucune règle ne s'appelle « {demande[:40]} » : {suite}")
