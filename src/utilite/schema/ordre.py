"""référentiel → the canonical order of the keys of an acteur and of a fiche, and which texts are prose."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from utilite.formes import budget
from utilite.formes.spec import Champ, Spec
from utilite.referentiel import Critere, Indicateur, Referentiel, Section
from utilite.schema import cles, indicateurs, mesures
from utilite.schema import fiche as schema_fiche
from utilite.schema.referentiel import DE_TOUTE_FICHE


class Plan(NamedTuple):
    """How what stands somewhere is laid out: its keys in order, or what each item of a list is.

    `autres` is what a key holds that isn't one of these: one that the fiche names itself.
    """

    cles: "Mapping[str, Plan]" = MappingProxyType({})
    item: "Plan | None" = None
    autres: "Plan | None" = None
    prose: bool = False


RIEN = Plan()
_PROSE = Plan(prose=True)
_PERIODE = Plan(cles={"debut": RIEN, "fin": RIEN})


def acteur(referentiel: Referentiel) -> Plan:
    """An acteur, section by section."""
    return Plan(cles={section.id: _section(section) for section in referentiel.acteur})


def fiche(referentiel: Referentiel) -> Plan:
    """A fiche: what identifies it, the référentiel's sections, its utility, what closes it."""
    cles = _cles(DE_TOUTE_FICHE) | {
        "periode": _PERIODE,
        "utilite_sociale": Plan(cles={critere.id: _critere(critere) for critere in referentiel.criteres}),
        "criteres_propres": Plan(autres=_critere_propre()),
        "limites": _PROSE,
        "perspectives": _PROSE,
    }
    tete = DE_TOUTE_FICHE[: DE_TOUTE_FICHE.index("utilite_sociale")]
    sections = {section.id: _section(section) for section in referentiel.fiche}
    return Plan(cles={cle: cles[cle] for cle in tete} | sections | cles)


def _section(section: Section) -> Plan:
    champs = _champs(section.champs)
    return Plan(item=champs) if section.liste else champs


def _champs(champs: Iterable[Champ]) -> Plan:
    return Plan(cles={champ.id: _spec(champ.spec) for champ in champs})


def _spec(spec: Spec) -> Plan:
    if spec.forme == "liste":
        return Plan(item=_spec(spec.de) if spec.de is not None else RIEN)
    if spec.forme == "objet":
        return _champs(spec.champs)
    if spec.forme == "budget":
        return Plan(cles={cote: Plan(item=Plan(cles=_cles(cles))) for cote, cles in budget.CLES.items()})
    return {"periode": _PERIODE, "texte_long": _PROSE}.get(spec.forme, RIEN)


def _critere(critere: Critere) -> Plan:
    return Plan(
        cles={
            "apport": _PROSE,
            "indicateurs": Plan(cles={i.id: Plan(item=_mesure(i)) for i in critere.indicateurs}),
            "indicateurs_propres": _INDICATEURS_PROPRES,
            "temoignages": _TEMOIGNAGES,
        }
    )


def _mesure(indicateur: Indicateur | None = None) -> Plan:
    categories = indicateur.spec.vocabulaire.entrees if indicateur is not None else ()
    bornes = Plan(cles=_cles(mesures.BORNES_DE_CIBLE))
    propres = {"periode": _PERIODE, "repartition": Plan(cles=_cles(categories), autres=RIEN), "cible": bornes}
    return Plan(cles=_cles(mesures.CLES) | propres)


def _critere_propre() -> Plan:
    propres = {"apport": _PROSE, "indicateurs_propres": _INDICATEURS_PROPRES, "temoignages": _TEMOIGNAGES}
    return Plan(cles=_cles(schema_fiche.cles_de_critere_propre(cles.brut, cles.brut)) | propres)


def _cles(noms: Iterable[str]) -> dict[str, Plan]:
    return dict.fromkeys(noms, RIEN)


_INDICATEURS_PROPRES = Plan(autres=Plan(cles=_cles(indicateurs.PROPRE) | {"mesures": Plan(item=_mesure())}))
_TEMOIGNAGES = Plan(item=Plan(cles=_cles(schema_fiche.TEMOIGNAGE) | {"texte": _PROSE}))
