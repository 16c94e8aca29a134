"""A whole schema: its root, and the parts that it shares."""

from typing import Any

from utilite.formes import editeur
from utilite.formes.spec import Fragment, Schema

_DIALECTE = "http://json-schema.org/draft-07/schema#"
_PARTIES = ("", "-exige", "-des-listes")


class Partages:
    """The parts of a schema that stand in several places: written once, under `definitions`."""

    def __init__(self) -> None:
        self._definitions: dict[str, Fragment] = dict(editeur.DEFINITIONS)
        self._noms: dict[str, Schema] = {}

    def range(self, nom: str, schema: Schema) -> Schema:
        """The same by reference; under the name with a number where that is another's already."""
        numero = 1
        libre = nom
        while self._noms.setdefault(libre, schema) != schema:
            numero += 1
            libre = f"{nom}-{numero}"
        for suffixe, partie in zip(_PARTIES, schema, strict=True):
            if partie:
                self._definitions[f"{libre}{suffixe}"] = partie
        return Schema(*(_renvoi(f"{libre}{s}") if p else {} for s, p in zip(_PARTIES, schema, strict=True)))

    def document(self, titre: str, dit: str, racine: Fragment, exige: Fragment) -> Fragment:
        """A whole schema; the parts that nothing names are left out."""
        corps = {**{cle: mot for cle, mot in racine.items() if cle not in ("if", "then")}, "type": "object", **exige}
        utiles: set[str] = set()
        _nommes(corps, self._definitions, utiles)
        definitions = {nom: self._definitions[nom] for nom in sorted(utiles)}
        return {"$schema": _DIALECTE, **editeur.dit(titre, dit), **corps, "definitions": definitions}


def a_venir(nom: str) -> Schema:
    """A shared part that holds itself, before it is known."""
    return Schema(*(_renvoi(f"{nom}{suffixe}") for suffixe in _PARTIES))


def _renvoi(nom: str) -> Fragment:
    return {"$ref": f"#/definitions/{nom}"}


def _nommes(fragment: Any, definitions: dict[str, Fragment], vus: set[str]) -> None:
    """The names of the parts that a fragment leads to."""
    if isinstance(fragment, list):
        for item in fragment:
            _nommes(item, definitions, vus)
    elif isinstance(fragment, dict):
        renvoi = fragment.get("$ref")
        nom = renvoi.rpartition("/")[2] if isinstance(renvoi, str) else ""
        if nom and nom not in vus:
            vus.add(nom)
            _nommes(definitions[nom], definitions, vus)
        for valeur in fragment.values():
            _nommes(valeur, definitions, vus)
