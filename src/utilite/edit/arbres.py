"""What a file says as a tree of texts, without what is empty: what is empty counts as missing."""

from typing import Any

from utilite.diagnostic import Route
from utilite.edit.ecriture import Texte
from utilite.source import Mapping, Node, Sequence

Arbre = Any
"""A text, a list of trees or a dict of them; None where there is nothing."""


def arbre(node: Node | None, route: Route = ()) -> Arbre:
    """The tree of a node that stands at a route; a text between quotes is a text for sure."""
    if isinstance(node, Mapping):
        paires = ((cle, arbre(valeur, (*route, cle))) for cle, (_, valeur) in node.entries.items())
        return {cle: v for cle, v in paires if v is not None} or vide(route)
    if isinstance(node, Sequence):
        items = [arbre(item, (*route, rang)) for rang, item in enumerate(node.items)]
        if est_intervalle(route) and any(items):
            return [item or "" for item in items]
        return [item for item in items if item is not None] or vide(route)
    ecrit = node.value.strip() if node is not None else ""
    return (Texte(ecrit) if node is not None and node.style in ("'", '"') else ecrit) or vide(route)


def vide(route: Route) -> Arbre:
    """What an empty value says: a critère that is chosen, a reason that is still to come, else nothing."""
    return "" if dit_par_sa_cle(route) else None


def dit_par_sa_cle(route: Route) -> bool:
    """Whether a key says something by itself."""
    return route[:-1] == ("utilite_sociale",) or route[-1:] == ("non_renseigne",)


def est_intervalle(route: Route) -> bool:
    """Whether the places of a list's items are their meaning: the two ends of a range."""
    return route[-1:] == ("entre",)
