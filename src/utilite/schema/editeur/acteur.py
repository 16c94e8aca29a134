"""acteurs/ID.yaml, for an editor."""

from utilite.formes import editeur
from utilite.formes.spec import Fragment
from utilite.referentiel import Referentiel
from utilite.schema.editeur.document import Partages
from utilite.schema.editeur.fiche import cle_de_section


def schema(referentiel: Referentiel) -> Fragment:
    """An acteur."""
    racine = editeur.objet({une.id: cle_de_section(une) for une in referentiel.acteur})
    return Partages().document("acteur", racine, "Acteur", referentiel.titre)
