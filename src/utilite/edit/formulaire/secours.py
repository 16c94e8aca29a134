"""What the page checks by until the real checks are there: the JSON Schemas of editors, in a form's words."""

from typing import Any

from utilite.formes.spec import Fragment
from utilite.referentiel import Referentiel
from utilite.schema.editeur import acteur, fiche

_POUR_UN_EDITEUR = frozenset({"$schema", "title", "description", "enumDescriptions", "doNotSuggest"})
_NOMMENT = frozenset({"properties", "definitions"})
"""Under these words stand names, not words of JSON Schema."""
_DANS_UNE_PAGE = {
    ", en chiffres et sans guillemets": ", en chiffres",
    "il y faut une réponse, ou « non_renseigne: » suivi de la raison": (
        "donnez un nombre, ou dites pourquoi vous ne le connaissez pas"
    ),
    "« entre » attend deux nombres, comme [10, 15]": "Deux nombres sont attendus ici",
}


def schemas(referentiel: Referentiel) -> dict[str, Fragment]:
    """Of a fiche and of an acteur, without what only helps to write a file."""
    return {"fiche": _allege(fiche.schema(referentiel)), "acteur": _allege(acteur.schema(referentiel))}


def _allege(valeur: Any, *, noms: bool = False) -> Any:
    if isinstance(valeur, list):
        return [_allege(item) for item in valeur]
    if isinstance(valeur, str):
        return _mots(valeur)
    if not isinstance(valeur, dict):
        return valeur
    return {
        cle: _allege(dessous, noms=not noms and cle in _NOMMENT)
        for cle, dessous in valeur.items()
        if noms or cle not in _POUR_UN_EDITEUR
    }


def _mots(texte: str) -> str:
    for ecrit, dit in _DANS_UNE_PAGE.items():
        texte = texte.replace(ecrit, dit)
    return texte
