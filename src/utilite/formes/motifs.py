"""A référentiel's regular expression, run in a time that grows with the text and no faster.

Python's own engine tries one way after another: `(a|a){40}b` or `.*.*.*.*b` keep it busy for years over one answer.
Here all ways are followed at once, a sign after the other (Thompson 1968), by the parser of Python's `re` and its
own idea of each sign: the verdict is that of `re.fullmatch`. What can't be followed so is refused: references,
looks ahead or behind, atomic groups.
"""

import importlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

SIGNES_MAX = 200
"""Of an expression whose repeats are written out: what each sign of a text may cost."""


TRAVAIL_MAX = 2_000_000
"""Signs looked at anew: a second or two, and a hundred thousand answers. An expression made to cost more is no longer
compared: who wrote it could as well have left it out."""


class HorsDePorteeError(Exception):
    """An expression that isn't one of ours: too long once written out, or more than a regular language."""


_Pas = tuple[str, Any]
"""`signe` and `place` (where it must stand) with what recognises it, `choix` and the steps to go to, or `fin`."""


@lru_cache(maxsize=256)
def compile_(motif: str) -> Callable[[str], bool]:
    """Whether a whole text follows an expression, that compiles. Raises HorsDePorteeError."""
    pas = _Programme(motif).pas
    suites: dict[tuple[frozenset[int], str], frozenset[int]] = {}
    places = any(genre == "place" for genre, _ in pas)
    reste = TRAVAIL_MAX

    def suit(texte: str) -> bool:
        nonlocal reste
        ici = _atteints(pas, [0], texte, 0)
        for i, signe in enumerate(texte, 1):
            cle = (ici, signe)
            la = suites.get(cle)
            if la is None or places:
                reste -= len(ici)
                if reste < 0:
                    return True
                suivants = [rang + 1 for rang in ici if pas[rang][0] == "signe" and pas[rang][1](signe)]
                la = suites[cle] = _atteints(pas, suivants, texte, i)
            ici = la
            if not ici:
                return False
        if len(suites) > _GARDES:
            suites.clear()
        return any(pas[rang][0] == "fin" for rang in ici)

    return suit


_GARDES = 20_000
"""How many steps are remembered from a text to the next."""


def _atteints(pas: list[_Pas], depuis: Iterable[int], texte: str, i: int) -> frozenset[int]:
    """The steps that can be reached without taking a sign, before the sign of rank `i`."""
    vus: set[int] = set()
    a_voir = list(depuis)
    while a_voir:
        rang = a_voir.pop()
        if rang in vus:
            continue
        vus.add(rang)
        genre, quoi = pas[rang]
        if genre == "choix":
            a_voir += quoi
        elif genre == "place" and quoi.match(texte, i):
            a_voir.append(rang + 1)
    return frozenset(rang for rang in vus if pas[rang][0] in ("signe", "fin"))


class _Programme:
    """The steps of an expression, one after the other."""

    def __init__(self, motif: str) -> None:
        self._re: Any = importlib.import_module("re._parser")
        self._op = importlib.import_module("re._constants")
        self._analyse: Any = self._re.parse(motif)
        self.pas: list[_Pas] = []
        self._suite(self._analyse)
        self._pose("fin", None)

    def _pose(self, genre: str, quoi: Any) -> int:
        if len(self.pas) > SIGNES_MAX:
            raise HorsDePorteeError
        self.pas.append((genre, quoi))
        return len(self.pas) - 1

    def _seul(self, op: Any, valeur: Any) -> re.Pattern[str]:
        """One part of the expression, as Python's own engine recognises it."""
        partie = self._re.SubPattern(self._analyse.state, [(op, valeur)])
        motif: re.Pattern[str] = importlib.import_module("re._compiler").compile(partie)
        return motif

    def _suite(self, parties: Iterable[Any]) -> None:
        o = self._op
        for op, valeur in parties:
            if op in (o.LITERAL, o.NOT_LITERAL, o.IN, o.ANY):
                self._pose("signe", _un_signe(self._seul(op, valeur)))
            elif op is o.AT:
                self._pose("place", self._seul(op, valeur))
            elif op in (o.MAX_REPEAT, o.MIN_REPEAT):
                self._repete(*valeur)
            elif op is o.BRANCH:
                self._au_choix(valeur[1])
            elif op is o.SUBPATTERN and not valeur[1] and not valeur[2]:
                self._suite(valeur[3])
            else:  # what looks elsewhere than at its own sign, or changes the rules half-way
                raise HorsDePorteeError

    def _repete(self, mini: int, maxi: int, corps: Any) -> None:
        for _ in range(min(mini, SIGNES_MAX)):
            self._suite(corps)
        if maxi is self._op.MAXREPEAT:
            debut = self._pose("choix", None)
            self._suite(corps)
            self._pose("choix", [debut])
            self.pas[debut] = ("choix", [debut + 1, len(self.pas)])
            return
        sorties = []
        for _ in range(min(maxi - mini, SIGNES_MAX)):
            sorties.append(self._pose("choix", None))
            self._suite(corps)
        for sortie in sorties:
            self.pas[sortie] = ("choix", [sortie + 1, len(self.pas)])

    def _au_choix(self, branches: list[Any]) -> None:
        entree = self._pose("choix", None)
        debuts, fins = [], []
        for branche in branches:
            debuts.append(len(self.pas))
            self._suite(branche)
            fins.append(self._pose("choix", None))
        self.pas[entree] = ("choix", debuts)
        for fin in fins:
            self.pas[fin] = ("choix", [len(self.pas)])


def _un_signe(motif: re.Pattern[str]) -> Callable[[str], bool]:
    connus: dict[str, bool] = {}

    def est(signe: str) -> bool:
        if signe not in connus:
            connus[signe] = motif.fullmatch(signe) is not None
        return connus[signe]

    return est
