"""Branches → the lines of a file: each where it goes, with its comments, its texts as they were."""

import re
from collections.abc import Iterable

from utilite.edit import scalaires
from utilite.edit.branches import Branche, Commentaire, pousse
from utilite.schema.ordre import RIEN, Plan
from utilite.source import Document, Mapping, Scalar

_PAS = 2
"""Spaces a level."""

_SAUT = re.compile(r"\r\n|\r|\n")


def page(document: Document, plan: Plan) -> str:
    """A whole file; the ends of its lines, and whether the last one has one, are kept."""
    plant = pousse(document)
    corps = _ensemble(document.text, plant.branches, plan, 0)
    while not corps[0]:
        del corps[0]
    tete = _lignes(plant.tete, 0)
    if tete and (plant.aere or corps[0].startswith("#")):
        tete.append("")
    saut = _SAUT.search(document.text)
    fin = saut.group() if saut is not None else "\n"
    return fin.join([*tete, *corps, *_lignes(plant.pied, 0)]) + (fin if document.text.endswith(("\r", "\n")) else "")


def _ensemble(texte: str, soeurs: list[Branche], plan: Plan, marge: int) -> list[str]:
    """The entries of a mapping, in order, or the items of a list."""
    return [ligne for branche in _rangees(soeurs, plan) for ligne in _branche(texte, branche, plan, marge)]


def _branche(texte: str, branche: Branche, plan: Plan, marge: int) -> list[str]:
    dessous = _plan(branche, plan)
    if branche.cle is None and branche.branches:
        branche.avant += _avant_le_tiret(branche, dessous)
    tete = "-" if branche.cle is None else f"{scalaires.cle(branche.cle, texte)}:"
    corps, en_bloc = _corps(texte, branche, f"{' ' * marge}{tete}", dessous, marge)
    if branche.au_bout:
        bout, *autres = branche.au_bout
        branche.avant += autres
        corps[0 if en_bloc or branche.branches else -1] += f"{bout.blancs}{bout.texte}"
    pied = _lignes(branche.apres, marge if en_bloc else marge + _PAS)
    return [*_lignes(branche.avant, marge), *([""] if branche.aere else []), *corps, *pied]


def _corps(texte: str, branche: Branche, tete: str, plan: Plan, marge: int) -> tuple[list[str], bool]:
    """A key or a dash and what it holds; whether that is a text in a block, under which no comment can stand."""
    valeur = branche.valeur
    if not isinstance(valeur, Scalar):
        if not branche.branches:
            return [f"{tete} {'{}' if isinstance(valeur, Mapping) else '[]'}"], False
        dessous = _ensemble(texte, branche.branches, plan, marge + _PAS)
        if branche.cle is not None:
            return [tete, *dessous], False
        return [f"{tete} {dessous[0].lstrip()}", *dessous[1:]], False
    premiere, *suite = scalaires.lignes(valeur, texte, branche.colonne, marge + _PAS, len(tete) + 1, prose=plan.prose)
    return [f"{tete} {premiere}".rstrip() if not premiere else f"{tete} {premiere}", *suite], premiere[:1] in ("|", ">")


def _avant_le_tiret(item: Branche, plan: Plan) -> list[Commentaire]:
    """The comments that stand between a dash and its first key: they go before the dash."""
    premiere = _rangees(item.branches, plan)[0]
    pris = [*item.au_bout, *premiere.avant]
    item.au_bout, premiere.avant, premiere.aere = [], [], False
    if premiere.cle is None and premiere.branches:
        pris += _avant_le_tiret(premiere, _plan(premiere, plan))
    return pris


def _rangees(soeurs: list[Branche], plan: Plan) -> list[Branche]:
    """In the canonical order; a key that isn't in it stays after the one that it follows."""
    rangs = {nom: rang for rang, nom in enumerate(plan.cles)}
    rang, ranges = -1, []
    for branche in soeurs:
        rang = rangs.get(branche.cle.value, rang) if branche.cle is not None else rang
        ranges.append((rang, branche))
    return [branche for _, branche in sorted(ranges, key=lambda r: r[0])]


def _plan(branche: Branche, plan: Plan) -> Plan:
    if branche.cle is None:
        return plan.item or RIEN
    return plan.cles.get(branche.cle.value) or plan.autres or RIEN


def _lignes(commentaires: Iterable[Commentaire], marge: int) -> list[str]:
    lignes: list[str] = []
    for commentaire in commentaires:
        lignes += [*([""] if commentaire.aere else []), f"{' ' * marge}{commentaire.texte}"]
    return lignes
