"""`utilite explain`: a rule's manual page, out of its docstring."""

import inspect
import sys
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
        lignes = [f"{regle.CODE}  {nom:<28}{_titre(nom)}" for nom, regle in RULES.items()]
        sys.stdout.write("\n".join(lignes) + "\n")
        return
    nom = _nom(code)
    regle = RULES[nom]
    tete = f"{regle.CODE} {nom} ({regle.SEVERITY.francais})"
    sys.stdout.write(f"{tete}\n{'=' * len(tete)}\n\n{inspect.getdoc(regle)}\n")


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
