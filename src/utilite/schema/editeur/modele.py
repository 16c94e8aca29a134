"""templates/NAME/modele.yaml, for an editor: the same for every network."""

from utilite.formes import editeur
from utilite.formes.spec import Cle, Fragment
from utilite.modele import FORMATS
from utilite.schema import cles, modele
from utilite.schema.editeur import mots
from utilite.schema.editeur.document import Partages


def schema() -> Fragment:
    """A template's manifest; what a fillable form's own keys are, its reader passes by."""
    fichier = {"anyOf": [editeur.ligne().forme, {"type": "object"}]}
    de_format = Cle(lecteur=cles.brut, decrit=lambda: editeur.LIBRE._replace(forme=fichier))
    fichiers = editeur.objet(dict.fromkeys(FORMATS, de_format), mots.FICHIERS)
    rubriques = editeur.liste(editeur.objet(modele.RUBRIQUE, mots.RUBRIQUE))
    racine = editeur.objet(cles.decrite(modele.RACINE, fichiers=fichiers, rubriques=rubriques), mots.MODELE)
    return Partages().document("modele", racine, "Modèle", mots.UN_MODELE)
