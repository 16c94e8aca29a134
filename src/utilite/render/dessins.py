"""The charts of a page that is made from Markdown: each is a picture there, whose address holds what is drawn."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, TemplateError
from markupsafe import Markup

EN_PAGE = "page"
"""In the place of the colour of pictures."""
_ADRESSE = "graphique:"


def en_adresse(graphique: Mapping[str, Any] | str) -> str:
    """A chart as a picture of Markdown; nothing for a logo, which pages have at their head."""
    if isinstance(graphique, str):
        return ""
    return f"![]({_ADRESSE}{b64encode(json.dumps(graphique).encode()).decode()})"


def dessine(page: Environment, adresse: str, nom: str) -> Markup | None:
    """The drawing of such a picture, under a name that no other has; None where it is something else."""
    if not adresse.startswith(_ADRESSE):
        return None
    macro: Any = page.get_template("commun/graphiques.html").module
    try:
        dessin: Markup = macro.graphique(json.loads(b64decode(adresse.removeprefix(_ADRESSE))), nom)
    except (ValueError, TypeError, TemplateError):  # words of the template's own
        return None
    return dessin
