"""`budget`: what an action costs and what pays for it, account by account, forecast and outcome.

Source of its shape: the Cerfa 15059*02 and 12156*06 (budget of the project), whose totals leave apart the
contributions in kind, 86 and 87.
"""

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import choix, comptes, editeur, equilibre, liste, nombres, objet, texte
from utilite.formes.spec import Cle, Entree, Lecteur, Lecture, Schema, Spec, Vocabulaire

SAISIE = "budget"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {}

ETATS = {"demande": "demandé", "accorde": "accordé", "verse": "versé"}
"""How far a subsidy has come, and how it prints."""

_D_UNE_SUBVENTION = ("financeur", "etat")
_CLES = ("compte", "libelle", "montant", "realise")
CLES = {"charges": _CLES, "produits": (*_CLES, *_D_UNE_SUBVENTION)}
"""The keys of a line, on each side."""


class Ligne(NamedTuple):
    """An expense or an income; `montant` is what was foreseen, `realise` what came of it, in euros."""

    route: Route
    compte: str
    libelle: str = ""
    montant: float | None = None
    realise: float | None = None
    financeur: str = ""
    etat: str = ""

    @property
    def intitule(self) -> str:
        """Its own words, or the name of its account."""
        return self.libelle or comptes.libelle(self.compte)


class Total(NamedTuple):
    """What some lines add up to, in euros; None where not one of them says it."""

    montant: float | None
    realise: float | None


class Cote(NamedTuple):
    """One side of a budget, its lines in the file's order; contributions in kind (86, 87) stand apart."""

    route: Route
    lignes: tuple[Ligne, ...] = ()

    @property
    def comptees(self) -> tuple[Ligne, ...]:
        """The lines that are paid."""
        return tuple(ligne for ligne in self.lignes if not comptes.est_contribution(ligne.compte))

    @property
    def contributions(self) -> tuple[Ligne, ...]:
        """The lines that are given: 86 among the charges, 87 among the produits."""
        return tuple(ligne for ligne in self.lignes if comptes.est_contribution(ligne.compte))

    @property
    def total(self) -> Total:
        """Without the contributions in kind."""
        return total(self.comptees)

    @property
    def total_contributions(self) -> Total:
        """Of the contributions in kind alone."""
        return total(self.contributions)

    @property
    def total_general(self) -> Total:
        """Of everything."""
        return total(self.lignes)


class Budget(NamedTuple):
    """Both sides; `entier` where all that is written could be read, so that sums mean something."""

    route: Route
    charges: Cote
    produits: Cote
    entier: bool = True

    @property
    def lignes(self) -> tuple[Ligne, ...]:
        """The lines of both sides."""
        return (*self.charges.lignes, *self.produits.lignes)

    @property
    def montants(self) -> tuple[float, ...]:
        """Every amount that is written."""
        return tuple(m for ligne in self.lignes for m in (ligne.montant, ligne.realise) if m is not None)

    @property
    def a_un_realise(self) -> bool:
        """Whether a line at least says what came of it."""
        return any(ligne.realise is not None for ligne in self.lignes)


def total(lignes: tuple[Ligne, ...]) -> Total:
    """The sum of some lines, to the cent; a line that says nothing counts for nothing."""
    return Total(_somme([ligne.montant for ligne in lignes]), _somme([ligne.realise for ligne in lignes]))


def _somme(montants: list[float | None]) -> float | None:
    dits = [montant for montant in montants if montant is not None]
    return round(math.fsum(dits), 2) if dits else None


def lit(node: source.Node, route: Route, lecture: Lecture) -> Budget | None:
    """Both sides, line by line; None where not one line could be read."""
    avant = len(lecture.findings)
    lu = _BUDGET(node, route, lecture)
    charges, produits = (Cote((*route, cote), (lu or {}).get(cote) or ()) for cote in comptes.COTES)
    if not charges.lignes and not produits.lignes:
        return None
    budget = Budget(route, charges, produits, entier=len(lecture.findings) == avant)
    equilibre.verifie(budget, route, lecture)
    return budget


def _lecteur_cote(cote: str) -> Lecteur:
    lit_lignes = liste.de(_lecteur_ligne(cote))

    def lit_cote(node: source.Node, route: Route, lecture: Lecture) -> tuple[Ligne, ...] | None:
        if type(node) not in (source.Sequence, source.Unread):
            exemple = f"« - compte: {_EXEMPLES[cote]} », puis « montant: » à la ligne, en retrait"
            lecture.dit("liste-attendue", route, f"les {cote} sont une liste de lignes", f"écrivez {exemple}")
            return None
        lignes: tuple[Ligne, ...] | None = lit_lignes(node, route, lecture)
        return lignes

    return lit_cote


def _lecteur_ligne(cote: str) -> Lecteur:
    lit_cles = objet.de(_cles_de_ligne(cote))

    def lit_ligne(node: source.Node, route: Route, lecture: Lecture) -> Ligne | None:
        lu = None if objet.tout_vide(node) else lit_cles(node, route, lecture)
        if lu is None or not isinstance(node, source.Mapping):
            return None
        if "montant" not in lu and "realise" not in lu:
            ou = (*route, "montant") if "montant" in node.entries else route
            lecture.manque(ou, "montant", "écrivez « montant: » suivi d'un nombre d'euros")
        return _ligne(lu, route, lecture)

    return lit_ligne


def _cles_de_ligne(cote: str) -> dict[str, Cle]:
    montant = Cle(lecteur=nombres.lit_nombre, decrit=partial(nombres.decrit, nombres.SANS_BORNE))
    mot = Cle(lecteur=texte.lit, texte=True, decrit=editeur.ligne)
    return {
        "compte": Cle(
            lecteur=comptes.lecteur(cote),
            obligatoire=True,
            exemple=_EXEMPLES[cote],
            decrit=partial(comptes.decrit, cote),
        ),
        "libelle": mot,
        "montant": montant,
        "realise": montant,
        "financeur": mot,
        "etat": Cle(lecteur=choix.parmi(_ETATS), decrit=partial(editeur.choix, _ETATS)),
    }


def _decrit_cote(cote: str) -> Schema:
    """The lines of a side: an amount at least, and who pays for a subsidy only."""
    ligne = editeur.objet(_cles_de_ligne(cote), _MOTS)
    ailleurs = dict.fromkeys(_D_UNE_SUBVENTION, editeur.interdit("Cela ne se dit que d'une subvention, au compte 74."))
    subvention = {"anyOf": [{"type": "string", "pattern": r"^\s*74"}, {"enum": [74, *range(740, 750)]}]}
    un_montant = {"anyOf": [editeur.si(cle) for cle in ("montant", "realise")]}
    return editeur.liste(
        editeur.ensemble(
            ligne,
            Schema(
                {"if": editeur.si("compte", subvention), "else": editeur.aussi(**ailleurs)},
                editeur.manque("montant", {"not": un_montant}),
            ),
        )
    )


def _ligne(lu: dict[str, Any], route: Route, lecture: Lecture) -> Ligne | None:
    """A line out of its keys; None where its account is not known, since it then stands nowhere."""
    compte: str | None = lu.get("compte")
    if not compte:
        return None
    for cle in _D_UNE_SUBVENTION:
        if cle in lu and not compte.startswith("74"):
            message = f"« {cle} » ne se dit que d'une subvention, au compte 74"
            hint = "retirez cette ligne, ou dites-le dans « libelle: »"
            lecture.dit("champ-inconnu", (*route, cle), message, hint, on_key=True)
    return Ligne(
        route=route,
        compte=compte,
        libelle=lu.get("libelle") or "",
        montant=lu.get("montant"),
        realise=lu.get("realise"),
        financeur=lu.get("financeur") or "",
        etat=lu.get("etat") or "",
    )


_EXEMPLES = {"charges": "60", "produits": "74"}
_ETATS = Vocabulaire(nom="", entrees={etat: Entree(id=etat, titre=titre) for etat, titre in ETATS.items()})
CLES_DU_BUDGET = {cote: Cle(lecteur=_lecteur_cote(cote), decrit=partial(_decrit_cote, cote)) for cote in comptes.COTES}
_BUDGET = objet.de(CLES_DU_BUDGET)
_MOTS = {
    "charges": "Ce que l'action coûte : une ligne par dépense.",
    "produits": "Ce qui la paie : une ligne par recette.",
    "compte": "Le compte du plan comptable, en deux ou trois chiffres.",
    "libelle": "Vos mots pour cette ligne ; sinon, le nom du compte.",
    "montant": "Ce qui est prévu, en euros.",
    "realise": "Ce qu'il en a été, en euros, une fois l'action finie.",
    "financeur": "Qui verse la subvention (compte 74).",
    "etat": "Où en est la subvention (compte 74).",
}


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """Both sides, line by line."""
    vu = editeur.objet(CLES_DU_BUDGET, _MOTS)
    return editeur.commun("budget", vu._replace(forme={"anyOf": [vu.forme, {"not": editeur.GARNI}]}))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 3 200 € de charges et 3 200 € de produits ; réalisé : 3 150 € de charges et 3 200 € de produits »."""
    budget: Budget = valeur
    totaux = (budget.charges.total, budget.produits.total)
    dits = [_dit([total.montant for total in totaux])]
    realise = _dit([total.realise for total in totaux])
    dons = budget.charges.total_contributions.montant or budget.produits.total_contributions.montant
    if realise:
        dits.append(f"réalisé : {realise}")
    if dons:
        dits.append(f"contributions volontaires en nature : {francais.montant(dons)}")
    return " ; ".join(filter(None, dits)) or francais.compte(len(budget.lignes), "ligne")


def _dit(totaux: list[float | None]) -> str:
    return francais.enumere(
        [f"{francais.montant(t)} de {cote}" for cote, t in zip(comptes.COTES, totaux, strict=True) if t is not None]
    )
