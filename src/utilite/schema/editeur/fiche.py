"""fiches/ID.yaml, for an editor."""

from collections.abc import Iterable
from functools import partial

from utilite import formes
from utilite.formes import editeur, objet
from utilite.formes.spec import Cle, Entree, Fragment, Schema, Spec, Vocabulaire
from utilite.referentiel import Critere, Indicateur, Referentiel, Section
from utilite.schema import cles, fiche
from utilite.schema.editeur import declarations, mesures, mots
from utilite.schema.editeur.document import Partages

_BROUILLON = editeur.si("statut", {"type": "string", "pattern": r"^\s*brouillon\s*$"})


def schema(referentiel: Referentiel) -> Fragment:
    """A fiche: what a draft may lack is asked of the others only."""
    partages = Partages()
    return partages.document("fiche", _racine(referentiel, partages), "Fiche", referentiel.titre, _BROUILLON)


def section(une: Section) -> Schema:
    """A section of an acteur or of a fiche."""
    vue = editeur.objet(objet.cles(une.champs, lambda _: cles.brut, formes.decrit))
    vue = editeur.liste(vue) if une.liste else vue
    return vue._replace(forme={**vue.forme, **editeur.dit(une.titre, une.aide)})


def cle_de_section(une: Section) -> Cle:
    """The key of a section."""
    return Cle(lecteur=cles.brut, obligatoire=une.obligatoire, decrit=lambda: section(une))


def _racine(referentiel: Referentiel, partages: Partages) -> Schema:
    propres = partages.range("indicateurs-propres", _indicateurs_propres(referentiel.vocabulaires, partages))
    temoignages = partages.range("temoignages", _temoignages())
    communes = cles.decrite(
        fiche.cles_de_toute_fiche(referentiel, cles.brut, cles.brut),
        version_referentiel=_versions(referentiel),
        utilite_sociale=_utilite(referentiel, partages, propres, temoignages),
        criteres_propres=_criteres_propres(referentiel, propres, temoignages),
    )
    sections = {une.id: cle_de_section(une) for une in referentiel.fiche}
    return editeur.objet({**communes, **sections}, {**mots.FICHE, **dict.fromkeys(sections, "")})


def _versions(referentiel: Referentiel) -> Schema:
    connues = dict.fromkeys(reversed([version for version in referentiel.versions if version]))
    return editeur.choix(Vocabulaire(nom="", entrees={v: Entree(id=v, titre=v) for v in connues}))


def _utilite(referentiel: Referentiel, partages: Partages, propres: Schema, temoignages: Schema) -> Schema:
    def cle(critere: Critere, axe: str) -> Cle:
        return Cle(lecteur=cles.brut, decrit=lambda: _apport(critere, axe, partages, propres, temoignages))

    return editeur.objet({c.id: cle(c, axe.titre) for axe in referentiel.axes for c in axe.criteres})


def _apport(critere: Critere, axe: str, partages: Partages, propres: Schema, temoignages: Schema) -> Schema:
    suivis = {i.id: Cle(lecteur=cles.brut, decrit=partial(_suivi, i, partages)) for i in critere.indicateurs}
    table = cles.decrite(
        fiche.cles_d_apport(cles.brut, cles.brut),
        indicateurs=editeur.objet(suivis),
        indicateurs_propres=propres,
        temoignages=temoignages,
    )
    vu = editeur.objet(table, mots.APPORT)
    return vu._replace(
        forme={**vu.forme, **editeur.dit(critere.titre, f"Axe : {axe}.", critere.question, critere.aide)}
    )


def _suivi(indicateur: Indicateur, partages: Partages) -> Schema:
    spec = indicateur.spec
    if not spec.forme:
        return editeur.LIBRE
    vu = _mesures(spec, partages)
    return vu._replace(forme={**vu.forme, **_dit(indicateur)})


def _dit(indicateur: Indicateur) -> Fragment:
    """What is asked, how it is found out, what for."""
    spec = indicateur.spec
    bas, haut = spec.echelle
    echelle = f"De {bas} à {haut} : {', '.join(spec.libelles)}." if spec.libelles else f"De {bas} à {haut}."
    return editeur.dit(
        indicateur.titre,
        f"{mots.NIVEAUX.get(indicateur.niveau or '', '')}{f', en {spec.unite}' if spec.unite else ''}.",
        echelle if spec.forme == "echelle" else "",
        indicateur.aide,
        f"Recueil : {indicateur.recueil}." if indicateur.recueil else "",
        f"Sert à : {indicateur.sert_a}." if indicateur.sert_a else "",
    )


def _criteres_propres(referentiel: Referentiel, propres: Schema, temoignages: Schema) -> Schema:
    axes = {axe.id: Entree(id=axe.id, titre=axe.titre) for axe in referentiel.axes}
    table = cles.decrite(
        fiche.cles_de_critere_propre(cles.brut, cles.brut),
        axe=editeur.choix(Vocabulaire(nom="", entrees=axes)),
        indicateurs_propres=propres,
        temoignages=temoignages,
    )
    return editeur.nommes(editeur.objet(table, mots.CRITERE_PROPRE), cles.ID.pattern, mots.ID)


def _indicateurs_propres(vocabulaires: Iterable[str], partages: Partages) -> Schema:
    """What a fiche brings: declared as in a référentiel, with its mesures, whose bounds only we can check."""
    cas = [([nom], _avec_mesures(_mesures(Spec(forme=nom), partages))) for nom in formes.INDICATEURS]
    un = editeur.ensemble(declarations.indicateur(vocabulaires), editeur.selon("forme", cas))
    return editeur.nommes(un, cles.ID.pattern, mots.ID)


def _mesures(spec: Spec, partages: Partages) -> Schema:
    return partages.range(f"mesures-{spec.forme}", mesures.schema(spec))


def _avec_mesures(vues: Schema) -> Schema:
    return Schema(*(editeur.aussi(mesures=partie) if partie else {} for partie in vues))


def _temoignages() -> Schema:
    un = editeur.objet(fiche.TEMOIGNAGE, mots.TEMOIGNAGE)
    accord = editeur.manque("accord", {"type": "object"})
    return editeur.liste(editeur.ensemble(un, Schema(accord)))
