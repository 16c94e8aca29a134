"""The panorama: who covers which critère. No ranking: a critère not chosen is blank, which is a right."""

from collections.abc import Iterable
from typing import NamedTuple

from utilite.fiche import Fiche, Statut
from utilite.referentiel import Critere, Referentiel


class Contribution(NamedTuple):
    """An acteur under a critère; `brouillon` where all that it says there is in drafts.

    `appuyee` where a mesure or a témoignage bears what it says.
    """

    acteur: str
    brouillon: bool
    appuyee: bool = False


class Couverture(NamedTuple):
    """A critère and the acteurs who contribute to it, in the order of their ids.

    `porteur` is the acteur whose own critère it is, empty for one of the référentiel.
    """

    critere: Critere
    contributions: tuple[Contribution, ...]
    porteur: str = ""


class Panorama:
    """Counts fiches one by one: what is kept grows with critères and acteurs, not with fiches."""

    def __init__(self, referentiel: Referentiel) -> None:
        self.referentiel = referentiel
        self._criteres: dict[tuple[str, str], Critere] = {("", c.id): c for c in referentiel.criteres}
        self._qui: dict[tuple[str, str], dict[str, Contribution]] = {}

    def compte(self, fiche: Fiche) -> None:
        """Adds a fiche; one that is `retiree` isn't counted."""
        if fiche.statut is Statut.RETIREE or not fiche.acteurs:
            return
        brouillon = fiche.statut is not Statut.TERMINEE
        for apport in fiche.apports:
            # Two acteurs may give one id to critères propres that have nothing in common.
            cle = (fiche.acteurs[0] if apport.critere.propre else "", apport.critere.id)
            self._criteres.setdefault(cle, apport.critere)
            qui = self._qui.setdefault(cle, {})
            appuyee = bool(apport.temoignages) or any(m.reponse for s in apport.suivis for m in s.mesures)
            for acteur in fiche.acteurs:
                deja = qui.get(acteur, Contribution(acteur, brouillon=True))
                qui[acteur] = Contribution(acteur, deja.brouillon and brouillon, deja.appuyee or appuyee)

    def axe(self, identifiant: str) -> Iterable[Couverture]:
        """The critères of an axe in the référentiel's order, then the acteurs' own; "" for those without axe."""
        for cle, critere in self._criteres.items():
            if critere.axe == identifiant:
                qui = self._qui.get(cle, {})
                yield Couverture(critere, tuple(qui[acteur] for acteur in sorted(qui)), cle[0])
