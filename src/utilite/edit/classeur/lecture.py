"""Cells → the answers, as the form holds them, with the cell that each comes from."""

import copy
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from utilite.diagnostic import Route
from utilite.edit.classeur import feuilles, mesures, plan, saisies
from utilite.edit.classeur.ecriture import CLE, DEPART
from utilite.edit.classeur.feuilles import Case, Cellule, Feuille, Ligne
from utilite.edit.classeur.lire import Grille, IllisibleError, Vue
from utilite.edit.classeur.questions import elements, texte, valeur
from utilite.edit.formulaire.questions import Question
from utilite.orthographe import suggestion
from utilite.schema.cles import ID

T = TypeVar("T")

TETES = 20
"""Among how many lines the headings are looked for."""


class Lieu(NamedTuple):
    """A cell of a sheet; line and column from 1."""

    feuille: str
    ligne: int
    colonne: int

    @property
    def nom(self) -> str:
        """« feuille « Mesures », cellule C7 »."""
        from openpyxl.utils import get_column_letter

        return f"feuille « {self.feuille} », cellule {get_column_letter(self.colonne)}{self.ligne}"


class Reproche(NamedTuple):
    """What can't be taken from a cell, and what to type there instead."""

    lieu: Lieu
    message: str
    hint: str


class Retour(NamedTuple):
    """What a workbook answers: the answers, where each stands, what couldn't be taken."""

    etat: dict[str, Any]
    lieux: Mapping[Route, Lieu]
    reproches: tuple[Reproche, ...]


def ou(route: Route, lieux: Mapping[Route, T]) -> T | None:
    """The place that something is said of: its own, the first of what it holds, or that of what holds it."""
    while route:
        dessous = (lieu for ici, lieu in lieux.items() if ici[: len(route)] == route)
        lieu = lieux.get(route) or next(dessous, None)
        if lieu is not None:
            return lieu
        route = route[:-1]
    return None


def lit(lues: Mapping[str, Grille], q: Question, acteurs: Iterable[Question]) -> Retour:
    """The answers of a workbook made of this référentiel. Raises IllisibleError where it isn't one."""
    depart = _depart(lues)
    prevues = plan.de(q, acteurs, depart)
    lecteur = _Lecteur(q, depart)
    for feuille in sorted(prevues, key=lambda f: f.titre == "Témoignages" or f.titre == "Vos indicateurs"):
        if any(ligne.cle for ligne in feuille.lignes):
            lecteur.lit(feuille, lues.get(feuille.titre))
    return lecteur.finit()


def _depart(lues: Mapping[str, Grille]) -> dict[str, Any]:
    """The answers that the workbook was made with."""
    morceaux = [str(ligne[1].valeur) for _, ligne in sorted(lues.get(DEPART, {}).items()) if 1 in ligne]
    try:
        etat = json.loads("".join(morceaux))
    except (ValueError, RecursionError):
        etat = None
    if not isinstance(etat, dict) or not isinstance(etat.get("fiche"), dict):
        raise IllisibleError(
            "ce classeur n'a pas été fait par « utilite form », ou il a été recopié dans un autre",
            "recopiez les réponses dans le classeur d'origine",
        )
    nom, acteur = etat.get("nom"), etat.get("acteur")
    return {
        "depart": str(etat.get("depart", "")),
        "nom": nom if isinstance(nom, str) and ID.fullmatch(nom) else "",
        "acteur": _arbre(acteur) if isinstance(acteur, dict) else None,
        "fiche": _arbre(etat["fiche"]),
    }


def _arbre(sections: dict[str, Any]) -> dict[str, Any]:
    """A stranger's tree: what others ask to be a mapping is one."""
    return {cle: v for cle, v in sections.items() if isinstance(v, dict) or cle not in ("action", "identite")}


class _Lecteur:
    """One workbook being read."""

    def __init__(self, q: Question, depart: dict[str, Any]) -> None:
        self._q = q
        self._etat = copy.deepcopy(depart)
        self._lieux: dict[Route, Lieu] = {}
        self._reproches: list[Reproche] = []

    def lit(self, feuille: Feuille, grille: Grille | None) -> None:
        """Takes what one sheet answers."""
        if grille is None:
            self._reproche(Lieu(feuille.titre, 1, 1), "cette feuille manque", "reprenez-la du classeur d'origine")
            return
        tete = next((n for n in sorted(grille)[:TETES] if _dit(grille[n].get(1)) == CLE), None)
        if tete is None:
            self._reproche(Lieu(feuille.titre, 1, 1), "la ligne des titres manque", "reprenez-la du classeur d'origine")
            return
        ranges = {_dit(vue): rang for rang, vue in grille[tete].items()}
        colonnes = [ranges.get(" ".join(colonne.titre.split())) for colonne in feuille.colonnes]
        prevues = {ligne.cle: ligne for ligne in feuille.lignes if ligne.cle}
        fixes = {" ".join(c.split()) for ligne in feuille.lignes for c in ligne.cellules if isinstance(c, str)}
        for numero in sorted(n for n in grille if n > tete):
            ligne = prevues.get(str(grille[numero][1].valeur)) if 1 in grille[numero] else None
            if ligne is not None:
                self._ligne(
                    feuille.titre, numero, ligne, [grille[numero].get(c) if c else None for c in colonnes], colonnes
                )
            elif any(_dit(vue) not in fixes for rang, vue in grille[numero].items() if rang > 1):
                rang = next(rang for rang, vue in grille[numero].items() if rang > 1 and _dit(vue) not in fixes)
                hint = "recopiez ses réponses dans une ligne vide, prévue pour cela"
                self._reproche(
                    Lieu(feuille.titre, numero, rang), "cette ligne n'est pas dans le classeur d'origine", hint
                )

    def _ligne(self, titre: str, numero: int, ligne: Ligne, vues: list[Vue | None], colonnes: list[int | None]) -> None:
        lieux = [Lieu(titre, numero, colonne or 1) for colonne in colonnes]
        cellules = self._place(ligne, vues, lieux) if ligne.a_placer else ligne.cellules
        for cellule, vue, lieu in zip(cellules, vues, lieux, strict=True):
            if isinstance(cellule, Case):
                self._case(cellule, vue, lieu)
            elif cellule is None and vue is not None and _dit(vue):
                hint = "videz cette case : l'indicateur ne le demande pas"
                self._reproche(lieu, "on ne sait pas que faire de cette réponse", hint)

    def _case(self, case: Case, vue: Vue | None, lieu: Lieu) -> None:
        self._lieux[case.route] = lieu
        deja = valeur(self._etat, case.route[:-1])
        if case.saisie == feuilles.BORNE and isinstance(deja, str):
            pose(self._etat, case.route[:-1], {"debut": deja})
        lu, pourquoi = _texte(vue, case) if vue is not None else ("", None)
        if pourquoi is not None:
            self._reproche(lieu, *pourquoi)  # what was there before stays
            return
        if lu == _normal(case):
            return
        if lu or valeur(self._etat, case.route) is not None or case.valeur:
            pose(self._etat, case.route, lu)

    def _place(self, ligne: Ligne, vues: list[Vue | None], lieux: list[Lieu]) -> tuple[Cellule, ...]:
        """The cells of a line that says itself what it is about; none of them where it says nothing."""
        rien: tuple[Cellule, ...] = ("",) * len(vues)
        dit = _dit(vues[0]) if vues[0] is not None else ""
        remplie = next(
            (lieu for vue, lieu in zip(vues[1:], lieux[1:], strict=True) if vue is not None and _dit(vue)), None
        )
        quoi = ligne.cle.split("/")[0]
        if not dit:
            if remplie is not None:
                self._reproche(lieux[0], "cette ligne ne dit pas de quoi elle parle", "choisissez-le dans la liste")
            return rien
        connus: Mapping[str, Any] = (
            mesures.indicateurs(self._q) if quoi == mesures.AUTRES_MESURES else mesures.criteres(self._q, self._etat)
        )
        nom = saisies.choix(dit, tuple((libelle, libelle) for libelle in connus))
        if nom not in connus:
            hint = suggestion(nom, connus, "choisissez « {} » dans la liste", "choisissez dans la liste")
            self._reproche(lieux[0], f"« {nom[:60]} » n'est ni un critère ni un indicateur d'ici", hint)
            return rien
        if remplie is None:
            return rien
        return _LIGNES[quoi](self._q, self._etat, connus[nom], vues, lieux)

    def _reproche(self, lieu: Lieu, message: str, hint: str) -> None:
        self._reproches.append(Reproche(lieu, message, hint))

    def finit(self) -> Retour:
        """What the sheets say together."""
        acheve(self._etat, self._lieux)
        for route in [r for r in self._lieux if r[-1] == "_choisi"]:
            _choisi(self._etat, route[:-1])
        if not _plein(self._etat.get("acteur")):
            self._etat["acteur"] = None
        return Retour(self._etat, self._lieux, tuple(self._reproches))


def acheve(etat: Any, lieux: dict[Route, T]) -> None:
    """What two cells say together: a number up to another, a beginning and an end."""
    for route in [r for r in lieux if r[-1] == "jusqu_a"]:
        _intervalle(etat, lieux, route[:-1])
    for route in [r for r in lieux if r[-1] == "debut"]:
        _periode(etat, route[:-1])


def _intervalle(etat: Any, lieux: dict[Route, T], route: Route) -> None:
    mesure = valeur(etat, route)
    if not isinstance(mesure, dict):
        return
    deja = mesure.pop("entre", None)
    bornes = deja if isinstance(deja, list) and deja else [""]
    bas = mesure.pop("valeur") if "valeur" in mesure else bornes[0]
    haut = mesure.pop("jusqu_a") if "jusqu_a" in mesure else "".join(map(str, bornes[1:2]))
    if haut:
        mesure["entre"] = [bas, haut]
        fin = lieux[(*route, "jusqu_a")]
        debut = lieux.get((*route, "valeur"), fin)
        lieux |= {(*route, "entre"): debut, (*route, "entre", 0): debut, (*route, "entre", 1): fin}
    elif bas:
        mesure["valeur"] = bas


def _mesure(
    _: Question, etat: Any, cible: tuple[Route, Question], __: list[Vue | None], ___: Any
) -> tuple[Cellule, ...]:
    """One more mesure of an indicateur of the grid."""
    route, indicateur = cible
    return ("", "", *mesures.cellules(indicateur, (*route, elements(etat, route)), None))


def _propre(q: Question, etat: Any, critere: Route, vues: list[Vue | None], _: Any) -> tuple[Cellule, ...]:
    """An indicateur of the fiche's own, or one more mesure of it."""
    route = (*critere, "indicateurs_propres")
    titre = _dit(vues[1]) if vues[1] is not None else ""
    formes = {forme["id"]: forme for forme in q["propres"]}
    for rang in range(elements(etat, route)):
        ici = (*route, rang)
        if titre and texte(etat, (*ici, "titre")) == titre:
            forme = formes.get(texte(etat, (*ici, "forme")), mesures.LIBRE)
            numero = elements(etat, (*ici, "mesures"))
            return ("", "", "", "", "", *mesures.cellules(forme, (*ici, "mesures", numero), None))
    ici = (*route, elements(etat, route))
    definition = mesures.definition(q, ici, None)
    dite = vues[3]
    choisie = _texte(dite, definition[2])[0] if dite is not None and isinstance(definition[2], Case) else ""
    forme = formes.get(choisie, mesures.LIBRE)
    return ("", *definition, *mesures.cellules(forme, (*ici, "mesures", 0), None))


def _parole(q: Question, etat: Any, critere: Route, _: list[Vue | None], __: Any) -> tuple[Cellule, ...]:
    """One more témoignage."""
    route = (*critere, "temoignages")
    return ("", *mesures.parole(q, (*route, elements(etat, route)), None))


_LIGNES = {mesures.AUTRES_MESURES: _mesure, mesures.AUTRES_PROPRES: _propre, mesures.AUTRES_PAROLES: _parole}


def _dit(vue: Vue | None) -> str:
    """What is read in a cell, on one line."""
    return " ".join(str(vue.valeur).split()) if vue is not None and vue.valeur is not None else ""


def _texte(vue: Vue, case: Case) -> tuple[str, tuple[str, str] | None]:
    """A cell's answer, as a file says it; or why it can't be taken, and what to type."""
    lu = vue.valeur
    chiffre = case.saisie in (feuilles.NOMBRE, feuilles.ECHELON)
    if vue.formule:
        resultat = f" : {_brut(lu)}" if isinstance(lu, (int, float, str)) else ""
        return "", (f"c'est une formule (« {vue.formule[:40]} »)", f"tapez son résultat{resultat}")
    if isinstance(lu, str) and lu.startswith("#") and lu.rstrip("!?").isupper() and chiffre:
        return "", (f"le tableur n'a pas su calculer (« {lu} »)", "tapez le nombre lui-même")
    if vue.pourcent and chiffre:
        return "", (f"c'est un pourcentage ({_brut(100 * float(lu))} %)", "donnez les deux nombres : tant, sur combien")
    if isinstance(lu, (date, datetime)):
        jour = lu.date() if isinstance(lu, datetime) else lu
        if chiffre:
            return "", (
                f"le tableur en a fait une date ({jour:%d/%m/%Y})",
                "retapez le nombre, précédé d'une apostrophe",
            )
        return jour.isoformat(), None
    return tape(_brut(lu), case), None


def tape(ecrit: str, case: Case) -> str:
    """What was typed for a cell, as a file says it."""
    net = ecrit.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _LUS.get(case.saisie, str)(saisies.choix(net, case.choix) if case.choix else net)


_LUS = {
    feuilles.NOMBRE: saisies.nombre,
    feuilles.ECHELON: saisies.nombre,
    feuilles.DATE: saisies.jour,
    feuilles.BORNE: saisies.jour,
}


def _brut(lu: Any) -> str:
    """A value of a spreadsheet as text; 15 figures are all that it keeps of a number."""
    if isinstance(lu, bool):
        return "oui" if lu else "non"
    if isinstance(lu, float):
        arrondi = f"{lu:.15g}"
        return arrondi if "e" not in arrondi else f"{lu:f}".rstrip("0").rstrip(".")
    return str(lu)


def _normal(case: Case) -> str:
    """What an untouched cell reads as."""
    valeur = case.valeur.replace("\r\n", "\n").replace("\r", "\n").strip()
    if case.choix:
        return {"true": "oui", "false": "non"}.get(valeur, valeur)
    if case.saisie != feuilles.NOMBRE:
        return valeur
    try:
        return _brut(float(valeur))
    except ValueError:
        return saisies.nombre(valeur)


def pose(arbre: Any, route: Route, v: Any) -> None:
    """Puts a value at a route, and on the way what is needed to hold it."""
    for pas, suivant in zip(route, (*route[1:], None), strict=True):
        if isinstance(pas, int):
            arbre.extend({} for _ in range(pas + 1 - len(arbre)))
        if suivant is None:
            arbre[pas] = v
            return
        dessous = arbre[pas] if isinstance(pas, int) else arbre.get(pas)
        if not isinstance(dessous, list if isinstance(suivant, int) else dict):
            dessous = arbre[pas] = [] if isinstance(suivant, int) else {}
        arbre = dessous


def _periode(etat: Any, route: Route) -> None:
    """A period that has a beginning only is written in one word."""
    lue = valeur(etat, route)
    if isinstance(lue, dict) and not lue.get("fin"):
        pose(etat, route, lue.get("debut", ""))


def _choisi(etat: Any, route: Route) -> None:
    """A critère that is chosen is there, though empty; one that isn't goes, if nothing was said of it."""
    critere = valeur(etat, route)
    choisi = isinstance(critere, dict) and critere.pop("_choisi", None)
    if isinstance(critere, dict) and not _plein(critere) and choisi == "":
        valeur(etat, route[:-1]).pop(route[-1])


def _plein(v: Any) -> bool:
    """Whether something is said somewhere in it."""
    if isinstance(v, dict):
        return any(map(_plein, v.values()))
    return any(map(_plein, v)) if isinstance(v, list) else bool(v)
