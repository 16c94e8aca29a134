"""The fiche of the period after: what lasts from one to the next, and what was found then, to look back at."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from utilite import source
from utilite.edit import ecriture, greffes
from utilite.edit.arbres import Arbre, arbre
from utilite.errors import OperatorError
from utilite.formes.spec import Champ
from utilite.referentiel import Referentiel, Section
from utilite.schema import mesures, ordre

DURABLES = ("acteurs", "licence", "auteurs")
"""What the fiche of the period after says again, beside the sections and the critères."""
_D_UNE_PERIODE = ("budget", "calendrier", "montant_demande", "parties_prenantes")
"""Roles of the champs and sections that are about one period."""
_RAPPELEES = (*mesures.ANSWERS, "sur", "environ", "non_renseigne", "periode", "cible")

Rappels = Mapping[str, Mapping[str, list[str]]]
"""By critère that was chosen and by indicateur, what was found."""


def reprises(fiche: Mapping[str, Arbre], referentiel: Referentiel) -> dict[str, Any]:
    """What lasts, out of the tree of a fiche: the action, its critères, its own indicateurs; no finding, no date."""
    repris: dict[str, Any] = {cle: fiche[cle] for cle in DURABLES if cle in fiche}
    for section in referentiel.fiche:
        if section.id in fiche and _dure(section):
            repris[section.id] = _sans(fiche[section.id], section.champs)
    choisis = _dict(fiche.get("utilite_sociale"))
    repris["utilite_sociale"] = {nom: _definitions(critere, ()) for nom, critere in choisis.items()}
    propres = _dict(fiche.get("criteres_propres"))
    repris["criteres_propres"] = {nom: _definitions(c, ("axe", "titre", "source")) for nom, c in propres.items()}
    return {cle: valeur for cle, valeur in repris.items() if valeur}


def rappels(fiche: Mapping[str, Arbre]) -> Rappels:
    """What was found under each critère of the référentiel, a line each."""
    return {
        nom: {
            indicateur: list(_mesures(dites)) for indicateur, dites in _dict(_dict(critere).get("indicateurs")).items()
        }
        for nom, critere in _dict(fiche.get("utilite_sociale")).items()
    }


def remplit(squelette: str, repris: Mapping[str, Any], precedente: str, referentiel: Referentiel) -> str:
    """A fiche to fill in, in which what lasts is filled in already. Raises OperatorError where that can't be."""
    document, _ = source.parse(squelette, "")
    voulu = {**_dict(arbre(document.root)), **repris, "precedente": precedente}
    voulu["utilite_sociale"] = {nom: v or "" for nom, v in _dict(repris.get("utilite_sociale")).items()}
    if not voulu["utilite_sociale"]:
        del voulu["utilite_sociale"]
    texte = greffes.accorde(document, voulu, ordre.fiche(referentiel))
    if texte is None:
        raise OperatorError(
            f"la fiche « {precedente} » a des fautes : tapez « utilite validate fiches/{precedente}.yaml »"
        )
    return texte


def _dure(place: Section | Champ) -> bool:
    return place.role not in _D_UNE_PERIODE and (place.id != "parties_prenantes")


def _sans(valeur: Arbre, champs: Iterable[Champ]) -> Arbre:
    """A section without the champs of one period."""
    if isinstance(valeur, list):
        return [_sans(item, champs) for item in valeur]
    passagers = {champ.id for champ in champs if not _dure(champ) or champ.spec.forme == "budget"}
    return {cle: v for cle, v in valeur.items() if cle not in passagers} if isinstance(valeur, dict) else valeur


def _definitions(critere: Arbre, cles: Iterable[str]) -> dict[str, Any]:
    """A critère without what it says: its own keys, and how its own indicateurs are defined."""
    lu = _dict(critere)
    garde: dict[str, Any] = {cle: lu[cle] for cle in cles if cle in lu}
    propres = {
        nom: {cle: v for cle, v in _dict(indicateur).items() if cle != "mesures"}
        for nom, indicateur in _dict(lu.get("indicateurs_propres")).items()
    }
    return garde | ({"indicateurs_propres": propres} if propres else {})


def _mesures(dites: Arbre) -> Iterator[str]:
    for mesure in dites if isinstance(dites, list) else ():
        dit = {cle: mesure[cle] for cle in _RAPPELEES if cle in _dict(mesure)}
        if dit:
            yield ecriture.en_ligne(_a_plat(dit))[1:-1]


def _a_plat(valeur: Arbre) -> Arbre:
    """The same with each text on one line."""
    if isinstance(valeur, dict):
        return {cle: _a_plat(dessous) for cle, dessous in valeur.items()}
    return [_a_plat(item) for item in valeur] if isinstance(valeur, list) else " ".join(valeur.split())


def _dict(valeur: Arbre) -> dict[str, Any]:
    """A mapping, empty where it is none: a fiche may be at fault."""
    return valeur if isinstance(valeur, dict) else {}
