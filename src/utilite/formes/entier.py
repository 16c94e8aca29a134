"""`entier`: a whole number."""

from collections.abc import Callable, Mapping
from typing import Any

from utilite import francais
from utilite.formes import nombres
from utilite.formes.spec import Cle, Lecteur, Reponse, Schema, Spec

SAISIE = "nombre"
CONSEIL = ""
NUMERIQUE = True
DEMANDE: tuple[str, ...] = ("valeur",)
BORNES: Mapping[str, Lecteur] = {"min": nombres.lit_entier, "max": nombres.lit_entier}


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one whole number, with its bounds."""
    return nombres.borne(nombres.lit_entier, spec)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A whole number, with its bounds."""
    return nombres.decrit(spec, entier=True)


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 1 250 »."""
    return francais.nombre(valeur)


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: 24`, or `entre: [10, 15]`."""
    return nombres.cles(spec, entier=True)


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« 25 séances »."""
    return nombres.dit_quantite(reponse, francais.nombre, spec.unite)
