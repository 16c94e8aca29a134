"""What a fiche says of one indicateur: its mesures, read by the indicateur's forme."""

from collections.abc import Callable
from functools import partial
from typing import Any

from utilite import formes, francais, source
from utilite.diagnostic import Finding, Place, Route
from utilite.fiche import Cible, Mesure
from utilite.formes import dates, editeur, liste, nombres, objet, oui_non, periode
from utilite.formes.objet import Ailleurs
from utilite.formes.spec import Cle, Lecteur, Lecture, Reponse, Schema, Spec
from utilite.referentiel import Indicateur
from utilite.schema import cles

ANSWERS = ("valeur", "entre", "avant", "apres", "repartition")
_COMMUNES = {
    "non_renseigne": cles.TEXTE_BRUT,
    "periode": Cle(lecteur=periode.lit, decrit=periode.decrit_periode),
    "source": cles.TEXTE_BRUT,
    "recueil": cles.TEXTE_BRUT,
    "recueilli_le": Cle(lecteur=dates.lit_jour, decrit=dates.decrit_jour),
    "diffusion": cles.DIFFUSION,
}
CLES = (*ANSWERS, "sur", "population", "environ", "cible", *_COMMUNES)
"""The keys of a mesure of any forme, in the canonical order."""

BORNES_DE_CIBLE = ("au_moins", "au_plus")

_AILLEURS = {
    "valeur": "« entier », « nombre », « montant », « ratio », « echelle », « oui_non » ou « texte »",
    "entre": "« entier », « nombre », « montant », « ratio » ou « echelle »",
    "environ": "« entier », « nombre », « montant », « ratio », « avant_apres », « repartition » ou « echelle »",
    "sur": "« ratio », « avant_apres » ou « repartition »",
    "population": "« ratio », « avant_apres » ou « repartition »",
    "avant": "« avant_apres »",
    "apres": "« avant_apres »",
    "repartition": "« repartition »",
    "cible": "« entier », « nombre », « montant », « ratio », « avant_apres » ou « echelle »",
}

Mesures = Callable[[source.Node, Route, Lecture], tuple[Mesure, ...]]


def lecteur(indicateur: Indicateur) -> Mesures:
    """A reader of the list of mesures of this indicateur."""
    spec = indicateur.spec
    if not spec.forme:  # its declaration is at fault, and says so
        return lambda *_: ()
    lit_une = _une(spec)
    lit_toutes = liste.de(lit_une)

    def lit(node: source.Node, route: Route, lecture: Lecture) -> tuple[Mesure, ...]:
        if type(node) is source.Scalar:
            lecture.dit("liste-attendue", route, "une liste de mesures est attendue ici", _en_liste(spec, node.value))
            return ()
        mesures: tuple[Mesure, ...] = lit_toutes(node, route, lecture) or ()
        return mesures

    return lit


def _en_liste(spec: Spec, ecrit: str) -> str:
    """How a figure that stands alone is written as a mesure of this forme."""
    demande = formes.INDICATEURS[spec.forme].DEMANDE
    if demande[0] == "valeur":
        return f"à la ligne, en retrait, écrivez « - valeur: {ecrit.strip()[:40]} »"
    cles_demandees = francais.enumere([f"« {'- ' if i == 0 else ''}{cle}: »" for i, cle in enumerate(demande)])
    return f"à la ligne, en retrait, écrivez {cles_demandees}, puis les nombres"


def _une(spec: Spec) -> Lecteur:
    forme = formes.INDICATEURS[spec.forme]
    reponses = dict(forme.reponses(spec))
    permises = cles_d_une_mesure(spec)
    ailleurs = {
        cle: Ailleurs(f"retirez-la : elle va avec la forme {qui} ; cet indicateur est de forme « {spec.forme} »")
        for cle, qui in _AILLEURS.items()
        if cle not in permises
    }
    lit_cles = objet.de(permises, ailleurs)

    def lit(node: source.Node, route: Route, lecture: Lecture) -> Mesure | None:
        if type(node) is source.Scalar:
            hint = _en_liste(spec, node.value).removeprefix("à la ligne, en retrait, ")
            lecture.dit("forme-attendue", route, "une mesure est faite de clés", hint)
            return None
        lu = lit_cles(node, route, lecture)
        if lu is None:
            return None
        ecrites = list(node.entries) if isinstance(node, source.Mapping) else []
        return _mesure(lu, ecrites, forme.DEMANDE, reponses, route, lecture)

    return lit


def cles_d_une_mesure(spec: Spec) -> dict[str, Cle]:
    """The keys of a mesure of this forme: those by which it answers, first."""
    forme = formes.INDICATEURS[spec.forme]
    permises = {**forme.reponses(spec), **_COMMUNES}
    if forme.NUMERIQUE:
        permises["environ"] = oui_non.CLE
        if "repartition" not in forme.DEMANDE:
            permises["cible"] = Cle(lecteur=_lecteur_cible(spec), decrit=partial(_decrit_cible, spec))
    return permises


def _mesure(
    lu: dict[str, Any],
    ecrites: list[str],
    demande: tuple[str, ...],
    reponses: dict[str, Cle],
    route: Route,
    lecture: Lecture,
) -> Mesure:
    repondu = [cle for cle in ANSWERS if cle in lu]
    if repondu:
        _verifie(lu, repondu, demande, reponses, route, lecture)
    elif not (
        {"non_renseigne", "cible"} & lu.keys()
        or None in lu.values()
        or any(cle in ecrites and cle not in reponses for cle in ANSWERS)  # told: it goes with another forme
    ):
        _vide([cle for cle in demande if cle not in lu], ecrites, route, lecture)
    complete = bool(repondu) and None not in [lu[cle] for cle in repondu]
    dit = lu.get
    return Mesure(
        reponse=Reponse(
            valeur=dit("valeur"),
            entre=dit("entre"),
            environ=bool(dit("environ")),
            sur=dit("sur"),
            avant=dit("avant"),
            apres=dit("apres"),
            repartition=dit("repartition"),
            population=dit("population"),
        )
        if complete
        else None,
        non_renseigne=dit("non_renseigne") or "",
        cible=dit("cible"),
        periode=dit("periode"),
        source=dit("source") or "",
        recueil=dit("recueil") or "",
        recueilli_le=dit("recueilli_le"),
        interne=dit("diffusion") == "interne",
        entiere=None not in lu.values() and (bool(repondu) or "non_renseigne" in lu or "cible" in lu),
        route=route,
    )


def _verifie(
    lu: dict[str, Any],
    repondu: list[str],
    demande: tuple[str, ...],
    reponses: dict[str, Cle],
    route: Route,
    lecture: Lecture,
) -> None:
    """An answer is whole, and is given once."""
    if "non_renseigne" in lu:
        lecture.dit(
            "mesure-contradictoire",
            (*route, "non_renseigne"),
            f"cette mesure dit « {repondu[0]} » et « non_renseigne » à la fois",
            "gardez l'un des deux",
            on_key=True,
        )
    if "valeur" in lu and "entre" in lu:
        lecture.dit(
            "mesure-contradictoire",
            (*route, "entre"),
            "cette mesure dit « valeur » et « entre » à la fois",
            "gardez l'un des deux",
            on_key=True,
        )
    illisible = None in [lu[cle] for cle in repondu]  # told already, what misses beside it may be in it
    for cle in () if illisible else demande:
        if cle not in lu and not (cle == "valeur" and "entre" in lu):
            lecture.manque(route, cle, f"ajoutez la ligne « {cle}: » suivie d'un nombre")
    if "population" in lu and "sur" not in lu and "sur" not in demande and "sur" in reponses:
        lecture.manque(route, "sur", "« population » va avec « sur » : ajoutez le nombre de réponses")


def _vide(demande: list[str], ecrites: list[str], route: Route, lecture: Lecture) -> None:
    attendu = " et ".join(f"« {cle}: »" for cle in demande)
    verbe = "complétez" if demande and all(cle in ecrites for cle in demande) else "ajoutez"
    place = Place(lecture.file, route, on_key=True)
    lecture.findings.append(
        Finding(
            rule="mesure-vide",
            place=place,
            message="cette mesure ne dit rien",
            hint=f"{verbe} {attendu}, ou écrivez « non_renseigne: » suivi de la raison",
            lowered=lecture.brouillon,
        )
    )


def _cles_de_cible(spec: Spec) -> dict[str, Cle]:
    entier = spec.forme == "entier"
    decrit = partial(nombres.decrit, nombres.SANS_BORNE, entier=entier)
    borne = Cle(lecteur=nombres.lit_entier if entier else nombres.TOUT, decrit=decrit)
    return dict.fromkeys(BORNES_DE_CIBLE, borne)


def _decrit_cible(spec: Spec) -> Schema:
    mots = {"au_moins": "Le nombre à atteindre.", "au_plus": "Le nombre à ne pas dépasser."}
    return editeur.objet(_cles_de_cible(spec), mots)


def _lecteur_cible(spec: Spec) -> Lecteur:
    lit_bornes = objet.de(_cles_de_cible(spec))

    def lit(node: source.Node, route: Route, lecture: Lecture) -> Cible | None:
        lu = lit_bornes(node, route, lecture)
        if lu is None:
            return None
        au_moins, au_plus = lu.get("au_moins"), lu.get("au_plus")
        if au_moins is not None and au_plus is not None and au_moins > au_plus:
            lecture.dit(
                "intervalle-inverse",
                route,
                "la cible va du plus grand au plus petit",
                "échangez « au_moins » et « au_plus »",
            )
        return Cible(au_moins=au_moins, au_plus=au_plus)

    return lit
