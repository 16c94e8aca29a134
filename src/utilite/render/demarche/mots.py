"""What every kind of answer goes through: the words of a value, and why one doesn't fit."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from utilite import francais
from utilite.orthographe import sans_accent
from utilite.render import environment
from utilite.render.demarche.procedure import ACTIFS, Question
from utilite.render.valeurs import NON_RENSEIGNE_TEXTE, Objet


class NeConvientPasError(Exception):
    """The answer isn't one that this question takes: why, in French."""


def est_vide(valeur: Any) -> bool:
    """Whether nobody answered."""
    if isinstance(valeur, list | tuple):
        return all(est_vide(v) for v in valeur)
    if isinstance(valeur, Objet):
        return not valeur
    return valeur is None or (isinstance(valeur, str) and valeur.strip() in ("", NON_RENSEIGNE_TEXTE))


def pleins(valeur: Any) -> list[Any]:
    """What is answered of a list, or of the one value that there is."""
    return [v for v in (valeur if isinstance(valeur, list | tuple) else [valeur]) if not est_vide(v)]


def paragraphes(valeur: Any, question: Question) -> str:
    """The words, line by line, their no-break spaces plain: one takes nine signs of a link."""
    if callable(valeur):
        raise NeConvientPasError("l'expression nomme une fonction, et non ce qu'elle donne")
    if isinstance(valeur, list | tuple) and len(pleins(valeur)) > 1:
        return "\n".join(f"- {ligne(v, question)}" for v in pleins(valeur))
    return _simples(environment.texte(pleins(valeur) if isinstance(valeur, list | tuple) else valeur)).strip()


def ligne(valeur: Any, question: Question) -> str:
    """The words on one line."""
    if isinstance(valeur, list | tuple):
        return _simples(francais.enumere([ligne(v, question) for v in pleins(valeur)]))
    return " ".join(paragraphes(valeur, question).split())


def _simples(texte: str) -> str:
    """With plain spaces, and without what acts or the halves of signs, which an expression may write."""
    entiers = texte.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ACTIFS.sub("", re.sub(r"[\u00a0\u202f]", " ", entiers))


def simple(texte: str) -> str:
    """What two labels that say the same have in common: letters and figures, without accents or capitals."""
    return "".join(c for c in sans_accent(texte).casefold() if c.isalnum())


def verifie(ecrit: str, juste: Callable[[str], object], quoi: str) -> str:
    """The same text. Raises NeConvientPasError where it isn't what it should be."""
    if not juste(ecrit):
        raise NeConvientPasError(f"{cite(ecrit)} n'est pas {quoi}")
    return ecrit


def cite(valeur: Any) -> str:
    """The first words of a value, quoted."""
    ecrit = " ".join(environment.texte(valeur).split())
    return f"« {ecrit[:60]}{'…' if len(ecrit) > 60 else ''} »"


def enumere(mots: Iterable[str]) -> str:
    """The first of several words."""
    premiers = list(mots)
    return ", ".join(premiers[:8]) + ("…" if len(premiers) > 8 else "")
