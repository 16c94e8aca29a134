"""`md`: Markdown, good on a forge as it is."""

import re
from collections.abc import Mapping
from typing import Any

from utilite.modele import Modele
from utilite.render import environment
from utilite.render.gabarit import rend_source


def offre(modele: Modele) -> bool:
    """Whether it has a Markdown source."""
    return "md" in modele.fichiers


def rend(modele: Modele, contexte: Mapping[str, Any]) -> str:
    """The document, its empty lines folded to one."""
    texte = rend_source(environment.markdown(modele.dossier, tuple(contexte)), modele.fichiers["md"], contexte)
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n", "\n\n", texte).strip() + "\n"
