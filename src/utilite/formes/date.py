"""`date`: a day."""

from collections.abc import Callable, Mapping
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import dates
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec

SAISIE = "date"
CONSEIL = "Année-mois-jour, comme 2025-12-31."
BORNES: Mapping[str, Lecteur] = {"min": dates.lit_jour, "max": dates.lit_jour}


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one day, with its bounds."""
    mini, maxi = spec.bornes.get("min"), spec.bornes.get("max")
    if mini is None and maxi is None:
        return dates.lit_jour

    def lit(node: source.Node, route: Route, lecture: Lecture) -> Any:
        jour = dates.lit_jour(node, route, lecture)
        if jour is not None and mini is not None and jour < mini:
            lecture.dit("hors-bornes", route, "cette date est trop ancienne", f"le {francais.jour(mini)} au plus tôt")
        elif jour is not None and maxi is not None and jour > maxi:
            lecture.dit("hors-bornes", route, "cette date est trop lointaine", f"le {francais.jour(maxi)} au plus tard")
        return jour

    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A day."""
    return dates.decrit_jour()


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 17 juin 2013 »."""
    return francais.jour(valeur)
