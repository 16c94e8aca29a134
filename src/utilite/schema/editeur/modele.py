"""templates/NAME/modele.yaml, for an editor: the same for every network."""

from utilite.formes import editeur
from utilite.formes.spec import Cle, Fragment, Schema
from utilite.modele import A_REMPLIR, FORMATS
from utilite.schema import cles, modele
from utilite.schema.editeur import mots
from utilite.schema.editeur.document import Partages


def schema() -> Fragment:
    """A template's manifest."""
    fichier = cles.TEXTE
    a_remplir = Cle(lecteur=cles.brut, decrit=_fichier_ou_formulaire)
    fichiers = editeur.objet({f: a_remplir if f in A_REMPLIR else fichier for f in FORMATS}, mots.FICHIERS)
    rubriques = editeur.liste(editeur.objet(modele.RUBRIQUE, mots.RUBRIQUE))
    racine = editeur.objet(cles.decrite(modele.RACINE, fichiers=fichiers, rubriques=rubriques), mots.MODELE)
    return Partages().document("modele", racine, "Modèle", mots.UN_MODELE)


def _fichier_ou_formulaire() -> Schema:
    """The name of a file, or a form to fill."""
    formulaire = editeur.objet(modele.FORMULAIRE, mots.FORMULAIRE)
    return Schema({"anyOf": [editeur.ligne().forme, {"type": "object", **formulaire.forme}]})
