"""A budget before and after: line by line, each known by its side, its account, its label, its funder."""

from collections.abc import Iterator

from utilite import francais
from utilite.comparaison import lignes
from utilite.comparaison.lignes import Ligne
from utilite.formes.budget import ETATS, Budget
from utilite.formes.budget import Ligne as Poste

_COLONNES = (("montant", "prévu"), ("realise", "réalisé"))


def compare(sujet: str, avant: Budget, apres: Budget) -> Iterator[Ligne]:
    """What became of each line; those that came or went are counted."""
    uns, autres = _postes(avant), _postes(apres)
    for cle, poste in autres.items():
        if cle in uns:
            yield from _poste(f"{sujet}, {_nom(poste)}", uns[cle], poste)
    comptes = ((len(autres.keys() - uns.keys()), "ajoutée"), (len(uns.keys() - autres.keys()), "retirée"))
    dits = [f"{francais.compte(n, 'ligne')} {francais.accord(n, mot)}" for n, mot in comptes if n]
    yield from [Ligne(sujet, ", ".join(dits))] if dits else []


def _postes(budget: Budget) -> dict[tuple[str, ...], Poste]:
    """The lines by what they are; two that are alike are told apart by their order."""
    trouves: dict[tuple[str, ...], Poste] = {}
    for cote, postes in (("charges", budget.charges.lignes), ("produits", budget.produits.lignes)):
        for poste in postes:
            cle: tuple[str, ...] = (cote, poste.compte, poste.libelle, poste.financeur)
            while cle in trouves:
                cle = (*cle, "encore")
            trouves[cle] = poste
    return trouves


def _poste(sujet: str, avant: Poste, apres: Poste) -> Iterator[Ligne]:
    for cle, mot in _COLONNES:
        un, autre = getattr(avant, cle), getattr(apres, cle)
        if un == autre:
            continue
        dits = tuple(francais.montant(v) if v is not None else "rien" for v in (un, autre))
        if un is None or autre is None:
            yield Ligne(sujet, f"{mot} {dits[0]} → {dits[1]}")
        else:
            yield lignes.chiffres(f"{sujet}, {mot}", (dits[0], dits[1]), (un, autre), part=False)
    if avant.etat != apres.etat:
        yield Ligne(sujet, " → ".join(ETATS.get(p.etat, "sans état") for p in (avant, apres)))


def _nom(poste: Poste) -> str:
    """« 60 graines et plants », « 74 jardins partagés (Ville) »."""
    return f"{poste.compte} {francais.minuscule(poste.intitule)}{f' ({poste.financeur})' if poste.financeur else ''}"
