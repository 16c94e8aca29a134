"""Replacements on a text: all that none of them covers stays as it was."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from utilite.diagnostic import Span

_SAUT = re.compile(r"\r\n|\r|\n")


class Retouche(NamedTuple):
    """What replaces texte[debut:fin]; an insertion where both are one."""

    debut: int
    fin: int
    texte: str


def applique(texte: str, retouches: Iterable[Retouche]) -> str:
    """The text with these replacements. Raises ValueError where two of them overlap."""
    morceaux: list[str] = []
    place = 0
    for retouche in sorted(retouches):
        if retouche.debut < place or retouche.fin < retouche.debut:
            raise ValueError(f"overlapping replacements at {retouche.debut}")
        morceaux += (texte[place : retouche.debut], retouche.texte)
        place = retouche.fin
    return "".join((*morceaux, texte[place:]))


def separees(retouches: Iterable[Retouche]) -> list[Retouche]:
    """Those that overlap none before them, in the order of the text."""
    gardees: list[Retouche] = []
    for retouche in sorted(retouches):
        if not gardees or retouche.debut >= gardees[-1].fin:
            gardees.append(retouche)
    return gardees


def en_place_de(span: Span, ecrit: str, texte: str) -> Retouche:
    """What replaces a span of this text; lines end where editors end them."""
    debuts = [0, *(saut.end() for saut in _SAUT.finditer(texte))]
    return Retouche(debuts[span.line - 1] + span.column - 1, debuts[span.end_line - 1] + span.end_column - 1, ecrit)
