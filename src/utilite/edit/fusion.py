"""Two hands on one file: what one has changed is brought into what the other has written meanwhile.

All is compared as trees of texts; the file's own text is then made to say what was agreed (`greffes`).
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from utilite import source
from utilite.diagnostic import Route
from utilite.edit import greffes
from utilite.edit.alignement import identite, paires
from utilite.edit.arbres import Arbre, arbre, est_intervalle, vide
from utilite.schema.ordre import RIEN, Plan

_BEAUCOUP = 10_000
"""Values in a file: a full fiche has a thousand, and files come from strangers."""

_REPONSE = ("valeur", "sur", "avant", "apres", "repartition", "environ", "entre", "non_renseigne")
"""What answers a mesure, all together: half of one answer and half of another is what nobody has said."""
_AVEC = ("population", "source", "recueil")
"""What is said of that answer, and of no other."""


class Conflit(NamedTuple):
    """What both have changed, each in another way: the file keeps its own.

    `route` is where it stands in the present file, as far as that has it; None says that nothing is there.
    """

    route: Route
    base: Arbre
    present: Arbre
    autre: Arbre


class Fusion(NamedTuple):
    """The file's new text, and what it could not take; where `refus` says why nothing was done, its old text."""

    texte: str
    conflits: tuple[Conflit, ...] = ()
    refus: str = ""


def fond(base: str | None, autre: str, present: str, plan: Plan) -> Fusion:
    """Brings what `autre` has changed of `base` into `present`; `plan` is the order of its keys (`schema.ordre`).

    The texts are YAML, without byte order mark; where `base` isn't known (None), what both have is
    a conflict unless they agree. Comments, order, quotes, ends of lines, and
    all that doesn't change stay as they were in `present`. With `base` = `present` it is an edit. What
    is empty counts as missing. The result says just what was agreed, else nothing is done (`refus`).
    """
    lus = [source.parse(texte, "") for texte in (base or "x:", autre, present)]
    for (document, findings), nom in zip(lus, ("de départ", "reçu", "présent"), strict=True):
        if findings or document.root is None:
            return Fusion(present, refus=f"le fichier {nom} a une faute de YAML : corrigez-la d'abord")
    avant, change, la = (arbre(document.root) for document, _ in lus)
    if any(_compte(lu) > _BEAUCOUP for lu in (avant, change, la)):
        return Fusion(present, refus="il a plus de 10 000 valeurs : vérifiez que c'est bien une fiche")
    document = lus[-1][0]
    croisement = _Croisement()
    voulu = croisement.croise(avant, change, la, (), plan)
    texte = greffes.accorde(document, voulu or {}, plan)
    if texte is None:
        return Fusion(present, refus="son écriture est trop particulière pour que l'on y touche sans risque")
    return Fusion(texte, tuple(croisement.conflits))


def _compte(valeur: Arbre) -> int:
    """How many texts a tree holds."""
    if isinstance(valeur, dict | list):
        return sum(map(_compte, valeur.values() if isinstance(valeur, dict) else valeur))
    return 1


class _Croisement:
    """Three trees into one."""

    def __init__(self) -> None:
        self.conflits: list[Conflit] = []

    def croise(self, base: Arbre, autre: Arbre, present: Arbre, route: Route, plan: Plan) -> Arbre:
        if autre in (base, present):
            return present
        if present == base:
            return autre
        if isinstance(autre, dict) and isinstance(present, dict):
            return self._cles(base if isinstance(base, dict) else {}, autre, present, route, plan)
        if isinstance(autre, list) and isinstance(present, list) and not est_intervalle(route):
            return self._items(base if isinstance(base, list) else [], autre, present, route, plan.item or RIEN)
        self.conflits.append(Conflit(route, base, present, autre))
        return present

    def _cles(self, base: Arbre, autre: Arbre, present: Arbre, route: Route, plan: Plan) -> Arbre:
        faites: dict[str, Arbre] = {}
        gardees = self._reponse(base, autre, present, route) if set(_REPONSE) <= plan.cles.keys() else ()
        for cle in {**present, **autre}:
            if cle in gardees:
                faites |= {cle: present[cle]} if cle in present else {}
                continue
            dessous = plan.cles.get(cle) or plan.autres or RIEN
            fait = self.croise(base.get(cle), autre.get(cle), present.get(cle), (*route, cle), dessous)
            if fait is not None:
                faites[cle] = fait
        return faites or vide(route)

    def _reponse(self, base: Arbre, autre: Arbre, present: Arbre, route: Route) -> Collection[str]:
        """The keys of a mesure's answer, where both have changed it, each in another way: the present one is kept."""
        ecarts = [cle for cle in _REPONSE if autre.get(cle) != present.get(cle)]
        la = [cle for cle in ecarts if autre.get(cle) != base.get(cle)]
        ici = [cle for cle in ecarts if present.get(cle) != base.get(cle)]
        if not la or not ici or {*la, *ici} == {la[0]}:
            return ()
        la += [cle for cle in _AVEC if autre.get(cle) not in (base.get(cle), present.get(cle))]
        self.conflits += [Conflit((*route, cle), base.get(cle), present.get(cle), autre.get(cle)) for cle in la]
        return _REPONSE + _AVEC

    def _items(
        self, base: Sequence[Arbre], autre: Sequence[Arbre], present: Sequence[Arbre], route: Route, plan: Plan
    ) -> Arbre:
        """The present items, changed or gone as in `autre`, then what that one has added, after what it follows."""
        change, vers = paires(base, autre, plan), paires(base, present, plan)
        de = {j: i for i, j in vers.items()}
        pris = set(change.values())
        ajouts = [k for k in range(len(autre)) if k not in pris]
        jumeaux = _jumeaux(present, autre, [j for j in range(len(present)) if j not in de], ajouts, plan)
        faits: list[tuple[int, Arbre]] = []
        for j, item in enumerate(present):
            k = change.get(de[j], -1) if j in de else jumeaux.get(j, -1)
            avant = base[de[j]] if j in de else None
            recu = autre[k] if k >= 0 else None
            fait = item if j not in de and k < 0 else self.croise(avant, recu, item, (*route, j), plan)
            if fait is not None:
                faits.append((k, fait))
        for i, k in change.items():
            if i not in vers and autre[k] != base[i]:
                self.conflits.append(Conflit((*route, len(present)), base[i], None, autre[k]))
        return _avec(faits, autre, set(ajouts) - set(jumeaux.values())) or vide(route)


def _jumeaux(
    present: Sequence[Arbre], autre: Sequence[Arbre], ici: Iterable[int], la: Iterable[int], plan: Plan
) -> dict[int, int]:
    """What both have added: the same thing, or another of the same name."""
    noms = {identite(autre[k], plan) or json.dumps(autre[k], sort_keys=True): k for k in la}
    jumeaux: dict[int, int] = {}
    for j in ici:
        k = noms.pop(identite(present[j], plan) or json.dumps(present[j], sort_keys=True), None)
        if k is not None:
            jumeaux[j] = k
    return jumeaux


def _avec(faits: Sequence[tuple[int, Arbre]], autre: Sequence[Arbre], ajouts: Collection[int]) -> list[Arbre]:
    """The items that are kept, each with its index in `autre`, and after each one what was added there."""
    gardes = {k for k, _ in faits if k >= 0}
    if not gardes:
        return [*(fait for _, fait in faits), *(item for k, item in enumerate(autre) if k in ajouts)]
    suites: dict[int, list[Arbre]] = defaultdict(list)
    ancre = -1
    for k, item in enumerate(autre):
        if k in gardes:
            ancre = k
        elif k in ajouts:
            suites[ancre].append(item)
    tous = list(suites[-1])
    for k, fait in faits:
        tous += [fait, *(suites[k] if k >= 0 else ())]
    return tous
