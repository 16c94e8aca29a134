"""How a text stands in the frame of a field: its size, its lines, and what doesn't fit."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from utilite.render.acroform import helvetica

MINIMUM = 6.0
"""The smallest size, in points, that a text is brought down to so that it fits (a field may ask for less)."""
D_OFFICE = 10.0
"""The size where a field leaves it to its reader, or asks for one that nobody reads, below LISIBLE."""
LISIBLE = 2.0
INTERLIGNE = 1.15
MARGE = 2.0


class Cadre(NamedTuple):
    """The frame of a field, in points; `corps` is the size that it asks for, 0 where it asks for none."""

    largeur: float
    hauteur: float
    corps: float = 0.0
    multiligne: bool = False

    @property
    def marge(self) -> float:
        """Between the frame and the text: less in a narrow column."""
        return min(MARGE, self.largeur / 20)


class Pose(NamedTuple):
    """The lines to draw, their size, and how many signs of the text are left out."""

    corps: float
    lignes: tuple[str, ...]
    exces: int = 0


def pose(texte: str, cadre: Cadre) -> Pose:
    """The text at the size that the field asks for, or at the largest below that lets it fit."""
    d_office = min(D_OFFICE, cadre.hauteur if cadre.multiligne else max(cadre.hauteur * 0.7, 4.0))
    voulu = cadre.corps if cadre.corps >= LISIBLE else d_office
    pas = max(math.ceil((voulu - min(MINIMUM, voulu * 0.75)) / 0.25), 0)
    # The smaller, the more of it fits.
    rang = bisect_left(range(pas), True, key=lambda rang: _tient(texte, cadre, voulu - 0.25 * rang))
    corps = voulu - 0.25 * rang
    lignes = list(islice(_lignes(texte, cadre, corps), _place(cadre, corps)))
    if _tient(texte, cadre, corps):
        return Pose(corps, tuple(lignes))
    lignes[-1] = _debut(lignes[-1], cadre, corps)
    exces = len(_signes(texte)) - len(_signes("".join(lignes)))
    return Pose(corps, (*lignes[:-1], f"{lignes[-1]}…"), exces)


def _signes(texte: str) -> str:
    return re.sub(r"\s", "", texte)


def _tient(texte: str, cadre: Cadre, corps: float) -> bool:
    if not cadre.multiligne:
        return helvetica.largeur(texte, corps) <= cadre.largeur - 2 * cadre.marge
    place = _place(cadre, corps)
    return len(list(islice(_lignes(texte, cadre, corps), place + 1))) <= place


def _place(cadre: Cadre, corps: float) -> int:
    """How many lines the frame holds."""
    return max(1, int((cadre.hauteur - 2 * cadre.marge) / (corps * INTERLIGNE))) if cadre.multiligne else 1


def _lignes(texte: str, cadre: Cadre, corps: float) -> Iterator[str]:
    """The lines of the text, made one by one: of a long one, only those that fit are asked for."""
    if not cadre.multiligne:
        yield texte
        return
    for paragraphe in texte.split("\n"):
        yield from _coupe(paragraphe, cadre.largeur - 2 * cadre.marge, corps)


def _coupe(paragraphe: str, place: float, corps: float) -> Iterator[str]:
    """A paragraph cut between its words; a word that no line can hold, between its letters."""
    ligne, prise, espace = "", 0.0, helvetica.largeur(" ", corps)
    for mot in paragraphe.split(" "):
        large = helvetica.largeur(mot, corps)
        if not ligne and large <= place:
            ligne, prise = mot, large
        elif ligne and prise + espace + large <= place:
            ligne, prise = f"{ligne} {mot}", prise + espace + large
        else:
            for morceau in _morceaux(mot, place, corps):
                if ligne:
                    yield ligne
                ligne = morceau
            prise = helvetica.largeur(ligne, corps)
    yield ligne


def _morceaux(mot: str, place: float, corps: float) -> Iterator[str]:
    debut, prise = 0, 0.0
    for rang, lettre in enumerate(mot):
        large = helvetica.largeur(lettre, corps)
        if rang > debut and prise + large > place:
            yield mot[debut:rang]
            debut, prise = rang, 0.0
        prise += large
    yield mot[debut:]


def _debut(ligne: str, cadre: Cadre, corps: float) -> str:
    """What of a line fits with an ellipsis after it."""
    reste = cadre.largeur - 2 * cadre.marge - helvetica.largeur("…", corps)
    for rang, lettre in enumerate(ligne):
        reste -= helvetica.largeur(lettre, corps)
        if reste < 0:
            return ligne[:rang]
    return ligne
