"""A new workspace: a référentiel to start from, an example, what editors, git and forges need, a page for people."""

import re
from collections.abc import Mapping
from pathlib import Path

from utilite.formes.editeur import json_de
from utilite.referentiel import Referentiel
from utilite.scaffold import squelette
from utilite.schema.editeur import schemas
from utilite.schema.noms import DOSSIER, fichier

DEPART = Path(__file__).parent / "depart"
EXEMPLE = "exemple"

_AXES = re.compile(r"^axes:\n(?:(?!^[a-z#]).*\n)+", re.MULTILINE)
_NE_PAS_SUIVRE = "# Ce qui se refait, et ce qui ne doit jamais entrer dans git.\n/build/\n/prive/\n"
_COPIES = {
    "README.md": "LISEZMOI.md",
    ".editorconfig": "editorconfig",
    ".vscode/settings.json": "vscode.json",
    ".github/workflows/fiches.yml": "github-fiches.yml",
    ".github/workflows/formulaire.yml": "github-formulaire.yml",
    ".github/workflows/relecture.yml": "github-relecture.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
}
"""The files that are the same for all, and where they come from."""


def referentiel(*, vide: bool) -> bytes:
    """The référentiel to start from; `vide` has no axes yet, for a network that has no grid."""
    texte = (DEPART / "referentiel.yaml").read_text("utf-8")
    return (_AXES.sub("axes: []\n\n", texte, count=1) if vide else texte).encode()


def fichiers(lu: Referentiel, grille: bytes) -> Mapping[str, bytes]:
    """The files of the workspace, by name; `grille` is the référentiel's own."""
    textes = {
        **{nom: (DEPART / source).read_text("utf-8") for nom, source in _COPIES.items()},
        ".gitignore": _NE_PAS_SUIVRE,
        ".vscode/extensions.json": '{\n  "recommendations": ["redhat.vscode-yaml"]\n}\n',
        f"acteurs/{EXEMPLE}.yaml": _nomme(squelette.acteur(lu, EXEMPLE, _schema("acteur")), "nom", "Une association"),
        f"fiches/{EXEMPLE}.yaml": _nomme(
            squelette.fiche(lu, EXEMPLE, [EXEMPLE], [EXEMPLE], _schema("fiche")), "titre", "Une action à décrire"
        ),
    }
    textes |= {f"{DOSSIER}/{fichier(genre)}": json_de(schema) for genre, schema in schemas(lu).items()}
    return {"referentiel.yaml": grille, **{nom: texte.encode() for nom, texte in textes.items()}}


def _nomme(texte: str, cle: str, valeur: str) -> str:
    """A skeleton whose name is given: the first key of this name that holds nothing."""
    return re.sub(rf"^(  {cle}:)[ \t]*$", rf"\1 {valeur}", texte, count=1, flags=re.MULTILINE)


def _schema(genre: str) -> str:
    return f"../{DOSSIER}/{fichier(genre)}"
