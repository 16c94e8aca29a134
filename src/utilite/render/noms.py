"""What a template's source names, seen without running it: the names that nothing bears, the indicateurs it shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import Environment, meta, nodes

from utilite.diagnostic import Span
from utilite.orthographe import proche, suggestion

_RECHERCHES = {
    "role": "le rôle",
    "champs": "le rôle",
    "formes": "la forme",
    "critere": "le critère",
    "indicateur": "l'indicateur",
}
"""The look-ups whose arguments are checked where they are written out, and what they look for."""
_AUTRES = frozenset({"indicateurs", "lignes", "subvention"})
"""The other look-ups."""


class Connus(NamedTuple):
    """What a template may name: the context of an empty fiche, and the words of each look-up."""

    contexte: Mapping[str, Any]
    recherches: Mapping[str, frozenset[str]]


Faute = tuple[nodes.Node, str, str, list[str]]
"""A node, the name in it that nothing bears, a message, the names that it may have meant."""


class NomInconnu(NamedTuple):
    """A name that nothing bears, where it stands, and what to write instead."""

    span: Span
    message: str
    hint: str


def inconnus(arbre: nodes.Template, texte: str, environment: Environment, connus: Connus) -> Iterator[NomInconnu]:
    """Each name of a source that the context, the look-ups or the filters lack; once each."""
    lignes = texte.splitlines()
    vus: set[tuple[int, str]] = set()
    for node, nom, message, possibles in _fautes(environment, arbre, connus):
        if (node.lineno, nom) in vus:
            continue
        vus.add((node.lineno, nom))
        hint = suggestion(nom, possibles, "remplacez par « {} »", _sinon(possibles))
        yield NomInconnu(_span(lignes, node.lineno, nom), message, hint)


def montres(arbre: nodes.Template, criteres: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The indicateurs that a source names, by themselves or by their critère; None where it shows them all.

    `criteres` gives the indicateurs of each critère. A source that goes through `utilite_sociale`, that
    looks up a name worked out on the way, or that brings in another may show anything.
    """
    if any(arbre.find_all((nodes.Include, nodes.Extends))):
        return None
    lus = [nom.name for nom in arbre.find_all(nodes.Name)] + [acces.attr for acces in arbre.find_all(nodes.Getattr)]
    if not _MONTRENT_TOUT.isdisjoint(lus):
        return None
    vus: set[str] = set()
    for appel in arbre.find_all(nodes.Call):
        if isinstance(appel.node, nodes.Name) and appel.node.name == "indicateurs":
            return None
        if not isinstance(appel.node, nodes.Name) or appel.node.name not in ("critere", "indicateur"):
            continue
        nom = _constante(appel)
        if nom is None:
            return None
        vus |= {nom} if appel.node.name == "indicateur" else criteres.get(nom, frozenset())
    return frozenset(vus)


def _outils(environment: Environment, arbre: nodes.Template) -> Iterator[Faute]:
    """The filters and tests that don't exist; where one doesn't, Jinja can't tell which names are free."""
    for genre, noms in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
        for usage in arbre.find_all(genre):
            if usage.name and usage.name not in noms:
                quoi = "le filtre" if genre is nodes.Filter else "le test"
                yield usage, usage.name, f"{quoi} « {usage.name} » n'existe pas", sorted(noms)


_MONTRENT_TOUT = frozenset({"utilite_sociale", "chiffres", "changements", "graphique", "contributions"})
"""What a source that goes through may show any indicateur."""


def _fautes(environment: Environment, arbre: nodes.Template, connus: Connus) -> Iterator[Faute]:
    outils = list(_outils(environment, arbre))
    yield from outils
    if outils:
        return
    libres = meta.find_undeclared_variables(arbre) - environment.globals.keys() - _RECHERCHES.keys() - _AUTRES
    libres -= connus.contexte.keys()
    poses = {nom.name for nom in arbre.find_all(nodes.Name) if nom.ctx != "load"}
    essayes = _essayes(arbre)
    for nom in arbre.find_all(nodes.Name):
        if nom.ctx == "load" and nom.name in libres and nom not in essayes:
            yield (
                nom,
                nom.name,
                f"le nom « {nom.name} » est inconnu ici",
                [*connus.contexte, *_RECHERCHES, *sorted(_AUTRES)],
            )
    for acces in _acces(arbre):
        if acces in essayes:
            continue
        objet = _objet(acces.node, connus.contexte, poses)
        cle = acces.attr if isinstance(acces, nodes.Getattr) else _texte(acces.arg)
        if isinstance(objet, Mapping) and len(objet) and cle and cle not in objet and cle not in _DE_TOUT_OBJET:
            yield acces, cle, f"« {cle} » n'existe pas à cet endroit", [str(c) for c in objet]
    for appel in arbre.find_all(nodes.Call):
        if isinstance(appel.node, nodes.Name) and appel.node.name in _RECHERCHES.keys() - poses:
            recherche, possibles = appel.node.name, connus.recherches[appel.node.name]
            for dit in filter(None, map(_texte, appel.args)):
                if dit not in possibles and _se_dit(recherche, dit, possibles):
                    yield appel, dit, f"{_RECHERCHES[recherche]} « {dit[:60]} » n'existe pas", sorted(possibles)


def _essayes(arbre: nodes.Template) -> list[nodes.Node]:
    """What a template asks whether it exists: that isn't to be told."""
    tests = [t.node for t in arbre.find_all(nodes.Test) if t.name in ("defined", "undefined")]
    return [*tests, *(f.node for f in arbre.find_all(nodes.Filter) if f.name in ("default", "d") and f.node)]


def _se_dit(recherche: str, nom: str, possibles: Iterable[str]) -> bool:
    """A critère or an indicateur may be a fiche's own: only one that is nearly the référentiel's is a slip."""
    return recherche not in ("critere", "indicateur") or proche(nom, possibles) is not None


def _acces(arbre: nodes.Template) -> Iterator[nodes.Getattr | nodes.Getitem]:
    yield from arbre.find_all(nodes.Getattr)
    yield from arbre.find_all(nodes.Getitem)


_DE_TOUT_OBJET = ("items", "keys", "values", "get")


def _objet(node: nodes.Node, contexte: Mapping[str, Any], poses: set[str]) -> Any:
    """What an expression stands for in the context, as far as names lead; None where that isn't known."""
    if isinstance(node, nodes.Name):
        return contexte.get(node.name) if node.name not in poses else None
    if isinstance(node, nodes.Getattr):
        dessus = _objet(node.node, contexte, poses)
        return dessus.get(node.attr) if isinstance(dessus, Mapping) else None
    return None


def _constante(appel: nodes.Call) -> str | None:
    return _texte(appel.args[0]) if len(appel.args) == 1 else None


def _texte(node: nodes.Node) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


def _sinon(possibles: list[str]) -> str:
    return f"noms possibles : {', '.join(possibles)}" if 0 < len(possibles) <= 15 else "vérifiez le nom"


def _span(lignes: list[str], ligne: int, nom: str) -> Span:
    """The word on its line; Jinja gives no column, and the line where an expression begins."""
    for numero in range(ligne, min(ligne + 5, len(lignes)) + 1):
        trouve = re.search(rf"(?<![\w-]){re.escape(nom)}(?![\w-])", lignes[numero - 1])
        if trouve:
            return Span(numero, trouve.start() + 1, numero, trouve.end() + 1)
    return Span(ligne, 1, ligne, 1)
