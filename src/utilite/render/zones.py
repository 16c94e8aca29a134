"""Where two sequences differ, in a work that grows with them, whatever they hold."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

TRAVAIL = 8_000_000
"""How many steps may be spent on differences that are cut finely; beyond, they are told whole."""


class Zone(NamedTuple):
    """Items `debut` to `fin` of the one stand where items `la` to `fin_la` of the other do; one of them may be none."""

    debut: int
    fin: int
    la: int
    fin_la: int


class Budget:
    """The steps that are left, for several comparisons."""

    def __init__(self, reste: int = TRAVAIL) -> None:
        self._reste = reste

    def paie(self, pas: int) -> bool:
        """Whether that many steps may be spent; they are."""
        assez = pas <= self._reste
        self._reste -= pas * assez
        return assez


def zones(a: Sequence[str], b: Sequence[str], budget: Budget) -> Iterator[Zone]:
    """The zones that differ, in order; between two of them at least an item is the same."""
    tout = _serre(a, b, Zone(0, len(a), 0, len(b)))
    if budget.paie(_cout(a, b, tout)):
        yield from _finement(a, b, tout)
        return
    debut, la = tout.debut, tout.la
    for i, k in [*_reperes(a, b, tout), (tout.fin, tout.fin_la)]:
        entre = _serre(a, b, Zone(debut, i, la, k))
        yield from _finement(a, b, entre) if budget.paie(_cout(a, b, entre)) else [entre]
        debut, la = i + 1, k + 1


def _serre(a: Sequence[str], b: Sequence[str], zone: Zone) -> Zone:
    """Without what is the same at both ends."""
    i, j, k, n = zone
    while i < j and k < n and a[i] == b[k]:
        i, k = i + 1, k + 1
    while i < j and k < n and a[j - 1] == b[n - 1]:
        j, n = j - 1, n - 1
    return Zone(i, j, k, n)


def _cout(a: Sequence[str], b: Sequence[str], zone: Zone) -> int:
    """The steps that difflib may take at most: it goes through one side for each run that it finds."""
    i, j, k, n = zone
    if i == j or k == n:
        return 0
    ici, la = Counter(a[i:j]), Counter(b[k:n])
    return (j - i + sum(ici[item] * la[item] for item in ici.keys() & la.keys())) * min(j - i, n - k)


def _finement(a: Sequence[str], b: Sequence[str], zone: Zone) -> Iterator[Zone]:
    i, j, k, n = zone
    if i == j or k == n:
        yield from [zone] * ((i, k) != (j, n))
        return
    for genre, i1, i2, k1, k2 in SequenceMatcher(None, a[i:j], b[k:n], autojunk=False).get_opcodes():
        if genre != "equal":
            yield Zone(i + i1, i + i2, k + k1, k + k2)


def _reperes(a: Sequence[str], b: Sequence[str], zone: Zone) -> list[tuple[int, int]]:
    """The most items that either side has once, and both in the same order (« patience diff »)."""
    i, j, k, n = zone
    ici, la = Counter(a[i:j]), Counter(b[k:n])
    rangs = {item: rang for rang, item in enumerate(b[k:n], k) if la[item] == 1}
    paires = [(rang, rangs[item]) for rang, item in enumerate(a[i:j], i) if ici[item] == 1 and item in rangs]
    sommets: list[int] = []  # the least end of a run of each length
    fins: list[int] = []  # which pair that end is
    avant: list[int] = []  # the pair before each, in its run
    for numero, (_, rang) in enumerate(paires):
        longueur = bisect_left(sommets, rang)
        avant.append(fins[longueur - 1] if longueur else -1)
        sommets[longueur : longueur + 1] = [rang]
        fins[longueur : longueur + 1] = [numero]
    suite: list[tuple[int, int]] = []
    numero = fins[-1] if fins else -1
    while numero >= 0:
        suite.append(paires[numero])
        numero = avant[numero]
    return suite[::-1]
