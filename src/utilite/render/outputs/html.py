"""`html`: one stand-alone page; made from the Markdown, or from an online procedure's answers, where it has none."""

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markupsafe import Markup

from utilite.modele import Modele
from utilite.render import dessins, environment, notes
from utilite.render.gabarit import en_octets, rend_source
from utilite.render.outputs import demarche, markdown


def offre(modele: Modele) -> bool:
    """Whether it has a page, or a Markdown source or a procedure's questions to make one from."""
    return se_suffit(modele) or demarche.offre(modele)


def se_suffit(modele: Modele) -> bool:
    """Whether it is a document to read, rather than the page that opens an online procedure."""
    return "html" in modele.fichiers or markdown.offre(modele)


def rend(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The page."""
    if "html" in modele.fichiers:
        page = environment.html(modele.dossier, tuple(contexte))
        return en_octets(rend_source(page, modele.fichiers["html"], contexte))
    if not markdown.offre(modele):
        return demarche.rend_page(modele, contexte)
    page = environment.html(modele.dossier, (*contexte, *_DERIVES))
    texte = markdown.rend(modele, contexte, dessins.EN_PAGE).decode()
    derive = {**contexte, **_page(texte, page), "titre": contexte["document"]["titre"]}
    return en_octets(rend_source(page, "commun/page.html", derive))


_DERIVES = ("corps", "notes", "appels", "titre")
"""What a page made of Markdown knows besides its context."""


def _page(texte: str, page: environment.Environment) -> dict[str, Any]:
    """A Markdown document as `corps`, the `notes` at its foot and, in `appels.vus`, the calls of these."""
    lecteur = notes.lecteur()
    lecteur.add_render_rule("appel", _rend_appel)
    source, dites = notes.separe(texte)
    env: dict[str, Any] = {"notes": dites, "vus": []}
    jetons = lecteur.parse(source, env)
    _dessine(jetons, page)
    corps = lecteur.renderer.render(jetons, lecteur.options, env)
    return {
        "corps": Markup(corps),  # noqa: S704 - raw HTML off
        "notes": [
            {"numero": n, "texte": Markup(lecteur.renderInline(dites[n]))}  # noqa: S704 - the same
            for n in sorted(set(env["vus"]))
        ],
        "appels": {"vus": env["vus"]},
    }


def _dessine(jetons: Sequence[Token], page: environment.Environment) -> None:
    """Charts drawn in the place of the paragraphs that hold their data."""
    for rang, jeton in enumerate(jetons):
        enfants = jeton.children or []
        if [e.type for e in enfants] == ["image"]:
            dessin = dessins.dessine(page, str(enfants[0].attrs["src"]), f"g{rang}")
            if dessin is not None:
                jeton.type, jeton.content, jeton.children = "html_block", dessin, []
                jetons[rang - 1].hidden = jetons[rang + 1].hidden = True  # no paragraph around it


def _rend_appel(_: RendererProtocol, jetons: Sequence[Token], rang: int, options: Any, env: dict[str, Any]) -> str:  # noqa: ARG001
    appelee = int(jetons[rang].content)
    env["vus"].append(appelee)
    numero = list(dict.fromkeys(env["vus"])).index(appelee) + 1  # in the order of the page
    return (
        f'<sup class="appel"><a id="appel-{numero}-{env["vus"].count(appelee)}" href="#note-{numero}"'
        f' role="doc-noteref" aria-label="Note {numero}">{numero}</a></sup>'
    )
