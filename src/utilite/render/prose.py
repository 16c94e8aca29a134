"""Prose: the Markdown that fiches may hold → safe HTML, or safe Markdown.

Read by markdown-it-py with raw HTML off and headings, images and tables disabled: what a text may
not have stays text. Written back as Markdown from the same tokens, so that both documents say the
same thing and nothing of a text can act on the page around it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from utilite import francais

_JAMAIS = (
    "heading",
    "lheading",
    "image",
    "table",
    "html_block",
    "html_inline",
    "code",
    "fence",
    "hr",
    "reference",
    "backticks",
)
_A_ECHAPPER = re.compile(r"([\\`*_\[\]<>|~])|(&)(?=#|\w)")
_EMPHASE = re.compile("[*_~]")
_SIGNE = re.compile(r"[\\`*_\[\]<>|~&\"]|[^\S \n]|[\0-\x08\x0e-\x1f]| (?= |\n)|(?<=\n) |\A[ \n]|[ \n]\Z")
"""What Markdown may read or escape inside a text, blanks that it may drop: the text is read by its parser."""
_PARAGRAPHES = re.compile(r"\n{2,}")
_VIDE = re.compile(r"<p>\s*</p>|<blockquote>\s*</blockquote>")
_BLANCS = re.compile(r"[ \t\n\r\f\v]+")
_DEBUT = re.compile(r"^(\s*)([#>]|[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


@cache
def _lecteur() -> MarkdownIt:
    return lecteur().disable(list(_JAMAIS))


def lecteur() -> MarkdownIt:
    """A reader of Markdown that lets no HTML through, and marks the addresses that stand bare.

    On paper the others are followed by their address.
    """
    neuf = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    neuf.add_render_rule("link_open", _ouvre_lien)
    return neuf


def _ouvre_lien(rendu: RendererProtocol, jetons: Sequence[Token], rang: int, options: Any, env: Any) -> str:
    if jetons[rang].markup == "autolink":
        jetons[rang].attrSet("class", "nue")
    assert isinstance(rendu, RendererHTML)
    return rendu.renderToken(jetons, rang, options, env)


def en_html(texte: str) -> str:
    """Safe HTML, with French typography."""
    nus = _nus(texte)
    return _html(_jetons(texte)) if nus is None else "\n".join(f"<p>{nu}</p>" for nu in nus)


def _nus(texte: str) -> list[str] | None:
    """The paragraphs of a text that says nothing but words, as most do; None of any other."""
    texte = texte.rstrip("\n")
    if not texte or _SIGNE.search(texte) or _DEBUT.search(texte):
        return None
    return ["\n".join(map(francais.typographie, p.split("\n"))) for p in _PARAGRAPHES.split(texte)]


def _jetons(texte: str) -> list[Token]:
    jetons = _lecteur().parse(texte)
    for jeton in jetons:
        _typographie(jeton.children or [])
    return jetons


def _html(jetons: list[Token]) -> str:
    lecteur = _lecteur()
    html: str = lecteur.renderer.render(jetons, lecteur.options, {})
    return html.strip()


def en_markdown(texte: str) -> str:
    """Safe Markdown, with French typography.

    Emphasis that touches emphasis can't always be written back: such a text goes without.
    """
    nus = _nus(texte)
    if nus is not None:
        return "\n\n".join(map(_debut, nus))
    jetons = _jetons(texte)
    arbre = SyntaxTreeNode(jetons)
    ecrit = _enfants(arbre, _en_ligne)
    if _EMPHASE.search(texte) and _sans_vide(en_html(ecrit)) != _sans_vide(_html(jetons)):
        ecrit = _enfants(arbre, _sans_emphase)
    return ecrit


def en_clair(texte: str) -> str:
    """The words of any Markdown, a block to a line: what is pasted where there is no layout."""
    blocs = (_mots(jeton) for jeton in lecteur().parse(texte) if jeton.type == "inline")
    return "\n".join(filter(None, map(str.strip, blocs)))


def _mots(jeton: Token) -> str:
    return "".join(" " if j.type in ("softbreak", "hardbreak") else j.content for j in jeton.children or ())


def _sans_vide(page: str) -> list[str]:
    return _VIDE.sub("", page).split()


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


Ligne = Callable[[Sequence[Token]], str]


def _enfants(node: SyntaxTreeNode, en_ligne: Ligne, *, serre: bool = False) -> str:
    """The blocks of a node, one under the other; a list after a list takes another mark."""
    blocs: list[str] = []
    precedent = ""
    for enfant in node.children:
        autre = enfant.type == precedent
        bloc = _bloc(enfant, en_ligne, autre=autre)
        if bloc:
            blocs.append(bloc)
            precedent = "" if autre else enfant.type
    return ("\n" if serre else "\n\n").join(blocs)


def _bloc(node: SyntaxTreeNode, en_ligne: Ligne, *, autre: bool) -> str:
    if node.type in ("bullet_list", "ordered_list"):
        return _liste(node, en_ligne, autre=autre)
    if node.type == "blockquote":
        contenu = _enfants(node, en_ligne)
        return "\n".join(f"> {ligne}".rstrip(" ") for ligne in contenu.split("\n")) if contenu else ""
    if node.type == "paragraph":
        return "\n\n".join(
            _debut(en_ligne(e.token.children or [])).strip(" \t\n") for e in node.children if e.token is not None
        )
    return ""


def _liste(node: SyntaxTreeNode, en_ligne: Ligne, *, autre: bool) -> str:
    serree = all(p.hidden for item in node.children for p in item.children if p.type == "paragraph")
    numero = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    items = []
    for i, item in enumerate(node.children):
        puce = ("*" if autre else "-") if node.type == "bullet_list" else f"{numero + i}{')' if autre else '.'}"
        premiere, *suite = _enfants(item, en_ligne, serre=serree).split("\n")
        retrait = " " * (len(puce) + 1)
        lignes = [f"{puce} {premiere}".rstrip(" "), *(f"{retrait}{ligne}".rstrip(" ") for ligne in suite)]
        items.append("\n".join(lignes))
    return ("\n" if serree else "\n\n").join(items)


def _sans_emphase(jetons: Sequence[Token]) -> str:
    """The words alone; a link gives its address after them."""
    return _en_ligne([j for j in jetons if j.type.split("_")[0] not in ("em", "strong", "s")])


def _en_ligne(jetons: Sequence[Token]) -> str:
    texte = ""
    adresses: list[str] = []
    for jeton in jetons:
        if jeton.type == "softbreak":
            texte += "\n"
        elif jeton.type == "hardbreak":
            texte += "\\\n"
        elif jeton.type in _MARQUES:
            texte += _MARQUES[jeton.type]
        elif jeton.type == "link_open":
            texte = f"{texte[:-1]}\\![" if texte.endswith("!") else f"{texte}["  # a link, not an image
            adresses.append(str(jeton.attrs.get("href", "")))
        elif jeton.type == "link_close":
            texte += f"]({_adresse(adresses.pop())})"
        else:
            texte += _A_ECHAPPER.sub(r"\\\1\2", jeton.content)
    return texte


_MARQUES = {
    "em_open": "*",
    "em_close": "*",
    "strong_open": "**",
    "strong_close": "**",
    "s_open": "~~",
    "s_close": "~~",
}


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
