"""Critères, their mesures, what people said: a line each, and empty lines for those that come in addition."""

from collections.abc import Iterator
from typing import Any

from utilite.diagnostic import Route
from utilite.edit.classeur import feuilles
from utilite.edit.classeur.feuilles import Case, Cellule, Choix, Colonne, Feuille, Ligne
from utilite.edit.classeur.questions import bornes, elements, texte, uniques, valeur
from utilite.edit.formulaire.questions import Question

CRITERES = ("fiche", "utilite_sociale")
PROPRES = ("fiche", "criteres_propres")
AUTRES_MESURES, AUTRES_PROPRES, AUTRES_PAROLES = "+mesures", "+indicateurs", "+paroles"
"""The routes' heads of the lines whose first cell says where they go."""

A_PART = 8
"""How many columns a mesure needs; the others say more, and are printed on pages of their own."""
COLONNES = (
    Colonne("Nombre ou réponse", 20),
    Colonne("Jusqu'à (si c'est entre deux nombres)", 12),
    Colonne("Sur combien", 10),
    Colonne("Au début", 10),
    Colonne("À la fin", 10),
    Colonne("À peu près ?", 8),
    Colonne("D'après quoi, ou d'après qui ?", 28),
    Colonne("Nous ne le savons pas, parce que…", 28),
    Colonne("Période, si ce n'est pas celle de la fiche : début", 14),
    Colonne("Période : fin", 12),
    Colonne("Comment cela a été recueilli, si ce n'est pas comme proposé", 30),
    Colonne("Recueilli le", 12),
    Colonne("Sur combien de personnes concernées", 14),
    Colonne("On visait au moins", 12),
    Colonne("On visait au plus", 12),
    Colonne("Diffusion", 16),
)
INTERNE: Choix = (("interne", "Interne : hors des documents publics"),)
FORMES_EN_PLUS, PAROLES_EN_PLUS, MESURES_EN_PLUS, CRITERES_EN_PLUS = 12, 15, 15, 5


def cellules(i: Question, route: Route, arbre: Any) -> tuple[Cellule, ...]:
    """The cells of one mesure, in the order of the columns; what its forme doesn't ask is None."""
    cles = i["cles"]

    def si(cle: str, *pas: str, saisie: str = feuilles.NOMBRE, choix: Choix = ()) -> Case | None:
        ici = (*route, cle, *pas)
        return Case(ici, saisie, texte(arbre, ici), choix) if cle in cles else None

    debut, fin = bornes((*route, "periode"), arbre) if "periode" in cles else (None, None)
    return (
        *_valeur(i, route, arbre),
        si("sur"),
        si("avant"),
        si("apres"),
        si("environ", saisie=feuilles.CHOIX, choix=feuilles.OUI),
        si("source", saisie=feuilles.LIGNE),
        si("non_renseigne", saisie=feuilles.LIGNE),
        debut,
        fin,
        si("recueil", saisie=feuilles.LIGNE),
        si("recueilli_le", saisie=feuilles.DATE),
        si("population"),
        si("cible", "au_moins"),
        si("cible", "au_plus"),
        si("diffusion", saisie=feuilles.CHOIX, choix=INTERNE),
    )


def _valeur(i: Question, route: Route, arbre: Any) -> tuple[Case | None, Case | None]:
    """The number or the answer, and the upper end of an interval."""
    if "valeur" not in i["cles"]:
        return None, None
    ici, entre = (*route, "valeur"), (*route, "entre")
    saisie, choix = _saisie(i)
    bas = texte(arbre, ici) or texte(arbre, (*entre, 0))
    haut = Case((*route, "jusqu_a"), feuilles.NOMBRE, texte(arbre, (*entre, 1))) if "entre" in i["cles"] else None
    return Case(ici, saisie, bas, choix), haut


def _saisie(i: Question) -> tuple[str, Choix]:
    if i["saisie"] == "echelle":
        return feuilles.ECHELON, tuple((e["id"], e["titre"]) for e in i.get("echelons", ()))
    if i["saisie"] == "oui_non":
        return feuilles.CHOIX, feuilles.OUI_NON
    return (feuilles.NOMBRE if i["saisie"] == "nombre" else feuilles.PROSE), ()


LIBRE: Question = {
    "saisie": "ligne",
    "cles": ["valeur", "entre", "sur", "avant", "apres", "environ", "source", "non_renseigne", "periode", "recueil"]
    + ["recueilli_le", "population", "cible", "diffusion"],
}
"""A mesure of which one doesn't know yet what it measures."""


def choisis(q: Question, arbre: Any) -> Feuille:
    """The critères: those that one chooses, and what the action brings under each."""
    lignes: list[Ligne] = []
    for axe in q["axes"]:
        lignes.append(Ligne((axe["titre"], None, None, axe["aide"])))
        for c in axe["criteres"]:
            route = (*CRITERES, c["id"])
            pris = isinstance(valeur(arbre, CRITERES), dict) and c["id"] in valeur(arbre, CRITERES)
            choix = Case((*route, "_choisi"), feuilles.CHOIX, "oui" if pris else "", feuilles.OUI)
            apport = Case((*route, "apport"), feuilles.PROSE, texte(arbre, (*route, "apport")))
            lignes.append(Ligne((c["titre"], choix, apport, " ".join(filter(None, [c["question"], c["aide"]])))))
    aide = (
        "Choisissez les critères auxquels votre action répond, et seulement eux : trois ou quatre suffisent. "
        "Dites ce qu'elle apporte en une ou deux phrases ; les nombres vont dans la feuille « Mesures »."
    )
    colonnes = (Colonne("Critère", 34), Colonne("Choisi ?", 10), Colonne("Ce que l'action apporte", 62))
    return Feuille("Critères", aide, (*colonnes, Colonne("La question posée", 50)), tuple(lignes))


def a_vous(q: Question, arbre: Any) -> Feuille:
    """Critères that the grid doesn't have."""
    axes = uniques([(axe["id"], axe["titre"]) for axe in q["axes"]])
    lignes = []
    for rang in range(elements(arbre, PROPRES) + CRITERES_EN_PLUS):
        ici = (*PROPRES, rang)
        cases = (
            ("titre", feuilles.LIGNE),
            ("apport", feuilles.PROSE),
            ("question", feuilles.LIGNE),
            ("axe", feuilles.CHOIX),
        )
        lignes.append(
            Ligne(
                tuple(
                    Case((*ici, cle), saisie, texte(arbre, (*ici, cle)), axes if cle == "axe" else ())
                    for cle, saisie in cases
                    if cle != "axe" or axes
                )
            )
        )
    aide = (
        "Ce que la grille ne demande pas : un critère à vous a la même valeur que les autres. "
        "Ce qu'on y a compté va dans la feuille « Vos indicateurs », sous le même nom."
    )
    colonnes = (Colonne("Ce que vous regardez", 34), Colonne("Ce que l'action apporte", 62))
    autres = (Colonne("La question à laquelle cela répond", 44), Colonne("De quel domaine est-ce proche ?", 34))
    return Feuille("Vos critères", aide, (*colonnes, *autres[: 2 if axes else 1]), tuple(lignes))


def indicateurs(q: Question) -> dict[str, tuple[Route, Question]]:
    """Each indicateur of the grid that a line of its own can answer, by the words that tell it from the others."""
    tous = {i["id"]: (c, i) for axe in q["axes"] for c in axe["criteres"] for i in c["indicateurs"] if i["saisie"]}
    simples = {nom: (c, i) for nom, (c, i) in tous.items() if i["saisie"] != "repartition"}
    noms = uniques([(nom, f"{c['titre']} › {i['titre']}") for nom, (c, i) in simples.items()])
    return {libelle: ((*CRITERES, simples[nom][0]["id"], "indicateurs", nom), simples[nom][1]) for nom, libelle in noms}


def criteres(q: Question, arbre: Any) -> dict[str, Route]:
    """Each critère by its title, those of the fiche too."""
    tous = [(c["id"], c["titre"]) for axe in q["axes"] for c in axe["criteres"]]
    routes: dict[str, Route] = {libelle: (*CRITERES, nom) for nom, libelle in uniques(tous)}
    for rang in range(elements(arbre, PROPRES)):
        libelle = texte(arbre, (*PROPRES, rang, "titre"))
        if libelle:
            routes.setdefault(libelle, (*PROPRES, rang))
    return routes


def comptees(q: Question, arbre: Any) -> Feuille:
    """What was counted or observed: a line for each indicateur of the grid and each of its mesures."""
    lignes: list[Ligne] = []
    for axe in q["axes"]:
        for c in axe["criteres"]:
            if c["indicateurs"]:
                lignes.append(Ligne((c["titre"], c["question"], *[None] * len(COLONNES))))
            for i in c["indicateurs"]:
                lignes += _indicateur(i, (*CRITERES, c["id"], "indicateurs", i["id"]), arbre)
    if noms := tuple((libelle, libelle) for libelle in indicateurs(q)):
        dit = "La même chose à une autre période : choisissez l'indicateur, puis répondez sur la ligne."
        lignes.append(Ligne(("Autres mesures", dit, *[None] * len(COLONNES))))
        for rang in range(MESURES_EN_PLUS):
            ici: Route = (AUTRES_MESURES, rang)
            lignes.append(Ligne((Case(ici, feuilles.CHOIX, "", noms), "", *cellules(LIBRE, ici, None))))
    aide = (
        "Répondez à ce que vous avez compté ou observé, laissez le reste vide. Ce que vous ne savez pas se dit "
        "en mots, à droite. Les cases grises ne sont pas demandées."
    )
    colonnes = (Colonne("Ce que l'on compte ou observe", 38), Colonne("Pour vous aider", 38), *COLONNES)
    return Feuille("Mesures", aide, colonnes, tuple(lignes), fixes=1, imprimees=2 + A_PART)


def _indicateur(i: Question, route: Route, arbre: Any) -> Iterator[Ligne]:
    if not i["saisie"]:
        return
    for rang in range(max(1, elements(arbre, route))):
        ici = (*route, rang)
        yield Ligne((_titre(i), _aide(i) if rang == 0 else "", *cellules(i, ici, arbre)))
        if i["saisie"] == "repartition":
            for c in i.get("choix", ()):
                la = (*ici, "repartition", c["id"])
                nombre = Case(la, feuilles.NOMBRE, texte(arbre, la))
                yield Ligne((f"    {c['titre']}", "", nombre, *[None] * (len(COLONNES) - 1)))


def _titre(i: Question) -> str:
    unite = f", en {i['unite']}" if i["unite"] else ""
    return f"{i['titre']} ({i['niveau'].lower()}{unite})"


def _aide(i: Question) -> str:
    reponse = {"oui_non": "Oui ou non.", "repartition": "Un nombre par ligne, ci-dessous."}.get(i["saisie"], "")
    if "avant" in i["demande"]:
        reponse = "Un nombre au début, un nombre à la fin."
    elif "sur" in i["demande"]:
        reponse = "Tant, sur combien : le pourcentage se calcule tout seul."
    recueil = f"Comment le recueillir : {i['recueil']}." if i["recueil"] else ""
    return " ".join(filter(None, [reponse, i["aide"], recueil]))


def propres(q: Question, arbre: Any) -> Feuille:
    """Indicateurs of the fiche's own, and their mesures: those that need no list nor scale of their own."""
    lignes = [ligne for libelle, route in criteres(q, arbre).items() for ligne in _propres(q, libelle, route, arbre)]
    noms = tuple((libelle, libelle) for libelle in criteres(q, arbre))
    for rang in range(FORMES_EN_PLUS):
        ici: Route = (AUTRES_PROPRES, rang)
        lignes.append(
            Ligne((Case(ici, feuilles.CHOIX, "", noms), *definition(q, ici, None), *cellules(LIBRE, ici, None)))
        )
    aide = (
        "Ce que vous avez compté ou observé, et que la grille ne demande pas : dites sous quel critère, puis répondez."
    )
    dits = (Colonne("Sous quel critère ?", 34), Colonne("Ce que vous comptez ou observez", 36), Colonne("C'est…", 14))
    colonnes = (*dits, Colonne("Cela se dit par", 24), Colonne("Unité, au pluriel", 16), *COLONNES)
    return Feuille("Vos indicateurs", aide, colonnes, tuple(lignes), fixes=2, imprimees=5 + A_PART)


def definition(q: Question, route: Route, arbre: Any) -> tuple[Cellule, ...]:
    """What an indicateur of one's own is."""
    listes: dict[str, Choix] = {"niveau": uniques([(n["id"], n["titre"]) for n in q["niveaux"]])}
    listes["forme"] = uniques([(f["id"], f["titre"]) for f in q["propres"]])
    return tuple(
        Case(
            (*route, cle),
            feuilles.CHOIX if cle in listes else feuilles.LIGNE,
            texte(arbre, (*route, cle)),
            listes.get(cle, ()),
        )
        for cle in ("titre", "niveau", "forme", "unite")
    )


def _propres(q: Question, critere: str, route: Route, arbre: Any) -> Iterator[Ligne]:
    formes = {f["id"]: f for f in q["propres"]}
    for rang in range(elements(arbre, (*route, "indicateurs_propres"))):
        ici = (*route, "indicateurs_propres", rang)
        forme = formes.get(texte(arbre, (*ici, "forme")))
        if forme is None:
            titre = texte(arbre, (*ici, "titre"))
            rien: tuple[Cellule, ...] = (None,) * len(COLONNES)
            yield Ligne((critere, titre, "gardé tel quel", "dans le fichier", None, *rien))
            continue
        for numero in range(max(1, elements(arbre, (*ici, "mesures")))):
            dit = definition(q, ici, arbre) if numero == 0 else (texte(arbre, (*ici, "titre")), None, None, None)
            yield Ligne((critere, *dit, *cellules(forme, (*ici, "mesures", numero), arbre)))


PAROLE = ("texte", "auteur", "accord", "accord_le")


def paroles(q: Question, arbre: Any) -> Feuille:
    """What people said, with what they agreed to."""
    lignes: list[Ligne] = []
    for libelle, route in criteres(q, arbre).items():
        rangs = range(elements(arbre, (*route, "temoignages")))
        lignes += [Ligne((libelle, *parole(q, (*route, "temoignages", rang), arbre))) for rang in rangs]
    noms = tuple((libelle, libelle) for libelle in criteres(q, arbre))
    for rang in range(PAROLES_EN_PLUS):
        ici: Route = (AUTRES_PAROLES, rang)
        lignes.append(Ligne((Case(ici, feuilles.CHOIX, "", noms), *parole(q, ici, None))))
    mots = (
        ("Ses mots", 62),
        ("Qui parle, comme la personne veut être nommée", 28),
        ("La personne est-elle d'accord ?", 34),
    )
    colonnes = (
        Colonne("Sous quel critère ?", 34),
        *(Colonne(*mot) for mot in mots),
        Colonne("Le jour de son accord", 14),
    )
    aide = "Des paroles recueillies, mot pour mot. Sans l'accord de la personne, elles ne peuvent pas servir."
    return Feuille("Témoignages", aide, colonnes, tuple(lignes))


def parole(q: Question, route: Route, arbre: Any) -> tuple[Cellule, ...]:
    """The cells of one témoignage."""
    accords = uniques([(a["id"], a["titre"]) for a in q["accords"]])
    saisies = {"texte": feuilles.PROSE, "auteur": feuilles.LIGNE, "accord": feuilles.CHOIX, "accord_le": feuilles.DATE}
    return tuple(
        Case((*route, cle), saisies[cle], texte(arbre, (*route, cle)), accords if cle == "accord" else ())
        for cle in PAROLE
    )
