"""The nearest spelling: what a misspelt word was most probably meant to be."""

import re
import unicodedata
from collections.abc import Container, Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

_LIKENESS = 0.72
"""difflib's ratio from which two words are one misspelt: lower proposes unrelated words."""

_CERTAIN = 0.8
"""The ratio from which a lone neighbour is what was meant: « plus de 99 » is not « plus de 25 »."""


def proche(mot: str, candidats: Iterable[str]) -> str | None:
    """The candidate that `mot` most probably stands for, or None where none is near.

    Accents, capitals, spaces, hyphens, underscores and a final plural don't count.
    """
    connus: dict[str, str] = {}
    for candidat in candidats:
        connus.setdefault(_simple(candidat), candidat)
    simple = _simple(mot[:200])
    if simple in connus:
        return connus[simple]
    for voisin in get_close_matches(simple, connus, n=3, cutoff=_LIKENESS):
        if _mot_a_mot(mot[:200], connus[voisin]):
            return connus[voisin]
    permutes = [c for s, c in connus.items() if len(s) > 2 and sorted(s) == sorted(simple)]
    return permutes[0] if len(permutes) == 1 else None


def _mot_a_mot(mot: str, candidat: str) -> bool:
    """Whether each word is near its own: « personnes âgées » isn't « personnes exilées »."""
    mots, autres = (re.findall(r"[a-z0-9]+", sans_accent(m).casefold()) for m in (mot, candidat))
    if len(mots) != len(autres) or len(mots) == 1:
        return True
    return all(SequenceMatcher(None, a, b).ratio() >= _LIKENESS for a, b in zip(mots, autres, strict=True))


def seul(mot: str, candidats: Iterable[str]) -> str | None:
    """The candidate that `mot` can only stand for, to be written without asking; else None.

    It is the only one near, very near, with the same first letter (« insatisfait » is not a slip for
    « satisfait ») and the same figures.
    """
    connus: dict[str, list[str]] = {}
    for candidat in candidats:
        connus.setdefault(_simple(candidat), []).append(candidat)
    simple = _simple(mot[:200])
    noms = connus.get(simple, [])
    if not noms:
        voisins = get_close_matches(simple, connus, n=2, cutoff=_LIKENESS)
        if len(voisins) == 1 and SequenceMatcher(None, voisins[0], simple).ratio() >= _CERTAIN:
            noms = connus[voisins[0]]
    if len(noms) != 1 or not simple or _simple(noms[0])[:1] != simple[0] or _figures(noms[0]) != _figures(mot):
        return None
    return noms[0]


def suggestion(mot: str, candidats: Iterable[str], dit: str, sinon: str) -> str:
    """`dit` with its `{}` filled by the nearest candidate, or `sinon` where none is near."""
    voisin = proche(mot, candidats)
    return dit.replace("{}", voisin) if voisin else sinon


def sans_accent(texte: str) -> str:
    """The same letters without their accents (« é » → « e », « œ » → « oe »)."""
    texte = texte.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decompose = unicodedata.normalize("NFKD", texte)
    return "".join(c for c in decompose if not unicodedata.combining(c))


def identifiant(texte: str) -> str:
    """An id (kebab-case ASCII) made out of any text; may be empty."""
    mots = "".join(c if c.isascii() and c.isalnum() else " " for c in sans_accent(texte).lower())
    return "-".join(mots.split())[:100].strip("-")


def libre(nom: str, pris: Container[str]) -> str:
    """This id, or with the first number that nothing else has."""
    essai, numero = nom, 1
    while essai in pris:
        numero += 1
        essai = f"{nom}-{numero}"
    return essai


def _figures(mot: str) -> list[str]:
    return [c for c in mot if c.isdigit()]


@lru_cache(maxsize=4096)  # the candidates are the same from one unknown word to the next
def _simple(mot: str) -> str:
    plat = "".join(c for c in sans_accent(mot).casefold() if c.isalnum())
    return plat[:-1] if len(plat) > 3 and plat.endswith("s") else plat
