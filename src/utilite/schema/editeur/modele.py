"""templates/NAME/modele.yaml, for an editor: the same for every network."""

from utilite.formes import editeur
from utilite.formes.spec import Fragment
from utilite.schema import cles, modele
from utilite.schema.editeur import mots
from utilite.schema.editeur.document import Partages


def schema() -> Fragment:
    """A template's manifest; what a fillable form's own keys are, its reader passes by."""
    fichier = {"anyOf": [editeur.ligne().forme, {"type": "object"}]}
    fichiers = editeur.nommes(editeur.LIBRE._replace(forme=fichier))
    racine = editeur.objet(cles.decrite(modele.RACINE, fichiers=fichiers), mots.MODELE)
    return Partages().document("modele", racine, "Modèle", mots.UN_MODELE)
