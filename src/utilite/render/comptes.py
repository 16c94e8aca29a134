"""A budget → the plain data of its two tables: lines, totals, contributions in kind apart."""

from collections.abc import Callable
from typing import Any

from utilite.formes import budget as forme
from utilite.formes.budget import Budget, Cote, Ligne, Total
from utilite.render.valeurs import NON_RENSEIGNE, Comptes, Montant, ou_rien

_Euros = Callable[[float | None], Any]


def comptes(budget: Budget, texte: str) -> Comptes:
    """Both sides, by name and in order; `realise` says whether there is an outcome to show.

    `texte` is the budget in one sentence. All amounts have their cents where one of them has some.
    """
    centimes = not all(float(montant).is_integer() for montant in budget.montants)

    def euros(montant: float | None) -> Any:
        return NON_RENSEIGNE if montant is None else Montant(montant, centimes=centimes)

    charges, produits = _cote("charges", budget.charges, euros), _cote("produits", budget.produits, euros)
    return Comptes(
        texte=texte, realise=budget.a_un_realise, charges=charges, produits=produits, cotes=[charges, produits]
    )


def _cote(nom: str, cote: Cote, euros: _Euros) -> dict[str, Any]:
    contributions = {
        "lignes": [_ligne(ligne, euros) for ligne in cote.contributions],
        "total": _total(cote.total_contributions, euros),
    }
    return {
        "id": nom,
        "titre": nom.capitalize(),
        "lignes": [_ligne(ligne, euros) for ligne in cote.comptees],
        "total": _total(cote.total, euros),
        "contributions": contributions if cote.contributions else NON_RENSEIGNE,
        "total_general": _total(cote.total_general, euros),
    }


def _ligne(ligne: Ligne, euros: _Euros) -> dict[str, Any]:
    return {
        "compte": ligne.compte,
        "libelle": ligne.intitule,
        "montant": euros(ligne.montant),
        "realise": euros(ligne.realise),
        "financeur": ou_rien(ligne.financeur),
        "etat": ou_rien(forme.ETATS.get(ligne.etat)),
    }


def _total(total: Total, euros: _Euros) -> dict[str, Any]:
    return {"montant": euros(total.montant), "realise": euros(total.realise)}
