"""A template of the site over what it shows → a page; long lists are cut into several."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from utilite import __version__
from utilite.referentiel import Referentiel
from utilite.render import context, environment
from utilite.render.gabarit import en_octets, rend_source
from utilite.site import adresses

GABARITS = Path(__file__).parent / "pages"
VOISINES = 2
"""How many pages of a list are named on each side of the one that is read."""

T = TypeVar("T")


class Fichier(NamedTuple):
    """A file of the site, by its path from the root."""

    nom: str
    contenu: bytes


class Presse:
    """What makes the pages of one site; `logo` is the name of its picture's file, if there is one."""

    def __init__(self, grille: Referentiel, logo: str, menu: Sequence[tuple[str, str]]) -> None:
        presentation = context.presentation(grille.presentation, b"")
        self.document = {"titre": grille.titre, "outil": f"utilite {__version__}", "presentation": presentation}
        self.site: dict[str, Any] = {
            "titre": grille.titre,
            "version": grille.version,
            "licence": grille.licence,
            "outil": f"utilite {__version__}",
            "logo": logo,
            "menu": menu,
            "fiches": 0,
            "acteurs": 0,
        }

    def page(self, gabarit: str, nom: str, titre: str, *, surtitre: str = "", ici: str = "", **vu: Any) -> Fichier:
        """A page of the site's own; `ici` is the entry of the menu that it is under."""
        commun = {"document": self.document, "titre": titre, "surtitre": surtitre or self.site["titre"]}
        return self.rend(gabarit, nom, {**commun, "ici": ici or nom, **vu})

    def rend(self, gabarit: str, nom: str, contexte: dict[str, Any]) -> Fichier:
        """A page over a whole context, to which the way to the rest of the site is added."""
        entier = {**contexte, "site": self.site, "base": adresses.base(nom)}
        page = environment.html(GABARITS, tuple(entier))
        return Fichier(nom, en_octets(rend_source(page, gabarit, entier)))

    def style(self) -> Fichier:
        """The stylesheet, one for all pages."""
        vu = {"presentation": self.document["presentation"]}
        return Fichier("style.css", en_octets(rend_source(environment.html(GABARITS, tuple(vu)), "style.css", vu)))


def decoupe(page: str, tout: Sequence[T], par: int) -> Iterator[tuple[str, list[dict[str, Any]], Sequence[T]]]:
    """A list cut into pages: of each its address, what leads to the others, its part; one page at least."""
    nombre = max(1, -(-len(tout) // par))
    for rang in range(1, nombre + 1):
        yield adresses.suite(page, rang), _suites(page, nombre, rang), tout[(rang - 1) * par : rang * par]


def _suites(page: str, nombre: int, ici: int) -> list[dict[str, Any]]:
    """The first page, the last, those around this one; an entry without an address where some are left out."""
    rangs = [r for r in range(1, nombre + 1) if r in (1, nombre) or abs(r - ici) <= VOISINES]
    dits: list[dict[str, Any]] = []
    for avant, rang in zip([0, *rangs], rangs, strict=False):
        dits += [{"rang": 0, "adresse": "", "ici": False}] * (rang > avant + 1)
        dits.append({"rang": rang, "adresse": adresses.suite(page, rang), "ici": rang == ici})
    return dits
