"""acteurs/ID.yaml and prive/acteurs/ID.yaml, for an editor."""

from utilite.formes import editeur
from utilite.formes.spec import Fragment, Schema
from utilite.referentiel import Referentiel
from utilite.schema.editeur import mots
from utilite.schema.editeur.document import Partages
from utilite.schema.editeur.fiche import cle_de_section


def schema(referentiel: Referentiel) -> Fragment:
    """An acteur."""
    racine = _racine(referentiel)
    return Partages().document("Acteur", referentiel.titre, racine.forme, racine.exige.get("then", {}))


def schema_prive(referentiel: Referentiel) -> Fragment:
    """A file of `prive/`, laid over an acteur."""
    racine = _racine(referentiel)
    return Partages().document("Acteur, partie privée", mots.PRIVE, racine.forme, racine.des_listes.get("then", {}))


def _racine(referentiel: Referentiel) -> Schema:
    return editeur.objet({une.id: cle_de_section(une) for une in referentiel.acteur})
