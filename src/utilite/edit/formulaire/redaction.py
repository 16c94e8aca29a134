"""What was answered, as a tree of texts → the YAML of a fiche or of an acteur, in its canonical form.

The tree has the shape of the file, but that what a fiche names itself (its own critères and indicateurs)
is a list there, whose items may have no id yet. What is empty isn't written; `origines` says where
each item that is came from, so that a finding's route leads back to its field.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from utilite import source
from utilite.diagnostic import Route
from utilite.edit import ecriture, mise_en_forme
from utilite.orthographe import identifiant, libre
from utilite.schema.ordre import Plan

NOMMES = ("criteres_propres", "indicateurs_propres")
"""Keys whose entries a fiche names."""

Textes = Callable[[source.Document], frozenset[Route]]


class Ecrit(NamedTuple):
    """A file's text, and the way back from its routes to the tree's."""

    texte: str
    origines: Mapping[Route, Route]

    def origine(self, route: Route) -> Route:
        """Where a route of the file stands in the tree."""
        for longueur in range(len(route), 0, -1):
            if route[:longueur] in self.origines:
                return (*self.origines[route[:longueur]], *route[longueur:])
        return route


def ecrit(arbre: Mapping[str, Any], plan: Plan, fichier: str, textes: Textes | None = None, depart: str = "") -> Ecrit:
    """The file that says what the tree says; `textes` are the routes of what its reader takes for texts.

    `depart` is the stamp of the file that it was started from, which it carries at its head (`tampon`).
    """
    origines: dict[Route, Route] = {}
    elague = _range(_elague(dict(arbre), (), (), origines) or {}, plan)
    brut = ecriture.texte(elague)
    if len(brut) > source.MAX_BYTES:  # no reader takes it: the file says so, and quickly
        return Ecrit(brut, origines)
    document, findings = source.parse(brut, fichier)
    if findings:
        return Ecrit(brut, origines)
    surs = textes(document) if textes is not None else frozenset()
    if surs:
        brut = ecriture.texte(_marque(elague, surs))
        document, _ = source.parse(brut, fichier)
    return Ecrit(depart + (mise_en_forme.forme(document, plan) or brut), origines)


def lu(document: source.Document) -> dict[str, Any]:
    """The tree of a file; what it doesn't say isn't in it."""
    racine = source.plain(document.root)
    return denomme(racine) if isinstance(racine, dict) else {}


def denomme(valeur: Any) -> Any:
    """A file's tree as the form has it: entries that the fiche names are lists."""
    if isinstance(valeur, list):
        return [denomme(item) for item in valeur]
    if not isinstance(valeur, dict):
        return valeur
    return {
        cle: [{"id": nom, **(denomme(v) if isinstance(v, dict) else {})} for nom, v in dessous.items()]
        if cle in NOMMES and isinstance(dessous, dict)
        else denomme(dessous)
        for cle, dessous in valeur.items()
    }


def _elague(valeur: Any, ici: Route, la: Route, origines: dict[Route, Route]) -> Any:
    """What is filled in, None where nothing is; `ici` is the tree's route, `la` the file's."""
    if isinstance(valeur, list):
        nommes = ici[-1:] and ici[-1] in NOMMES and all(isinstance(item, dict) for item in valeur)
        return (_nommes if nommes else _liste)(valeur, ici, la, origines)
    if isinstance(valeur, dict):
        return _objet(valeur, ici, la, origines)
    texte = str(valeur).replace("\r\n", "\n").replace("\r", "\n").strip()
    return texte or None


def _objet(valeur: dict[str, Any], ici: Route, la: Route, origines: dict[Route, Route]) -> dict[str, Any] | None:
    garde: dict[str, Any] = {}
    for cle, dessous in valeur.items():
        if cle.startswith("_"):  # what the page keeps for itself
            continue
        elague = _elague(dessous, (*ici, cle), (*la, cle), origines)
        if elague is not None:
            garde[cle] = elague
        elif ici == ("utilite_sociale",) or cle == "non_renseigne":  # chosen, and not answered yet
            garde[cle] = ""
    return garde or None


def _liste(valeur: list[Any], ici: Route, la: Route, origines: dict[Route, Route]) -> list[Any] | None:
    garde: list[Any] = []
    bornes = ici[-1:] == ("entre",) and any(map(str.strip, map(str, valeur)))
    for rang, item in enumerate(valeur):
        elague = _elague(item, (*ici, rang), (*la, len(garde)), origines)
        if elague is None and not bornes:
            continue
        origines[*la, len(garde)] = (*ici, rang)
        garde.append("" if elague is None else elague)
    return garde or None


def _nommes(valeur: list[Any], ici: Route, la: Route, origines: dict[Route, Route]) -> dict[str, Any] | None:
    garde: dict[str, Any] = {}
    for rang, item in enumerate(valeur):
        voulu = str(item.get("id") or "") or identifiant(str(item.get("titre") or ""))
        nom = libre(voulu or str(ici[-1]).replace("_", "-")[:-1], garde)
        sans = {cle: v for cle, v in item.items() if cle != "id"}
        elague = _elague(sans, (*ici, rang), (*la, nom), origines)
        if elague is not None:
            garde[nom] = elague
            origines[*la, nom] = (*ici, rang)
    return garde or None


def _range(valeur: Any, plan: Plan) -> Any:
    """The same in the canonical order; a key that isn't in it comes last."""
    if isinstance(valeur, list):
        return [_range(item, plan.item or Plan()) for item in valeur]
    if not isinstance(valeur, dict):
        return valeur
    rangs = {cle: rang for rang, cle in enumerate(plan.cles)}
    cles = sorted(valeur, key=lambda cle: rangs.get(cle, len(rangs)))
    return {cle: _range(valeur[cle], plan.cles.get(cle) or plan.autres or Plan()) for cle in cles}


def _marque(valeur: Any, surs: frozenset[Route], route: Route = ()) -> Any:
    """The same tree, in which what is a text for sure is one."""
    if isinstance(valeur, dict):
        return {cle: _marque(dessous, surs, (*route, cle)) for cle, dessous in valeur.items()}
    if isinstance(valeur, list):
        return [_marque(item, surs, (*route, rang)) for rang, item in enumerate(valeur)]
    return ecriture.Texte(valeur) if route in surs else valeur
