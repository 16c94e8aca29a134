"""Two versions of one file against what both started from: what differs, field by field, and one tree out of two."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from utilite.diagnostic import Route
from utilite.edit.formulaire import redaction
from utilite.schema.ordre import Plan

MIENNE, AUTRE = "mienne", "autre"


class Ecart(NamedTuple):
    """What isn't the same on both sides; None where a side doesn't say it."""

    route: Route
    depart: Any
    mienne: Any
    autre: Any

    @property
    def change(self) -> str:
        """Which side has changed it; empty where both have."""
        if self.mienne == self.depart:
            return AUTRE
        return MIENNE if self.autre == self.depart else ""


def ecarts(depart: Any, mienne: Any, autre: Any, route: Route = ()) -> Iterator[Ecart]:
    """What differs, as near to the field as can be told: a list that has grown on a side is one field."""
    if mienne == autre:
        return
    if isinstance(mienne, dict) and isinstance(autre, dict):
        avant = depart if isinstance(depart, dict) else {}
        for cle in dict.fromkeys((*mienne, *autre)):
            yield from ecarts(avant.get(cle), mienne.get(cle), autre.get(cle), (*route, cle))
    elif _paralleles(depart, mienne, autre):
        for rang, valeurs in enumerate(zip(depart, mienne, autre, strict=True)):
            yield from ecarts(*valeurs, (*route, rang))
    else:
        yield Ecart(route, depart, mienne, autre)


def _paralleles(*valeurs: Any) -> bool:
    """Whether these are lists whose items can be told apart by their rank."""
    return all(isinstance(v, list) and len(v) == len(valeurs[0]) for v in valeurs) and isinstance(valeurs[0][0], dict)


def reunis(autre: dict[str, Any], tous: Iterable[Ecart], choix: Mapping[Route, str]) -> tuple[dict[str, Any], bool]:
    """The other's tree with what is ours where it was chosen, or where only we have changed it.

    Whether every field on which both have worked was chosen comes with it.
    """
    arbre, choisi = autre, True
    for ecart in tous:
        cote = choix.get(ecart.route) or ecart.change
        choisi = choisi and bool(cote)
        if cote == MIENNE:
            arbre = _pose(arbre, ecart.route, ecart.mienne)
    return arbre, choisi


def _pose(ou: Any, route: Route, valeur: Any) -> Any:
    """The same tree with another value there; without that key where the value is None."""
    if not route:
        return valeur
    pas, *suite = route
    if isinstance(ou, list) and isinstance(pas, int):
        return [_pose(item, tuple(suite), valeur) if rang == pas else item for rang, item in enumerate(ou)]
    dessous = dict(ou) if isinstance(ou, dict) else {}
    pose = _pose(dessous.get(str(pas)), tuple(suite), valeur)
    if pose is None:
        dessous.pop(str(pas), None)
    else:
        dessous[str(pas)] = pose
    return dessous


def en_clair(valeur: Any) -> str:
    """A value as a person reads it."""
    if valeur is None:
        return ""
    if isinstance(valeur, str):
        return valeur
    if isinstance(valeur, list) and all(isinstance(item, str) for item in valeur):
        return ", ".join(valeur)
    if isinstance(valeur, list):
        return "\n".join(f"{rang}. {en_clair(item)}" for rang, item in enumerate(valeur, 1))
    return redaction.ecrit(valeur, Plan(), "").texte.rstrip()
