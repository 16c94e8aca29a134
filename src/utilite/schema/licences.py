"""Licences by their SPDX names (https://spdx.org/licenses/): the usual ones for texts and data."""

import re

from utilite import regex, source
from utilite.diagnostic import Route
from utilite.formes import editeur, texte
from utilite.formes.spec import Cle, Lecture, Schema
from utilite.orthographe import proche, seul

_ACTUELLES = (
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "etalab-2.0",
    "ODbL-1.0",
    "ODC-By-1.0",
    "PDDL-1.0",
    "LAL-1.3",
    "GFDL-1.3-only",
    "GFDL-1.3-or-later",
    "MIT",
)
"""Those that a hint proposes."""

_CONNUES = frozenset(
    nom.replace("4.0", version).casefold() for nom in _ACTUELLES for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
)
_A_SOI = regex.lazy(r"licenseref-[a-z0-9.-]+", re.IGNORECASE)
"""SPDX's way to name a licence that isn't on its list."""

_NOMS = {
    "Licence Ouverte": "etalab-2.0",
    "Licence Ouverte 2.0": "etalab-2.0",
    "Etalab": "etalab-2.0",
    "Licence Art libre": "LAL-1.3",
    "CC0": "CC0-1.0",
    "Domaine public": "CC0-1.0",
    "ODbL": "ODbL-1.0",
}
"""What people call them."""


def _lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """The name of a licence, kept as it is written; one that nobody knows is told."""
    ecrit: str | None = texte.lit(node, route, lecture)
    if ecrit is None or ecrit.casefold() in _CONNUES or _A_SOI.fullmatch(ecrit):
        return ecrit
    if type(node) is source.Scalar and "\n" in node.value.strip():
        return ecrit  # told already
    voisin = _NOMS.get(proche(ecrit, _NOMS) or "") or proche(ecrit, _ACTUELLES)
    lecture.dit(
        "licence-inconnue",
        route,
        f"« {ecrit[:60]} » n'est pas le nom d'une licence connue",
        f"remplacez par « {voisin} »"
        if voisin
        else "écrivez par exemple CC-BY-SA-4.0 ; si elle est à vous, LicenseRef- suivi d'un nom",
        repair=seul(ecrit, _ACTUELLES),
    )
    return ecrit


def _decrit() -> Schema:
    """The usual ones to choose from, and any other text: the name of a licence may be one's own."""
    return editeur.ensemble(editeur.ligne(), Schema({"anyOf": [{"enum": list(_ACTUELLES)}, {}]}))


LICENCE = Cle(lecteur=_lit, texte=True, decrit=_decrit)
