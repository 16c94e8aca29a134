"""How a text stands in the frame of a field: its size, its lines, and what doesn't fit."""

import re
from typing import NamedTuple

from utilite.render.acroform import helvetica

MINIMUM = 6.0
"""The smallest size, in points, that a text is brought down to so that it fits (a field may ask for less)."""
D_OFFICE = 10.0
"""The size where a field leaves it to its reader."""
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
    voulu = cadre.corps or min(D_OFFICE, cadre.hauteur if cadre.multiligne else max(cadre.hauteur * 0.7, 4.0))
    corps = voulu
    while not _tient(texte, cadre, corps) and corps > min(MINIMUM, voulu * 0.75):
        corps -= 0.25
    lignes = _lignes(texte, cadre, corps)
    if _tient(texte, cadre, corps):
        return Pose(corps, tuple(lignes))
    gardees = _gardees(lignes, cadre, corps)
    exces = len(_signes(texte)) - len(_signes("".join(gardees)))
    return Pose(corps, (*gardees[:-1], f"{gardees[-1]}…"), exces)


def _signes(texte: str) -> str:
    return re.sub(r"\s", "", texte)


def _tient(texte: str, cadre: Cadre, corps: float) -> bool:
    if not cadre.multiligne:
        return helvetica.largeur(texte, corps) <= cadre.largeur - 2 * cadre.marge
    return len(_lignes(texte, cadre, corps)) <= _place(cadre, corps)


def _place(cadre: Cadre, corps: float) -> int:
    """How many lines the frame holds."""
    return max(1, int((cadre.hauteur - 2 * cadre.marge) / (corps * INTERLIGNE)))


def _lignes(texte: str, cadre: Cadre, corps: float) -> list[str]:
    if not cadre.multiligne:
        return [texte]
    place = cadre.largeur - 2 * cadre.marge
    return [ligne for paragraphe in texte.split("\n") for ligne in _coupe(paragraphe, place, corps)]


def _coupe(paragraphe: str, place: float, corps: float) -> list[str]:
    """A paragraph cut between its words; a word that no line can hold, between its letters."""
    lignes, prise, espace = [""], 0.0, helvetica.largeur(" ", corps)
    for mot in paragraphe.split(" "):
        large = helvetica.largeur(mot, corps)
        if not lignes[-1] and large <= place:
            lignes[-1], prise = mot, large
        elif lignes[-1] and prise + espace + large <= place:
            lignes[-1], prise = f"{lignes[-1]} {mot}", prise + espace + large
        else:
            lignes[len(lignes) - (not lignes[-1]) :] = _morceaux(mot, place, corps)
            prise = helvetica.largeur(lignes[-1], corps)
    return lignes


def _morceaux(mot: str, place: float, corps: float) -> list[str]:
    morceaux, debut, prise = [], 0, 0.0
    for rang, lettre in enumerate(mot):
        large = helvetica.largeur(lettre, corps)
        if rang > debut and prise + large > place:
            morceaux.append(mot[debut:rang])
            debut, prise = rang, 0.0
        prise += large
    return [*morceaux, mot[debut:]]


def _gardees(lignes: list[str], cadre: Cadre, corps: float) -> list[str]:
    """The lines, or the beginning of the only one, that fit with an ellipsis after them."""
    gardees = lignes[: _place(cadre, corps)] if cadre.multiligne else lignes[:1]
    place = cadre.largeur - 2 * cadre.marge
    while gardees[-1] and helvetica.largeur(f"{gardees[-1]}…", corps) > place:
        gardees[-1] = gardees[-1][:-1]
    return gardees
