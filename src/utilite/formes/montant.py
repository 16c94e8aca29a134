"""`montant`: euros."""

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
    """A reader of one amount, with its bounds."""
    return nombres.borne(nombres.lit_nombre, spec)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A number, with its bounds."""
    return nombres.decrit(spec)


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 1 450 € »."""
    return francais.montant(valeur)


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: 1450`, or `entre: [1000, 1500]`."""
    return nombres.cles(spec)


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« environ 1 450 € »; the unit is the euro, whatever the référentiel calls it."""
    del spec
    return nombres.dit_quantite(reponse, francais.montant, "")
