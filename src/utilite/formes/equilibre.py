"""What a budget's sums say: its two sides balance, and what is given stands on both."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from utilite import francais
from utilite.diagnostic import Route
from utilite.formes.spec import Lecture

if TYPE_CHECKING:
    from utilite.formes.budget import Budget

_CENTIME = 0.005


class _Sommes(NamedTuple):
    """Two sums that should be one, in euros, and what they are the sums of."""

    quoi: str
    charges: float
    produits: float


def verifie(budget: "Budget", route: Route, lecture: Lecture) -> None:
    """Says where the two sides differ; nothing of a budget whose other side isn't written yet.

    What came of it may end with a surplus or a loss: only the forecast has to balance.
    """
    if not budget.entier or not budget.charges.lignes or not budget.produits.lignes:
        return
    prevus = _Sommes("", budget.charges.total.montant or 0, budget.produits.total.montant or 0)
    if _different(prevus) and prevus.charges and prevus.produits:
        manque = "de produits" if prevus.charges > prevus.produits else "de charges"
        ecart = francais.montant(round(abs(prevus.charges - prevus.produits), 2))
        lecture.dit(
            "budget-desequilibre",
            route,
            f"les charges font {francais.montant(prevus.charges)} et les produits "
            f"{francais.montant(prevus.produits)} : il manque {ecart} {manque}",
            "vérifiez les montants ; ce que l'association paie elle-même est aussi un produit",
            on_key=True,
        )
    for sommes in _contributions(budget):
        if _different(sommes):
            lecture.dit(
                "contributions-desequilibrees",
                route,
                f"{sommes.quoi}, les comptes 86 font {_dit(sommes.charges)} et les comptes 87, {_dit(sommes.produits)}",
                "ce qui est donné s'écrit deux fois, pour le même montant : 86 aux charges, 87 aux produits",
                on_key=True,
            )


def _contributions(budget: "Budget") -> Iterator[_Sommes]:
    charges, produits = budget.charges.total_contributions, budget.produits.total_contributions
    if charges.montant is not None or produits.montant is not None:
        yield _Sommes("au budget prévu", charges.montant or 0, produits.montant or 0)
    if charges.realise is not None and produits.realise is not None:
        yield _Sommes("au réalisé", charges.realise, produits.realise)


def _different(sommes: _Sommes) -> bool:
    return abs(sommes.charges - sommes.produits) > _CENTIME


def _dit(somme: float) -> str:
    return francais.montant(somme) if somme else "rien"
