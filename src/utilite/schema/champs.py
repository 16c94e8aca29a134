"""A référentiel's fields: forme and bounds, read from their declaration."""

from collections.abc import Mapping
from typing import Any

from utilite import formes, source
from utilite.diagnostic import Place, Related, Route
from utilite.formes import liste, objet, texte
from utilite.formes.spec import Champ, Entree, Lecteur, Lecture, Spec, Vocabulaire
from utilite.orthographe import proche, seul
from utilite.schema import cles
from utilite.schema.cles import Brut

ROLES = (
    "besoin",
    "objectifs",
    "description",
    "publics",
    "beneficiaires",
    "territoire",
    "calendrier",
    "moyens",
    "moyens_humains",
    "partenaires",
    "budget",
    "montant_demande",
)

ILLISIBLE = Spec(forme="")
"""The spec of a field whose own fault has been told: whatever fiches say there is passed by."""

SPEC = {
    "forme": cles.obligatoire(texte.lit, "texte"),
    "min": cles.BRUT,
    "max": cles.BRUT,
    "motif": cles.BRUT,
    "parmi": cles.BRUT,
    "de": cles.BRUT,
    "champs": cles.BRUT,
}
CHAMP = {
    "id": cles.CLE_ID,
    "titre": cles.TITRE,
    **SPEC,
    "obligatoire": cles.OUI_NON,
    "aide": cles.TEXTE_BRUT,
    "exemple": cles.TEXTE_BRUT,
    "diffusion": cles.DIFFUSION,
    "role": cles.parmi(*ROLES),
    "source": cles.TEXTE,
}
_LIT_CHAMP = objet.de(CHAMP)
_LIT_SPEC = objet.de(SPEC)

Vocabulaires = Mapping[str, Vocabulaire]


def lit_champs(donne: Brut, lecture: Lecture, vocabulaires: Vocabulaires) -> tuple[Champ, ...]:
    """The fields of a section or of an object; a second field of one id is left out."""

    def lit(item: source.Node, ou: Route, lecture: Lecture) -> Champ | None:
        lu = _LIT_CHAMP(item, ou, lecture)
        if lu is None or not lu.get("id"):
            return None
        return Champ(
            id=lu["id"],
            titre=lu.get("titre") or lu["id"],
            spec=lit_spec(lu, ou, lecture, vocabulaires),
            obligatoire=bool(lu.get("obligatoire")),
            aide=lu.get("aide") or "",
            exemple=lu.get("exemple") or "",
            interne=lu.get("diffusion") == "interne",
            role=lu.get("role") or "",
            source=lu.get("source") or "",
            place=Place(lecture.file, ou),
        )

    champs = liste.de(lit)(donne.node, donne.route, lecture) or ()
    return tuple(sans_doublon(champs, lecture, "le champ"))


def sans_doublon(items: Any, lecture: Lecture, quoi: str) -> list[Any]:
    """The items whose id comes first; the others are told, with the place of the first."""
    vus: dict[str, Any] = {}
    for item in items:
        if item.id in vus:
            doublon(item.id, item.place, vus[item.id].place, lecture, quoi)
        else:
            vus[item.id] = item
    return list(vus.values())


def doublon(identifiant: str, place: Place, premier: Place, lecture: Lecture, quoi: str) -> None:
    """Says that an id is taken already."""
    defini = premier._replace(route=(*premier.route, "id"))
    ligne = lecture.document.locate(defini.route).line
    lecture.dit(
        "identifiant-en-double",
        (*place.route, "id"),
        f"{quoi} « {identifiant} » existe déjà (ligne {ligne})",
        "donnez-lui un autre identifiant, ou réunissez les deux",
        related=(Related(defini, "défini ici"),),
    )


def lit_spec(
    lu: dict[str, Any], route: Route, lecture: Lecture, vocabulaires: Vocabulaires, *, en_bref: bool = False
) -> Spec:
    """The spec of a field out of its declaration, `ILLISIBLE` where that is at fault.

    `en_bref` is `de: texte`, where the forme is all that there is.
    """
    nom: str = lu.get("forme") or ""
    forme = formes.CHAMPS.get(nom)
    if forme is None:
        if nom:
            ou = route if en_bref else (*route, "forme")
            _forme_inconnue(nom, ou, lecture, formes.CHAMPS, formes.INDICATEURS)
        return ILLISIBLE
    bornes = lit_bornes(lu, nom, forme.BORNES, lecture)
    vocabulaire = lit_parmi(lu, nom, route, lecture, vocabulaires, ("choix",))
    de = _lit_de(lu, nom, route, lecture, vocabulaires)
    champs: tuple[Champ, ...] = ()
    if nom == "objet":
        if "champs" in lu:
            champs = lit_champs(lu["champs"], lecture, vocabulaires)
        else:
            lecture.manque(route, "champs", "ajoutez « champs: » et, en retrait, la liste de ce que l'objet contient")
    elif "champs" in lu:
        sans_effet("champs", nom, lu["champs"][1], lecture)
    if de is ILLISIBLE or vocabulaire is None:
        return ILLISIBLE
    motif = bornes.pop("motif", "")
    exemple = " ".join((lu.get("exemple") or "").split())
    return Spec(forme=nom, bornes=bornes, motif=motif, vocabulaire=vocabulaire, de=de, champs=champs, exemple=exemple)


def lit_bornes(lu: dict[str, Any], forme: str, bornes: Mapping[str, Lecteur], lecture: Lecture) -> dict[str, Any]:
    """`min`, `max` and `motif`, read as the forme reads them."""
    lues: dict[str, Any] = {}
    for nom in ("min", "max", "motif"):
        if lu.get(nom) is None:
            continue
        node, route = lu[nom]
        if nom not in bornes:
            sans_effet(nom, forme, route, lecture)
        else:
            valeur = bornes[nom](node, route, lecture)
            if valeur is not None:
                lues[nom] = valeur
    if "min" in lues and "max" in lues and lues["min"] > lues["max"]:
        lecture.dit("bornes-inversees", lu["max"][1], "le maximum est au-dessous du minimum", "échangez les deux")
        del lues["min"], lues["max"]
    return lues


def lit_parmi(
    lu: dict[str, Any],
    forme: str,
    route: Route,
    lecture: Lecture,
    vocabulaires: Vocabulaires,
    attendu: tuple[str, ...],
) -> Vocabulaire | None:
    """The controlled list of a field; None where it is asked for and can't be had."""
    donne = lu.get("parmi")
    if forme not in attendu:
        if donne is not None:
            sans_effet("parmi", forme, donne[1], lecture)
        return Vocabulaire(nom="", entrees={})
    if donne is None:
        if "parmi" not in lu:
            lecture.manque(route, "parmi", "ajoutez « parmi: » et le nom d'un vocabulaire, ou une liste de valeurs")
        return None
    node, ou = donne
    if isinstance(node, source.Sequence):
        mots = liste.de(texte.lit, texte=True)(node, ou, lecture) or ()
        return Vocabulaire(nom="", entrees={mot: Entree(id=mot, titre=mot) for mot in mots})
    nom = texte.lit(node, ou, lecture)
    if nom is None or nom in vocabulaires:
        return vocabulaires.get(nom or "")
    voisin = proche(nom, vocabulaires)
    connus = (
        f"vocabulaires définis : {', '.join(vocabulaires)}" if vocabulaires else "définissez-le sous « vocabulaires: »"
    )
    hint = f"remplacez par « {voisin} »" if voisin else connus
    certain = seul(nom, vocabulaires)
    repair = source.scalar(certain) if certain else None
    lecture.dit("vocabulaire-inconnu", ou, f"aucun vocabulaire ne s'appelle « {nom} »", hint, repair=repair)
    return None


def _lit_de(lu: dict[str, Any], forme: str, route: Route, lecture: Lecture, vocabulaires: Vocabulaires) -> Spec | None:
    donne = lu.get("de")
    if forme != "liste":
        if donne is not None:
            sans_effet("de", forme, donne[1], lecture)
        return None
    if donne is None:
        if "de" not in lu:
            lecture.manque(route, "de", "dites de quoi est faite la liste, par exemple « de: {forme: texte} »")
        return ILLISIBLE
    node, ou = donne
    if type(node) is source.Scalar:
        return lit_spec({"forme": texte.lit(node, ou, lecture)}, ou, lecture, vocabulaires, en_bref=True)
    item = _LIT_SPEC(node, ou, lecture)
    return ILLISIBLE if item is None else lit_spec(item, ou, lecture, vocabulaires)


def forme_d_indicateur(nom: str, route: Route, lecture: Lecture) -> None:
    """Says that an indicateur can't have this forme."""
    _forme_inconnue(nom, route, lecture, formes.INDICATEURS, formes.CHAMPS)


def _forme_inconnue(
    nom: str, route: Route, lecture: Lecture, ici: Mapping[str, object], ailleurs: Mapping[str, object]
) -> None:
    voisin, repair = proche(nom, ici), None
    if nom in ailleurs:
        message = f"la forme « {nom} » ne convient pas ici"
        hint = f"choisissez parmi : {', '.join(ici)}"
    else:
        message = f"aucune forme ne s'appelle « {nom[:60]} »"
        hint = f"remplacez par « {voisin} »" if voisin else f"choisissez parmi : {', '.join(ici)}"
        repair = seul(nom, ici)
    lecture.dit("forme-inconnue", route, message, hint, repair=repair)


def sans_effet(nom: str, forme: str, route: Route, lecture: Lecture) -> None:
    """Says that a bound has no meaning for this forme."""
    lecture.dit(
        "borne-sans-effet",
        route,
        f"« {nom} » ne veut rien dire pour la forme « {forme} »",
        "retirez cette ligne",
        on_key=True,
    )
