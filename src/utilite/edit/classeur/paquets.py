"""The libraries of spreadsheets, which only those who use spreadsheets install."""

import importlib.util

from utilite.errors import OperatorError


def exige(*modules: str) -> None:
    """Raises OperatorError where one of them isn't installed."""
    if not all(map(importlib.util.find_spec, modules)):
        raise OperatorError("il manque de quoi lire et écrire des classeurs : tapez « pip install 'utilite[xlsx]' »")
