"""`html`: one stand-alone page; made from the Markdown where the template has no page of its own."""

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from utilite.modele import Modele
from utilite.render import environment
from utilite.render.gabarit import rend_source
from utilite.render.outputs import markdown


def offre(modele: Modele) -> bool:
    """Whether it has a page, or a Markdown source to make one from."""
    return "html" in modele.fichiers or markdown.offre(modele)


def rend(modele: Modele, contexte: Mapping[str, Any]) -> str:
    """The page."""
    if "html" in modele.fichiers:
        page = environment.html(modele.dossier, tuple(contexte))
        return rend_source(page, modele.fichiers["html"], contexte).strip() + "\n"
    lecteur = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    corps = Markup(lecteur.render(markdown.rend(modele, contexte)))  # noqa: S704 - raw HTML off
    derive = {**contexte, "corps": corps, "titre": contexte["fiche"]["titre"]}
    page = environment.html(modele.dossier, tuple(derive))
    return rend_source(page, "commun/page.html", derive).strip() + "\n"
