"""A template to begin with: a commented manifest with the network's own questions, a source that renders at once."""

from collections.abc import Iterator
from pathlib import Path

from utilite.referentiel import Referentiel
from utilite.schema.champs import ROLES

NOUVEAU = Path(__file__).parent / "nouveau"
"""The files of a new template: NOM stands for its name, and questions come under `rubriques:`."""


def fichiers(referentiel: Referentiel, nom: str) -> dict[str, str]:
    """The files of a new template, by name."""
    rubriques = "\n".join(["rubriques:", *_rubriques(referentiel)])
    manifeste = (NOUVEAU / "modele.yaml").read_text("utf-8").replace("NOM", nom).replace("rubriques:", rubriques)
    return {"modele.yaml": manifeste, "document.md": (NOUVEAU / "document.md").read_text("utf-8")}


def _rubriques(referentiel: Referentiel) -> Iterator[str]:
    """A question for each role of the network, or for each section where it has none; then what each fiche has."""
    titres: dict[str, str] = {}
    for section in referentiel.fiche:
        for champ in section.champs:
            if champ.role in ROLES:
                titres.setdefault(champ.role, champ.titre)
    demandes = titres or {section.id: section.titre for section in referentiel.fiche}
    for reponse, titre in demandes.items():
        yield _rubrique(titre, reponse, obligatoire=False)
    yield _rubrique("Utilité sociale", "utilite_sociale", obligatoire=True)
    yield _rubrique("Limites", "limites", obligatoire=False)


def _rubrique(titre: str, reponse: str, *, obligatoire: bool) -> str:
    ecrit = '"' + titre.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lignes = (f"  - titre: {ecrit}", "    reponses:", f"      - {reponse}", f"    obligatoire: {_OUI[obligatoire]}")
    return "\n".join(lignes)


_OUI = {True: "oui", False: "non"}
