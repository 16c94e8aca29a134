"""A whole schema: its root, and the parts that it shares."""

from typing import Any

from utilite.formes import editeur
from utilite.formes.spec import Fragment, Schema
from utilite.schema.noms import fichier

DIALECTE = "http://json-schema.org/draft-07/schema#"


class Partages:
    """The parts of one schema that stand in several places: written once, under `definitions`."""

    def __init__(self) -> None:
        self._definitions: dict[str, Fragment] = {}

    def range(self, nom: str, schema: Schema) -> Schema:
        """The same by reference."""
        noms = editeur.parties_de(nom)
        forme, exige, des_listes = (
            self._range(n, partie) if partie else {} for n, partie in zip(noms, schema, strict=True)
        )
        return Schema(forme, exige, exige if schema.des_listes == schema.exige else des_listes)

    def _range(self, nom: str, partie: Fragment) -> Fragment:
        """Puts a part under its name, with a number where that is another's already."""
        numero = 1
        libre = nom
        while self._definitions.setdefault(libre, partie) != partie:
            numero += 1
            libre = f"{nom}-{numero}"
        return editeur.renvoi(libre)

    def document(self, genre: str, racine: Schema, titre: str, dit: str, brouillon: Fragment | None = None) -> Fragment:
        """A whole schema; `brouillon` is when a file may lack what others must have."""
        forme = {cle: mot for cle, mot in racine.forme.items() if cle not in ("if", "then")}
        tout = self.range(
            genre,
            Schema({"type": "object", **forme}, racine.exige.get("then", {}), racine.des_listes.get("then", {})),
        )
        exige = {"if": brouillon, "else": tout.exige} if brouillon else tout.exige
        corps = {"allOf": [tout.forme, exige] if exige else [tout.forme]}
        utiles: set[str] = set()
        toutes = {**editeur.DEFINITIONS, **self._definitions}
        _nommes([corps, tout.des_listes], toutes, utiles)
        definitions = {nom: toutes[nom] for nom in sorted(utiles)}
        return {"$schema": DIALECTE, **editeur.dit(titre, dit), **corps, "definitions": definitions}


def prive(genre: str, document: Fragment, titre: str, dit: str) -> Fragment:
    """The schema of what `prive/` lays over such files: the same without what is asked of a whole file."""
    noms = [nom for nom in (genre, editeur.parties_de(genre)[2]) if nom in document["definitions"]]
    parties = [{"$ref": f"{fichier(genre)}#/definitions/{nom}"} for nom in noms]
    return {"$schema": DIALECTE, **editeur.dit(titre, dit), "allOf": parties}


def a_venir(nom: str) -> Schema:
    """A shared part that holds itself, before it is known."""
    return Schema(*map(editeur.renvoi, editeur.parties_de(nom)[:2]))


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
