"""Fiches, one by one → who contributes to what, and the network's figures: `contrat.Panorama`."""

from collections.abc import Collection, Sequence
from typing import Any

from utilite.fiche import Statut
from utilite.network.chiffres import Chiffres
from utilite.network.panorama import Couverture, Panorama
from utilite.referentiel import Referentiel
from utilite.render import charts, contrat, totaux
from utilite.render.charts import Case
from utilite.render.context import Montree
from utilite.render.valeurs import NON_RENSEIGNE, ou_rien


class Bilan:
    """What is kept of fiches grows with acteurs and cells, but for the names of those that don't count.

    `par` are the cuts that are asked for.
    """

    def __init__(self, grille: Referentiel, par: Sequence[str] = ()) -> None:
        self.grille = grille
        self.panorama = Panorama(grille)
        self.chiffres = Chiffres(grille, par)
        self._noms: dict[str, str] = {}
        self._brouillons: list[contrat.Nomme] = []
        self._fautives: list[str] = []

    def ajoute(self, montree: Montree) -> None:
        """One more fiche; one at fault is named, and counts nowhere."""
        fiche = montree.fiche
        if montree.fautive:
            self._fautives.append(fiche.id)
            return
        self._noms |= {a.id: a.nom for a in montree.acteurs}
        self.panorama.compte(fiche)
        if fiche.statut is Statut.TERMINEE:
            self.chiffres.compte(fiche)
        else:
            self._brouillons.append({"id": fiche.id, "nom": fiche.titre})

    def dit(self, laissees: Collection[str] = (), montres: frozenset[str] | None = None) -> contrat.Panorama:
        """All of it; `montres` are the indicateurs that the network's templates show, None where that isn't known."""
        axes = self._axes()
        return {
            "fiches": self.chiffres.fiches,
            "acteurs": [self._nom(a) for a in sorted(self.chiffres.acteurs)],
            "brouillons": self._brouillons,
            "fautives": sorted({*self._fautives, *laissees}),
            "propres": self.chiffres.propres,
            "axes": axes,
            "couverture": ou_rien(_couverture(axes)),
            "jamais_montres": NON_RENSEIGNE if montres is None else _jamais_montres(axes, montres),
        }

    def _axes(self) -> list[contrat.AxeDuPanorama]:
        rangs = [(a.id, a.titre) for a in self.grille.axes] + [("", "Critères propres, sans axe")]
        axes = [self._axe(nom, titre) for nom, titre in rangs]
        return [a for a in axes if a["id"] or a["criteres"]]

    def _axe(self, nom: str, titre: str) -> contrat.AxeDuPanorama:
        criteres = [self._critere(c) for c in self.panorama.axe(nom)]
        qui = {a["id"] for c in criteres for a in c["acteurs"]}
        return {"id": nom, "titre": titre, "acteurs": len(qui), "criteres": criteres}

    def _critere(self, couverture: Couverture) -> contrat.CritereDuPanorama:
        critere, qui = couverture.critere, couverture.contributions
        return {
            "id": critere.id,
            "titre": critere.titre,
            "propre": critere.propre,
            "acteurs": [self._nom(c.acteur) for c in qui if not c.brouillon],
            "brouillons": [self._nom(c.acteur) for c in qui if c.brouillon],
            "etat": "renseigne" if any(c.appuyee for c in qui) else "non_renseigne" if qui else "",
            "indicateurs": [] if critere.propre else totaux.du_critere(self.chiffres, critere, self._noms),
        }

    def _nom(self, acteur: str) -> contrat.Nomme:
        return {"id": acteur, "nom": self._noms.get(acteur, acteur)}


def _couverture(axes: Sequence[contrat.AxeDuPanorama]) -> dict[str, Any] | None:
    lignes = [(a["titre"], [Case(c["titre"], c["etat"]) for c in a["criteres"]]) for a in axes]
    return charts.couverture("Les critères que le réseau a retenus", lignes)


def _jamais_montres(axes: Sequence[contrat.AxeDuPanorama], montres: frozenset[str]) -> list[contrat.JamaisMontre]:
    return [
        {"id": i["id"], "titre": i["titre"], "repondu": i["chiffre"]["repondu"]}
        for a in axes
        for c in a["criteres"]
        for i in c["indicateurs"]
        if i["chiffre"]["acteurs"] and i["id"] not in montres
    ]
