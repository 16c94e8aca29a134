"""The indicateurs of the référentiel over the network, fiche by fiche: memory grows with cells, not with fiches.

Only finished fiches count, without what is `interne`. Nothing is added up but where `agregation` allows it.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor

from utilite import effectifs
from utilite.fiche import Fiche, Mesure, Suivi
from utilite.formes.spec import Reponse
from utilite.network import decoupes, mesures, secret, sommes
from utilite.network.decoupes import DECOUPES
from utilite.network.doublons import Doublons
from utilite.network.mesures import Retenues
from utilite.referentiel import Critere, Indicateur, Referentiel

_Ou = tuple[str, str]
"""A cut and a key in it; both empty for the whole network."""
TOUT: _Ou = ("", "")


_EN_MOTS = frozenset({"texte", "oui_non"})
"""The formes whose answers aren't numbers: that there are some is all that is kept of them."""


class Cellule:
    """What was found for one indicateur, in the whole network or in one cell of a cut."""

    __slots__ = ("acteurs", "annees", "avec_cible", "fiches", "mots", "nombre", "sans", "total")

    def __init__(self) -> None:
        self.total: Reponse | None = None
        self.nombre = 0
        """How many answers it is made of."""
        self.fiches = 0
        """How many fiches give one of them."""
        self.acteurs: set[str] = set()
        """Those who answered, what isn't shown included."""
        self.mots: Counter[str] = Counter()
        """Answers that aren't added up, by what they are: yes, no, a step."""
        self.annees: tuple[int, int] | None = None
        self.sans: Counter[str] = Counter()
        """What isn't counted, by why: `internes`, `tues`, `inconnues`, `remplacees`."""
        self.avec_cible = 0

    def prend(self, reponse: Reponse, forme: str) -> None:
        """One more answer."""
        self.nombre += 1
        if forme in _EN_MOTS:
            self.total = Reponse()
        else:
            self.total = sommes.premiere(reponse) if self.total is None else sommes.ajoute(self.total, reponse)
        if forme in ("oui_non", "echelle"):
            self.mots[_mot(reponse)] += 1

    def date(self, fiche: Fiche, mesure: Mesure) -> None:
        """The years that it spans."""
        periode = mesures.periode(mesure, fiche)
        if periode is not None:
            debut, fin = self.annees or (9999, 0)
            self.annees = min(debut, periode.debut.premier.year), max(fin, periode.fin.dernier.year)


def _mot(reponse: Reponse) -> str:
    """A step or a yes as a key; a mean between two steps is between these."""
    bas, haut = sommes.bornes(reponse)
    if isinstance(bas, bool):
        return "oui" if bas else "non"
    if bas is None or haut is None:
        return ""
    return str(int(bas)) if bas == haut and float(bas).is_integer() else f"{floor(bas)}-{floor(bas) + 1}"


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
        self.fiches += 1
        acteurs = [sys.intern(nom) for nom in fiche.acteurs]
        self.acteurs.update(acteurs)
        exposee = secret.expose(fiche, self.referentiel)
        for apport in fiche.apports:
            self.propres += sum(s.indicateur.propre for s in apport.suivis)
            if not apport.critere.propre:
                for ou in (TOUT, *self._cles(fiche, None)):
                    self._retenus.setdefault((apport.critere.id, ou), set()).update(acteurs)
                for suivi in apport.suivis:
                    if not suivi.indicateur.propre:
                        self._compte(fiche, suivi, acteurs, exposee=exposee)

    def _compte(self, fiche: Fiche, suivi: Suivi, acteurs: list[str], *, exposee: bool) -> None:
        indicateur = suivi.indicateur
        retenues = mesures.retient(fiche, suivi, une_seule=not s_additionne(indicateur))
        self._sans(fiche, suivi, retenues, acteurs)
        for ou in dict.fromkeys(ou for m in retenues.comptees for ou in (TOUT, *self._cles(fiche, m))):
            cellule = self._cellule(indicateur.id, ou)
            cellule.acteurs.update(acteurs)
            siennes = [m for m in retenues.comptees if ou == TOUT or ou in self._cles(fiche, m)]
            montrees = [m for m in siennes if not _tait(m, indicateur, exposee=exposee)]
            cellule.sans["tues"] += len(siennes) - len(montrees)
            cellule.fiches += bool(montrees)
            for mesure in montrees:
                assert mesure.reponse is not None  # it is kept for its answer
                cellule.prend(mesure.reponse, indicateur.spec.forme)
                cellule.date(fiche, mesure)
                if ou == TOUT and effectifs.compte_des_personnes(indicateur.spec.unite):
                    self.doublons.voit(indicateur.id, acteurs, mesures.periode(mesure, fiche))

    def _sans(self, fiche: Fiche, suivi: Suivi, retenues: Retenues, acteurs: list[str]) -> None:
        """What the fiche says and that isn't counted; in a cut, under what the fiche says of itself."""
        tout = self._cellule(suivi.indicateur.id, TOUT)
        tout.sans["remplacees"] += retenues.remplacees
        tout.avec_cible += any(m.cible is not None and not m.interne for m in suivi.mesures)
        if retenues.internes or retenues.inconnues:
            for ou in (TOUT, *self._cles(fiche, None)):
                cellule = self._cellule(suivi.indicateur.id, ou)
                cellule.sans += Counter(internes=retenues.internes, inconnues=retenues.inconnues)
                if retenues.internes:
                    cellule.acteurs.update(acteurs)

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
