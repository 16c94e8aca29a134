"""`nombre`: a number that may have decimals."""

from collections.abc import Callable, Mapping
from typing import Any

from utilite import francais
from utilite.formes import nombres
from utilite.formes.spec import Cle, Lecteur, Reponse, Schema, Spec

SAISIE = "nombre"
CONSEIL = ""
NUMERIQUE = True
DEMANDE: tuple[str, ...] = ("valeur",)
BORNES: Mapping[str, Lecteur] = {"min": nombres.lit_nombre, "max": nombres.lit_nombre}


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one number, with its bounds."""
    return nombres.borne(nombres.lit_nombre, spec)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A number, with its bounds."""
    return nombres.decrit(spec)


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 2,5 »."""
    return francais.nombre(valeur)


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: 2.5`, or `entre: [2.5, 3]`."""
    return nombres.cles(spec)


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« 2,5 heures »."""
    return nombres.dit_quantite(reponse, francais.nombre, spec.unite)
