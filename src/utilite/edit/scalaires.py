"""How a scalar is laid out: as it was written, but for needless quotes and for prose, which goes in blocks.

A block says just what the scalar said: `|` where it has lines, `>` where it is one line too long to read,
since that one folds back into the same line.
"""

import re

from utilite import source
from utilite.source import Scalar

LARGEUR = 100
"""Columns; a longer line of prose is folded."""

_SAUT = re.compile(r"\r\n|\r|\n")
_LETTRE = re.compile(r"[^\W\d_]|https?://")
_MOTS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "oui", "non", "y", "n", "o"})
"""Words that a reader of YAML, ours or another, doesn't take for a text."""

_CHIFFRE = re.compile(r"[|>][-+]?([1-9])")
INTERDITS = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def lignes(node: Scalar, texte: str, colonne: int, marge: int, place: int, *, prose: bool) -> list[str]:
    """What follows the key or the dash, then lines of their own.

    `colonne` is where the key or the dash was, `marge` where these lines start, `place` the column where
    the first one does.
    """
    ecrit = texte[node.start_mark.index : node.end_mark.index]
    if node.style in ("|", ">"):
        return _bloc(_SAUT.split(ecrit), colonne, marge)
    premiere, *suite = _SAUT.split(ecrit)
    if prose:
        bloc = en_bloc(node.value.strip(), marge, long=bool(suite) or place + len(ecrit) > LARGEUR)
        if bloc:
            return bloc
    if not suite:
        return [node.value if node.style and _se_passe_de_guillemets(node.value) else ecrit]
    return [premiere, *(f"{' ' * marge}{ligne.lstrip(' ')}" if ligne.strip() else "" for ligne in suite)]


def cle(node: Scalar, texte: str) -> str:
    """A key, without needless quotes."""
    if node.style and _se_passe_de_guillemets(node.value):
        return node.value
    return texte[node.start_mark.index : node.end_mark.index]


def _se_passe_de_guillemets(valeur: str) -> bool:
    lettre = _LETTRE.match(valeur) is not None
    return lettre and valeur.lower() not in _MOTS and source.scalar(valeur) == valeur


def _bloc(ecrites: list[str], colonne: int, marge: int) -> list[str]:
    """A block as it was, moved to the margin; blank lines at its end belong to what follows."""
    entete, *contenu = ecrites
    while contenu and not contenu[-1].strip():
        contenu.pop()
    chiffre = _CHIFFRE.match(entete)
    premiere = next((ligne for ligne in contenu if ligne.strip()), "")
    retrait = colonne + int(chiffre[1]) if chiffre is not None else len(premiere) - len(premiere.lstrip(" "))
    if chiffre is not None:
        entete = f"{entete[: chiffre.start(1)]}2{entete[chiffre.end(1) :]}"
    return [entete.rstrip(), *(f"{' ' * marge}{ligne[retrait:]}" if ligne[retrait:] else "" for ligne in contenu)]


def en_bloc(valeur: str, marge: int, *, long: bool) -> list[str]:
    """A text as a block; nothing where it is short, or holds what a block can't say."""
    if INTERDITS.search(valeur):
        return []
    retrait = " " * marge
    if "\n" in valeur:
        return ["|", *(f"{retrait}{ligne}" if ligne else "" for ligne in valeur.split("\n"))]
    plies = plie(valeur, LARGEUR - marge) if long else []
    return [">", *(f"{retrait}{ligne}" for ligne in plies)] if len(plies) > 1 else []


def plie(valeur: str, largeur: int) -> list[str]:
    """A line cut at single spaces, which a reader joins again by single spaces."""
    lignes: list[str] = []
    for mot in re.split(r"(?<=[^ ]) (?=[^ ])", valeur):
        if lignes and len(lignes[-1]) + 1 + len(mot) <= largeur:
            lignes[-1] += f" {mot}"
        else:
            lignes.append(mot)
    return lignes
