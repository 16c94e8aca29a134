"""A fiche → its lines: what was found, when, where, according to whom; what isn't known stays so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from utilite.export.table import NOMS, VERSION, Ligne
from utilite.fiche import Acteur, Apport, Fiche, Mesure, Statut, Suivi
from utilite.formes.spec import Champ, Reponse
from utilite.network import chiffres, mesures, secret, sommes
from utilite.referentiel import Referentiel, Section


class Trouvee(NamedTuple):
    """A line, and what it was made from: for formats that say it otherwise."""

    ligne: Ligne
    suivi: Suivi
    reponse: Reponse | None


class Source:
    """What is exported, fiche by fiche; what it leaves out is counted as its lines are read.

    `interne`: with what isn't for everybody. Drafts are never in: they may change, and nobody stands by them yet.
    """

    def __init__(
        self, referentiel: Referentiel, fiches: Iterable[tuple[Fiche, Sequence[Acteur]]], *, interne: bool = False
    ) -> None:
        self.referentiel = referentiel
        self.interne = interne
        self.fiches = 0
        self.lignes = 0
        self.petits = 0
        """How many lines count a few people of a sensitive public."""
        self.internes = 0
        """How many mesures were left out."""
        self.brouillons: list[str] = []
        self._fiches = fiches

    def trouvees(self) -> Iterator[Trouvee]:
        """All lines, in the order of fiches and of their files."""
        for fiche, acteurs in self._fiches:
            if fiche.statut is not Statut.TERMINEE:
                self.brouillons.append(fiche.id)
                continue
            self.fiches += 1
            for trouvee in self._de(fiche, acteurs):
                self.lignes += 1
                self.petits += trouvee.ligne["petit_effectif"]
                yield trouvee

    def table(self) -> Iterator[Ligne]:
        """The same, as lines only."""
        return (trouvee.ligne for trouvee in self.trouvees())

    def _de(self, fiche: Fiche, acteurs: Sequence[Acteur]) -> Iterator[Trouvee]:
        commun = self._commun(fiche, acteurs)
        exposee = secret.expose(fiche, self.referentiel)
        for apport in fiche.apports:
            critere = commun | self._critere(apport)
            for suivi in apport.suivis:
                indicateur = critere | _indicateur(suivi, apport)
                comptees = _comptees(fiche, suivi, apport)
                for mesure in suivi.mesures:
                    if mesure.interne and not self.interne:
                        self.internes += 1
                        continue
                    ligne = indicateur | _mesure(mesure, fiche)
                    petit = _petit(mesure, suivi, exposee=exposee)
                    ligne |= {"petit_effectif": petit, "comptee": not petit and any(m is mesure for m in comptees)}
                    for reponse in _reponses(mesure, suivi):
                        yield Trouvee(ligne | reponse, suivi, mesure.reponse)

    def _commun(self, fiche: Fiche, acteurs: Sequence[Acteur]) -> Ligne:
        porteur = acteurs[0] if acteurs else None
        communes = [*self._communes(self.referentiel.fiche, fiche.sections)]
        if porteur is not None:
            communes += self._communes(self.referentiel.acteur, porteur.sections)
        return dict.fromkeys(NOMS) | {
            "fiche": fiche.id,
            "acteur": fiche.acteurs[0] if fiche.acteurs else None,
            "commune": communes[0] if communes else None,
            "fiche_titre": self._montre(self.referentiel.fiche, "action", "titre", fiche.titre, fiche.id),
            "acteur_nom": porteur and self._montre(self.referentiel.acteur, "identite", "nom", porteur.nom, porteur.id),
            "acteurs": " ".join(fiche.acteurs),
            "version_referentiel": fiche.version or None,
            "licence": fiche.licence or self.referentiel.licence or None,
            "version_table": VERSION,
            "reseau": self.referentiel.id,
        }

    def _communes(self, sections: Sequence[Section], dites: Mapping[str, Any]) -> Iterator[str]:
        for section in sections:
            if not section.liste:
                yield from self._dits(section.champs, dites.get(section.id) or {})

    def _dits(self, champs: Sequence[Champ], dits: Mapping[str, Any]) -> Iterator[str]:
        """The communes that fields say, those of an objet included, where everybody may read them."""
        for champ in champs:
            dit = dits.get(champ.id)
            if not dit or (champ.interne and not self.interne):
                continue
            if champ.spec.forme == "code_insee":
                yield dit
            elif champ.spec.forme == "objet":
                yield from self._dits(champ.spec.champs, dit)

    def _montre(self, sections: Sequence[Section], section: str, champ: str, dit: str, sinon: str) -> str:
        """A title or a name, unless the référentiel keeps it for itself."""
        cache = any(s.id == section and c.id == champ and c.interne for s in sections for c in s.champs)
        return sinon if cache and not self.interne else dit

    def _critere(self, apport: Apport) -> Ligne:
        critere = apport.critere
        return {
            "axe": critere.axe or None,
            "axe_titre": self._axes.get(critere.axe),
            "critere": critere.id,
            "critere_titre": critere.titre,
        }

    @cached_property
    def _axes(self) -> dict[str, str]:
        return {axe.id: axe.titre for axe in self.referentiel.axes}


def _comptees(fiche: Fiche, suivi: Suivi, apport: Apport) -> Sequence[Mesure]:
    """Those that the network's figures are made of."""
    if suivi.indicateur.propre or apport.critere.propre:
        return ()
    return mesures.retient(fiche, suivi, une_seule=not chiffres.s_additionne(suivi.indicateur)).comptees


def _petit(mesure: Mesure, suivi: Suivi, *, exposee: bool) -> bool:
    return mesure.reponse is not None and secret.tait(mesure.reponse, suivi.indicateur.spec, exposee=exposee)


def _indicateur(suivi: Suivi, apport: Apport) -> Ligne:
    indicateur = suivi.indicateur
    return {
        "indicateur": indicateur.id,
        "indicateur_titre": indicateur.titre,
        "niveau": indicateur.niveau and str(indicateur.niveau),
        "unite": "euros" if indicateur.spec.forme == "montant" else indicateur.spec.unite or None,
        "forme": indicateur.spec.forme,
        "agregation": indicateur.agregation or None,
        "propre": indicateur.propre or apport.critere.propre,
    }


def _mesure(mesure: Mesure, fiche: Fiche) -> Ligne:
    quand = mesures.periode(mesure, fiche)
    cible = mesure.cible
    return {
        "periode": quand and "/".join(dict.fromkeys([quand.debut.texte, quand.fin.texte])),
        "debut": quand and quand.debut.premier.isoformat(),
        "fin": quand and quand.fin.dernier.isoformat(),
        "annee": quand and quand.fin.dernier.year,
        "d_apres": mesure.source or None,
        "non_renseigne": mesure.non_renseigne or None,
        "au_moins": cible and cible.au_moins,
        "au_plus": cible and cible.au_plus,
        "recueil": mesure.recueil or None,
        "recueilli_le": mesure.recueilli_le and mesure.recueilli_le.isoformat(),
        "interne": mesure.interne,
    }


def _reponses(mesure: Mesure, suivi: Suivi) -> Iterator[Ligne]:
    """One line, or one for each part of a répartition; one too where it says but a target, or why it isn't known."""
    reponse = mesure.reponse
    if reponse is None:
        yield {}
        return
    commun = {"sur": reponse.sur, "population": reponse.population, "environ": reponse.environ}
    if reponse.repartition is not None:
        entrees = suivi.indicateur.spec.vocabulaire.entrees
        for nom, part in reponse.repartition.items():
            titre = entrees[nom].titre if nom in entrees else nom
            yield commun | _nombre(part, part) | {"categorie": nom, "categorie_titre": titre}
    elif suivi.indicateur.spec.forme == "oui_non":
        yield commun | {"texte": "oui" if reponse.valeur else "non"}
    elif suivi.indicateur.spec.forme == "texte":
        yield commun | {"texte": reponse.valeur}
    else:
        yield commun | _nombre(*sommes.bornes(reponse)) | {"avant": reponse.avant, "apres": reponse.apres}


def _nombre(bas: float | None, haut: float | None) -> Ligne:
    """An exact number is its own bounds; a range has no other value than these."""
    return {"valeur": bas if bas == haut else None, "min": bas, "max": haut}
