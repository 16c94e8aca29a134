"""A CSV of mesures: one line for each, of one fiche or of many; what is wrong is told by line and column."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from utilite import source
from utilite.check.rules import RULES
from utilite.diagnostic import Route, Severity
from utilite.edit.classeur import feuilles, lecture, mesures, saisies, tableau
from utilite.edit.classeur.feuilles import Case
from utilite.edit.classeur.questions import elements, valeur
from utilite.edit.formulaire import questions, redaction
from utilite.edit.formulaire.questions import Question
from utilite.edit.retours import Faute, Recu, Retour
from utilite.edit.retours.texte_yaml import nom_de, texte_de
from utilite.orthographe import suggestion
from utilite.schema import ordre
from utilite.workspace import Workspace

_QUI = frozenset({"fiche", "critere", "indicateur", "categorie", "unite"})
"""Columns that say what a line is about."""
_DEDANS: Mapping[str, Route] = {
    "annee": ("periode", "debut"),
    "fin": ("periode", "fin"),
    "au_moins": ("cible", "au_moins"),
    "au_plus": ("cible", "au_plus"),
}
"""Where a column's answer stands in a mesure, if not under its own name."""
_VOULIEZ = "vouliez-vous dire « {} » ?"
_DU_MODELE = "prenez un des mots du modèle, que donne « utilite form --format csv »"
_TROP = "mettez entre guillemets ce qui contient une virgule, ou séparez les cases par des points-virgules"


class Lieu(NamedTuple):
    """A cell: its line, from 1, and the heading of its column."""

    ligne: int
    colonne: str = ""

    @property
    def nom(self) -> str:
        """« ligne 7, colonne « valeur » »."""
        return f"ligne {self.ligne}, colonne « {self.colonne} »" if self.colonne else f"ligne {self.ligne}"


class _FauteDeLigneError(Exception):
    """What keeps a line from being read."""

    def __init__(self, colonne: str, message: str, remede: str) -> None:
        super().__init__(message)
        self.faute = (colonne, message, remede)


COLONNES_MAX = 200
FAUTES_MAX = 50
"""How many faults of one table are told."""


def lit(nom: str, octets: bytes, espace: Workspace) -> Retour:
    """What a table says of each fiche: of that, and of nothing else (`partiel`)."""
    if len(octets) > source.MAX_BYTES:
        return Retour(fautes=(Faute("", "le fichier dépasse un mégaoctet", "envoyez-le en plusieurs fois"),))
    try:
        lignes = tableau.lis(texte_de(octets))
    except tableau.GuillemetError as error:
        message = "un guillemet s'ouvre ici et ne se referme pas sur sa ligne"
        return Retour(fautes=(Faute(f"ligne {error.ligne}", message, "refermez-le, ou ôtez-le"),))
    except csv.Error:
        return Retour(fautes=(Faute("", "ce n'est pas un fichier CSV", "enregistrez la feuille au format CSV"),))
    titres = lignes[0][1] if lignes else []
    connues = {rang: colonne for rang, titre in enumerate(titres[:COLONNES_MAX]) if (colonne := tableau.colonne(titre))}
    if not {"indicateur", "valeur"} <= set(connues.values()):
        return Retour(fautes=(Faute("ligne 1", "il manque les titres « indicateur » et « valeur »", _DU_MODELE),))
    table = _Table(espace, nom_de(nom.lower().removesuffix(".csv")))
    if len(lignes) > tableau.LIGNES_MAX:
        table.faute(Lieu(lignes[-1][0]), "la suite n'est pas lue", "envoyez-la dans un autre fichier")
    for numero, cellules in lignes[1:]:
        table.ligne(numero, cellules, titres, connues)
    return table.retour()


class _Table:
    """One table being read: the answers of each fiche, and where each stands."""

    def __init__(self, espace: Workspace, nom: str) -> None:
        assert espace.referentiel.valeur is not None  # whoever calls has looked
        self._espace = espace
        self._q = questions.de(espace.referentiel.valeur)
        self._plan = ordre.fiche(espace.referentiel.valeur)
        self._fiches = espace.noms_de_fiches()
        self._nom = nom if nom in self._fiches else ""
        self._arbres: dict[str, dict[str, Any]] = defaultdict(dict)
        self._lieux: dict[str, dict[Route, Lieu]] = defaultdict(dict)
        self._suites: dict[tuple[str, Route], list[tuple[str, ...]]] = defaultdict(list)
        self._fautes: list[Faute] = []

    def faute(self, lieu: Lieu, message: str, remede: str) -> None:
        """One more thing that can't be taken; past `FAUTES_MAX`, they are only said to be more."""
        if len(self._fautes) < FAUTES_MAX:
            self._fautes.append(Faute(lieu.nom, message, remede))
        elif len(self._fautes) == FAUTES_MAX:
            self._fautes.append(Faute("", "d'autres lignes ont des fautes", "corrigez celles-ci, puis recommencez"))

    def ligne(self, numero: int, cellules: list[str], titres: list[str], connues: Mapping[int, str]) -> None:
        """Takes one line; one that answers nothing says nothing."""
        dit = {nom: cellules[rang] for rang, nom in connues.items() if rang < len(cellules) and cellules[rang]}
        if any(cellules[len(titres) :]):
            self.faute(Lieu(numero), "cette ligne a plus de cases que de titres", _TROP)
        elif dit.keys() - _QUI:
            for rang in [r for r, titre in enumerate(titres) if r not in connues and "".join(cellules[r : r + 1])]:
                remede = suggestion(titres[rang], tableau.COLONNES, _VOULIEZ, _DU_MODELE)
                self.faute(Lieu(numero, titres[rang]), "cette colonne n'est pas lue", remede)
            try:
                self._mesure(numero, dit)
            except _FauteDeLigneError as error:
                colonne, message, remede = error.faute
                self.faute(Lieu(numero, colonne), message, remede)

    def _mesure(self, numero: int, dit: dict[str, str]) -> None:
        fiche = self._fiche(dit)
        route, i = _indicateur(self._q, dit)
        arbre, lieux = self._arbres[fiche], self._lieux[fiche]
        ici = (*route, self._rang(fiche, route, dit) if i["saisie"] == "repartition" else elements(arbre, route))
        cases = {c.route[len(ici) :]: c for c in mesures.cellules(i, ici, None) if isinstance(c, Case)}
        if i["saisie"] == "repartition" and "valeur" in dit:
            cases["valeur",] = Case((*ici, "repartition", _categorie(i, dit)), feuilles.NOMBRE)
        for colonne in [nom for nom in dit if nom not in _QUI]:
            case = cases.get(_DEDANS.get(colonne, (colonne,)))
            if case is None:
                remede = "videz cette case : l'indicateur ne le demande pas"
                self.faute(Lieu(numero, colonne), "on ne sait pas que faire de cette réponse", remede)
                continue
            lieux[case.route] = Lieu(numero, colonne)
            lecture.pose(arbre, case.route, lecture.tape(dit[colonne], case))

    def _fiche(self, dit: dict[str, str]) -> str:
        fiche = dit.get("fiche") or self._nom
        if not fiche:
            raise _FauteDeLigneError("fiche", "de quelle fiche s'agit-il ?", "donnez son nom, celui de son fichier")
        if fiche not in self._fiches:
            remede = suggestion(fiche, self._fiches, _VOULIEZ, f"commencez-la : utilite new {fiche[:40]}")
            raise _FauteDeLigneError("fiche", f"aucune fiche ne s'appelle « {fiche[:60]} »", remede)
        return fiche

    def _rang(self, fiche: str, route: Route, dit: dict[str, str]) -> int:
        """The mesure that a line of a répartition goes on with: that of the same time."""
        suites = self._suites[fiche, route]
        quand = tuple(saisies.jour(dit.get(nom, "")) for nom in ("annee", "fin", "recueilli_le"))
        if quand not in suites:
            suites.append(quand)
        return suites.index(quand)

    def retour(self) -> Retour:
        """What all lines say."""
        recus = []
        for fiche, arbre in self._arbres.items():
            if not arbre:
                continue
            lecture.acheve(arbre, self._lieux[fiche])
            self._sans_sa_periode(fiche, arbre)
            ecrit = redaction.ecrit(arbre.get("fiche", {}), self._plan, f"fiches/{fiche}.yaml")
            self._fautes += self._illisibles(fiche, ecrit)
            recus.append(Recu("fiches", fiche, ecrit.texte, partiel=True))
        return Retour(tuple(recus), tuple(self._fautes))

    def _sans_sa_periode(self, fiche: str, arbre: dict[str, Any]) -> None:
        """A mesure of the fiche's own period doesn't say it."""
        sienne = redaction.lu(self._espace.fiche(fiche).document).get("periode")
        for route in [r[:-1] for r in self._lieux[fiche] if r[-2:] == ("periode", "debut")]:
            if valeur(arbre, route) == sienne:
                lecture.pose(arbre, route, "")

    def _illisibles(self, fiche: str, ecrit: redaction.Ecrit) -> Iterator[Faute]:
        """What no reader can take, in the words of `validate`."""
        document, findings = source.parse(ecrit.texte, "")
        if self._espace.lecteur is not None and not findings:
            findings = self._espace.lecteur.fiche(document, fiche, surcouche=True)[1]
        for finding in findings:
            if RULES[finding.rule].SEVERITY is Severity.ERROR and not finding.lowered:
                lieu = lecture.ou(("fiche", *ecrit.origine(finding.place.route)), self._lieux[fiche])
                yield Faute(lieu.nom if lieu else "", finding.message, finding.hint)


def _indicateur(q: Question, dit: dict[str, str]) -> tuple[Route, Question]:
    """The indicateur of a line, by its id or its title, under the critère that it names if it does."""
    tous = [(c, i) for axe in q["axes"] for c in axe["criteres"] for i in c["indicateurs"] if i["saisie"]]
    critere = _parmi(dit, "critere", {c["id"]: c["titre"] for c, _ in tous}) if dit.get("critere") else ""
    ici = {i["id"]: (c, i) for c, i in tous if critere in ("", c["id"])}
    nom = _parmi(dit, "indicateur", {nom: i["titre"] for nom, (_, i) in ici.items()})
    c, i = ici[nom]
    unite = dit.get("unite", "")
    if unite and i["unite"] and saisies.choix(unite, (("", i["unite"]),)):
        message = f"cet indicateur se compte en {i['unite']}, pas en {unite[:40]}"
        raise _FauteDeLigneError("unite", message, f"vérifiez le nombre, puis écrivez « {i['unite']} »")
    return (*mesures.CRITERES, c["id"], "indicateurs", nom), i


def _categorie(i: Question, dit: dict[str, str]) -> str:
    return _parmi(dit, "categorie", {c["id"]: c["titre"] for c in i.get("choix", ())})


def _parmi(dit: dict[str, str], colonne: str, titres: Mapping[str, str]) -> str:
    """The id of what a cell names by its id or its title."""
    ecrit = dit.get(colonne, "")
    nom = saisies.choix(ecrit, tuple(titres.items()))
    if nom not in titres:
        remede = suggestion(ecrit, titres.values(), _VOULIEZ, _DU_MODELE)
        message = f"« {ecrit[:60]} » n'est pas dans le référentiel" if ecrit else "cette case est vide"
        raise _FauteDeLigneError(colonne, message, remede)
    return nom
