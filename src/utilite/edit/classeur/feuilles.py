"""What a workbook is made of, before any file: sheets, lines, cells to fill in."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from utilite.diagnostic import Route

Choix = tuple[tuple[str, str], ...]
"""What can be chosen: id, and title as it is shown."""

OUI: Choix = (("oui", "Oui"),)
OUI_NON: Choix = (("oui", "Oui"), ("non", "Non"))
CELLULE_MAX = 32_000
"""Signs: a little less than what a cell can hold."""

LIGNE, PROSE, NOMBRE, DATE, BORNE, CHOIX, ECHELON = "ligne", "prose", "nombre", "date", "borne", "choix", "echelon"
"""How a cell is asked; a `BORNE` is a year, a month or a day, an `ECHELON` a choice or a number."""

_EN_CHIFFRES = re.compile(r"\A([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")


class Case(NamedTuple):
    """A cell to fill in: where its answer goes in the tree of the answers, how it is asked, what it holds."""

    route: Route
    saisie: str = LIGNE
    valeur: str = ""
    choix: Choix = ()

    def montre(self) -> str:
        """What the cell shows of its value: a choice by its title, a day as French writes it."""
        if self.saisie == BORNE:
            return _EN_CHIFFRES.sub(lambda lu: "/".join(filter(None, (lu[3], lu[2], lu[1]))), self.valeur)
        valeur = {"true": "oui", "false": "non"}.get(self.valeur, self.valeur) if self.choix else self.valeur
        return dict(self.choix).get(valeur, valeur)


Cellule = str | Case | None
"""A text that stands there, a cell to fill in, or one that asks nothing."""


class Ligne(NamedTuple):
    """A line; without a cell to fill in, it is the heading of those that follow."""

    cellules: tuple[Cellule, ...]

    @property
    def a_placer(self) -> bool:
        """Whether its first cell says where the others go."""
        return self.cle.startswith("+")

    @property
    def cle(self) -> str:
        """What tells it from the other lines of its sheet, wherever it is moved; empty for a heading."""
        case = next((cellule for cellule in self.cellules if isinstance(cellule, Case)), None)
        return "/".join(map(str, case.route)) if case else ""


class Colonne(NamedTuple):
    """A column: its heading, its width in signs."""

    titre: str
    largeur: int


class Feuille(NamedTuple):
    """A sheet: what it asks, in how many columns; those after `imprimees` come on pages of their own."""

    titre: str
    aide: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[Ligne, ...]
    fixes: int = 1
    imprimees: int = 0


_INTERDITS = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def onglet(titre: str, pris: Iterable[str]) -> str:
    """A name that a sheet can have, and that no other has: 31 signs, some of them refused."""
    base = " ".join(_INTERDITS.sub(" ", titre).split()).strip("'") or "Feuille"
    occupes = {nom.casefold() for nom in pris}
    nom, numero = base[:31].strip(" '"), 1
    while nom.casefold() in occupes or nom.casefold() == "history":
        numero += 1
        nom = f"{base[: 30 - len(str(numero))].strip()} {numero}"
    return nom
