"""Champs → lines to answer, one question a line, and tables where several answers have several parts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from utilite.diagnostic import Route
from utilite.edit.classeur import feuilles
from utilite.edit.classeur.feuilles import Case, Choix, Colonne, Feuille, Ligne
from utilite.edit.formulaire.questions import Question

SIMPLES = {
    "nombre": feuilles.NOMBRE,
    "date": feuilles.DATE,
    "prose": feuilles.PROSE,
    "oui_non": feuilles.CHOIX,
    "choix": feuilles.CHOIX,
    **dict.fromkeys(("ligne", "numero", "courriel", "telephone", "url"), feuilles.LIGNE),
}
"""The controls of a form that are one cell."""

COLONNES = (Colonne("Question", 38), Colonne("Votre réponse", 62), Colonne("Pour vous aider", 54))
JOUR = "Jour, mois, année, comme 31/12/2025."
BORNE = "Une année (2025), un mois (09/2025) ou un jour (31/12/2025)."
EN_PLUS = 2
"""Empty cells after the answers of a list, 5 cells at least."""
LIGNES_EN_PLUS = 15
"""Empty lines after those of a table."""

_BUDGET = {
    "charges": ("Dépenses", "Ce que l'action coûte : une dépense par ligne, avec son compte."),
    "produits": ("Recettes", "Ce qui la paie : une recette par ligne, avec son compte."),
}
_MOTS_DU_BUDGET = {
    "compte": ("Compte", 38),
    "libelle": ("Vos mots pour cette ligne", 38),
    "montant": ("Prévu, en euros", 14),
    "realise": ("Réalisé, en euros", 14),
    "financeur": ("Financeur (d'une subvention, compte 74)", 26),
    "etat": ("Où en est la subvention", 18),
}


class Tableau(NamedTuple):
    """Several answers with several parts: a sheet of its own."""

    titre: str
    aide: str
    champs: list[Question]
    route: Route


def valeur(arbre: Any, route: Route) -> Any:
    """What stands at a route of the answers; None where nothing does."""
    for pas in route:
        if isinstance(pas, int):
            arbre = arbre[pas] if isinstance(arbre, list) and pas < len(arbre) else None
        else:
            arbre = arbre.get(pas) if isinstance(arbre, dict) else None
    return arbre


def texte(arbre: Any, route: Route) -> str:
    """The text at a route of the answers; empty where there is none."""
    lu = valeur(arbre, route)
    return lu.strip() if isinstance(lu, str) else ""


def elements(arbre: Any, route: Route) -> int:
    """How many items the list at this route has."""
    lu = valeur(arbre, route)
    return len(lu) if isinstance(lu, list) else 0


def titre(champ: Question) -> str:
    """What a field asks, and whether it must be answered, in words."""
    marques = [mot for cle, mot in (("obligatoire", "obligatoire"), ("interne", "reste interne")) if champ.get(cle)]
    return f"{champ['titre']} ({', '.join(marques)})" if marques else str(champ["titre"])


def aide(champ: Question) -> str:
    """What helps to answer."""
    de = champ.get("de") or {}
    conseil = JOUR if "date" in (champ["saisie"], de.get("saisie")) else champ.get("conseil", "")
    phrases = [champ.get("aide", ""), conseil]
    if champ.get("max"):
        phrases.append(f"{champ['max']} signes au plus.")
    if champ.get("exemple"):
        phrases.append(f"Par exemple : {champ['exemple']}")
    return " ".join(" ".join(phrase.split()) for phrase in phrases if phrase and phrase != "Répondez oui ou non.")


def choix(champ: Question) -> Choix:
    """What can be chosen, in a field of choices."""
    if champ["saisie"] == "oui_non":
        return feuilles.OUI_NON
    return uniques([(c["id"], c["titre"]) for c in champ.get("choix", ())])


def uniques(paires: list[tuple[str, str]]) -> Choix:
    """Choices that their titles tell apart."""
    titres = [libelle for _, libelle in paires]
    return tuple((nom, libelle if titres.count(libelle) == 1 else f"{libelle} ({nom})") for nom, libelle in paires)


def case(champ: Question, route: Route, arbre: Any) -> Case | None:
    """The cell that asks a field; None where one cell can't: what is there stays as it is."""
    actuelle = valeur(arbre, route)
    if champ["saisie"] not in SIMPLES or (actuelle is not None and not isinstance(actuelle, str)):
        return None
    if len(actuelle or "") > feuilles.CELLULE_MAX:
        return None
    return Case(route, SIMPLES[champ["saisie"]], (actuelle or "").strip(), choix(champ))


def periode(quoi: str, route: Route, arbre: Any, conseil: str = "") -> Iterator[Ligne]:
    """Two lines: when it begins, when it ends."""
    for cellule, mot in zip(bornes(route, arbre), ("début", "fin"), strict=True):
        phrase = BORNE if mot == "début" else "À laisser vide si le début suffit : toute l'année 2025, par exemple."
        yield Ligne((f"{quoi} : {mot}", cellule, " ".join(filter(None, [conseil, phrase]))))
        conseil = ""


def bornes(route: Route, arbre: Any) -> tuple[Case, Case]:
    """The two cells of a period; one written in one word is all in the first."""
    debut = texte(arbre, route) or texte(arbre, (*route, "debut"))
    fin = texte(arbre, (*route, "fin"))
    return Case((*route, "debut"), feuilles.BORNE, debut), Case((*route, "fin"), feuilles.BORNE, fin)


def lignes(champ: Question, route: Route, arbre: Any) -> Iterator[Ligne]:
    """The lines that ask a field; none where it is a table."""
    saisie = champ["saisie"]
    if saisie == "periode":
        yield from periode(titre(champ), route, arbre, aide(champ))
    elif saisie == "objet":
        yield Ligne((titre(champ), None, aide(champ)))
        for dessous in champ.get("champs", ()):
            yield from lignes(dessous, (*route, dessous["id"]), arbre)
    elif saisie == "liste" and (champ.get("de") or {}).get("saisie") in SIMPLES:
        yield from _liste(champ, route, arbre)
    elif saisie in SIMPLES:
        cellule = case(champ, route, arbre)
        yield Ligne(
            (
                titre(champ),
                cellule,
                aide(champ) if cellule else "Trop long ou mal formé pour une cellule : gardé tel quel.",
            )
        )


def _liste(champ: Question, route: Route, arbre: Any) -> Iterator[Ligne]:
    deja = elements(arbre, route)
    places = max(deja + EN_PLUS, 5)
    if choix(champ["de"]):
        places = max(deja, min(places, len(choix(champ["de"]))))
    for rang in range(places):
        dit = aide(champ) if rang == 0 else ""
        yield Ligne((f"{titre(champ)} : {rang + 1}", case(champ["de"], (*route, rang), arbre), dit))


def tableaux(champ: Question, route: Route) -> Iterator[Tableau]:
    """The tables of a field: a list of objects, the two sides of a budget."""
    if champ["saisie"] == "objet":
        for dessous in champ.get("champs", ()):
            yield from tableaux(dessous, (*route, dessous["id"]))
    elif champ["saisie"] == "liste" and (champ.get("de") or {}).get("saisie") == "objet":
        yield Tableau(titre(champ), aide(champ), champ["de"]["champs"], route)
    elif champ["saisie"] == "budget":
        for cote in champ["cotes"]:
            nom, dit = _BUDGET[cote["id"]]
            yield Tableau(
                f"{nom}, {titre(champ)}",
                dit,
                [_du_budget(cle, cote, champ["etats"]) for cle in cote["cles"]],
                (*route, cote["id"]),
            )


def _du_budget(cle: str, cote: Question, etats: list[Question]) -> Question:
    listes = {"compte": cote["comptes"], "etat": etats}
    saisie = "choix" if cle in listes else "nombre" if cle in ("montant", "realise") else "ligne"
    mot, largeur = _MOTS_DU_BUDGET[cle]
    return {"id": cle, "titre": mot, "largeur": largeur, "saisie": saisie, "choix": listes.get(cle, [])}


def tableau(demande: Tableau, arbre: Any, onglet: str) -> Feuille:
    """The sheet of a table: its lines, and empty ones after them."""
    champs = [c for c in demande.champs if c["saisie"] in SIMPLES or c["saisie"] == "periode"]
    laisses = [c["titre"] for c in demande.champs if c not in champs and c["saisie"]]
    phrases = [demande.titre if demande.titre != onglet else "", demande.aide]
    if laisses:
        phrases.append(f"Ne se remplit que dans le formulaire : {', '.join(laisses)}.")
    colonnes = [colonne for champ in champs for colonne in _colonnes(champ)]
    rangs = range(elements(arbre, demande.route) + LIGNES_EN_PLUS)
    faites = tuple(
        Ligne(tuple(c for champ in champs for c in _cellules(champ, (*demande.route, r), arbre))) for r in rangs
    )
    return Feuille(onglet, " ".join(filter(None, phrases)), tuple(colonnes), faites)


def _colonnes(champ: Question) -> Iterator[Colonne]:
    largeur = champ.get("largeur") or {"prose": 60, "nombre": 14, "date": 14}.get(champ["saisie"], 34)
    dit = "\n".join(filter(None, [titre(champ), aide(champ)]))
    if champ["saisie"] == "periode":
        yield Colonne(f"{titre(champ)} : début", 14)
        yield Colonne(f"{titre(champ)} : fin", 14)
    else:
        yield Colonne(dit, largeur)


def _cellules(champ: Question, route: Route, arbre: Any) -> Iterator[Case | None]:
    ici = (*route, champ["id"])
    if champ["saisie"] == "periode":
        yield from bornes(ici, arbre)
    else:
        yield case(champ, ici, arbre)
