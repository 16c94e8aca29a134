"""The fields of a PDF form, as they stand in the file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from utilite.modele import ChampVu

MAXIMUM = 200_000
"""How many nodes the tree of fields may have, options included; more, it runs in circles or is no form."""
NOM_MAX = 1000
"""Signs of a field's full name."""
_HERITES = ("/FT", "/Ff", "/MaxLen", "/DA", "/Q", "/V", "/Opt")
"""What a field has from those above it."""


class Genre(StrEnum):
    """What one does with a field; its value is its name in French."""

    TEXTE = "texte"
    CASE = "case à cocher"
    BOUTONS = "boutons, un seul choix"
    LISTE = "liste de choix"
    SIGNATURE = "signature"
    BOUTON = "bouton"

    @property
    def a_remplir(self) -> bool:
        """Whether it takes an answer."""
        return self not in (Genre.SIGNATURE, Genre.BOUTON)


class Option(NamedTuple):
    """A possible answer: what the file keeps, what a reader sees."""

    garde: str
    dit: str


class Champ(NamedTuple):
    """A field: its full name, its node, the widgets that show it on pages (from 1), what it has inherited."""

    nom: str
    noeud: Dictionary
    vignettes: tuple[Dictionary, ...]
    pages: tuple[int, ...]
    cles: Mapping[str, Any]

    @property
    def genre(self) -> Genre:
        """What one does with it."""
        genre = self.cles.get("/FT")
        if genre == Name.Tx:
            return Genre.TEXTE
        if genre == Name.Ch:
            return Genre.LISTE
        if genre == Name.Sig or self._a(17):
            return Genre.SIGNATURE if genre == Name.Sig else Genre.BOUTON
        return Genre.BOUTONS if self._a(16) else Genre.CASE

    def _a(self, rang: int) -> bool:
        """Whether it has the flag of this rank, as the PDF standard numbers them, from 1."""
        return bool(int(self.cles.get("/Ff", 0)) >> rang - 1 & 1)

    @property
    def lecture_seule(self) -> bool:
        """Whether a person may not change it: a total that the form would compute."""
        return self._a(1)

    @property
    def multiligne(self) -> bool:
        """Whether its text may have several lines."""
        return self.genre is Genre.TEXTE and self._a(13)

    @property
    def secret(self) -> bool:
        """Whether it asks for a password."""
        return self.genre is Genre.TEXTE and self._a(14)

    @property
    def peigne(self) -> bool:
        """Whether each sign has its box."""
        return self.genre is Genre.TEXTE and self._a(25) and bool(self.longueur) and not self.multiligne

    @property
    def plusieurs(self) -> bool:
        """Whether several choices of the list may be made."""
        return self.genre is Genre.LISTE and self._a(22)

    @property
    def libre(self) -> bool:
        """Whether the list takes what it doesn't offer."""
        return self.genre is Genre.LISTE and self._a(18) and self._a(19)

    @property
    def longueur(self) -> int:
        """How many signs its text may have; 0 where the form doesn't say."""
        return max(0, int(self.cles.get("/MaxLen", 0)))

    @property
    def cote(self) -> int:
        """Where its text stands: 0 left, 1 in the middle, 2 right."""
        return int(self.cles.get("/Q", 0))

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers of a list, of buttons; the state of a ticked box."""
        if self.genre is Genre.LISTE:
            return tuple(_option(o) for o in suite(self.cles.get("/Opt")))
        dits = [str(o) for o in suite(self.cles.get("/Opt")) if isinstance(o, String)]
        etats = list(dict.fromkeys(etat for v in self.vignettes for etat in etats_de(v)))
        return tuple(Option(e, _dit(e, dits)) for e in etats)

    @property
    def etiquette(self) -> str:
        """What a screen reader says of it; the empty text where its name already says that."""
        dite = _texte(self.noeud.get("/TU")) or next(filter(None, (_texte(v.get("/TU")) for v in self.vignettes)), "")
        return "" if dite in self.nom else dite

    @property
    def valeur(self) -> str:
        """What it holds."""
        valeur = self.cles.get("/V")
        if isinstance(valeur, Array):
            return ", ".join(_texte(v) for v in valeur)
        texte = _texte(valeur)
        return "" if texte == "Off" and self.genre in (Genre.CASE, Genre.BOUTONS) else texte

    def vu(self) -> ChampVu:
        """What it is, in words."""
        return ChampVu(self.nom, " · ".join(self._dits()), self.genre.a_remplir)

    def _dits(self) -> Iterator[str]:
        if self.pages:
            yield f"p. {', '.join(map(str, self.pages))}"
        yield "mot de passe, jamais rempli" if self.secret else self.genre
        if self.multiligne:
            yield "plusieurs lignes"
        if self.longueur:
            yield f"{self.longueur} signes" + (", un par case" if self.peigne else "")
        if self.lecture_seule:
            yield "calculé par le formulaire, ou en lecture seule"
        if self.options:
            yield f"au choix{' (plusieurs)' if self.plusieurs else ''} : {', '.join(o.dit for o in self.options)}"
        if self.etiquette:
            yield f"« {self.etiquette} »"
        if self.valeur:
            yield f"contient « {self.valeur} »"


class _Noeud(NamedTuple):
    """A node of the tree of fields, with the name and the keys of those above it."""

    noeud: Any
    au_dessus: str
    cles: Mapping[str, Any]


def lis(pdf: Pdf) -> list[Champ]:
    """The fields of a form, in its order. Raises ValueError where the tree of fields makes no sense."""
    acroform = pdf.Root.get("/AcroForm")
    if not isinstance(acroform, Dictionary):
        return []
    pages = {
        a.objgen: rang
        for rang, page in enumerate(pdf.pages, start=1)
        for a in suite(page.obj.get("/Annots"))
        if isinstance(a, Dictionary)
    }
    defaut = {"/DA": acroform["/DA"]} if "/DA" in acroform else {}
    pile = [_Noeud(noeud, "", defaut) for noeud in reversed(suite(acroform.get("/Fields")))]
    champs: list[Champ] = []
    vus = 0
    while pile:
        noeud, au_dessus, cles = pile.pop()
        if not isinstance(noeud, Dictionary):
            continue
        nom = ".".join(filter(None, (au_dessus, _texte(noeud.get("/T")))))
        siennes = {**cles, **{cle: noeud[cle] for cle in _HERITES if cle in noeud}}
        enfants = [e for e in suite(noeud.get("/Kids")) if isinstance(e, Dictionary)]
        vus += 1 + len(enfants) + len(suite(siennes.get("/Opt")))
        if vus > MAXIMUM or len(nom) > NOM_MAX:
            raise ValueError("fields without end")
        if any("/T" in enfant for enfant in enfants):
            pile += [_Noeud(enfant, nom, siennes) for enfant in reversed(enfants)]
        elif nom and "/FT" in siennes:
            vignettes = tuple(enfants) or (noeud,)
            ou = dict.fromkeys(pages[v.objgen] for v in vignettes if v.objgen in pages)
            champs.append(Champ(nom, noeud, vignettes, tuple(ou), siennes))
    return champs


def etats_de(vignette: Dictionary) -> list[str]:
    """The states of a box or of a button, but for the empty one."""
    dessins = vignette.get("/AP")
    normaux = dessins.get("/N") if isinstance(dessins, Dictionary) else None
    if isinstance(normaux, Stream) or not isinstance(normaux, Dictionary):
        return []
    return [cle.removeprefix("/") for cle in normaux.keys() if cle != "/Off"]  # noqa: SIM118 - not a dict


def _option(option: Any) -> Option:
    if isinstance(option, Array) and len(option) == 2:
        return Option(_texte(option[0]), _texte(option[1]))
    return Option(_texte(option), _texte(option))


def _dit(etat: str, dits: Sequence[str]) -> str:
    """What a state is called: its name, or the one that its number gives in the field's list."""
    return dits[int(etat)] if re.fullmatch(r"[0-9]{1,4}", etat) and int(etat) < len(dits) else etat


def suite(objet: Any) -> list[Any]:
    """What an array holds; nothing where it isn't one. Raises ValueError where it is no form's."""
    if not isinstance(objet, Array):
        return []
    if len(objet) > MAXIMUM:
        raise ValueError("an array without end")
    return list(objet)


def _texte(objet: Any) -> str:
    if isinstance(objet, Name):
        return str(objet).removeprefix("/")
    return str(objet) if isinstance(objet, String) else ""
