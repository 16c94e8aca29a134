"""The lines of a budget as forms ask for them: by account, by kind of funder, in whole euros.

Each line is rounded by itself and totals add up what is printed, as the forms themselves would (the Cerfa
15059*02 computes its totals out of its cells).
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from utilite.formes.comptes import COTES
from utilite.orthographe import identifiant
from utilite.render.valeurs import NON_RENSEIGNE, Montant

Ligne = Mapping[str, Any]

AUPRES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "etat": re.compile(
            r"(?:services-de-l-)?etat\b|ministeres?\b|(?:sous-)?prefecture\b|rectorat\b|region-academique\b|fdva\b"
            r"|(?:drac|drajes|sdjes|ddets|dreets|dreal)\b"
        ),
        "region": re.compile(r"(?:conseil-regional|region(?!-academique))\b"),
        "departement": re.compile(r"(?:conseil-(?:departemental|general)|departement)\b"),
        "intercommunalite": re.compile(
            r"(?:metropole|agglomeration|intercommunalite|communaute-(?:de-communes|d-agglomeration|urbaine))\b"
            r"|.*-(?:metropole|agglomeration|communaute)$"
        ),
        "commune": re.compile(r"(?:commune|ville|mairie)\b"),
        "social": re.compile(
            r"(?:caf|caisse-d-allocations-familiales|msa|mutualite-sociale-agricole|carsat|cpam)\b"
            r"|caisse-(?:primaire-d-assurance-maladie|d-assurance-retraite)\b"
        ),
        "europe": re.compile(r"(?:union-europeenne|fonds-(?:social-)?europeens?|fse|feder|feader)\b"),
        "asp": re.compile(r"(?:asp|agence-de-services-et-de-paiement)\b"),
        "prive": re.compile(r"(?:fondation|fonds-de-dotation|mecenat)\b"),
    }
)
"""The kinds of funder, each with the words that a name of that kind begins with."""
AUTRE = "autre"


def aupres(financeur: str) -> str:
    """The kind of a funder, where its own name says it (« Ville de… »); else « autre »: nothing is guessed."""
    nom = identifiant(financeur)
    genres = [genre for genre, motif in AUPRES.items() if motif.match(nom)]
    return genres[0] if len(genres) == 1 else AUTRE


def lignes(
    budget: Mapping[str, Any] | None, cote: str, comptes: Collection[str], sauf: Collection[str], genre: str
) -> list[Ligne]:
    """The lines of a side whose account starts with one of these, and with none of `sauf`; of this kind of funder.

    Without an account: all but the contributions in kind. Raises ValueError where a word is unknown.
    """
    if cote not in COTES:
        raise ValueError(f"« {cote} » n'est pas un côté du budget : {' ou '.join(COTES)}")
    if genre and genre not in (*AUPRES, AUTRE):
        raise ValueError(f"« {genre} » n'est pas une sorte de financeur : {', '.join((*AUPRES, AUTRE))}")
    if budget is None:
        return []
    dites = list(budget[cote]["lignes"])
    if comptes:
        dites += (budget[cote]["contributions"] or {"lignes": ()})["lignes"]
        dites = [ligne for ligne in dites if ligne["compte"].startswith(tuple(comptes))]
    dites = [ligne for ligne in dites if not (sauf and ligne["compte"].startswith(tuple(sauf)))]
    return [ligne for ligne in dites if not genre or aupres(ligne["financeur"]) == genre]


def subvention(produits: Sequence[Ligne], demandee: Any) -> list[Ligne]:
    """The subsidy that an action asked for: the line of that amount, or the only one; none where that isn't clear."""
    du_montant = [ligne for ligne in produits if ligne["montant"] and ligne["montant"] == demandee]
    return next((trouvees for trouvees in (du_montant, list(produits)) if len(trouvees) == 1), [])


def euros(dites: Sequence[Ligne], *, realise: bool = False) -> Any:
    """What lines add up to, in whole euros, each rounded by itself; unanswered where not one says it."""
    cle = "realise" if realise else "montant"
    montants = [float(ligne[cle]) for ligne in dites if ligne[cle] or isinstance(ligne[cle], float)]
    return sum(map(entier, montants)) if montants else NON_RENSEIGNE


def intitules(dites: Sequence[Ligne]) -> str:
    """What lines are called: the funder of a subsidy and how far it has come, else the line's own words."""
    return " ; ".join(map(_intitule, dites))


def taux(partie: Any, tout: Any, decimales: int = 0) -> Any:
    """How much a part is of a whole, in hundredths; unanswered where either isn't known, or the whole is nothing."""
    if not _nombre(partie) or not _nombre(tout) or not tout:
        return NON_RENSEIGNE
    part = entier(100 * partie / tout * 10**decimales) / 10**decimales
    return part if decimales else int(part)


def execution(dites: Sequence[Ligne]) -> Any:
    """What came of some lines, in hundredths of what was foreseen."""
    return taux(euros(dites, realise=True), euros(dites))


def ecart(dit: Mapping[str, Any]) -> Any:
    """What came of a line or of a total, less what was foreseen."""
    if not _nombre(dit["montant"]) or not _nombre(dit["realise"]):
        return NON_RENSEIGNE
    difference = round(dit["realise"] - dit["montant"], 2)
    return Montant(difference, centimes=getattr(dit["montant"], "centimes", False))


FONCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"ecart": ecart, "euros": euros, "execution": execution, "intitules": intitules, "taux": taux}
)


def _intitule(ligne: Ligne) -> str:
    if not ligne["financeur"]:
        return str(ligne["libelle"])
    return f"{ligne['financeur']} ({ligne['etat']})" if ligne["etat"] else str(ligne["financeur"])


def entier(montant: float) -> int:
    """Half a euro goes away from zero."""
    return int(abs(montant) + 0.5) * (-1 if montant < 0 else 1)


def _nombre(valeur: Any) -> bool:
    return isinstance(valeur, int | float)
