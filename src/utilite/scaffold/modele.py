"""A template to begin with: a commented manifest with the network's own questions, a source that renders at once.

Or the list of a form's fields, to complete.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from utilite.modele import ChampVu
from utilite.referentiel import Referentiel
from utilite.schema.champs import ROLES

NOUVEAU = Path(__file__).parent / "nouveau"
"""The files of a new template: NOM stands for its name, and questions come under `rubriques:`."""


def fichiers(referentiel: Referentiel, nom: str) -> dict[str, str]:
    """The files of a new template, by name."""
    rubriques = "\n".join(["rubriques:", *_rubriques(referentiel)])
    manifeste = (NOUVEAU / "modele.yaml").read_text("utf-8").replace("NOM", nom).replace("rubriques:", rubriques)
    return {"modele.yaml": manifeste, "document.md": (NOUVEAU / "document.md").read_text("utf-8")}


def champs(formulaire: str, vus: Sequence[ChampVu]) -> str:
    """A champs.yaml to complete: the fields of a form, each under what it is."""
    lignes = [f"# Les champs de {_en_ligne(formulaire)}. Écrivez, après chacun, ce qui lui répond,"]
    lignes += ["# par exemple « role('objectifs') » ou « acteur.nom » ; un champ laissé vide reste vide.", ""]
    for nom in dict.fromkeys(vu.nom for vu in vus if vu.a_remplir):
        dits = [vu.dit for vu in vus if vu.nom == nom]
        lignes += [f"# {_en_ligne(dit)[:200]}" for dit in dits]
        lignes.append(f"{nom if _SIMPLE.fullmatch(nom) else _guillemets(nom)}:")
    autres = [f"#   {_en_ligne(vu.nom)} : {_en_ligne(vu.dit)[:200]}" for vu in vus if not vu.a_remplir]
    return "\n".join([*lignes, *(["", "# À la main :", *autres] if autres else []), ""])


_SIMPLE = re.compile(r"[A-Za-z][\w.\[\]-]*")
"""A name that stands in YAML without quotes, and that no reader takes for something else than a text."""


def _guillemets(nom: str) -> str:
    ecrit = json.dumps(nom, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in ecrit)


def _en_ligne(texte: str) -> str:
    """A stranger's words in a comment: on one line, without what would act on a terminal."""
    return "".join(c if c.isprintable() else " " for c in texte)


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
