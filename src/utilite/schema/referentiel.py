"""referentiel.yaml → Referentiel."""

from typing import Any

from utilite import source
from utilite.diagnostic import Finding, Place, Route, Severity
from utilite.formes import liste, nombres, objet, texte, url
from utilite.formes.spec import Cle, Entree, Lecteur, Lecture, Vocabulaire
from utilite.orthographe import identifiant
from utilite.referentiel import Axe, Changement, Critere, Presentation, Referentiel, Section
from utilite.schema import champs, cles, indicateurs, licences, presentation
from utilite.schema.champs import Vocabulaires
from utilite.schema.cles import Brut

DE_TOUTE_FICHE = (
    "acteurs",
    "version_referentiel",
    "statut",
    "periode",
    "precedente",
    "utilite_sociale",
    "criteres_propres",
    "limites",
    "perspectives",
    "recueilli_le",
    "auteurs",
    "licence",
)
"""Keys that every fiche has, whatever its référentiel: no section may take one of these names."""

RESERVEES = ("etend", "equivalences", "exceptions")
"""Keys kept for later: read, and said to be not yet used."""

FORMAT = 1

_EXIGES = (("acteur", "identite", "nom"), ("fiche", "action", "titre"))
"""What every référentiel must ask for: documents and messages name acteurs and fiches by these."""

DEFINITIONS = dict.fromkeys(("realisation", "resultat", "impact"), cles.TEXTE_LONG)
RACINE = {
    "format": cles.obligatoire(nombres.lit_entier, "1"),
    "id": cles.IDENTIFIANT,
    "titre": cles.TITRE,
    "version": cles.obligatoire(texte.lit, '"1"', est_texte=True),
    "licence": licences.LICENCE,
    "auteurs": cles.TEXTES,
    "source": cles.TEXTE,
    "depot": url.CLE,
    "definitions": Cle(lecteur=objet.de(DEFINITIONS)),
    "axes": cles.BRUT,
    "vocabulaires": cles.BRUT,
    "acteur": cles.obligatoire(cles.brut),
    "fiche": cles.obligatoire(cles.brut),
    "regles": cles.BRUT,
    "messages": cles.BRUT,
    "changements": cles.BRUT,
    "presentation": Cle(lecteur=presentation.lit),
    **dict.fromkeys(RESERVEES, cles.BRUT),
}
ENTREE = {
    "id": cles.obligatoire(texte.lit),
    "titre": cles.TITRE,
    "code": cles.TEXTE,
    "sensible": cles.OUI_NON,
    "aide": cles.TEXTE_BRUT,
    "source": cles.TEXTE,
}
SECTION = {
    "id": cles.CLE_ID,
    "titre": cles.TITRE,
    "aide": cles.TEXTE_BRUT,
    "role": cles.parmi("parties_prenantes", *champs.ROLES),
    "liste": cles.OUI_NON,
    "source": cles.TEXTE,
    "champs": cles.obligatoire(cles.brut),
}
_ITEM = {"id": cles.IDENTIFIANT, "titre": cles.TITRE, "aide": cles.TEXTE_BRUT, "source": cles.TEXTE}
AXE = {**_ITEM, "criteres": cles.BRUT}
CRITERE = {**_ITEM, "question": cles.TEXTE_BRUT, "odd": cles.TEXTES, "indicateurs": cles.BRUT}
_SEVERITES = {**{severite.francais: severite for severite in Severity}, "ignorer": None}
SEVERITE = cles.parmi(*_SEVERITES)
RENOMMER = dict.fromkeys(("axes", "criteres", "indicateurs", "champs", "vocabulaires"), cles.BRUT)
CHANGEMENT = {"version": cles.obligatoire(texte.lit, est_texte=True), "renommer": Cle(lecteur=objet.de(RENOMMER))}

_LIT_RACINE, _LIT_ENTREE, _LIT_SECTION = objet.de(RACINE), objet.de(ENTREE), objet.de(SECTION)
_LIT_AXE, _LIT_CRITERE, _LIT_CHANGEMENT = objet.de(AXE), objet.de(CRITERE), objet.de(CHANGEMENT)


def lit(document: source.Document) -> tuple[Referentiel | None, list[Finding]]:
    """The référentiel as far as it could be read; None where the file has no root, or too many faults."""
    if document.root is None:
        return None, []
    lecture, racine = Lecture(document), document.root
    return lecture.jusqu_au_bout(lambda: _lit(racine, lecture))


def _lit(racine: source.Mapping, lecture: Lecture) -> Referentiel:
    lu: dict[str, Any] = _LIT_RACINE(racine, (), lecture)
    if lu.get("format") not in (None, FORMAT):
        lecture.dit(
            "format-inconnu",
            ("format",),
            f"cette version d'utilite lit le format {FORMAT}, pas le {lu['format']}",
            "mettez utilite à jour, ou écrivez « format: 1 »",
        )
    for nom in RESERVEES:
        if nom in lu:
            lecture.dit(
                "cle-reservee",
                (nom,),
                f"« {nom} » est réservé : rien ne s'en sert encore",
                "gardez-la pour plus tard, ou retirez-la",
                on_key=True,
            )
    vocabulaires = _lit_vocabulaires(lu.get("vocabulaires"), lecture)
    axes = _lit_axes(lu.get("axes"), lecture, vocabulaires)
    _ids_uniques(axes, lecture)
    sections = {nom: _lit_sections(lu.get(nom), lecture, vocabulaires, nom) for nom in ("acteur", "fiche")}
    for ou, section, champ in _EXIGES:
        if lu.get(ou) is not None and isinstance(lu[ou].node, source.Sequence):
            _exige(ou, section, champ, sections[ou], lecture)
    return Referentiel(
        file=lecture.file,
        id=lu.get("id") or "",
        titre=lu.get("titre") or "",
        version=lu.get("version") or "",
        licence=lu.get("licence") or "",
        auteurs=lu.get("auteurs") or (),
        source=lu.get("source") or "",
        depot=lu.get("depot") or "",
        definitions={k: v for k, v in (lu.get("definitions") or {}).items() if v},
        axes=axes,
        vocabulaires=vocabulaires,
        acteur=sections["acteur"],
        fiche=sections["fiche"],
        regles=_lit_regles(lu.get("regles"), lecture),
        messages=_lit_textes(lu.get("messages"), lecture),
        changements=_lit_changements(lu.get("changements"), lecture),
        presentation=lu.get("presentation") or Presentation(),
    )


def _lit_vocabulaires(donne: Brut | None, lecture: Lecture) -> dict[str, Vocabulaire]:
    return {
        nom: Vocabulaire(nom=nom, entrees=_lit_entrees(Brut(node, route), lecture))
        for nom, node, route in _paires(donne, lecture)
    }


def _entree_en_bref(node: source.Node, route: Route, lecture: Lecture) -> dict[str, str] | None:
    """A word alone, « - seniors »: told, and taken for what it means, so that fiches are still read by it."""
    ecrit = node.value.strip() if isinstance(node, source.Scalar) else ""
    nom = identifiant(ecrit)
    if not nom:
        return None
    hint = f"écrivez « - {{id: {nom}, titre: {ecrit[:60]}}} »"
    lecture.dit("forme-attendue", route, "des clés sont attendues ici, pas un texte", hint)
    return {"id": nom, "titre": ecrit}


def _lit_entrees(donne: Brut, lecture: Lecture) -> dict[str, Entree]:
    entrees: dict[str, Entree] = {}
    places: dict[str, Place] = {}

    def lit(node: source.Node, route: Route, lecture: Lecture) -> None:
        lu = _entree_en_bref(node, route, lecture) or _LIT_ENTREE(node, route, lecture)
        if lu is None or not lu.get("id"):
            return
        nom, place = lu["id"], Place(lecture.file, route)
        if nom in entrees:
            champs.doublon(nom, place, places[nom], lecture, "l'entrée")
            return
        places[nom] = place
        entrees[nom] = Entree(
            id=nom,
            titre=lu.get("titre") or nom,
            code=lu.get("code") or "",
            sensible=bool(lu.get("sensible")),
        )

    _liste(lit, donne, lecture)
    return entrees


def _lit_axes(donne: Brut | None, lecture: Lecture, vocabulaires: Vocabulaires) -> tuple[Axe, ...]:
    def lit_axe(node: source.Node, route: Route, lecture: Lecture) -> Axe | None:
        lu = _LIT_AXE(node, route, lecture)
        if lu is None:
            return None
        nom: str = lu.get("id") or ""  # told where it misses; its critères are read all the same

        def lit_critere(item: source.Node, ou: Route, lecture: Lecture) -> Critere | None:
            return _lit_critere(item, ou, lecture, vocabulaires, nom)

        criteres = _liste(lit_critere, lu.get("criteres"), lecture)
        return Axe(
            id=nom,
            titre=lu.get("titre") or nom,
            aide=lu.get("aide") or "",
            source=lu.get("source") or "",
            criteres=criteres,
            place=Place(lecture.file, route),
        )

    return _liste(lit_axe, donne, lecture)


def _lit_critere(
    node: source.Node, route: Route, lecture: Lecture, vocabulaires: Vocabulaires, axe: str
) -> Critere | None:
    lu = _LIT_CRITERE(node, route, lecture)
    if lu is None or not lu.get("id"):
        return None
    donne = lu.get("indicateurs")
    return Critere(
        id=lu["id"],
        titre=lu.get("titre") or lu["id"],
        axe=axe,
        question=lu.get("question") or "",
        aide=lu.get("aide") or "",
        odd=lu.get("odd") or (),
        source=lu.get("source") or "",
        indicateurs=indicateurs.lit_tous(donne, lecture, vocabulaires) if donne else (),
        place=Place(lecture.file, route),
    )


def _ids_uniques(axes: tuple[Axe, ...], lecture: Lecture) -> None:
    """Ids of axes, of critères and of indicateurs are unique in the whole référentiel."""
    criteres = [critere for axe in axes for critere in axe.criteres]
    tous: list[tuple[str, list[Any]]] = [
        ("l'axe", list(axes)),
        ("le critère", criteres),
        ("l'indicateur", [indicateur for critere in criteres for indicateur in critere.indicateurs]),
    ]
    for quoi, items in tous:
        champs.sans_doublon(items, lecture, quoi)


def _lit_sections(donne: Brut | None, lecture: Lecture, vocabulaires: Vocabulaires, de: str) -> tuple[Section, ...]:
    def lit_section(node: source.Node, route: Route, lecture: Lecture) -> Section | None:
        lu = _LIT_SECTION(node, route, lecture)
        if lu is None or not lu.get("id"):
            return None
        nom: str = lu["id"]
        if de == "fiche" and nom in DE_TOUTE_FICHE:
            lecture.dit(
                "nom-reserve",
                (*route, "id"),
                f"« {nom} » est une clé de toute fiche : une section ne peut pas s'appeler ainsi",
                "donnez un autre nom à la section",
            )
        return Section(
            id=nom,
            titre=lu.get("titre") or nom,
            aide=lu.get("aide") or "",
            role=lu.get("role") or "",
            source=lu.get("source") or "",
            liste=bool(lu.get("liste")),
            champs=champs.lit_champs(lu["champs"], lecture, vocabulaires) if lu.get("champs") else (),
            place=Place(lecture.file, route),
        )

    return tuple(champs.sans_doublon(_liste(lit_section, donne, lecture), lecture, "la section"))


def _exige(ou: str, section: str, champ: str, sections: tuple[Section, ...], lecture: Lecture) -> None:
    trouvee = next((s for s in sections if s.id == section), None)
    existant = next((c for c in trouvee.champs if c.id == champ), None) if trouvee is not None else None
    role = "le nom d'un acteur" if ou == "acteur" else "le titre d'une fiche"
    declaration = f"un champ « id: {champ} », « forme: texte », « obligatoire: oui »"
    if existant is not None:
        if existant.spec.forme not in ("texte", ""):
            message = f"le champ {section}.{champ} est de forme texte : c'est {role} dans les documents"
            lecture.dit("champ-exige", (*existant.place.route, "forme"), message, "écrivez : texte")
        return
    message = f"il manque le champ {section}.{champ}, de forme texte : c'est {role} dans les documents"
    if trouvee is not None:
        hint = f"ajoutez à la section « {section} » {declaration}"
        lecture.dit("champ-exige", trouvee.place.route, message, hint, on_key=True)
    else:
        hint = f"ajoutez une section « id: {section} » avec {declaration}"
        lecture.dit("champ-exige", (ou,), message, hint, on_key=True)


def _lit_regles(donne: Brut | None, lecture: Lecture) -> dict[str, Severity | None]:
    lues: dict[str, Severity | None] = {}
    for nom, node, route in _paires(donne, lecture):
        mot = SEVERITE.lecteur(node, route, lecture)
        if mot is not None:
            lues[nom] = _SEVERITES[mot]
    return lues


def _lit_textes(donne: Brut | None, lecture: Lecture) -> dict[str, str]:
    textes = {nom: texte.brut(node, route, lecture) for nom, node, route in _paires(donne, lecture)}
    return {nom: mot for nom, mot in textes.items() if mot}


def _lit_changements(donne: Brut | None, lecture: Lecture) -> tuple[Changement, ...]:
    def lit_changement(node: source.Node, route: Route, lecture: Lecture) -> Changement | None:
        lu = _LIT_CHANGEMENT(node, route, lecture)
        if lu is None or not lu.get("version"):
            return None
        renommer = {genre: _lit_textes(noms, lecture) for genre, noms in (lu.get("renommer") or {}).items()}
        return Changement(version=lu["version"], renommer=renommer, place=Place(lecture.file, route))

    return _liste(lit_changement, donne, lecture)


def _liste(lecteur: Lecteur, donne: Brut | None, lecture: Lecture) -> tuple[Any, ...]:
    return () if donne is None else liste.de(lecteur)(donne.node, donne.route, lecture) or ()


def _paires(donne: Brut | None, lecture: Lecture) -> list[tuple[str, source.Node, Route]]:
    """The freely named entries of a mapping."""
    if donne is None:
        return []
    node, route = donne
    if not isinstance(node, source.Mapping):
        lecture.dit(
            "forme-attendue", route, "des clés sont attendues ici", "à la ligne, en retrait, écrivez « nom: valeur »"
        )
        return []
    return [(nom, valeur, (*route, nom)) for nom, (_, valeur) in node.entries.items() if not objet.est_vide(valeur)]
