"""Which item of a list has become which item of another."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from utilite.edit.arbres import Arbre
from utilite.schema.ordre import Plan

Cle = Callable[[Arbre], Hashable]

_NOMS = ("id", "nom", "titre")
_PERIODES = ("periode", "recueilli_le")
_BEAUCOUP = 40_000
"""Pairs of items; beyond it items that have changed are told apart by their identity and their place only."""


def paires(avant: Sequence[Arbre], apres: Sequence[Arbre], plan: Plan) -> dict[int, int]:
    """From the index of an item to that of what it has become: an item of one kind, once at most.

    Equal ones first, then those of one identity, those that share most, at last those of one place.
    """
    trouvees = _Paires(avant, apres)
    trouvees.par_cle(lambda item: json.dumps(item, sort_keys=True), seules=False)
    trouvees.par_cle(lambda item: identite(item, plan), seules=True)
    trouvees.par_ressemblance()
    trouvees.par_place()
    return trouvees.de


def identite(item: Arbre, plan: Plan) -> Hashable:
    """What names an item of a list; None where nothing does. A mesure is that of its period."""
    if not isinstance(item, dict):
        return None
    if set(_PERIODES) <= plan.cles.keys():
        return ("", *(json.dumps(item.get(cle), sort_keys=True) for cle in _PERIODES))
    premiere = [next(iter(plan.cles))] if plan.cles else []
    return next(((cle, item[cle]) for cle in (*premiere, *_NOMS) if isinstance(item.get(cle), str)), None)


class _Paires:
    def __init__(self, avant: Sequence[Arbre], apres: Sequence[Arbre]) -> None:
        self.avant, self.apres = avant, apres
        self.de: dict[int, int] = {}
        self.vers: dict[int, int] = {}

    def par_cle(self, cle: Cle, *, seules: bool) -> None:
        """Pairs those of one key, in order; `seules`: only where there is one on each side."""
        a_gauche, a_droite = _rangs(self.avant, self._reste(), cle), _rangs(self.apres, self._neufs(), cle)
        for nom, rangs in a_gauche.items():
            autres = a_droite.get(nom, deque())
            while rangs and autres and not (seules and (len(rangs), len(autres)) != (1, 1)):
                self._lie(rangs.popleft(), autres.popleft())

    def par_ressemblance(self) -> None:
        """Pairs mappings that have entries in common, those with the most first."""
        gauche = [i for i in self._reste() if isinstance(self.avant[i], dict)]
        droite = [j for j in self._neufs() if isinstance(self.apres[j], dict)]
        if len(gauche) * len(droite) > _BEAUCOUP:
            return
        notes = ((-_communs(self.avant[i], self.apres[j]), abs(i - j), i, j) for i in gauche for j in droite)
        for note, _, i, j in sorted(notes):
            if note and i not in self.de and j not in self.vers:
                self._lie(i, j)

    def par_place(self) -> None:
        """Pairs those of one kind that follow the same item, in order."""
        gauche, droite = self._suites(self.avant, self.de), self._suites(self.apres, {j: j for j in self.vers})
        for suite, rangs in gauche.items():
            for i, j in zip(rangs, droite.get(suite, ()), strict=False):
                self._lie(i, j)

    def _suites(self, items: Sequence[Arbre], lies: Mapping[int, int]) -> dict[tuple[int, type], list[int]]:
        """What is in no pair, by the item on the right that it follows, or whose partner it follows, and by kind."""
        suites: dict[tuple[int, type], list[int]] = defaultdict(list)
        precede = -1
        for rang, item in enumerate(items):
            if rang in lies:
                precede = lies[rang]
            else:
                suites[precede, _genre(item)].append(rang)
        return suites

    def _reste(self) -> list[int]:
        return [i for i in range(len(self.avant)) if i not in self.de]

    def _neufs(self) -> list[int]:
        return [j for j in range(len(self.apres)) if j not in self.vers]

    def _lie(self, i: int, j: int) -> None:
        self.de[i], self.vers[j] = j, i


def _rangs(items: Sequence[Arbre], rangs: Iterable[int], cle: Cle) -> dict[Hashable, deque[int]]:
    """Where the items of each key stand; those that have none left out."""
    par_cle: dict[Hashable, deque[int]] = defaultdict(deque)
    for rang in rangs:
        nom = cle(items[rang])
        if nom is not None:
            par_cle[nom].append(rang)
    return par_cle


def _communs(un: Mapping[str, Arbre], autre: Mapping[str, Arbre]) -> int:
    return sum(autre.get(cle) == valeur for cle, valeur in un.items())


def _genre(item: Arbre) -> type:
    return str if isinstance(item, str) else type(item)
