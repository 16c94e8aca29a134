"""The bounds that a référentiel sets on a field, themselves read."""

import re

from utilite import regex, source
from utilite.diagnostic import Route
from utilite.formes import ambiguite, motifs, nombres
from utilite.formes.spec import Lecture


def longueur(node: source.Node, route: Route, lecture: Lecture) -> int | None:
    """A number of signs or of items, from 0."""
    valeur: int | None = nombres.lit_entier(node, route, lecture)
    if valeur is not None and valeur < 0:
        lecture.dit("hors-bornes", route, "une longueur ne peut pas être négative", "écrivez 0 ou plus")
        return None
    return valeur


def motif(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """A regular expression that the whole text must match."""
    if type(node) is not source.Scalar:
        lecture.dit("forme-attendue", route, "un motif est un texte", "écrivez l'expression entre apostrophes")
        return None
    try:
        re.compile(node.value)
    except (re.error, RecursionError, OverflowError):
        message = f"« {node.value[:60]} » n'est pas une expression régulière"
        lecture.dit("motif-invalide", route, message, "vérifiez les parenthèses et les crochets, ou retirez le motif")
        return None
    try:
        motifs.compile_(node.value)
    except motifs.HorsDePorteeError:
        message = f"« {node.value[:60]} » demanderait trop de travail à chaque réponse"
        hint = (
            "raccourcissez-le : ni « \\1 », ni « (?=…) », ni longues répétitions ; "
            "« max: » borne déjà la longueur, et une liste de mots est un vocabulaire"
        )
        lecture.dit("motif-dangereux", route, message, hint)
        return None
    if ambiguite.ambigu(node.value):
        message = f"« {node.value[:60]} » peut lire le même texte de mille façons : il bloquerait l'outil"
        hint = "gardez une seule répétition là où deux se suivent ou s'emboîtent, comme dans (a+)+"
        lecture.dit("motif-dangereux", route, message, hint)
        return None
    return node.value


def est_portable(motif: str) -> bool:
    """Whether an editor's JavaScript reads a motif just as Python does; « \\w » has no accents there.

    It tries one way after the other: what has many repeats isn't given to it, since they may share a text out in
    as many ways.
    """
    return _PORTABLE.fullmatch(motif) is not None and len(_REPETE.findall(motif)) <= _REPETES


_REPETE = regex.lazy(r"[*+{]|(?<!\()\?")
_REPETES = 4
_ECHAPPE = r"\\[dDsS.*+?^$(){}|\[\]\\/]"
_CLASSE = rf"\[\^?(?:[^\\\[\]^&~|]|{_ECHAPPE}|\\-)+\]"
_PORTABLE = regex.lazy(
    rf"(?:[^\\\[\](){{}}*+?^$]|{_ECHAPPE}|{_CLASSE}|\((?!\?)|\(\?:|\)|[*+?]\??|\{{[0-9]+(?:,[0-9]*)?\}})*"
)
