"""Which template a name means: the workspace's own first, then the shipped ones."""

from pathlib import Path

from utilite import workspace as espaces
from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.orthographe import suggestion
from utilite.schema import modele as schema
from utilite.workspace import Workspace

LIVRES = Path(__file__).parent / "templates"


def trouve(espace: Workspace, nom: str) -> Modele:
    """The template of that name. Raises OperatorError where there is none, or it is at fault."""
    for lu in espace.modeles():
        if Path(lu.document.file).parent.name == nom:
            if lu.findings or lu.valeur is None:
                fichier = lu.document.file
                raise OperatorError(f"le modèle « {nom} » a des fautes : tapez « utilite validate {fichier} »")
            return lu.valeur
    dossier = LIVRES / nom
    if "/" not in nom and (dossier / schema.MANIFESTE).is_file():
        document, _ = espaces.lire(LIVRES, f"{nom}/{schema.MANIFESTE}")
        modele, _ = schema.lit(document, dossier)
        assert modele is not None  # shipped, and tested
        return modele
    noms = [lu.valeur.nom for lu in espace.modeles() if lu.valeur is not None]
    noms += sorted(p.parent.name for p in LIVRES.glob(f"*/{schema.MANIFESTE}"))
    suite = suggestion(nom, noms, "vouliez-vous dire « --template {} » ?", f"modèles disponibles : {', '.join(noms)}")
    raise OperatorError(f"aucun modèle ne s'appelle « {nom[:60]} » : {suite}")
