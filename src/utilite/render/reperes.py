"""What one keeps of a fiche: the figures that open a dossier, what changed, which critères were chosen."""

from collections.abc import Sequence
from typing import Any

from utilite.fiche import Fiche
from utilite.referentiel import Niveau, Referentiel
from utilite.render import charts, contrat
from utilite.render.charts import Case
from utilite.render.valeurs import ou_rien

REPERES = 3
"""How many figures open a dossier."""

CHANGEMENTS = 4
"""How many lines follow them."""

PHRASE = 320
"""How many signs a line may have."""


def reperes(axes: Sequence[contrat.Axe]) -> contrat.Retenu:
    """What a reader would keep: three figures, what else changed, a line for each critère, and what isn't known."""
    dits: list[contrat.Repere] = [
        {"critere": c["titre"], "titre": i["titre"], "niveau": i["niveau"], "forme": i["forme"], "mesure": m}
        for axe in axes
        for c in axe["criteres"]
        for i in c["indicateurs"]
        for m in [m for m in i["mesures"] if m["texte"]][-1:]
    ]
    gardes = _chiffres([d for d in dits if d["mesure"]["chiffre"]])
    autres = [d for d in dits if d not in gardes and d["niveau"] != Niveau.REALISATION.titre and _se_dit(d)]
    changements: dict[str, contrat.Repere] = {}
    for dit in autres:  # of each critère, the first of its highest niveau
        garde = changements.setdefault(dit["critere"], dit)
        if _rang(dit) > _rang(garde):
            changements[dit["critere"]] = dit
    inconnus: list[contrat.Inconnu] = [
        {"titre": i["titre"], "raison": m["non_renseigne"]}
        for axe in axes
        for c in axe["criteres"]
        for i in c["indicateurs"]
        for m in i["mesures"]
        if m["non_renseigne"] and i["niveau"] != Niveau.REALISATION.titre
    ]
    return {
        "chiffres": gardes,
        "changements": list(changements.values())[:CHANGEMENTS],
        "inconnus": inconnus[:CHANGEMENTS],
    }


def _chiffres(dits: list[contrat.Repere]) -> list[contrat.Repere]:
    """One of each niveau if it can be, those that have a source first; then results, then the rest."""
    dits = sorted(dits, key=lambda d: not d["mesure"]["note"])
    un_de_chaque = [next((d for d in dits if d["niveau"] == niveau.titre), None) for niveau in Niveau]
    gardes = [d for d in un_de_chaque if d is not None]
    gardes += sorted((d for d in dits if d not in gardes), key=lambda d: not _rang(d))
    return sorted(gardes[:REPERES], key=_rang)


def _rang(dit: contrat.Repere) -> int:
    """The niveaux in their order; what a draft's own indicateur doesn't say comes last."""
    return [*(niveau.titre for niveau in Niveau), dit["niveau"]].index(dit["niveau"])


def _se_dit(dit: contrat.Repere) -> bool:
    """Whether it can be said in one sentence: neither « oui » nor a page."""
    return dit["forme"] != "oui_non" and len(dit["mesure"]["texte"]) <= PHRASE


def couverture(referentiel: Referentiel, fiche: Fiche) -> Any:
    """The chart of the critères that a fiche has chosen, its own included."""
    connus = etats(fiche)
    axes = [(a.titre, a.id, a.criteres) for a in referentiel.axes] + [("Critères propres", "", ())]
    propres = [a.critere for a in fiche.apports if a.critere.propre]
    lignes = [
        (titre, [Case(c.titre, connus.get(c.id, "")) for c in (*criteres, *(p for p in propres if p.axe == nom))])
        for titre, nom, criteres in axes
    ]
    return ou_rien(charts.couverture("Les critères retenus", lignes))


def etats(fiche: Fiche) -> dict[str, str]:
    """How each critère that was chosen is known: `renseigne` by a mesure or a témoignage, `non_renseigne` by none."""
    return {
        a.critere.id: "renseigne"
        if a.temoignages or any(m.reponse for s in a.suivis for m in s.mesures)
        else "non_renseigne"
        for a in fiche.apports
    }
