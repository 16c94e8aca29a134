"""Numbers and dates, as the procedure takes them: `1450.5`, `2025-12-31`, `2025-12-31T18:30`."""

import math
import re
from datetime import datetime
from typing import Any

from utilite.formes import dates
from utilite.render.demarche.mots import NeConvientPasError, cite, ligne
from utilite.render.demarche.procedure import Question
from utilite.render.valeurs import Quand

_NOMBRE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")


def decimal(valeur: Any, question: Question) -> str:
    """A number, with a point; a text may be written as French writes it, euros included."""
    if isinstance(valeur, float) and math.isfinite(valeur):
        ecrit = f"{valeur:.9f}".rstrip("0").rstrip(".")
    else:
        ecrit = re.sub(r"[\s€]", "", str(valeur) if type(valeur) is int else ligne(valeur, question)).replace(",", ".")
    if not _NOMBRE.fullmatch(ecrit):
        raise NeConvientPasError(f"{cite(valeur)} n'est pas un nombre")
    return "0" if ecrit == "-0" else ecrit


def entier(valeur: Any, question: Question) -> str:
    """A whole number."""
    ecrit = decimal(valeur, question)
    if "." in ecrit:
        raise NeConvientPasError(f"{cite(valeur)} n'est pas un nombre entier ; « |arrondi » en fait un")
    return ecrit


def jour(valeur: Any, question: Question) -> str:
    """A day."""
    if isinstance(valeur, Quand):
        if valeur.premier != valeur.dernier:
            raise NeConvientPasError(f"{cite(valeur)} n'est pas un jour ; « .debut » et « .fin » en donnent un")
        return valeur.premier.isoformat()
    ecrit = ligne(valeur, question)
    if len(ecrit) != 10 or dates.moment(ecrit) is None:
        raise NeConvientPasError(f"{cite(ecrit)} n'est pas une date, comme 2025-12-31")
    return ecrit


def heure(valeur: Any, question: Question) -> str:
    """A day and an hour."""
    ecrit = ligne(valeur, question)
    try:
        lu = datetime.fromisoformat(ecrit)
    except ValueError as error:
        raise NeConvientPasError(f"{cite(ecrit)} n'est pas un jour et une heure, comme 2025-12-31T18:30") from error
    if len(ecrit) <= 10:
        raise NeConvientPasError(f"l'heure manque à {cite(ecrit)}")
    return lu.isoformat(timespec="minutes")
