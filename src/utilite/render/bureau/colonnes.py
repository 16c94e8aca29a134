"""How wide the columns of a table are: word processors want it said."""

import math
from collections.abc import Sequence

SIGNE = 105
"""How wide a sign is, at most, in twentieths of a point."""
MARGES = 220
"""Around the words of a cell."""


def largeurs(lignes: Sequence[Sequence[str]], tout: int) -> list[int]:
    """The widths of the columns of these texts, whose sum is `tout`: words are whole, then long texts have the rest."""
    colonnes = [[ligne[rang] for ligne in lignes if rang < len(ligne)] for rang in range(max(map(len, lignes)))]
    minima = [_mot(colonne) * SIGNE + MARGES for colonne in colonnes]
    poids = [_moyenne(colonne) for colonne in colonnes]
    reste = tout - sum(minima)
    if reste < 0:
        minima, reste = [tout * m // sum(minima) for m in minima], 0
    parts = [m + round(reste * p / sum(poids)) for m, p in zip(minima, poids, strict=True)]
    return [*parts[:-1], tout - sum(parts[:-1])]


def _mot(textes: Sequence[str]) -> int:
    """The longest word, as far as it can be kept whole."""
    return min(max((len(mot) for texte in textes for mot in texte.split()), default=1), 20)


def _moyenne(textes: Sequence[str]) -> float:
    """How long its texts are, the longest counting most; not so much that the others have nothing."""
    return min(math.sqrt(sum(len(texte) ** 2 for texte in textes) / len(textes)), 60) + 1
