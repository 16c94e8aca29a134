"""`siret`: the number of an establishment, 14 figures with a Luhn key.

Source of the form and of La Poste's exception: data·inclusion schema 1.0.8 (gip-inclusion) and
INSEE's documentation of the SIRET number.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import source
from utilite.diagnostic import Route
from utilite.formes import editeur, texte
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec

SAISIE = "numero"
CONSEIL = "Quatorze chiffres, sans espaces."
BORNES: Mapping[str, Lecteur] = {}

_SIRET = re.compile(r"[0-9]{14}")
_LA_POSTE = "356000000"


def cle_juste(siret: str) -> bool:
    """Whether 14 figures hold their key: Luhn's, or La Poste's sum, a multiple of five."""
    if siret.startswith(_LA_POSTE) and sum(map(int, siret)) % 5 == 0:
        return True
    doubles = (int(c) * (2 if i % 2 == 0 else 1) for i, c in enumerate(siret))
    return sum(d - 9 if d > 9 else d for d in doubles) % 10 == 0


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """14 figures, without spaces."""
    ecrit = texte.brut(node, route, lecture)
    if ecrit is None:
        return None
    if not _SIRET.fullmatch(ecrit):
        serre = re.sub(r"[\s.\-]", "", ecrit)
        if _SIRET.fullmatch(serre):
            message, hint = "un SIRET s'écrit sans espaces", f"écrivez : {serre}"
        elif re.fullmatch(r"[0-9]{9}", serre):
            message, hint = "c'est un SIREN (9 chiffres), pas un SIRET", "ajoutez les 5 chiffres de l'établissement"
        else:
            message, hint = f"« {ecrit[:40]} » n'est pas un SIRET", "un SIRET a 14 chiffres"
        repair = serre if _SIRET.fullmatch(serre) and cle_juste(serre) else None
        lecture.dit("siret-mal-ecrit", route, message, hint, repair=repair)
        return None
    if not cle_juste(ecrit):
        lecture.dit(
            "cle-de-controle",
            route,
            "ce SIRET a une faute : sa clé ne tombe pas juste",
            "recopiez-le, chiffre à chiffre",
        )
    return ecrit


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """14 figures; without quotes, a number that loses its first zeros."""
    numero = editeur.motif(_SIRET.pattern, "Un SIRET est attendu ici : quatorze chiffres, sans espaces.")
    return editeur.ou_vide(numero, {"type": "integer", "minimum": 0, "maximum": 10**14 - 1})


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 379 286 644 00024 », as it is printed on papers."""
    nu = str(valeur)
    return "\u00a0".join((nu[:3], nu[3:6], nu[6:9], nu[9:]))
