"""The indicateurs of the référentiel over the network, fiche by fiche: memory grows with cells, not with fiches.

Only finished fiches count, without what is `interne`. Nothing is added up but where `agregation` allows it.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from utilite import effectifs
from utilite.fiche import Apport, Fiche, Mesure, Suivi
from utilite.network import decoupes, mesures, secret, sommes
from utilite.network.cellule import Cellule
from utilite.network.decoupes import DECOUPES
from utilite.network.doublons import Doublons
from utilite.network.mesures import Retenues
from utilite.referentiel import Critere, Indicateur, Referentiel

_Ou = tuple[str, str]
"""A cut and a key in it; both empty for the whole network."""
TOUT: _Ou = ("", "")


class _Vue(NamedTuple):
    """A fiche that is being counted, and the cells where it stands itself."""

    fiche: Fiche
    acteurs: Sequence[str]
    exposee: bool
    ous: tuple[_Ou, ...]


class Chiffres:
    """Counts fiches one by one; `par` are the cuts that are asked for, names of `DECOUPES`."""

    def __init__(self, referentiel: Referentiel, par: Sequence[str] = ()) -> None:
        self.referentiel = referentiel
        self.par = tuple(par)
        self.doublons = Doublons()
        self.acteurs: set[str] = set()
        self.fiches = 0
        self.propres = 0
        """How many indicateurs of their own fiches have: these are added to nothing."""
        self._cellules: dict[str, dict[_Ou, Cellule]] = {}
        self._retenus: dict[tuple[str, _Ou], set[str]] = {}
        self._etiquettes: dict[_Ou, str] = {}

    def compte(self, fiche: Fiche) -> None:
        """Adds a finished fiche."""
        acteurs = [sys.intern(nom) for nom in fiche.acteurs]
        vue = _Vue(fiche, acteurs, secret.expose(fiche, self.referentiel), (TOUT, *self._cles(fiche, None)))
        self.fiches += 1
        self.acteurs.update(acteurs)
        for apport in fiche.apports:
            self.propres += sum(s.indicateur.propre for s in apport.suivis)
            if not apport.critere.propre:
                self._compte_critere(vue, apport)

    def _compte_critere(self, vue: _Vue, apport: Apport) -> None:
        for ou in vue.ous:
            self._retenus.setdefault((apport.critere.id, ou), set()).update(vue.acteurs)
        for suivi in apport.suivis:
            if not suivi.indicateur.propre:
                retenues = mesures.retient(vue.fiche, suivi, une_seule=not s_additionne(suivi.indicateur))
                self._laisse(vue, suivi, retenues)
                self._prend(vue, suivi.indicateur, retenues.comptees)

    def _prend(self, vue: _Vue, indicateur: Indicateur, comptees: Sequence[Mesure]) -> None:
        """What counts, in all the cells where it stands."""
        par_case: dict[_Ou, list[Mesure]] = {}
        for mesure in comptees:
            for ou in vue.ous if mesure.periode is None else (TOUT, *self._cles(vue.fiche, mesure)):
                par_case.setdefault(ou, []).append(mesure)
        for ou, siennes in par_case.items():
            montrees = [m for m in siennes if not _tait(m, indicateur, exposee=vue.exposee)]
            cellule = self._cellule(indicateur.id, ou)
            cellule.acteurs.update(vue.acteurs)
            cellule.sans["tues"] += len(siennes) - len(montrees)
            cellule.fiches += bool(montrees)
            for mesure in montrees:
                cellule.prend(mesure, mesures.periode(mesure, vue.fiche), indicateur.spec.forme)
                if ou == TOUT and effectifs.compte_des_personnes(indicateur.spec.unite):
                    self.doublons.voit(indicateur.id, vue.acteurs, mesures.periode(mesure, vue.fiche))

    def _laisse(self, vue: _Vue, suivi: Suivi, retenues: Retenues) -> None:
        """What the fiche says and that isn't counted; in a cut, under what the fiche says of itself."""
        tout = self._cellule(suivi.indicateur.id, TOUT)
        tout.sans["remplacees"] += retenues.remplacees
        tout.avec_cible += any(m.cible is not None and not m.interne for m in suivi.mesures)
        if retenues.internes or retenues.inconnues:
            for ou in vue.ous:
                cellule = self._cellule(suivi.indicateur.id, ou)
                cellule.sans += Counter(internes=retenues.internes, inconnues=retenues.inconnues)
                if retenues.internes:
                    cellule.acteurs.update(vue.acteurs)

    def _cellule(self, indicateur: str, ou: _Ou) -> Cellule:
        return self._cellules.setdefault(indicateur, {}).setdefault(ou, Cellule())

    def _cles(self, fiche: Fiche, mesure: Mesure | None) -> list[_Ou]:
        """The cells where a mesure stands, or a fiche where there is none."""
        cles: list[_Ou] = []
        for par in self.par:
            for etiquette in DECOUPES[par].etiquettes(self.referentiel, fiche, mesure):
                ou = par, sys.intern(decoupes.cle(etiquette))
                self._etiquettes.setdefault(ou, etiquette)
                cles.append(ou)
        return cles

    def de(self, indicateur: Indicateur, ou: _Ou = TOUT) -> Cellule:
        """What was found for an indicateur; nothing as yet where nobody answered."""
        return self._cellules.get(indicateur.id, {}).get(ou) or Cellule()

    def retenu(self, critere: Critere, indicateur: Indicateur, ou: _Ou = TOUT) -> set[str]:
        """The acteurs whose finished fiches have chosen a critère: those of whom one may say that they answered."""
        return self._retenus.get((critere.id, ou), set()) | self.de(indicateur, ou).acteurs

    def cases(self, indicateur: Indicateur, par: str) -> Iterator[tuple[str, _Ou]]:
        """The cells of a cut where an indicateur was answered, in order: label and key; what isn't said comes last."""
        ous = [ou for ou in self._cellules.get(indicateur.id, {}) if ou[0] == par]
        for ou in sorted(ous, key=lambda ou: (not ou[1], ou[1])):
            yield self._etiquettes[ou], ou


def s_additionne(indicateur: Indicateur) -> bool:
    """Whether answers are added up, be it to make a share of the sums."""
    forme = indicateur.spec.forme in sommes.EN_PARTIES
    return indicateur.agregation == "somme" or (forme and indicateur.agregation == "moyenne")


def _tait(mesure: Mesure, indicateur: Indicateur, *, exposee: bool) -> bool:
    return mesure.reponse is not None and secret.tait(mesure.reponse, indicateur.spec, exposee=exposee)
