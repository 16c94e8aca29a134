"""`annee`: a year of four figures."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import source
from utilite.diagnostic import Route
from utilite.formes import dates, editeur
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec

_ANNEE = re.compile(r"[1-9][0-9]{3}")
_DEDANS = re.compile(r"\b[1-9][0-9]{3}\b")


def lit(node: source.Node, route: Route, lecture: Lecture) -> int | None:
    """`2013`, without quotes: it is a number."""
    if type(node) is source.Scalar:
        texte = node.value.strip()
        if _ANNEE.fullmatch(texte):
            if not node.style:
                return int(texte)
            message, hint = "une année s'écrit sans guillemets", f"écrivez : {texte}"
            lecture.dit("date-mal-ecrite", route, message, hint, repair=texte)
            return None
        iso = dates.iso_probable(texte) or (texte if dates.moment(texte) else "")
        annees = [iso[:4]] if iso else _DEDANS.findall(texte)
        hint = f"écrivez : {annees[0]}" if len(annees) == 1 else "écrivez quatre chiffres, par exemple 2013"
        lecture.dit("date-mal-ecrite", route, f"« {texte[:60]} » : une année est attendue ici", hint)
    elif type(node) is not source.Unread:
        lecture.dit("date-mal-ecrite", route, "une année est attendue ici", "écrivez quatre chiffres, par exemple 2013")
    return None


SAISIE = "numero"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {"min": lit, "max": lit}


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one year, with its bounds."""
    mini, maxi = spec.bornes.get("min"), spec.bornes.get("max")

    def lit_borne(node: source.Node, route: Route, lecture: Lecture) -> int | None:
        annee = lit(node, route, lecture)
        if annee is not None and mini is not None and annee < mini:
            lecture.dit("hors-bornes", route, "cette année est trop ancienne", f"{mini} au plus tôt")
        elif annee is not None and maxi is not None and annee > maxi:
            lecture.dit("hors-bornes", route, "cette année est trop lointaine", f"{maxi} au plus tard")
        return annee

    return lit_borne


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A year, with its bounds."""
    bornes = {"minimum": spec.bornes.get("min", 1000), "maximum": spec.bornes.get("max", 9999)}
    return editeur.ou_vide(editeur.de_type("integer", "Une année est attendue ici : quatre chiffres.", **bornes))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 2013 »: the figures of a year are never set apart."""
    return str(valeur)
