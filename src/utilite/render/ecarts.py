"""What differs between two texts, in a reader's words: under which heading, what the one says, what the other."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from utilite.render.textes import Ligne
from utilite.render.zones import Budget, Zone, zones

VOISINS = 4
"""How many words are kept on each side of what differs."""


class Ecart(NamedTuple):
    """One difference; `avant` or `apres` is empty where the other side alone says something."""

    sous: str
    avant: str
    apres: str


def ecarts(avant: Sequence[Ligne], apres: Sequence[Ligne]) -> list[Ecart]:
    """All differences, in order. Lines that are only cut in other places aren't one."""
    a, b = [ligne.texte for ligne in avant], [ligne.texte for ligne in apres]
    budget = Budget()
    trouves: list[Ecart] = []
    for i, j, k, fin in list(zones(a, b, budget)):
        # The lines beside, which are the same, say where what changes stands: « Terreau 980 € ».
        autour = i < j and k < fin
        debut, avance = (min(i, k, 1), int(j < len(a) and fin < len(b))) if autour else (0, 0)
        trouves += _par_mots(avant, i - debut, j + avance, " ".join(b[k - debut : fin + avance]).split(), budget)
    return trouves


def de_code(depot: bytes, document: bytes) -> list[tuple[int, str]]:
    """The lines of a document's source that aren't the repository's, by number; the next one where some are missing.

    A byte order mark, ends of lines and blanks at their ends change nothing.
    """
    a = _lignes(depot)
    b = _lignes(document, 2 * len(a) + 1000)
    return [
        (rang + 1, b[rang] if rang < len(b) else "")
        for _, _, k, fin in zones(a, b, Budget())
        for rang in range(k, max(fin, k + 1))
    ]


def _lignes(source: bytes, combien: int = -1) -> list[str]:
    """Its lines; from a number of them on, the rest is one."""
    texte = source.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
    return [ligne.rstrip(" \t\r") for ligne in texte.split("\n", combien)]


def _par_mots(avant: Sequence[Ligne], debut: int, fin: int, apres: list[str], budget: Budget) -> Iterator[Ecart]:
    """The differences of some lines, word by word; those that are near one another are one."""
    mots = [(mot, rang) for rang in range(debut, fin) for mot in avant[rang].texte.split()]
    a = [mot for mot, _ in mots]
    for i, j, k, n in _groupees(zones(a, apres, budget)):
        rang = mots[max(i - (i == j), 0)][1] if mots else debut - 1
        sous = next((avant[r].titre for r in range(rang, -1, -1) if avant[r].titre), "")
        yield Ecart(sous, _extrait(a, i, j), _extrait(apres, k, n))


def _groupees(zones: Iterable[Zone]) -> Iterator[Zone]:
    """Those that are near one another in one."""
    en_cours: Zone | None = None
    for zone in zones:
        if en_cours is not None and zone.debut - en_cours.fin <= VOISINS:
            en_cours = en_cours._replace(fin=zone.fin, fin_la=zone.fin_la)
            continue
        if en_cours is not None:
            yield en_cours
        en_cours = zone
    if en_cours is not None:
        yield en_cours


def _extrait(mots: list[str], debut: int, fin: int) -> str:
    """These words with their neighbours; nothing where the other side alone has words here."""
    if not mots:
        return ""
    tete, queue = max(0, debut - VOISINS), min(len(mots), fin + VOISINS)
    pointes = ("… " if tete else "", " …" if queue < len(mots) else "")
    return " ".join(mots[tete:queue]).join(pointes)
