"""referentiel.yaml, for an editor: the same for every network."""

from utilite.formes import editeur
from utilite.formes.spec import Fragment, Schema
from utilite.schema import cles, presentation, referentiel
from utilite.schema.editeur import declarations, mots
from utilite.schema.editeur.document import Partages


def schema() -> Fragment:
    """A référentiel."""
    partages = Partages()
    champs = declarations.les_champs(partages)
    sections = editeur.liste(editeur.objet(cles.decrite(referentiel.SECTION, champs=champs), mots.SECTION))
    entrees = editeur.liste(editeur.objet(referentiel.ENTREE, mots.ENTREE))
    table = cles.decrite(
        referentiel.RACINE,
        format=editeur.ou_vide({"enum": [referentiel.FORMAT]}),
        definitions=editeur.objet(referentiel.DEFINITIONS, mots.DEFINITIONS),
        axes=_axes(),
        vocabulaires=editeur.nommes(entrees),
        acteur=sections,
        fiche=sections,
        regles=editeur.nommes(referentiel.SEVERITE.decrit()),
        messages=editeur.nommes(editeur.libre()),
        changements=_changements(),
        presentation=editeur.objet(presentation.CLES, mots.PRESENTATION),
    )
    racine = editeur.objet(table, mots.REFERENTIEL)
    return partages.document("referentiel", racine, "Référentiel", mots.GRILLE)


def _axes() -> Schema:
    indicateurs = editeur.liste(declarations.indicateur())
    critere = editeur.objet(cles.decrite(referentiel.CRITERE, indicateurs=indicateurs), mots.CRITERE)
    axe = editeur.objet(cles.decrite(referentiel.AXE, criteres=editeur.liste(critere)), mots.AXE)
    return editeur.liste(axe)


def _changements() -> Schema:
    noms = editeur.nommes(editeur.libre())
    renommer = editeur.objet(cles.decrite(referentiel.RENOMMER, **dict.fromkeys(referentiel.RENOMMER, noms)))
    return editeur.liste(editeur.objet(cles.decrite(referentiel.CHANGEMENT, renommer=renommer), mots.CHANGEMENT))
