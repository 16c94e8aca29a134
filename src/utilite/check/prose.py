"""What the rules that read prose share: the texts to look at, their sentences, the place of words in them."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from utilite.check.jetons import ensemble
from utilite.diagnostic import Place, Route, words_of
from utilite.fiche import Fiche
from utilite.orthographe import sans_accent

LONGUEUR = 1200
"""A longer « sentence » is a list or a table that nobody can read as one: rules pass it by."""


class Texte(NamedTuple):
    """A text of a fiche: as it is, then as long with blanks for the addresses of web pages; its figures' number."""

    file: str
    route: Route
    entier: str
    nu: str
    chiffres: int

    def place(self, debut: int, fin: int) -> Place:
        """The very words that stand between two indexes."""
        return Place(self.file, self.route, words=words_of(self.entier, debut, fin))

    def ecrit(self, debut: int, fin: int) -> str:
        """These words, on one line, for a message."""
        return " ".join(self.entier[debut:fin].split())[:60]


def textes(fiche: Fiche) -> tuple[Texte, ...]:
    """The texts of a fiche that hold a figure or an « @ »: the others say nothing to these rules."""
    lus = []
    for route, texte in fiche.textes:
        if _chiffre(texte) or "@" in texte:
            nu = texte
            for debut, page in _PAGES:
                if debut in texte:
                    nu = page.sub(_blanc, nu)
            lus.append(Texte(fiche.file, route, texte, nu, _combien_de_chiffres(nu)))
    return tuple(lus)


def _chiffre(t: str) -> bool:
    """Whether there is a figure: ten looks, written out, cost a tenth of a loop or of an expression."""
    return (
        "1" in t or "2" in t or "0" in t or "3" in t or "4" in t
        or "5" in t or "6" in t or "7" in t or "8" in t or "9" in t
    )  # fmt: skip


def _combien_de_chiffres(texte: str) -> int:
    octets = texte.encode("utf-8", "replace")
    return len(octets) - len(octets.translate(None, b"0123456789"))


_PAGES = (("://", re.compile(r"https?://[^\s<>)]*")), ("www.", re.compile(r"www\.[^\s<>)]*")))
_MARQUES = re.compile(r"\]\([^()]*\)|(?<=\S)\*|\*(?=\S)|[_\[\]]|^[ \t]{0,3}>", re.MULTILINE)
_FIN = re.compile(r"[.!?…\n](?:(?<!\n)[»\")”]{0,2}(?=\s)|(?<=\n)\s*(?:\n|(?=[-–•+*][ \t]|\d{1,2}[.)][ \t])))")
_AVANT_LE_POINT = re.compile(r"[^\W\d_]+$")
_ABREGES = ensemble("m mm mme mmes mlle dr st ste cf ex art p pp n env hab av tel fig vol chap")


@lru_cache(maxsize=64)
def phrases(texte: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a text, list items apart, each with its index in it; marks of emphasis are blanks."""
    if "*" in texte or "_" in texte or "[" in texte or ">" in texte:
        texte = _MARQUES.sub(_blanc, texte)
    coupures = [0]
    coupures += [t.end() for t in _FIN.finditer(texte) if t.group()[0] == "\n" or _finit(texte, t)]
    coupures.append(len(texte))
    return tuple((debut, texte[debut:fin]) for debut, fin in pairwise(coupures) if fin - debut <= LONGUEUR)


def _blanc(trouve: re.Match[str]) -> str:
    return " " * len(trouve.group())


def _finit(texte: str, trouve: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not that of « M. R. », nor one that a small letter follows."""
    suite = texte[trouve.end() : trouve.end() + 40].lstrip()
    if suite[:1].islower():
        return False
    if trouve.group()[0] != ".":
        return True
    avant = _AVANT_LE_POINT.search(texte, max(trouve.start() - 12, 0), trouve.start())
    if avant is None or len(avant.group()) > 4:  # as long as the longest of _ABREGES
        return True
    return not (len(avant.group()) == 1 or sans_accent(avant.group()).lower() in _ABREGES)
