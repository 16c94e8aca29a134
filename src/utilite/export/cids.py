"""`jsonld`: the Common Impact Data Standard's Basic tier; what it can't hold is counted and told.

An axe is a Theme, a critère an Outcome, an indicateur an Indicator, a figure an IndicatorReport, an acteur an
Organization. In the standard an outcome and an indicator are one organisation's: they are made for each acteur.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from utilite import atomic, formes, regex
from utilite.export.json import texte
from utilite.export.lignes import Source, Trouvee
from utilite.export.table import Ligne
from utilite.referentiel import Axe, Referentiel

NOM = "mesures.jsonld"
CONTEXTE = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"
ODD = "https://metadata.un.org/sdg/"
SANS_UNITE = "sans unité"

_IRIS = regex.lazy(r"https?://iris\.thegiin\.org/metric/[0-9.]+/([A-Za-z]{2}[0-9]{4})/?")
"""The source of an indicateur that takes up one of IRIS+."""

Noeud = dict[str, Any]


def ecrit(source: Source, out: Path, sous: Path | None) -> list[str]:
    """Writes the file; indicators are held until all is read, since each names its reports."""
    graphe = _Graphe(source.referentiel)
    for trouvee in source.trouvees():
        graphe.prend(trouvee)
    atomic.write_all(out, _morceaux(graphe), sous)
    if not graphe.sans_nombre:
        return []
    return [
        f"Sans place dans ce standard, qui ne connaît que des nombres : {graphe.sans_nombre} "
        "(textes, oui ou non, non renseignés, cibles seules). Ils sont dans les autres formats."
    ]


def _morceaux(graphe: "_Graphe") -> Iterator[bytes]:
    separateur = "[\n"
    for noeud in graphe.noeuds.values():
        yield f"{separateur}{texte({'@context': CONTEXTE, **noeud})}".encode()
        separateur = ",\n"
    yield b"\n]\n" if graphe.noeuds else b"[]\n"


class _Graphe:
    """The nodes by their address, in the order in which they are first needed."""

    def __init__(self, referentiel: Referentiel) -> None:
        self.noeuds: dict[str, Noeud] = {}
        self.sans_nombre = 0
        self._grille = referentiel
        self._axes = {axe.id: axe for axe in referentiel.axes}
        self._odd = {critere.id: [f"{ODD}{odd}" for odd in critere.odd] for critere in referentiel.criteres}
        self._questions = {critere.id: critere.question or critere.aide for critere in referentiel.criteres}

    def prend(self, trouvee: Trouvee) -> None:
        """One more figure, and all that it stands under."""
        ligne = trouvee.ligne
        nombre = _nombre(ligne)
        if nombre is None:
            self.sans_nombre += 1
            return
        qui = self._organisation(ligne)
        critere = self._critere(ligne, qui)
        indicateur = self._indicateur(trouvee, qui, critere)
        self._rapport(trouvee, nombre, qui, indicateur)

    def _organisation(self, ligne: Ligne) -> Noeud:
        return self._noeud(
            "Organization", "acteur", ligne["acteur"], hasLegalName=ligne["acteur_nom"] or ligne["acteur"]
        )

    def _critere(self, ligne: Ligne, qui: Noeud) -> Noeud:
        # Two acteurs may give one id to critères propres that have nothing in common.
        noeud = self._noeud(
            "Outcome",
            "critere",
            f"{ligne['acteur']}/{ligne['critere']}",
            hasName=ligne["critere_titre"],
            hasDescription=self._questions.get(ligne["critere"]) or ligne["critere_titre"],
            forOrganization=qui["@id"],
            forTheme=[self._theme(self._axes[ligne["axe"]])["@id"]] if ligne["axe"] in self._axes else [],
            hasCode=self._odd.get(ligne["critere"], []),
            hasIndicator=[],
        )
        _lie(qui, "hasOutcome", noeud)
        return noeud

    def _theme(self, axe: Axe) -> Noeud:
        codes = dict.fromkeys(code for critere in axe.criteres for code in self._odd[critere.id])
        return self._noeud(
            "Theme", "axe", axe.id, hasName=axe.titre, hasDescription=axe.aide or axe.titre, hasCode=[*codes]
        )

    def _indicateur(self, trouvee: Trouvee, qui: Noeud, critere: Noeud) -> Noeud:
        ligne, indicateur = trouvee.ligne, trouvee.suivi.indicateur
        part = f" : {ligne['categorie_titre']}" if ligne["categorie"] else ""
        iris = _IRIS.fullmatch(indicateur.source)
        noeud = self._noeud(
            "Indicator",
            "indicateur",
            "/".join(filter(None, [ligne["acteur"], ligne["critere"], ligne["indicateur"], ligne["categorie"]])),
            hasName=f"{ligne['indicateur_titre']}{part}",
            hasDescription=indicateur.aide or indicateur.sert_a or ligne["indicateur_titre"],
            unitDescription=ligne["unite"] or SANS_UNITE,
            unit_of_measure=self._unite(ligne),
            forOrganization=qui["@id"],
            forOutcome=[critere["@id"]],
            hasCode=[indicateur.source] if iris else [],
            hasIndicatorReport=[],
        )
        _lie(qui, "hasIndicator", noeud)
        _lie(critere, "hasIndicator", noeud)
        return noeud

    def _unite(self, ligne: Ligne) -> str:
        nom = ligne["unite"] or SANS_UNITE
        return str(self._noeud("i72:Unit_of_measure", "unite", nom, hasName=nom)["@id"])

    def _rapport(self, trouvee: Trouvee, nombre: str, qui: Noeud, indicateur: Noeud) -> None:
        ligne = trouvee.ligne
        rang = len(indicateur["hasIndicatorReport"]) + 1
        noeud = self._noeud(
            "IndicatorReport",
            "rapport",
            f"{ligne['fiche']}/{indicateur['@id']}/{rang}",
            hasName=f"{indicateur['hasName']}, {ligne['fiche_titre']}, {ligne['periode']}, {rang}",
            hasComment=_commentaire(trouvee),
            value={
                "@type": "i72:Measure",
                "hasNumericalValue": nombre,
                "unit_of_measure": indicateur["unit_of_measure"],
            },
            unit_of_measure=indicateur["unit_of_measure"],
            startedAtTime=f"{ligne['debut']}T00:00:00",
            endedAtTime=f"{ligne['fin']}T23:59:59",
            forIndicator=indicateur["@id"],
            forOrganization=qui["@id"],
        )
        _lie(indicateur, "hasIndicatorReport", noeud)

    def _noeud(self, classe: str, genre: str, nom: str, **dit: Any) -> Noeud:
        """The node of this name, made at its first use."""
        adresse = self._adresse(f"{genre}/{nom}")
        complete = classe if ":" in classe else f"cids:{classe}"
        return self.noeuds.setdefault(adresse, {"@type": complete, "@id": adresse, **dit})

    def _adresse(self, chemin: str) -> str:
        """The same for the same thing, from one export to the next."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self._grille.depot}#{self._grille.id}/{chemin}')}"


def _lie(noeud: Noeud, cle: str, autre: Noeud) -> None:
    liens = noeud.setdefault(cle, [])
    if autre["@id"] not in liens:
        liens.append(autre["@id"])


def _nombre(ligne: Ligne) -> str | None:
    """The one number that the standard asks for; a range as it is said, which nobody takes for an exact number."""
    if ligne["apres"] is not None:
        return str(ligne["apres"])
    if ligne["min"] is None:
        return None
    return str(ligne["valeur"]) if ligne["min"] == ligne["max"] else f"[{ligne['min']}, {ligne['max']}]"


def _commentaire(trouvee: Trouvee) -> str:
    """What a number doesn't say: of how many, about how much, before, according to whom, at which level."""
    ligne, indicateur = trouvee.ligne, trouvee.suivi.indicateur
    assert trouvee.reponse is not None  # it has a number
    dit = formes.dit_reponse(trouvee.reponse, indicateur.spec)
    niveau = f"niveau : {indicateur.niveau.titre}" if indicateur.niveau else ""
    apres = f"d'après : {ligne['d_apres']}" if ligne["d_apres"] else ""
    return " ; ".join(filter(None, [dit, apres, niveau, f"fiche : {ligne['fiche']}"]))
