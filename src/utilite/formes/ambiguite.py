"""Whether a regular expression may read one text in exponentially many ways, and so take years over it.

`(a+)+`, `(a|a)*`, `(.*)*`: a backtracking engine tries all the ways before it says no. The test is exact
for what the engine's own parser shows (Weber and Seidl 1991, « exponential degree of ambiguity »): over the
automaton whose states are the signs of the expression (Glushkov), is there a loop that one text can run
through in two ways? `[a-z]+(-[a-z]+)*` nests two repeats and has one way only: it stays allowed.
"""

import importlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

_COPIES = 10
"""Up to so many, a repeat is written out; beyond, it is taken for one without end."""
_SIGNES = 150
"""Beyond so many signs nothing more is written out."""
_ASSEZ = 2
"""Ways are counted up to two."""
_TEMOINS = "azAZ09_ -\n\téÉ€!.,;:/@"
"""Signs of each category, beside those that an expression names."""


class _Bout(NamedTuple):
    """A part of an expression: the signs that it starts and ends with, and in how many ways; so of being empty."""

    premiers: Counter[int]
    derniers: Counter[int]
    vide: int


_RIEN = _Bout(Counter(), Counter(), vide=1)


def ambigu(motif: str) -> bool:
    """Whether an expression, that compiles, may take time that doubles with each sign of a text."""
    automate = _Automate(motif)
    automate.suite(automate.analyse)
    return automate.ambigu


class _Automate:
    """The signs of an expression, and in how many ways one comes right after another."""

    def __init__(self, motif: str) -> None:
        parser = importlib.import_module("re._parser")
        self._op = importlib.import_module("re._constants")
        self.analyse: Any = parser.parse(motif)
        self._casse = re.IGNORECASE if self.analyse.state.flags & re.IGNORECASE else 0
        self._alphabet = sorted({*_TEMOINS, *_autour(self.analyse)})
        self._signes: list[frozenset[str]] = []
        self._suivants: dict[int, Counter[int]] = {}
        self._vides_repetes = False

    @property
    def ambigu(self) -> bool:
        """Whether a loop can be run through in two ways."""
        return self._vides_repetes or self._deux_fois() or self._deux_chemins()

    def suite(self, parties: Iterable[Any]) -> _Bout:
        """What comes one after the other."""
        bout = _RIEN
        for op, valeur in parties:
            bout = self._enchaine(bout, self._partie(op, valeur))
        return bout

    def _partie(self, op: Any, valeur: Any) -> _Bout:
        o = self._op
        if op in (o.MAX_REPEAT, o.MIN_REPEAT):
            return self._repete(*valeur)
        if op is o.BRANCH:
            return self._au_choix([self.suite(branche) for branche in valeur[1]])
        if op is o.SUBPATTERN:
            return self.suite(valeur[-1])
        if op is o.GROUPREF_EXISTS:
            return self._au_choix([self.suite(branche or ()) for branche in valeur[1:]])
        if op in (o.ASSERT, o.ASSERT_NOT):
            self.suite(valeur[1])  # looks ahead, and takes nothing
            return _RIEN
        if op is o.AT:
            return _RIEN
        if op in (o.LITERAL, o.NOT_LITERAL, o.IN, o.ANY):
            return self._signe(frozenset(c for c in self._alphabet if self._admet(op, valeur, c)))
        return self._signe(frozenset())  # atomic groups and references: gone through in one way, or unknown

    def _signe(self, signes: frozenset[str]) -> _Bout:
        self._signes.append(signes)
        rang = len(self._signes) - 1
        self._suivants[rang] = Counter()
        return _Bout(Counter([rang]), Counter([rang]), vide=0)

    def _repete(self, mini: int, maxi: int, corps: Any) -> _Bout:
        if (maxi < _COPIES or mini == maxi) and len(self._signes) + maxi < _SIGNES:
            bout = _RIEN
            for i in range(maxi):
                copie = self.suite(corps)
                bout = self._enchaine(bout, copie if i < mini else copie._replace(vide=copie.vide + 1))
                self._vides_repetes |= bout.vide > 0 and bool(bout.premiers) and mini >= _COPIES
            return bout
        bout = self.suite(corps)
        self._relie(bout.derniers, bout.premiers)
        self._vides_repetes |= bout.vide > 0 and bool(bout.premiers) and mini >= _COPIES
        return bout._replace(vide=max(bout.vide, mini == 0))

    def _au_choix(self, bouts: list[_Bout]) -> _Bout:
        premiers = sum((b.premiers for b in bouts), Counter[int]())
        derniers = sum((b.derniers for b in bouts), Counter[int]())
        return _Bout(premiers, derniers, vide=sum(b.vide for b in bouts))

    def _enchaine(self, avant: _Bout, apres: _Bout) -> _Bout:
        self._relie(avant.derniers, apres.premiers)
        return _Bout(
            avant.premiers + _fois(apres.premiers, avant.vide),
            apres.derniers + _fois(avant.derniers, apres.vide),
            vide=min(avant.vide * apres.vide, _ASSEZ),
        )

    def _relie(self, derniers: Counter[int], premiers: Counter[int]) -> None:
        for dernier, facons in derniers.items():
            for premier, autres in premiers.items():
                self._suivants[dernier][premier] = min(self._suivants[dernier][premier] + facons * autres, _ASSEZ)

    def _admet(self, op: Any, valeur: Any, signe: str) -> bool:
        """Whether a sign is one of those that stand for one place of the expression."""
        o = self._op
        if op is o.ANY:
            return True
        if op is o.IN:
            admis = any(self._admet(o_, v, signe) for o_, v in valeur if o_ is not o.NEGATE)
            return admis is not any(o_ is o.NEGATE for o_, _ in valeur)
        if op is o.CATEGORY:
            return re.fullmatch(_CATEGORIES[str(valeur)], signe) is not None
        formes = {signe.lower(), signe.upper()} if self._casse else {signe}
        if op is o.RANGE:
            return any(len(forme) == 1 and valeur[0] <= ord(forme) <= valeur[1] for forme in formes)
        egal = chr(valeur) in formes
        return egal if op is o.LITERAL else not egal

    def _deux_fois(self) -> bool:
        """Whether a step that is part of a loop can be taken in two ways at once: `(a+)+`."""
        return any(self._suivants[rang][suivant] > 1 for boucle in self._tours for rang in boucle for suivant in boucle)

    def _deux_chemins(self) -> bool:
        """Whether two ways part and meet again in a loop, over one text: `(a|a)*`."""
        return any(
            any(a == b for a, b in boucle) and any(a != b for a, b in boucle)
            for tour in self._tours
            for boucle in _boucles(self._paires(tour))
        )

    @cached_property
    def _tours(self) -> list[set[int]]:
        """The loops of the expression: the places that lead to one another."""
        return list(_boucles(self._suivants))

    def _paires(self, tour: set[int]) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """The pairs of places of a loop that one text can lead to, and what comes after each."""
        paires: dict[tuple[int, int], list[tuple[int, int]]] = {}
        a_voir = [(rang, rang) for rang in tour]
        while a_voir:
            paire = a_voir.pop()
            if paire in paires:
                continue
            un, autre = (self._suivants[rang].keys() & tour for rang in paire)
            suites = {(min(a, b), max(a, b)) for a in un for b in autre if self._signes[a] & self._signes[b]}
            paires[paire] = list(suites)
            a_voir += suites
        return paires


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def _fois(signes: Counter[int], facons: int) -> Counter[int]:
    return Counter({signe: min(autres * facons, _ASSEZ) for signe, autres in signes.items()} if facons else ())


def _autour(partie: Any) -> Iterator[str]:
    """The signs of an expression and their neighbours: where two of its sets overlap, one of these is in both."""
    if isinstance(partie, int):
        yield from (chr(code) for code in (partie - 1, partie, partie + 1) if 0 <= code <= 0x10FFFF)
        return
    morceaux = getattr(partie, "data", partie)
    if isinstance(morceaux, list | tuple):
        for morceau in morceaux:
            yield from _autour(morceau)


def _boucles(suivants: Mapping[Any, Collection[Any]]) -> Iterator[set[Any]]:
    """The sets of places that lead to one another (Tarjan 1972, without recursion)."""
    rangs: dict[Any, int] = {}
    bas: dict[Any, int] = {}
    pile: list[Any] = []
    ouverts: set[Any] = set()
    appels: list[tuple[Any, Iterator[Any]]] = []

    def entre(place: Any) -> None:
        rangs[place] = bas[place] = len(rangs)
        pile.append(place)
        ouverts.add(place)
        appels.append((place, iter(suivants[place])))

    for depart in suivants:
        if depart not in rangs:
            entre(depart)
        while appels:
            place, suite = appels[-1]
            suivant = next(suite, None)
            if suivant is None:
                appels.pop()
                if appels:
                    bas[appels[-1][0]] = min(bas[appels[-1][0]], bas[place])
                if bas[place] == rangs[place]:
                    boucle: set[Any] = set()
                    while place not in boucle:
                        boucle.add(pile.pop())
                    ouverts.difference_update(boucle)
                    if len(boucle) > 1 or place in suivants[place]:
                        yield boucle
            elif suivant not in rangs:
                entre(suivant)
            elif suivant in ouverts:
                bas[place] = min(bas[place], rangs[suivant])
