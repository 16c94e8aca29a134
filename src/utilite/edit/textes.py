"""A text that replaces another in a file: in the way that it was written, as far as that can say it."""

import re
from collections.abc import Iterator

from utilite.edit import ecriture, scalaires
from utilite.source import Scalar

_SAUT = re.compile(r"\r\n|\r|\n")
_ENTETE = re.compile(r"([|>])([-+0-9]*)")
_CHIFFRE = re.compile(r"[1-9]")


def remplace(node: Scalar, ecrit: str, valeur: str, colonne: int, place: int, *, prose: bool) -> list[str]:
    """The lines that take the place of `ecrit`, which is what the file has of a node; the first stands where it did.

    `colonne` is where the key or the dash stands, `place` the column at which the first line starts.
    """
    if node.style in ("|", ">") and not scalaires.INTERDITS.search(valeur):
        return _bloc(_SAUT.split(ecrit), valeur, colonne)
    if prose or "\n" in valeur:
        bloc = scalaires.en_bloc(valeur, colonne + 2, long=place + len(valeur) > scalaires.LARGEUR)
        if bloc:
            return bloc
    return [ecriture.scalaire(valeur)]


def _bloc(ecrites: list[str], valeur: str, colonne: int) -> list[str]:
    """The block with other lines: those that it has already stay as they are."""
    entete, *contenu = ecrites
    chiffre = _CHIFFRE.search(entete[:4])
    premiere = next((ligne for ligne in contenu if ligne.strip()), "")
    marge = colonne + int(chiffre[0]) if chiffre is not None else len(premiere) - len(premiere.lstrip(" "))
    marge = marge or colonne + 2
    if entete[0] == ">" and re.search(r"^[ \t]", valeur, re.MULTILINE):
        entete = f"|{entete[1:]}"
    nues = [ligne[marge:] for ligne in contenu]
    nouvelles = valeur.split("\n") if entete[0] == "|" else list(_pliees(nues, valeur, scalaires.LARGEUR - marge))
    anciennes = dict(zip(nues, contenu, strict=True))
    return [entete, *(anciennes.get(ligne, f"{' ' * marge}{ligne}" if ligne else "") for ligne in nouvelles)]


def _pliees(nues: list[str], valeur: str, largeur: int) -> Iterator[str]:
    """The lines of a folded block; a paragraph that doesn't change keeps its folds, one that does those around."""
    paragraphes = _paragraphes(nues)
    neufs = valeur.split("\n")
    gardes = set(neufs)
    changes = [lignes for texte, lignes in paragraphes.items() if texte not in gardes]
    for rang, texte in enumerate(neufs):
        if rang:
            yield ""
        if texte:
            yield from paragraphes.get(texte) or _plie(texte, changes.pop(0) if changes else [], largeur)


def _paragraphes(nues: list[str]) -> dict[str, list[str]]:
    """Each paragraph of a folded block, as it is read, with its lines."""
    trouves: dict[str, list[str]] = {}
    lignes: list[str] = []
    for ligne in (*nues, ""):
        if ligne.strip():
            lignes.append(ligne)
        elif lignes:
            trouves[" ".join(lignes)] = lignes
            lignes = []
    return trouves


def _plie(texte: str, anciennes: list[str], largeur: int) -> list[str]:
    """A line cut as it was, but for what has changed between."""
    haut: list[str] = []
    bas: list[str] = []
    for ligne in anciennes:
        if not texte.startswith(f"{ligne} ") or texte[len(ligne) + 1] == " ":
            break
        haut.append(ligne)
        texte = texte[len(ligne) + 1 :]
    for ligne in reversed(anciennes[len(haut) :]):
        if not texte.endswith(f" {ligne}") or texte[-len(ligne) - 2 : -len(ligne) - 1] in ("", " "):
            break
        bas.insert(0, ligne)
        texte = texte[: -len(ligne) - 1]
    return [*haut, *scalaires.plie(texte, largeur), *bas]
