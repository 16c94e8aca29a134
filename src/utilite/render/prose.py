"""Prose: the Markdown that fiches may hold → safe HTML, or safe Markdown.

Read by markdown-it-py with raw HTML off and headings, images and tables disabled: what a text may
not have stays text. Written back as Markdown from the same tokens, so that both documents say the
same thing and nothing of a text can act on the page around it.
"""

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from utilite import francais

_JAMAIS = ("heading", "lheading", "image", "table", "html_block", "html_inline", "code", "fence", "hr", "reference")
_A_ECHAPPER = re.compile(r"([\\`*_\[\]<>|~])|(&)(?=#|\w)")
_BLANCS = re.compile(r"[ \t\n\r\f\v]+")
_DEBUT = re.compile(r"^(\s*)([#>]|[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


@cache
def _lecteur() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False}).disable(list(_JAMAIS))


def en_html(texte: str) -> str:
    """Safe HTML, with French typography."""
    lecteur = _lecteur()
    jetons = lecteur.parse(texte)
    for jeton in jetons:
        _typographie(jeton.children or [])
    html: str = lecteur.renderer.render(jetons, lecteur.options, {})
    return html.strip()


def en_markdown(texte: str) -> str:
    """Safe Markdown, with French typography."""
    jetons = _lecteur().parse(texte)
    for jeton in jetons:
        _typographie(jeton.children or [])
    return _blocs(jetons).strip()


def echappe(texte: str) -> str:
    """A plain text as Markdown that says just that, on one line."""
    return _debut(_A_ECHAPPER.sub(r"\\\1\2", _une_ligne(texte)))


def _une_ligne(texte: str) -> str:
    """No-break spaces stay: they are French typography."""
    return _BLANCS.sub(" ", texte).strip(" ")


def _debut(texte: str) -> str:
    """Escapes what would start a block: a heading, a quotation, a list."""
    return _DEBUT.sub(lambda m: f"{m[1]}\\{m[2]}" if not m[2].isdigit() else f"{m[1]}{m[2]}\\", texte)


def _typographie(jetons: Sequence[Token]) -> None:
    for jeton in jetons:
        if jeton.type == "text":
            jeton.content = francais.typographie(jeton.content)


def _blocs(jetons: Sequence[Token]) -> str:
    """Block tokens → Markdown: paragraphs, lists and quotations, one inside the other."""
    lignes: list[str] = []
    marges: list[str] = []
    puces: list[str] = []
    serrees: list[bool] = []
    attente = ""
    for jeton in jetons:
        if jeton.type == "inline":
            texte = _debut(_en_ligne(jeton.children or []))
            marge = "".join(marges)
            for i, ligne in enumerate(texte.split("\n")):
                lignes.append((attente if i == 0 and attente else marge) + ligne)
            attente = ""
        elif jeton.type == "paragraph_close":
            if not jeton.hidden:
                lignes.append("".join(marges).rstrip())
        elif jeton.type in ("bullet_list_open", "ordered_list_open"):
            puces.append("-" if jeton.type[0] == "b" else str(jeton.attrs.get("start", 1)))
            serrees.append(True)
        elif jeton.type in ("bullet_list_close", "ordered_list_close"):
            puces.pop()
            serrees.pop()
            if not puces:
                lignes.append("".join(marges).rstrip())
        elif jeton.type == "list_item_open":
            puce = puces[-1] if puces[-1] == "-" else f"{puces[-1]}."
            attente = (attente or "".join(marges)) + puce + " "
            marges.append(" " * (len(puce) + 1))
        elif jeton.type == "list_item_close":
            if attente:  # an empty item
                lignes.append(attente.rstrip())
                attente = ""
            marges.pop()
            if puces[-1] != "-":
                puces[-1] = str(int(puces[-1]) + 1)
        elif jeton.type == "blockquote_open":
            attente = (attente or "".join(marges)) + "> " if attente else ""
            marges.append("> ")
        elif jeton.type == "blockquote_close":
            marges.pop()
            lignes.append("".join(marges).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lignes))


def _en_ligne(jetons: Sequence[Token]) -> str:
    texte = ""
    adresses: list[str] = []
    for jeton in jetons:
        if jeton.type == "text":
            texte += _A_ECHAPPER.sub(r"\\\1\2", jeton.content)
        elif jeton.type == "softbreak":
            texte += "\n"
        elif jeton.type == "hardbreak":
            texte += "\\\n"
        elif jeton.type in ("em_open", "em_close"):
            texte += "*"
        elif jeton.type in ("strong_open", "strong_close"):
            texte += "**"
        elif jeton.type in ("s_open", "s_close"):
            texte += "~~"
        elif jeton.type == "code_inline":
            texte += _A_ECHAPPER.sub(r"\\\1\2", jeton.content)
        elif jeton.type == "link_open":
            texte = texte[:-1] + "\\!" if texte.endswith("!") else texte  # a link, not an image
            texte += "["
            adresses.append(str(jeton.attrs.get("href", "")))
        elif jeton.type == "link_close":
            texte += f"]({_adresse(adresses.pop())})"
        else:
            texte += _A_ECHAPPER.sub(r"\\\1\2", jeton.content)
    return texte


def _adresse(adresse: str) -> str:
    for signe, code in (("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), (" ", "%20")):
        adresse = adresse.replace(signe, code)
    return adresse


ADRESSE = re.compile(r"(https?://[^\s<>\"()]+[^\s<>\"().,;:!?])")


def avec_adresses(texte: str) -> str:
    """A plain text as Markdown on one line, whose web addresses are links."""
    morceaux = ADRESSE.split(_une_ligne(texte))
    return _debut("".join(f"<{m}>" if i % 2 else echappe_dans(m) for i, m in enumerate(morceaux)))


def echappe_dans(texte: str) -> str:
    """The middle of a line, escaped; its spaces are kept."""
    return _A_ECHAPPER.sub(r"\\\1\2", texte)
