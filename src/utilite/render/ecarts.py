"""What differs between two texts, in a reader's words: under which heading, what the one says, what the other."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from utilite.render.textes import Ligne

VOISINS = 4
"""How many words are kept on each side of what differs."""
_LONG = 20_000
"""From so many words on, frequent ones are no landmarks: the comparison ends."""


class Ecart(NamedTuple):
    """One difference; `avant` or `apres` is empty where the other side alone says something."""

    sous: str
    avant: str
    apres: str


def ecarts(avant: Sequence[Ligne], apres: Sequence[Ligne]) -> list[Ecart]:
    """All differences, in order. Lines that are only cut in other places aren't one."""
    a, b = [ligne.texte for ligne in avant], [ligne.texte for ligne in apres]
    comparaison = SequenceMatcher(None, a, b, autojunk=len(b) > _LONG)
    trouves: list[Ecart] = []
    for genre, i, j, k, fin in comparaison.get_opcodes():
        # The lines beside, which are the same, say where what changes stands: « Terreau 980 € ».
        autour = genre == "replace"
        debut, avance = (min(i, k, 1), int(j < len(a) and fin < len(b))) if autour else (0, 0)
        if genre != "equal":
            trouves += _par_mots(avant, i - debut, j + avance, " ".join(b[k - debut : fin + avance]).split())
    return trouves


def de_code(depot: bytes, document: bytes) -> list[tuple[int, str]]:
    """The lines of a document's source that aren't the repository's, by number; the next one where some are missing.

    A byte order mark, ends of lines and blanks at their ends change nothing.
    """
    a, b = _lignes(depot), _lignes(document)
    return [
        (rang + 1, b[rang] if rang < len(b) else "")
        for genre, _, _, k, fin in SequenceMatcher(None, a, b, autojunk=len(b) > _LONG).get_opcodes()
        if genre != "equal"
        for rang in range(k, max(fin, k + 1))
    ]


def _lignes(source: bytes) -> list[str]:
    texte = source.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
    return [ligne.rstrip(" \t\r") for ligne in texte.split("\n")]


def _par_mots(avant: Sequence[Ligne], debut: int, fin: int, apres: list[str]) -> Iterator[Ecart]:
    """The differences of some lines, word by word; those that are near one another are one."""
    mots = [(mot, rang) for rang in range(debut, fin) for mot in avant[rang].texte.split()]
    a = [mot for mot, _ in mots]
    for i, j, k, n in _zones(a, apres):
        rang = mots[max(i - (i == j), 0)][1] if mots else debut - 1
        sous = next((avant[r].titre for r in range(rang, -1, -1) if avant[r].titre), "")
        yield Ecart(sous, _extrait(a, i, j), _extrait(apres, k, n))


def _zones(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    zone: tuple[int, int, int, int] | None = None
    for genre, i, j, k, n in SequenceMatcher(None, a, b, autojunk=len(b) > _LONG).get_opcodes():
        if genre == "equal":
            continue
        if zone is not None and i - zone[1] <= VOISINS:
            zone = (zone[0], j, zone[2], n)
            continue
        if zone is not None:
            yield zone
        zone = (i, j, k, n)
    if zone is not None:
        yield zone


def _extrait(mots: list[str], debut: int, fin: int) -> str:
    """These words with their neighbours; nothing where the other side alone has words here."""
    if not mots:
        return ""
    tete, queue = max(0, debut - VOISINS), min(len(mots), fin + VOISINS)
    pointes = ("… " if tete else "", " …" if queue < len(mots) else "")
    return " ".join(mots[tete:queue]).join(pointes)
