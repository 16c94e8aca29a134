"""What the check has found, as a public page may say it: rules by their name, lines, and no word of a file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from utilite import forge
from utilite.diagnostic import Diagnostic

PAR_FICHIER = 10
"""How many findings of one file the page lists: the rest is for the command."""


def par_fichier(
    diagnostics: Iterable[Diagnostic], manuels: Mapping[str, str], visibles: frozenset[str], depot: str
) -> list[dict[str, Any]]:
    """The findings of the files that the site speaks of, in the order of their names.

    `manuels` are the rules' pages, by code: their first line names them.
    """
    siens: dict[str, list[Diagnostic]] = defaultdict(list)
    for trouve in diagnostics:
        if trouve.file in visibles:
            siens[trouve.file].append(trouve)
    return [
        {
            "fichier": fichier,
            "modifier": forge.modifie(depot, fichier),
            "constats": [_dit(t, manuels, depot) for t in trouves[:PAR_FICHIER]],
            "autres": len(trouves[PAR_FICHIER:]),
        }
        for fichier, trouves in sorted(siens.items())
    ]


def _dit(trouve: Diagnostic, manuels: Mapping[str, str], depot: str) -> dict[str, Any]:
    return {
        "titre": manuels[trouve.code].partition("\n")[0].rstrip("."),
        "code": trouve.code,
        "severite": trouve.severity.francais,
        "ligne": trouve.span.line,
        "adresse": forge.ligne(depot, trouve.file, trouve.span.line),
    }
