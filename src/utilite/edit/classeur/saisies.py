"""What people type in a spreadsheet → what a file of the network says: numbers, dates, choices; the rest as it is."""

import re
from datetime import date

from utilite.orthographe import sans_accent

_BLANCS = " \u00a0\u202f\u2009'’"
_GROUPES = re.compile(rf"(-?[0-9]{{1,3}})((?:[{_BLANCS}][0-9]{{3}})+)(?:[.,]([0-9]+))?")
_A_VIRGULE = re.compile(r"(-?[0-9]+),([0-9]+)")
_JOUR = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_MOIS = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{4})")


def nombre(ecrit: str) -> str:
    """« 1 234,5 » → `1234.5`: what French writes and nothing can misread. All else is the checks' affair."""
    serre = ecrit.strip().replace("\u2212", "-")
    groupes = _GROUPES.fullmatch(serre)
    if groupes is not None:
        entier = groupes[1] + "".join(c for c in groupes[2] if c.isdigit())
        return f"{entier}.{groupes[3]}" if groupes[3] else entier
    a_virgule = _A_VIRGULE.fullmatch(serre)
    return f"{a_virgule[1]}.{a_virgule[2]}" if a_virgule else serre


def jour(ecrit: str) -> str:
    """« 12/03/2025 » → `2025-03-12`, « 03/2025 » → `2025-03`; a day that doesn't exist stays as it is."""
    serre = ecrit.strip()
    entier = _JOUR.fullmatch(serre)
    if entier is not None:
        try:
            return date(int(entier[3]), int(entier[2]), int(entier[1])).isoformat()
        except ValueError:
            return serre
    mois = _MOIS.fullmatch(serre)
    return f"{mois[2]}-{mois[1].zfill(2)}" if mois is not None and 1 <= int(mois[1]) <= 12 else serre


def choix(ecrit: str, connus: tuple[tuple[str, str], ...]) -> str:
    """A choice's id, by its title or by itself, accents and capitals apart; what isn't one stays as it is."""
    simple = _simple(ecrit)
    for nom, titre in connus:
        if simple in (_simple(titre), _simple(nom)):
            return nom
    return ecrit


def _simple(mot: str) -> str:
    return " ".join(sans_accent(mot).casefold().split())
