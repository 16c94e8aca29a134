"""`docx`: a Word file, on the template's own paper or on ours; an extra, `utilite[docx]`.

A paper is a Word file with Jinja tags (docxtpl). Ours has one, `{{ corps }}`: the Markdown of the template,
laid out, so that every template gives a Word file that says what its Markdown says.
"""

import importlib.util
from collections.abc import Mapping
from typing import Any

from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.render.outputs import markdown


def offre(modele: Modele) -> bool:
    """Whether it has a paper, or a Markdown source to lay out on ours."""
    return "docx" in modele.fichiers or markdown.offre(modele)


def rend(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The document. Raises OperatorError where the library is missing."""
    if importlib.util.find_spec("docxtpl") is None:
        raise OperatorError("le format Word demande un complément : tapez « pip install 'utilite[docx]' »")
    from utilite.render.bureau import papier_word  # docxtpl: a fifth of a second of start-up

    return papier_word.rend(modele, contexte if "docx" in modele.fichiers else markdown.avec_corps(modele, contexte))
