"""Where the same people are likely to be counted twice: what nobody can tell from the figures alone."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from utilite.formes.periode import Periode

_Mois = tuple[int, int]
_TOUJOURS: _Mois = (0, 9999 * 12)
"""A period that isn't known may be any."""


class Doublons:
    """For each indicateur that counts people, the months of each acteur's mesures: bounded by acteurs, not fiches."""

    def __init__(self) -> None:
        self._vus: dict[str, dict[str, Counter[_Mois]]] = {}

    def voit(self, indicateur: str, acteurs: Iterable[str], periode: Periode | None) -> None:
        """One more mesure that is counted; an action of several acteurs is one of each."""
        mois = _mois(periode)
        for acteur in acteurs:
            self._vus.setdefault(indicateur, {}).setdefault(acteur, Counter())[mois] += 1

    def meme_periode(self, indicateur: str) -> list[str]:
        """The acteurs that have several mesures of one time: the same people may be in two of them."""
        return [acteur for acteur, vus in sorted(self._de(indicateur)) if _se_touchent(vus)]

    def autres_periodes(self, indicateur: str) -> list[str]:
        """The acteurs that have mesures of several times, and only these: the same people may have come back."""
        return [acteur for acteur, vus in sorted(self._de(indicateur)) if len(vus) > 1 and not _se_touchent(vus)]

    def _de(self, indicateur: str) -> Iterable[tuple[str, Counter[_Mois]]]:
        return self._vus.get(indicateur, {}).items()


def _mois(periode: Periode | None) -> _Mois:
    if periode is None:
        return _TOUJOURS
    debut, fin = periode.debut.premier, periode.fin.dernier
    return debut.year * 12 + debut.month, fin.year * 12 + fin.month


def _se_touchent(vus: Counter[_Mois]) -> bool:
    return max(vus.values()) > 1 or any(a[0] <= b[1] and b[0] <= a[1] for a, b in combinations(vus, 2))
