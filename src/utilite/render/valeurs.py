"""The few kinds of value that a template sees beside text, numbers, lists and dicts."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from utilite import francais

NON_RENSEIGNE_TEXTE = "non renseigné"


class Prose(str):
    """Markdown that someone wrote: printed as safe Markdown or as HTML, never escaped as a word."""

    __slots__ = ()


class Lien(str):
    """A text that opens something elsewhere, `cible`: an e-mail address, a telephone number."""

    __slots__ = ("cible",)
    cible: str

    def __new__(cls, texte: str, cible: str) -> "Lien":
        """The value is the text; only the filter `lien` says more."""
        lien = super().__new__(cls, texte)
        lien.cible = cible
        return lien


class Montant(float):
    """Euros: printed « 1 450 € », or « 1 450,00 € » where its column has cents."""

    __slots__ = ("centimes",)
    centimes: bool

    def __new__(cls, valeur: float, *, centimes: bool = False) -> "Montant":
        """The value is the number; only printing it says more."""
        montant = super().__new__(cls, valeur)
        montant.centimes = centimes
        return montant


class Rempli(bytes):
    """A filled form; `avis` says what of the answers couldn't be said in it."""

    avis: tuple[str, ...]

    def __new__(cls, octets: bytes, avis: tuple[str, ...] = ()) -> "Rempli":
        """The value is the document."""
        rempli = super().__new__(cls, octets)
        rempli.avis = avis
        return rempli


class NonRenseigne(str):
    """What nobody answered: false, empty, and printed « non renseigné »; it neither begins nor ends."""

    __slots__ = ()

    def __new__(cls) -> "NonRenseigne":
        """The value is the empty text; only printing it says more."""
        return super().__new__(cls, "")

    debut = fin = property(lambda self: self)


class Quand(str):
    """A text that says when: a day, or a period of which `debut` and `fin` are the first and the last day."""

    __slots__ = ("dernier", "premier")
    premier: date
    dernier: date

    def __new__(cls, texte: str, premier: date, dernier: date | None = None) -> "Quand":
        """The value is the text; one day where no last one is given."""
        quand = super().__new__(cls, texte)
        quand.premier, quand.dernier = premier, dernier or premier
        return quand

    @property
    def debut(self) -> "Quand":
        """Its first day."""
        return Quand(francais.jour(self.premier), self.premier)

    @property
    def fin(self) -> "Quand":
        """Its last day."""
        return Quand(francais.jour(self.dernier), self.dernier)


class Objet(dict[str, Any]):
    """An object of the référentiel: all its fields exist; false where none is answered."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Whether anything in it is answered."""
        return any(not isinstance(v, NonRenseigne) and v not in ("", [], None) for v in self.values())


class Comptes(dict[str, Any]):
    """A budget, side by side and line by line; printed by itself it is one sentence, `texte`."""

    __slots__ = ()


NON_RENSEIGNE = NonRenseigne()


def ou_rien(valeur: Any) -> Any:
    """The value, or « non renseigné » where there is none."""
    if valeur is None or valeur == "" or (isinstance(valeur, list | tuple) and not valeur):
        return NON_RENSEIGNE
    return valeur


def plat(valeur: Any) -> Any:
    """The same data as JSON holds it, for the fingerprint of what is shown."""
    genre = type(valeur)  # first, since nearly all are of these: asking of classes is slower
    if genre is str or genre is bool or genre is int:
        return valeur
    if genre is dict:
        return {str(k): plat(v) for k, v in valeur.items()}
    if isinstance(valeur, str):
        return None if isinstance(valeur, NonRenseigne) else str(valeur)
    if isinstance(valeur, Mapping):
        return {str(k): plat(v) for k, v in valeur.items()}
    if isinstance(valeur, (list, tuple)):
        return [plat(v) for v in valeur]
    return valeur


def canonique(valeur: Any, deja: dict[int, str]) -> str:
    """The JSON of `plat(valeur)`, keys sorted, without a blank.

    `deja` holds that of the dicts that were met, by `id`: a context names the same ones several times.
    """
    genre = type(valeur)
    if genre is str:
        return encode_basestring(valeur)
    if genre is NonRenseigne:
        return "null"
    if genre is bool:
        return "true" if valeur else "false"
    if genre is int:
        return str(valeur)
    if isinstance(valeur, dict):
        if id(valeur) not in deja:
            champs = [
                cle + (encode_basestring(v) if type(v := valeur[nom]) is str else canonique(v, deja))
                for nom, cle in _cles(tuple(valeur))
            ]
            deja[id(valeur)] = f"{{{','.join(champs)}}}"
        return deja[id(valeur)]
    if isinstance(valeur, (list, tuple)):
        return f"[{','.join([canonique(v, deja) for v in valeur])}]"
    return encode_basestring(valeur) if isinstance(valeur, str) else _ENCODEUR.encode(plat(valeur))


_ENCODEUR = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=1024)
def _cles(noms: tuple[str, ...]) -> list[tuple[str, str]]:
    """The keys of a dict in their order, each with what is written before its value."""
    return [(nom, f"{encode_basestring(nom)}:") for nom in sorted(noms)]
