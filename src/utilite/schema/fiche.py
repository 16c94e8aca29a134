"""fiches/ID.yaml and acteurs/ID.yaml → Fiche and Acteur, as the référentiel says they look."""

from collections.abc import Sequence
from typing import Any

from utilite import formes, francais, source
from utilite.diagnostic import Finding, Place, Route
from utilite.fiche import Acteur, Apport, Fiche, Statut, Suivi, Temoignage
from utilite.formes import choix, dates, editeur, liste, objet, periode, texte
from utilite.formes.objet import Ailleurs
from utilite.formes.spec import Cle, Entree, Lecteur, Lecture, Vocabulaire
from utilite.referentiel import Critere, Indicateur, Referentiel, Section
from utilite.schema import cles, indicateurs, licences, mesures, renommages
from utilite.schema.mesures import Mesures
from utilite.schema.renommages import Renommages, Suiveur

_STATUTS = tuple(statut.value for statut in Statut)
TEMOIGNAGE = {
    "texte": cles.TEXTE_LONG._replace(obligatoire=True),
    "auteur": cles.TEXTE,
    "accord": cles.parmi("publication", "interne"),
    "accord_le": Cle(lecteur=dates.lit_jour, decrit=dates.decrit_jour),
}
_LIT_TEMOIGNAGE = objet.de(TEMOIGNAGE)


def cles_de_toute_fiche(referentiel: Referentiel, utilite: Lecteur, propres: Lecteur) -> dict[str, Cle]:
    """The keys that every fiche has, whatever its référentiel."""
    return {
        "acteurs": Cle(
            lecteur=liste.de(texte.lit), obligatoire=True, exemple="[mon-association]", decrit=editeur.lignes
        ),
        "version_referentiel": cles.TEXTE._replace(obligatoire=True, exemple=f'"{referentiel.version}"'),
        "statut": cles.parmi(*_STATUTS)._replace(obligatoire=True, exemple="brouillon"),
        "periode": Cle(lecteur=periode.lit, obligatoire=True, exemple="2013", decrit=periode.decrit_periode),
        "precedente": cles.TEXTE,
        "utilite_sociale": Cle(lecteur=utilite),
        "criteres_propres": Cle(lecteur=propres),
        "limites": cles.TEXTE_LONG,
        "perspectives": cles.TEXTE_LONG,
        "recueilli_le": Cle(lecteur=dates.lit_jour, decrit=dates.decrit_jour),
        "auteurs": cles.TEXTES,
        "licence": licences.LICENCE,
    }


def cles_d_apport(indicateurs: Lecteur, propres: Lecteur) -> dict[str, Cle]:
    """The keys under a critère of the référentiel."""
    return {
        "apport": cles.TEXTE_LONG,
        "indicateurs": Cle(lecteur=indicateurs),
        "indicateurs_propres": Cle(lecteur=propres),
        "temoignages": Cle(lecteur=liste.de(_lit_temoignage)),
    }


def cles_de_critere_propre(axe: Lecteur, propres: Lecteur) -> dict[str, Cle]:
    """The keys under a critère that a fiche brings."""
    return {
        "axe": Cle(lecteur=axe),
        "titre": cles.TITRE,
        "question": cles.TEXTE_BRUT,
        "apport": cles.TEXTE_LONG,
        "indicateurs_propres": Cle(lecteur=propres),
        "temoignages": Cle(lecteur=liste.de(_lit_temoignage)),
    }


class LecteurDeFiches:
    """The readers of a référentiel's acteurs and fiches, compiled once for all of them."""

    def __init__(self, referentiel: Referentiel) -> None:
        self._referentiel = referentiel
        self._sans_version = renommages.depuis(referentiel, "")
        self._axes = Vocabulaire(nom="", entrees={a.id: Entree(id=a.id, titre=a.titre) for a in referentiel.axes})
        self._mesures: dict[str, Mesures] = {
            indicateur.id: mesures.lecteur(indicateur)
            for critere in referentiel.criteres
            for indicateur in critere.indicateurs
        }
        self._mesures_propres: dict[object, Mesures] = {}
        """The readers of what fiches bring, by what they depend on: most networks' acteurs ask the same."""
        self._propre = objet.de(
            cles_de_critere_propre(self._lit_axe, self._lit_indicateurs_propres),
            {"indicateurs": Ailleurs("un critère propre n'a que des « indicateurs_propres: »")},
        )
        de_toutes = cles_de_toute_fiche(referentiel, self._lecteur_utilite(), self._lit_criteres_propres)
        libres = (s for s in referentiel.fiche if s.id not in de_toutes)  # the référentiel's fault, told there
        self._sections = {s.id: _cle_de_section(s, referentiel.fiche) for s in libres}
        self._racine = objet.de({**de_toutes, **self._sections}, self._ailleurs())
        self._acteur = objet.de(
            {s.id: _cle_de_section(s, referentiel.acteur) for s in referentiel.acteur},
            _champs_d_ailleurs(referentiel.acteur, ""),
        )

    def acteur(
        self, document: source.Document, identifiant: str, *, surcouche: bool = False
    ) -> tuple[Acteur | None, list[Finding]]:
        """An acteur as far as it could be read; None where the file has no root, or too many faults."""
        if document.root is None:
            return None, []
        lecture = Lecture(document, surcouche=surcouche)
        racine = document.root
        return lecture.jusqu_au_bout(lambda: self._lit_acteur(racine, identifiant, lecture))

    def _lit_acteur(self, racine: source.Mapping, identifiant: str, lecture: Lecture) -> Acteur:
        if self._sans_version is not None:
            Suiveur(self._sans_version, self._referentiel, lecture).acteur(racine)
        return Acteur(id=identifiant, file=lecture.file, sections=self._acteur(racine, (), lecture))

    def fiche(
        self, document: source.Document, identifiant: str, *, surcouche: bool = False
    ) -> tuple[Fiche | None, list[Finding]]:
        """A fiche as far as it could be read; None where the file has no root, or too many faults."""
        if document.root is None:
            return None, []
        lecture = Lecture(document, brouillon=_est_brouillon(document.root), surcouche=surcouche)
        racine = document.root
        return lecture.jusqu_au_bout(lambda: self._lit_fiche(racine, identifiant, lecture))

    def _lit_fiche(self, racine: source.Mapping, identifiant: str, lecture: Lecture) -> Fiche:
        renommes = self._renommages(racine, surcouche=lecture.surcouche)
        if renommes is not None:
            Suiveur(renommes, self._referentiel, lecture).fiche(racine)
        lu: dict[str, Any] = self._racine(racine, (), lecture)
        apports = {a.critere.id: a for a in (lu.get("utilite_sociale") or {}).values() if a is not None}
        propres = [a for a in lu.get("criteres_propres") or () if a is not None]
        statut = lu.get("statut")
        return Fiche(
            id=identifiant,
            file=lecture.file,
            statut=Statut(statut) if statut else None,
            acteurs=lu.get("acteurs") or (),
            version=lu.get("version_referentiel") or "",
            periode=lu.get("periode"),
            precedente=lu.get("precedente") or "",
            sections={s: lu[s] for s in self._sections if lu.get(s) is not None},
            apports=(*(apports[c.id] for c in self._referentiel.criteres if c.id in apports), *propres),
            limites=lu.get("limites") or "",
            perspectives=lu.get("perspectives") or "",
            recueilli_le=lu.get("recueilli_le"),
            auteurs=lu.get("auteurs") or (),
            licence=lu.get("licence") or "",
            textes=tuple(lecture.textes),
        )

    def _renommages(self, racine: source.Mapping, *, surcouche: bool) -> Renommages | None:
        """What has been renamed since the version that a fiche was written against."""
        node = racine.entries.get("version_referentiel", (None, None))[1]
        version = node.value.strip() if isinstance(node, source.Scalar) else ""
        if not version:
            return self._sans_version if surcouche else None
        return renommages.depuis(self._referentiel, version) if version != self._referentiel.version else None

    def _ailleurs(self) -> dict[str, Ailleurs]:
        """Keys that a beginner writes one level too high, and where they go."""
        ailleurs = _champs_d_ailleurs(self._referentiel.fiche, "")
        for critere in self._referentiel.criteres:
            ailleurs[critere.id] = Ailleurs("un critère va sous « utilite_sociale: », en retrait", "utilite_sociale")
        for cle in ("apport", "indicateurs", "indicateurs_propres", "temoignages"):
            ailleurs.setdefault(cle, Ailleurs("elle va sous un critère, dans « utilite_sociale: »"))
        ailleurs["id"] = Ailleurs("le nom du fichier est l'identifiant : retirez cette ligne")
        return ailleurs

    def _lecteur_utilite(self) -> Lecteur:
        criteres = self._referentiel.criteres
        ailleurs = {
            i.id: Ailleurs(f"c'est un indicateur du critère « {c.id} » : mettez-le sous {c.id}, indicateurs")
            for c in criteres
            for i in c.indicateurs
        }
        for axe in (a for a in self._referentiel.axes if a.criteres):
            noms = francais.enumere([f"« {c.id}: »" for c in axe.criteres[:3]], "ou")
            ailleurs.setdefault(axe.id, Ailleurs(f"c'est un axe, retirez-le : sans lui, mettez {noms}"))
        for cle in ("apport", "indicateurs", "indicateurs_propres", "temoignages"):
            ailleurs.setdefault(cle, Ailleurs("elle va sous un critère : mettez-la plus en retrait, sous son nom"))
        lit_cles = objet.de({c.id: Cle(lecteur=self._lecteur_apport(c)) for c in criteres}, ailleurs)

        def lit(node: source.Node, route: Route, lecture: Lecture) -> dict[str, Apport] | None:
            lu: dict[str, Apport] | None = lit_cles(node, route, lecture)
            if lu is None or not isinstance(node, source.Mapping):
                return None
            for critere in criteres:  # chosen, and not answered yet
                if critere.id in node.entries and critere.id not in lu:
                    lu[critere.id] = Apport(critere=critere, route=(*route, critere.id))
            return lu

        return lit

    def _lecteur_apport(self, critere: Critere) -> Lecteur:
        lecteurs = {i.id: Cle(lecteur=_lecteur_suivi(i, self._mesures[i.id])) for i in critere.indicateurs}
        ailleurs = {
            i.id: Ailleurs(f"c'est un indicateur du critère « {c.id} » : déplacez-le sous {c.id}")
            for c in self._referentiel.criteres
            if c.id != critere.id
            for i in c.indicateurs
        }
        lit_cles = objet.de(
            cles_d_apport(objet.de(lecteurs, ailleurs), self._lit_indicateurs_propres),
            {
                i.id: Ailleurs("un indicateur va sous « indicateurs: », en retrait", "indicateurs")
                for i in critere.indicateurs
            },
        )

        def lit(node: source.Node, route: Route, lecture: Lecture) -> Apport | None:
            lu = lit_cles(node, route, lecture)
            if lu is None:
                return None
            suivis = lu.get("indicateurs") or {}
            ranges = tuple(suivis[i.id] for i in critere.indicateurs if suivis.get(i.id) is not None)
            return _apport(critere, lu, ranges, route)

        return lit

    def _lit_criteres_propres(self, node: source.Node, route: Route, lecture: Lecture) -> list[Apport] | None:
        propres: list[Apport] = []
        for nom, valeur, ou in _nommes(node, route, lecture):
            lu = self._propre(valeur, ou, lecture)
            if lu is None:
                continue
            critere = Critere(
                id=nom,
                titre=lu.get("titre") or nom,
                axe=lu.get("axe") or "",
                question=lu.get("question") or "",
                propre=True,
                place=Place(lecture.file, ou),
            )
            propres.append(_apport(critere, lu, (), ou))
        return propres

    def _lit_axe(self, node: source.Node, route: Route, lecture: Lecture) -> str | None:
        nom: str | None = texte.lit(node, route, lecture)
        if nom is None or nom in self._axes.entrees:
            return nom
        choix.inconnu(nom, route, lecture, self._axes, rule="axe-inconnu", quoi="un axe du référentiel")
        return None

    def _lit_indicateurs_propres(self, node: source.Node, route: Route, lecture: Lecture) -> tuple[Suivi, ...]:
        suivis: list[Suivi] = []
        for nom, valeur, ou in _nommes(node, route, lecture):
            lu = indicateurs.lit_propre(nom, valeur, ou, lecture, self._referentiel.vocabulaires)
            if lu is None:
                continue
            indicateur, donne = lu
            lues = self._lecteur_propre(indicateur)(donne.node, donne.route, lecture) if donne else ()
            suivis.append(Suivi(indicateur=indicateur, mesures=lues, route=ou))
        return tuple(suivis)

    def _lecteur_propre(self, indicateur: Indicateur) -> Mesures:
        spec = indicateur.spec
        cle = (
            spec.forme,
            tuple(spec.bornes.items()),
            spec.motif,
            spec.vocabulaire.nom,
            tuple(spec.vocabulaire.entrees),
            spec.echelle,
            spec.libelles,
        )
        if cle not in self._mesures_propres:
            self._mesures_propres[cle] = mesures.lecteur(indicateur)
        return self._mesures_propres[cle]


def _apport(critere: Critere, lu: dict[str, Any], suivis: tuple[Suivi, ...], route: Route) -> Apport:
    return Apport(
        critere=critere,
        texte=lu.get("apport") or "",
        suivis=(*suivis, *(lu.get("indicateurs_propres") or ())),
        temoignages=lu.get("temoignages") or (),
        route=route,
    )


def _lecteur_suivi(indicateur: Indicateur, lit_mesures: Mesures) -> Lecteur:
    def lit(node: source.Node, route: Route, lecture: Lecture) -> Suivi:
        return Suivi(indicateur=indicateur, mesures=lit_mesures(node, route, lecture), route=route)

    return lit


def _champs_d_ailleurs(sections: Sequence[Section], ici: str) -> dict[str, Ailleurs]:
    """The champs of the other sections; from the root of a file (`ici` empty), their section is a key."""
    return {
        champ.id: Ailleurs(
            f"ce champ va dans la section « {section.id} » : mettez-le en retrait sous « {section.id}: »",
            "" if ici else section.id,
        )
        for section in sections
        if section.id != ici
        for champ in section.champs
    }


def _cle_de_section(section: Section, sections: Sequence[Section]) -> Cle:
    lit = objet.de(objet.cles(section.champs, formes.lecteur), _champs_d_ailleurs(sections, section.id))
    premier = next((c.id for c in section.champs if c.obligatoire), "")
    exemple = f"» puis, en retrait, « {premier}: …" if premier else ""
    return Cle(lecteur=liste.de(lit) if section.liste else lit, obligatoire=section.obligatoire, exemple=exemple)


def _lit_temoignage(node: source.Node, route: Route, lecture: Lecture) -> Temoignage | None:
    lu = _LIT_TEMOIGNAGE(node, route, lecture)
    if lu is None:
        return None
    if "accord" not in lu:
        vide = isinstance(node, source.Mapping) and "accord" in node.entries
        lecture.dit(
            "temoignage-sans-accord",
            route + ("accord",) if vide else route,
            "ce témoignage ne dit pas si la personne est d'accord",
            f"demandez-lui, puis {'écrivez' if vide else 'ajoutez'} « accord: publication » ou « accord: interne »",
            on_key=True,
        )
    return Temoignage(
        texte=lu.get("texte") or "",
        auteur=lu.get("auteur") or "",
        accord=lu.get("accord") or "",
        accord_le=lu.get("accord_le"),
        route=route,
    )


def _nommes(node: source.Node, route: Route, lecture: Lecture) -> list[tuple[str, source.Node, Route]]:
    """The entries of a mapping whose keys are ids that the fiche gives."""
    if not isinstance(node, source.Mapping):
        if not isinstance(node, source.Unread):
            lecture.dit(
                "forme-attendue",
                route,
                "des identifiants sont attendus ici",
                "à la ligne, en retrait, écrivez un identifiant et deux-points, par exemple « photos-partagees: »",
            )
        return []
    for nom in node.entries:
        cles.verifie_id(nom, (*route, nom), lecture)
    return [(nom, valeur, (*route, nom)) for nom, (_, valeur) in node.entries.items() if not objet.est_vide(valeur)]


def _est_brouillon(racine: source.Mapping) -> bool:
    node = racine.entries.get("statut", (None, None))[1]
    return isinstance(node, source.Scalar) and node.value.strip() == "brouillon"
