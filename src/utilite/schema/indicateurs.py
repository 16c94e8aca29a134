"""Indicateurs, those of a référentiel and those that a fiche brings, read from their declaration."""

from typing import Any

from utilite import formes, francais, source
from utilite.diagnostic import Place, Route
from utilite.formes import liste, nombres, objet, texte
from utilite.formes.spec import Lecture, Spec
from utilite.referentiel import Indicateur, Niveau
from utilite.schema import champs, cles
from utilite.schema.champs import ILLISIBLE, Vocabulaires
from utilite.schema.cles import Brut

_NIVEAUX = tuple(niveau.value for niveau in Niveau)

DECLARATION = {
    "titre": cles.TITRE,
    "niveau": cles.parmi(*_NIVEAUX)._replace(obligatoire=True, exemple="realisation"),
    "forme": cles.obligatoire(texte.lit, "entier"),
    "unite": cles.TEXTE,
    "min": cles.BRUT,
    "max": cles.BRUT,
    "motif": cles.BRUT,
    "parmi": cles.BRUT,
    "de": cles.BRUT,
    "a": cles.BRUT,
    "libelles": cles.TEXTES,
    "aide": cles.TEXTE_BRUT,
    "recueil": cles.TEXTE,
    "sert_a": cles.TEXTE,
    "agregation": cles.parmi("somme", "moyenne", "aucune"),
    "odd": cles.TEXTES,
    "source": cles.TEXTE,
}
DU_REFERENTIEL = {"id": cles.IDENTIFIANT, **DECLARATION}
PROPRE = {**DECLARATION, "mesures": cles.BRUT}
_LIT_DU_REFERENTIEL = objet.de(DU_REFERENTIEL)
_LIT_PROPRE = objet.de(PROPRE)


def lit(node: source.Node, route: Route, lecture: Lecture, vocabulaires: Vocabulaires) -> Indicateur | None:
    """An indicateur of a référentiel."""
    lu = _LIT_DU_REFERENTIEL(node, route, lecture)
    if lu is None or not lu.get("id"):
        return None
    return _fait(lu["id"], lu, route, lecture, vocabulaires, propre=False)


def lit_propre(
    nom: str, node: source.Node, route: Route, lecture: Lecture, vocabulaires: Vocabulaires
) -> tuple[Indicateur, Brut | None] | None:
    """An indicateur that a fiche brings, and its raw mesures (None where it has none)."""
    lu = _LIT_PROPRE(node, route, lecture)
    if lu is None:
        return None
    return _fait(nom, lu, route, lecture, vocabulaires, propre=True), lu.get("mesures")


def _fait(
    nom: str, lu: dict[str, Any], route: Route, lecture: Lecture, vocabulaires: Vocabulaires, *, propre: bool
) -> Indicateur:
    _verifie_agregation(lu, route, lecture)
    return Indicateur(
        id=nom,
        titre=lu.get("titre") or nom,
        niveau=Niveau(lu["niveau"]) if lu.get("niveau") else None,
        spec=_lit_spec(lu, route, lecture, vocabulaires),
        aide=lu.get("aide") or "",
        recueil=lu.get("recueil") or "",
        sert_a=lu.get("sert_a") or "",
        agregation=lu.get("agregation") or "",
        source=lu.get("source") or "",
        propre=propre,
        place=Place(lecture.file, route),
    )


_SANS_AGREGATION = {
    ("texte", "somme"): ("des textes ne s'additionnent pas", "écrivez : aucune"),
    ("texte", "moyenne"): ("des textes n'ont pas de moyenne", "écrivez : aucune"),
    ("oui_non", "somme"): ("des oui et des non ne s'additionnent pas", "écrivez : aucune"),
    ("oui_non", "moyenne"): ("des oui et des non n'ont pas de moyenne", "écrivez : aucune"),
    ("echelle", "somme"): ("les échelons d'une échelle ne s'additionnent pas", "écrivez : moyenne, ou aucune"),
}


def _verifie_agregation(lu: dict[str, Any], route: Route, lecture: Lecture) -> None:
    faute = _SANS_AGREGATION.get((lu.get("forme") or "", lu.get("agregation") or ""))
    if faute is not None:
        lecture.dit("agregation-impossible", (*route, "agregation"), *faute)


def _lit_spec(lu: dict[str, Any], route: Route, lecture: Lecture, vocabulaires: Vocabulaires) -> Spec:
    nom = lu.get("forme")
    forme = formes.INDICATEURS.get(nom or "")
    if nom is None or forme is None:
        if nom:
            champs.forme_d_indicateur(nom, (*route, "forme"), lecture)
        return ILLISIBLE
    bornes = champs.lit_bornes(lu, nom, forme.BORNES, lecture)
    vocabulaire = champs.lit_parmi(lu, nom, route, lecture, vocabulaires, ("repartition",))
    echelle = _lit_echelle(lu, nom, route, lecture)
    if vocabulaire is None or echelle is None:
        return ILLISIBLE
    return Spec(
        forme=nom,
        unite=lu.get("unite") or "",
        motif=bornes.pop("motif", ""),
        bornes=bornes,
        vocabulaire=vocabulaire,
        echelle=echelle,
        libelles=lu.get("libelles") or (),
    )


def _lit_echelle(lu: dict[str, Any], forme: str, route: Route, lecture: Lecture) -> tuple[int, int] | None:
    """`de` and `a`, the lowest and the highest step; None where they are asked for and can't be had."""
    if forme != "echelle":
        for nom in ("de", "a", "libelles"):
            if lu.get(nom):
                champs.sans_effet(nom, forme, (*route, nom), lecture)
        return 0, 0
    bouts: list[int] = []
    for nom in ("de", "a"):
        if nom not in lu:
            lecture.manque(route, nom, f"ajoutez « {nom}: » et un nombre entier : l'échelle va de « de » à « a »")
        elif lu[nom] is not None:
            bout = nombres.lit_entier(lu[nom].node, lu[nom].route, lecture)
            if bout is not None:
                bouts.append(bout)
    if len(bouts) < 2:
        return None
    bas, haut = bouts
    libelles = lu.get("libelles") or ()
    if bas >= haut:
        if bas == haut:
            message, hint = "l'échelle n'a qu'un échelon", "« a » doit être plus grand que « de »"
        else:
            message, hint = "l'échelle finit avant de commencer", "échangez « de » et « a »"
        lecture.dit("bornes-inversees", (*route, "a"), message, hint)
        return None
    if libelles and len(libelles) != haut - bas + 1:
        lecture.dit(
            "echelle-incoherente",
            (*route, "libelles"),
            f"l'échelle de {bas} à {haut} a {haut - bas + 1} échelons, et {francais.compte(len(libelles), 'libellé')}",
            "donnez un libellé par échelon, dans l'ordre",
        )
    return bas, haut


def lit_tous(donne: Brut, lecture: Lecture, vocabulaires: Vocabulaires) -> tuple[Indicateur, ...]:
    """The indicateurs of a critère, in order."""

    def un(item: source.Node, ou: Route, lecture: Lecture) -> Indicateur | None:
        return lit(item, ou, lecture, vocabulaires)

    return liste.de(un)(donne.node, donne.route, lecture) or ()
