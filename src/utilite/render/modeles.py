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
    if nom in livres():
        return _livre(nom)
    noms = [modele.nom for modele, _ in tous(espace)]
    suite = suggestion(nom, noms, "vouliez-vous dire « --template {} » ?", f"modèles disponibles : {', '.join(noms)}")
    raise OperatorError(f"aucun modèle ne s'appelle « {nom[:60]} » : {suite}")


def tous(espace: Workspace) -> list[tuple[Modele, bool]]:
    """All that can serve, the workspace's own first; with each, whether it is a shipped one."""
    siens = [lu.valeur for lu in espace.modeles() if lu.valeur is not None]
    pris = {modele.nom for modele in siens}
    return [(m, False) for m in siens] + [(_livre(nom), True) for nom in livres() if nom not in pris]


def est_livre(modele: Modele) -> bool:
    """Whether it is one of ours, which no stranger can have changed."""
    return modele.dossier.parent == LIVRES


def livres() -> list[str]:
    """The names of the shipped ones."""
    return sorted(chemin.parent.name for chemin in LIVRES.glob(f"*/{schema.MANIFESTE}"))


def _livre(nom: str) -> Modele:
    document, _ = espaces.lire(LIVRES, f"{nom}/{schema.MANIFESTE}")
    modele, _ = schema.lit(document, LIVRES / nom)
    assert modele is not None  # shipped, and tested
    return modele
