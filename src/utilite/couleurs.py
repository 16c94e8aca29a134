"""Colours and their contrast, as WCAG 2 measures it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

import re
from functools import cache

BLANC, NOIR = "#ffffff", "#000000"
AA = 4.5
"""What a text needs, beside what it stands on."""

_COULEUR = re.compile(r"#?([0-9a-fA-F]{6})")


def lit(texte: str) -> str | None:
    """« #1f5a7a », with or without its sign; None where it isn't one."""
    trouve = _COULEUR.fullmatch(texte.strip())
    return f"#{trouve[1].lower()}" if trouve else None


def melange(couleur: str, autre: str, part: float) -> str:
    """A colour with this part of another."""
    bouts = zip(_canaux(couleur), _canaux(autre), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in bouts)


@cache
def contraste(couleur: str, fond: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    clair, sombre = sorted((_luminance(couleur), _luminance(fond)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def proche_lisible(couleur: str, fond: str, vers: str) -> str:
    """The colour itself where it can be read on `fond`, else the nearest on the way to `vers` that can."""
    for pas in range(101):
        essai = melange(couleur, vers, pas / 100)
        if contraste(essai, fond) >= AA:
            return essai
    return vers


def _canaux(couleur: str) -> tuple[int, int, int]:
    return int(couleur[1:3], 16), int(couleur[3:5], 16), int(couleur[5:7], 16)


def _luminance(couleur: str) -> float:
    rouge, vert, bleu = (_lineaire(canal / 255) for canal in _canaux(couleur))
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def _lineaire(canal: float) -> float:
    return canal / 12.92 if canal <= 0.04045 else float(((canal + 0.055) / 1.055) ** 2.4)
