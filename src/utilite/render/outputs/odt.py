"""`odt`: an OpenDocument text, on the template's own paper or on ours; see `docx`. Its charts want `utilite[odt]`."""

from collections.abc import Mapping
from typing import Any

from utilite.modele import Modele
from utilite.render.outputs import markdown


def offre(modele: Modele) -> bool:
    """Whether it has a paper, or a Markdown source to lay out on ours."""
    return "odt" in modele.fichiers or markdown.offre(modele)


def rend(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The document."""
    from utilite.render.bureau import papier_odf  # archives and XML, that other formats don't need

    return papier_odf.rend(modele, contexte if "odt" in modele.fichiers else markdown.avec_corps(modele, contexte))
