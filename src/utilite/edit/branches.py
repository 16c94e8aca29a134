"""A file as branches, each with the comments and the blank line that travel with it.

A branch is an entry of a mapping or an item of a list. A comment on a line of its own belongs to what
follows it, or, where it stands further in than that, to the branch above that it is inside of; one at
the end of a line, to what that line says. The first block of comments is the file's own.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field

from utilite.source import Document, Mapping, Node, Scalar, Sequence

_SAUT = re.compile(r"\r\n|\r|\n")
_ENTETE = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
_DIESE = re.compile(r"#[^\r\n]*")


@dataclass(slots=True)
class Commentaire:
    """Its text from `#` on, where it starts; the blanks before it at a line's end; whether a blank line is above."""

    texte: str
    blancs: str = " "
    aere: bool = False
    debut: int = -1


@dataclass(slots=True)
class Branche:
    """An entry (its `cle` is set) or an item, with what it holds."""

    cle: Scalar | None
    valeur: Node
    debut: int
    colonne: int
    parent: "Branche | None"
    aere: bool = False
    branches: list["Branche"] = field(default_factory=list)
    avant: list[Commentaire] = field(default_factory=list)
    au_bout: list[Commentaire] = field(default_factory=list)
    apres: list[Commentaire] = field(default_factory=list)

    @property
    def en_bloc(self) -> bool:
        """Whether its value is a text after `|` or `>`."""
        return isinstance(self.valeur, Scalar) and self.valeur.style in ("|", ">")

    def est_dans(self, autre: "Branche") -> bool:
        """Whether it stands somewhere in another."""
        dessus = self.parent
        while dessus is not None and dessus is not autre:
            dessus = dessus.parent
        return dessus is not None


@dataclass(slots=True)
class Plant:
    """A whole file: its branches, the comments of its head and of its foot."""

    branches: list[Branche]
    tete: list[Commentaire]
    pied: list[Commentaire]
    aere: bool
    """Whether a blank line follows the head."""


def pousse(document: Document) -> Plant:
    """The branches of a document that has a root, and a key at least."""
    assert document.root is not None
    texte = _Texte(document.text)
    toutes: list[Branche] = []
    racines = _branches(document.root, None, texte, toutes)
    tete, pied = _attache(texte, toutes, _commentaires(texte, toutes))
    premier: Branche | Commentaire = racines[0]
    if racines[0].avant:
        premier = racines[0].avant[0]
    aere, premier.aere = premier.aere, False
    return Plant(racines, tete, pied, aere)


def commentaires(document: Document) -> Counter[str]:
    """All the comments of a document, and how often each one stands in it."""
    texte = _Texte(document.text)
    toutes: list[Branche] = []
    if document.root is not None:
        _branches(document.root, None, texte, toutes)
    entetes = (_ENTETE.match(document.text, branche.valeur.start_mark.index) for branche in toutes if branche.en_bloc)
    trouves = [trouve.group() for trouve in _commentaires(texte, toutes)]
    return Counter(c.rstrip() for c in (*trouves, *(e[1] for e in entetes if e is not None)))


class _Texte:
    """A text and its lines."""

    def __init__(self, texte: str) -> None:
        self.texte = texte
        self.debuts = [0, *(saut.end() for saut in _SAUT.finditer(texte))]

    def marge(self, index: int) -> str:
        """What stands before an index on its line."""
        return self.texte[self.debuts[self._ligne(index)] : index]

    def aere(self, index: int) -> bool:
        """Whether the line starts there and the one above is blank."""
        ligne = self._ligne(index)
        au_dessus = self.texte[self.debuts[ligne - 1] : self.debuts[ligne]] if ligne else "x"
        return not self.marge(index).strip() and not au_dessus.strip()

    def _ligne(self, index: int) -> int:
        return bisect_right(self.debuts, index) - 1


def _branches(node: Node, parent: Branche | None, texte: _Texte, toutes: list[Branche]) -> list[Branche]:
    faites: list[Branche] = []
    if isinstance(node, Mapping):
        for cle, valeur in node.entries.values():
            faites.append(_branche(cle, valeur, cle.start_mark.index, parent, texte, toutes))
    elif isinstance(node, Sequence):
        for rang, item in enumerate(node.items):
            debut = item.start_mark.index if node.flow else _tiret(node, rang, texte)
            faites.append(_branche(None, item, debut, parent, texte, toutes))
    return faites


def _branche(
    cle: Scalar | None, valeur: Node, debut: int, parent: Branche | None, texte: _Texte, toutes: list[Branche]
) -> Branche:
    branche = Branche(cle, valeur, debut, len(texte.marge(debut)), parent, texte.aere(debut))
    toutes.append(branche)
    branche.branches = _branches(valeur, branche, texte, toutes)
    return branche


def _tiret(node: Sequence, rang: int, texte: _Texte) -> int:
    """Where the dash of an item stands."""
    if not rang:
        return node.start_mark.index
    haut, bas = node.items[rang - 1].start_mark.index, node.items[rang].start_mark.index
    marge = " " * node.start_mark.column + "-"
    ligne = bisect_right(texte.debuts, bas) - 1
    while texte.debuts[ligne] > haut and not texte.texte.startswith(marge, texte.debuts[ligne]):
        ligne -= 1
    return texte.debuts[ligne] + len(marge) - 1


def _commentaires(texte: _Texte, toutes: list[Branche]) -> list[re.Match[str]]:
    """What follows a `#` outside all texts."""
    scalaires = sorted(
        (node.start_mark.index, node.end_mark.index)
        for branche in toutes
        for node in (branche.cle, branche.valeur)
        if isinstance(node, Scalar)
    )
    trouves: list[re.Match[str]] = []
    place = 0
    for debut, fin in (*scalaires, (len(texte.texte), len(texte.texte))):
        trouves += _DIESE.finditer(texte.texte, place, debut)
        place = max(place, fin)
    return trouves


def _attache(
    texte: _Texte, toutes: list[Branche], trouves: list[re.Match[str]]
) -> tuple[list[Commentaire], list[Commentaire]]:
    """Gives each comment to its branch; the file's own are those of its head and of its foot."""
    debuts = [branche.debut for branche in toutes]
    tete: list[Commentaire] = []
    pied: list[Commentaire] = []
    en_tete = True
    for trouve in trouves:
        rang = bisect_left(debuts, trouve.start())
        avant = toutes[rang - 1] if rang else None
        apres = toutes[rang] if rang < len(toutes) else None
        marge = texte.marge(trouve.start())
        commentaire = Commentaire(trouve.group().rstrip(), aere=texte.aere(trouve.start()), debut=trouve.start())
        if marge.strip() and avant is not None:
            commentaire.blancs = marge[len(marge.rstrip()) :] or " "
            avant.au_bout.append(commentaire)
        elif avant is not None and isinstance(avant.valeur, Scalar) and trouve.start() < avant.valeur.start_mark.index:
            avant.avant.append(commentaire)  # between a key and a text that starts on a line below
        elif avant is None and en_tete and not (tete and commentaire.aere):
            tete.append(commentaire)
        else:
            en_tete = False
            _range(commentaire, len(marge), avant, apres, pied)
    if tete:
        tete[0].aere = False
    return tete, pied


def _range(
    commentaire: Commentaire,
    colonne: int,
    avant: Branche | None,
    apres: Branche | None,
    pied: list[Commentaire],
) -> None:
    """Puts a comment that has its own line before what follows, or at the end of what it is inside of."""
    if apres is not None and (
        avant is None or apres.est_dans(avant) or colonne <= apres.colonne or _entre_crochets(apres)
    ):
        apres.avant.append(commentaire)
        return
    while avant is not None and (avant.colonne >= colonne or avant.en_bloc):
        avant = avant.parent
    (avant.apres if avant is not None else pied).append(commentaire)


def _entre_crochets(branche: Branche) -> bool:
    dessus = branche.parent.valeur if branche.parent is not None else None
    return isinstance(dessus, Mapping | Sequence) and dessus.flow
