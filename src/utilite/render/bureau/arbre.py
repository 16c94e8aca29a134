"""A Markdown document → a tree of blocks and the words of each, for what writes word processors' files."""

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import NamedTuple
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from utilite import png
from utilite.render import notes
from utilite.render.bureau import images

_DESSIN = re.compile(rf"\({re.escape(images.PNG)}([A-Za-z0-9+/=]+)")
_INTERDITS = re.compile("[^\\t\\n\\r -\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


class Mot(NamedTuple):
    """Words that look alike; or, with no words, a line break (`saut`), the call of a note, a picture."""

    texte: str = ""
    gras: bool = False
    italique: bool = False
    barre: bool = False
    lien: str = ""
    """Where it leads: an address, or `#` and the `ancre` of a heading."""
    saut: bool = False
    appel: int = 0
    """The note's number, in the order of the page."""
    image: bytes = b""
    titre: str = ""
    """That of a picture; its words are its alternative text."""


class Page(NamedTuple):
    """A document; `notes` are those that it calls, in its own order."""

    corps: SyntaxTreeNode
    notes: list[list[Mot]]


def lis(texte: str) -> Page:
    """The tree of a Markdown document."""
    lecteur = _lecteur()
    # Aside, for a reader of Markdown goes through an address sign by sign.
    dessins = _DESSIN.findall(texte)
    rang = count()
    source, dites = notes.separe(_DESSIN.sub(lambda _: f"(image:{next(rang)}", texte))
    env = {"notes": dites}
    jetons = lecteur.parse(source, env)
    rangs: dict[int, int] = {}
    for jeton in jetons:
        for enfant in jeton.children or []:
            if enfant.type == "appel":
                enfant.meta["numero"] = rangs.setdefault(int(enfant.content), len(rangs) + 1)
            elif enfant.type == "image":
                enfant.meta["png"] = _png(str(enfant.attrs["src"]), dessins)
    return Page(
        SyntaxTreeNode(jetons), [list(mots(lecteur.parseInline(dites[n], {})[0].children or [])) for n in rangs]
    )


def _png(adresse: str, dessins: Sequence[str]) -> bytes:
    """The picture of this address; nothing where it lies elsewhere, or is broken: its words are shown."""
    rang = re.fullmatch("image:([0-9]{1,9})", adresse)
    try:
        octets = b64decode(dessins[int(rang[1])]) if rang else b""
    except (ValueError, IndexError):
        return b""
    return octets if png.est_entier(octets) else b""


@cache
def _lecteur() -> MarkdownIt:
    return notes.lecteur()


def propre(texte: str) -> str:
    """A text without the signs that XML refuses."""
    return _INTERDITS.sub("", texte)


def mots_de(node: SyntaxTreeNode) -> list[Mot]:
    """The words of a block that holds words."""
    return [mot for enfant in node.children if enfant.token is not None for mot in mots(enfant.token.children or [])]


def texte_de(mots: Sequence[Mot]) -> str:
    """Words alone."""
    return "".join(" " if mot.saut else mot.texte for mot in mots if not mot.image)


def dit(node: SyntaxTreeNode) -> str:
    """The words alone of a block that holds words."""
    return texte_de(mots_de(node))


def lignes_de(tableau: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """The rows of a table, its head first, each as its cells."""
    return [list(ligne.children) for groupe in tableau.children for ligne in groupe.children]


COURTE = 800
"""Signs of a row that no page cuts."""


def est_courte(cases: Sequence[SyntaxTreeNode]) -> bool:
    """Whether a row of a table is to stay whole."""
    return sum(len(dit(case)) for case in cases) < COURTE


ENTIER, ENSEMBLE = 8, 6
"""Rows of a table, items of a list, that stay on one page."""


def est_entier(lignes: Sequence[Sequence[SyntaxTreeNode]]) -> bool:
    """Whether a table is short enough to stay on one page."""
    return len(lignes) <= ENTIER and all(map(est_courte, lignes))


def ancre(titre: str) -> str:
    """What a link to a heading calls it, as forges do."""
    return re.sub(r"[^\w\- ]", "", titre.lower()).strip().replace(" ", "-")


_ETATS = {"strong": "gras", "em": "italique", "s": "barre"}


def mots(jetons: Sequence[Token]) -> Iterator[Mot]:
    """The words of a line, as they look."""
    ouverts: list[str] = []
    liens: list[str] = []
    for jeton in jetons:
        sorte = jeton.type.rsplit("_", 1)[0]
        if sorte in _ETATS:
            ouverts = [*ouverts, _ETATS[sorte]] if jeton.nesting == 1 else ouverts[:-1]
        elif sorte == "link":
            liens = [*liens, _adresse(str(jeton.attrs.get("href", "")))] if jeton.nesting == 1 else liens[:-1]
        elif jeton.type == "hardbreak":
            yield Mot(saut=True)
        elif jeton.type == "image":
            titre = propre(str(jeton.attrs.get("title", "")))
            yield Mot(propre(jeton.content), image=jeton.meta["png"], titre=titre)
        else:
            dit = " " if jeton.type == "softbreak" else propre(jeton.content)
            etats = dict.fromkeys(ouverts, True)
            numero = jeton.meta["numero"] if jeton.type == "appel" else 0
            yield Mot(
                "" if numero else dit,
                gras="gras" in etats,
                italique="italique" in etats,
                barre="barre" in etats,
                lien=liens[-1] if liens else "",
                appel=numero,
            )


def _adresse(adresse: str) -> str:
    """An address that word processors take, or nothing: they refuse a whole file for a bad one."""
    try:
        urlsplit(adresse)
    except ValueError:
        return ""
    bonne = re.fullmatch(r"(?:https?://|mailto:|tel:)[!-~]+|#.+", adresse)
    return adresse if bonne and not re.search(r"[\[\]{}|\\^`\"<>]", adresse) else ""


def vises(page: Page) -> frozenset[str]:
    """The headings that a link of the document leads to, by their `ancre`."""
    liens = (str(node.attrs.get("href", "")) for node in page.corps.walk() if node.type == "link")
    return frozenset(lien[1:] for lien in liens if lien.startswith("#"))


TITRE = 24
"""Signs of a title that can stand in a column, its value beside it."""


def faits(node: SyntaxTreeNode) -> list[tuple[list[Mot], list[Mot]]]:
    """The titles and the values of a list whose every item is a title in bold, with its colon, and a value."""
    if node.type != "bullet_list" or any([n.type for n in item.children] != ["paragraph"] for item in node.children):
        return []
    paires = [_titre_et_valeur(mots_de(item.children[0])) for item in node.children]
    return paires if all(valeur and texte_de(titre).rstrip().endswith(":") for titre, valeur in paires) else []


def _titre_et_valeur(mots: Sequence[Mot]) -> tuple[list[Mot], list[Mot]]:
    dits = [mot for mot in mots if mot != Mot(gras=mot.gras, italique=mot.italique)]
    rang = next((rang for rang, mot in enumerate(dits) if not mot.gras), len(dits))
    valeur = dits[rang:]
    if valeur:
        valeur[0] = valeur[0]._replace(texte=valeur[0].texte.lstrip(" "))
    return dits[:rang], valeur


def a_plat(texte: str) -> list[Mot]:
    """A whole Markdown text in one paragraph, a block a line: for what stands among other words."""
    lignes = [list(ligne) for ligne in _lignes(lis(texte).corps, "")]
    return [mot for rang, ligne in enumerate(lignes) for mot in ([Mot(saut=True)] if rang else []) + ligne]


def _lignes(node: SyntaxTreeNode, puce: str) -> Iterator[list[Mot]]:
    for rang, enfant in enumerate(node.children):
        if enfant.type in ("paragraph", "heading", "th", "td"):
            yield ([Mot(puce)] if puce and not rang else []) + mots_de(enfant)
        else:
            yield from _lignes(enfant, "– " if enfant.type == "list_item" else "")
