"""All that the page is made of → one HTML file, which asks the network for nothing."""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from utilite import __version__
from utilite.edit.formulaire import depart, moteur, questions
from utilite.errors import OperatorError
from utilite.workspace import Workspace

PAGE = Path(__file__).parent / "page"
SCRIPTS = ("outils.js", "ouvrier.js", "champs.js", "mesures.js", "page.js")
"""The page's own scripts, in the order in which they know each other."""


def page(espace: Workspace, fiche: str = "", precedente: str = "") -> str:
    """The form of a workspace's référentiel. Raises OperatorError where it can't be made."""
    referentiel = espace.referentiel.valeur
    if referentiel is None:
        raise OperatorError("le référentiel ne peut pas être lu : tapez « utilite validate » pour voir pourquoi")
    parti = depart.de(espace, fiche, precedente)
    donnees = {
        "outil": f"utilite {__version__}",
        "questions": questions.de(referentiel),
        "acteurs": parti.acteurs,
        "fiches": espace.noms_de_fiches(),
        "etat": parti.etat,
        "fichiers": parti.fichiers,
        "verrou": moteur.verrou(),
        "atelier": (PAGE / "atelier.js").read_text("utf-8"),
    }
    pieces = {nom: _serre(contenu) for nom, contenu in moteur.pyodide().items()}
    pieces["paquets"] = base64.b64encode(moteur.paquets()).decode()
    codes = [*moteur.scripts(), *((PAGE / nom).read_text("utf-8") for nom in SCRIPTS)]
    corps = [
        f'<script type="application/json" id="donnees">{_inerte(donnees)}</script>',
        *(f"<script>{_code(code)}</script>" for code in codes),
        *(
            f'<script type="application/octet-stream" id="piece-{nom}">{texte}</script>'
            for nom, texte in pieces.items()
        ),
    ]
    empreintes = " ".join(f"'sha256-{_empreinte(_code(code))}'" for code in codes)
    gabarit = (PAGE / "page.html").read_text("utf-8")
    for nom, valeur in {
        "@TITRE@": _html(referentiel.titre),
        "@SCRIPTS@": empreintes,
        "@STYLE@": (PAGE / "style.css").read_text("utf-8"),
        "@OUTIL@": f"utilite {__version__}",
    }.items():
        gabarit = gabarit.replace(nom, valeur)
    return gabarit.replace("@CORPS@", "\n".join(corps))


def _serre(contenu: bytes) -> str:
    return base64.b64encode(gzip.compress(contenu, 9, mtime=0)).decode()


def _inerte(donnees: dict[str, Any]) -> str:
    """JSON that ends no script and opens no comment, whatever a référentiel says."""
    texte = json.dumps(donnees, ensure_ascii=False, separators=(",", ":"))
    for signe in "<>&\u2028\u2029":
        texte = texte.replace(signe, f"\\u{ord(signe):04x}")
    return texte


def _code(code: str) -> str:
    """A script as the page holds it: nothing in it may look like its end."""
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _empreinte(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def _html(texte: str) -> str:
    return texte.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
