"""All that the page is made of → one HTML file, which asks the network for nothing."""

import base64
import dataclasses
import gzip
import json
from pathlib import Path
from typing import Any

from utilite import __version__, couleurs
from utilite.edit.formulaire import depart, moteur, questions, secours
from utilite.edit.formulaire.depart import Depart
from utilite.errors import OperatorError
from utilite.referentiel import Presentation
from utilite.render import context, modeles
from utilite.render.environment import empreinte_csp
from utilite.workspace import Workspace

PAGE = Path(__file__).parent / "page"
SCRIPTS = ("outils.js", "secours.js", "ouvrier.js", "champs.js", "mesures.js", "rubriques.js", "page.js")
"""The page's own scripts, in the order in which they know each other."""
MODELE = "dossier"


def page(
    espace: Workspace, fiche: str = "", precedente: str = "", modele: str = MODELE, *, anonyme: bool = False
) -> str:
    """The form of a workspace's référentiel. Raises OperatorError where it can't be made.

    `modele` is the document that the page prepares where no other is chosen. `anonyme`, to be published: it names
    no acteur and no fiche of the workspace, some of which may be withdrawn, and holds no file of theirs.
    """
    espace = dataclasses.replace(espace, acteurs={}) if anonyme else espace
    referentiel = espace.referentiel.valeur
    if referentiel is None:
        raise OperatorError("le référentiel ne peut pas être lu : tapez « utilite validate » pour voir pourquoi")
    parti = depart.de(espace, fiche, precedente)
    donnees = {
        "outil": f"utilite {__version__}",
        "questions": questions.de(referentiel),
        "acteurs": parti.acteurs,
        "fiches": [] if anonyme else espace.noms_de_fiches(),
        "etat": parti.etat,
        "fichiers": parti.fichiers,
        "images": parti.images,
        "modeles": parti.modeles,
        "modele": _offert(espace, parti, modele),
        "secours": secours.schemas(referentiel),
        "logo": context.presentation(referentiel.presentation, espace.logo()[0])["logo"] or "",
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
    empreintes = " ".join(f"'{empreinte_csp(_code(code))}'" for code in codes)
    gabarit = (PAGE / "page.html").read_text("utf-8")
    for nom, valeur in {
        "@TITRE@": _html(referentiel.titre),
        "@SCRIPTS@": empreintes,
        "@STYLE@": (PAGE / "style.css").read_text("utf-8") + _couleurs(referentiel.presentation),
        "@OUTIL@": f"utilite {__version__}",
    }.items():
        gabarit = gabarit.replace(nom, valeur)
    return gabarit.replace("@CORPS@", "\n".join(corps))


def _offert(espace: Workspace, parti: Depart, modele: str) -> str:
    modeles.trouve(espace, modele)  # or says which was meant
    noms = [offert["nom"] for offert in parti.modeles]
    if modele not in noms:
        raise OperatorError(
            f"le modèle « {modele} » ne fait pas de page d'une fiche : choisissez parmi {', '.join(noms)}"
        )
    return modele


def _couleurs(presentation: Presentation) -> str:
    """The network's own, legible as its documents have them; nothing where it has none."""
    if presentation[1:] == Presentation()[1:]:
        return ""
    clair = couleurs.melange(presentation.couleur, couleurs.BLANC, 0.92)
    couleur = couleurs.proche_lisible(presentation.couleur, clair, couleurs.NOIR)
    choisies = {
        "prune": couleur,
        "prune-clair": clair,
        "prune-sombre": couleurs.melange(couleur, couleurs.NOIR, 0.25),
        "safran": presentation.couleur_claire,
        "teinte": couleurs.melange(couleur, couleurs.BLANC, 0.95),
        "filet": couleurs.melange(couleur, couleurs.BLANC, 0.75),
    }
    return f"\n:root {{ {' '.join(f'--{nom}: {valeur};' for nom, valeur in choisies.items())} }}\n"


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


def _html(texte: str) -> str:
    return texte.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
