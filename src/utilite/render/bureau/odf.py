"""Blocks → OpenDocument text, in the place of the marks of a piece of an ODT file (`marques`)."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.dom import minidom
from xml.sax.saxutils import escape, quoteattr

from markdown_it.tree import SyntaxTreeNode

from utilite.render.bureau import arbre, colonnes, images, marques
from utilite.render.bureau.arbre import Mot

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ESPACES = {
    "office": f"{_ODF}:office:1.0",
    "style": f"{_ODF}:style:1.0",
    "text": f"{_ODF}:text:1.0",
    "table": f"{_ODF}:table:1.0",
    "draw": f"{_ODF}:drawing:1.0",
    "fo": f"{_ODF}:xsl-fo-compatible:1.0",
    "svg": f"{_ODF}:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_MARQUES = {"gras": "U-gras", "italique": "U-italique", "barre": "U-barre"}
_RIEN = '<text:p text:style-name="Table_20_Contents"/>'
"""After a table."""
_ITEM, _LIE = "List_20_Contents", "U-lie"
"""An item of a list, and one that stays with the next."""
_INTERVALLE = '<text:p text:style-name="U-intervalle"/>'
"""After a quotation: two that touch would have one line at their side."""


class Redaction:
    """What writes the blocks of one ODT file, one piece after the other.

    `pictures` are the pictures to put in the archive, `styles` the names of those that must be there, in the
    order in which they were met.
    """

    def __init__(self, theme: Mapping[str, str], largeur: int) -> None:
        self._couleur, self._teinte = theme["couleur"], theme["teinte"] or "#f9f4ee"
        self._largeur = largeur
        self.pictures: dict[str, bytes] = {}
        self.styles: dict[str, None] = {}
        self._largeurs: set[int] = set()
        self._tableaux = 0
        self._ecrits: list[str] = []
        self._hote = ""
        self._pied = False
        self._vises: frozenset[str] = frozenset()

    def pose(self, xml: str) -> str:
        """The XML of a piece, with blocks in the place of its marks."""
        document: Any = minidom.parseString(xml.encode())  # noqa: S318 - `paquet` refuses entities
        racine = document.documentElement
        for texte in list(_textes(racine)):
            if marques.y_en_a(texte.data):
                self._remplace(texte)
        for prefixe, adresse in ESPACES.items():
            if not racine.hasAttribute(f"xmlns:{prefixe}"):
                racine.setAttribute(f"xmlns:{prefixe}", adresse)
        self._depose(_automatiques(document), self._automatiques())
        return _PLACE.sub(lambda place: self._ecrits[int(place[1])], marques.partout(racine.toxml()))

    def _depose(self, parent: Any, xml: str, avant: Any = None) -> None:
        """XML in its place, as text: a tree of what is ours would only be read and written again."""
        parent.insertBefore(parent.ownerDocument.createProcessingInstruction("utilite", str(len(self._ecrits))), avant)
        self._ecrits.append(xml)

    def _remplace(self, texte: Any) -> None:
        paragraphe = _paragraphe(texte)
        if paragraphe is None or texte.nodeType == texte.CDATA_SECTION_NODE:  # its words alone have a place there
            return
        seule = marques.seule(texte.data, _dit(paragraphe))
        if seule is not None:
            self._hote = paragraphe.getAttribute("text:style-name")
            self._depose(paragraphe.parentNode, "".join(self._blocs(seule)), paragraphe)
            paragraphe.parentNode.removeChild(paragraphe)
            return
        mots = "".join(
            self._mots(arbre.a_plat(bout)) if rang % 2 else escape(bout)
            for rang, bout in enumerate(marques.morceaux(texte.data))
        )
        self._depose(texte.parentNode, mots, texte)
        texte.parentNode.removeChild(texte)

    def _blocs(self, markdown: str) -> Iterator[str]:
        page = arbre.lis(markdown)
        self._pied = False
        self._vises = arbre.vises(page)
        yield from self._enfants(page.corps)
        if page.notes:
            yield self._titre([Mot("Notes")], 2)
            for numero, mots in enumerate(page.notes, 1):
                rang = f'<text:bookmark text:name="note_{numero}"/>{numero}.<text:tab/>'
                yield self._paragraphe(f"{rang}{self._mots(mots)}", "Note")

    def _enfants(self, node: SyntaxTreeNode, style: str = "") -> Iterator[str]:
        for enfant in node.children:
            yield from self._bloc(enfant, style)

    def _bloc(self, node: SyntaxTreeNode, style: str) -> Iterator[str]:
        if node.type == "heading":
            yield self._titre(arbre.mots_de(node), min(int(node.tag[1:]), 4))
        elif node.type == "paragraph":
            yield from self._texte(arbre.mots_de(node), style)
        elif node.type in ("bullet_list", "ordered_list"):
            yield from self._liste(node)
        elif node.type == "blockquote":
            yield from self._enfants(node, "Quotations")
            yield _INTERVALLE
        elif node.type == "table":
            yield self._tableau(node)
            yield _RIEN
        elif node.type == "hr":
            self._pied = True  # what follows is the foot
            yield '<text:p text:style-name="U-filet"/>'
        elif node.content:
            yield from self._texte([Mot(arbre.propre(node.content))], style)

    def _titre(self, mots: Sequence[Mot], niveau: int) -> str:
        ancre = arbre.ancre(arbre.texte_de(mots))
        signet = f"<text:bookmark text:name={quoteattr(ancre)}/>" if ancre in self._vises else ""
        self._vises -= {ancre}  # the first of that name
        nom = self._style(f"Heading_20_{niveau}")
        return f'<text:h text:style-name="{nom}" text:outline-level="{niveau}">{signet}{self._mots(mots)}</text:h>'

    def _texte(self, mots: Sequence[Mot], style: str) -> Iterator[str]:
        """A paragraph; pictures stand by themselves, under their titles."""
        for image, groupe in groupby(mots, lambda mot: bool(mot.image)):
            if not image:
                dits = list(groupe)
                tete = not style and all(mot.gras or not mot.texte for mot in dits)  # it announces a list, a text
                yield self._paragraphe(self._mots(dits), "Annonce" if tete else style)
                continue
            for mot in groupe:
                if mot.titre:
                    yield self._paragraphe(self._mots([Mot(mot.titre)]), "Caption")
                yield self._paragraphe(self._image(mot), "")

    def _style(self, nom: str) -> str:
        self.styles[_ITEM if nom == _LIE else nom] = None
        return nom

    def _paragraphe(self, contenu: str, style: str) -> str:
        """A paragraph of a style, or like the one that the mark stood in."""
        nom = self._style(style) if style else self._hote
        return f"<text:p text:style-name={quoteattr(nom)}>{contenu}</text:p>" if nom else f"<text:p>{contenu}</text:p>"

    def _liste(self, node: SyntaxTreeNode) -> Iterator[str]:
        faits = arbre.faits(node)
        cote = max((len(arbre.texte_de(titre)) for titre, _ in faits), default=0) <= arbre.TITRE
        for titre, valeur in faits:
            entre = "<text:tab/>" if cote else " "
            style = "Pied" if cote and self._pied else "Fait" if cote else "List_20_Contents"
            yield self._paragraphe(f"{self._mots(titre)}{entre}{self._mots(valeur)}", style)
        if faits:
            return
        ordonnee = node.type == "ordered_list"
        debut = f' text:start-value="{node.attrs.get("start", 1)}"' if ordonnee else ""
        items, ensemble = "", len(node.children) <= arbre.ENSEMBLE
        for item in node.children:
            style = _LIE if ensemble and item is not node.children[-1] else _ITEM
            items += f"<text:list-item{debut}>{''.join(self._enfants(item, style))}</text:list-item>"
            debut = ""
        yield f'<text:list text:style-name="{"U-numeros" if ordonnee else "U-puces"}">{items}</text:list>'

    def _tableau(self, node: SyntaxTreeNode) -> str:
        lignes = arbre.lignes_de(node)
        largeurs = colonnes.largeurs([[arbre.dit(case) for case in ligne] for ligne in lignes], self._largeur)
        self._largeurs |= set(largeurs)
        self._tableaux += 1
        allure = "U-entier" if arbre.est_entier(lignes) else "U-tableau"
        tetes = "".join(self._ligne(cases) for cases in lignes if cases[0].type == "th")
        return (
            f'<table:table table:name="U-tableau-{self._tableaux}" table:style-name="{allure}">'
            + "".join(f'<table:table-column table:style-name="U-colonne-{largeur}"/>' for largeur in largeurs)
            + f"<table:table-header-rows>{tetes}</table:table-header-rows>"
            + "".join(self._ligne(cases) for cases in lignes if cases[0].type != "th")
            + "</table:table>"
        )

    def _ligne(self, cases: Sequence[SyntaxTreeNode]) -> str:
        entiere = ' table:style-name="U-ligne"' if arbre.est_courte(cases) else ""
        return f"<table:table-row{entiere}>{''.join(map(self._case, cases))}</table:table-row>"

    def _case(self, case: SyntaxTreeNode) -> str:
        mots = arbre.mots_de(case)
        tete = case.type == "th"
        if tete:
            mots = [mot._replace(gras=True) for mot in mots]
        style = "Table_20_Right" if "right" in str(case.attrs.get("style", "")) else "Table_20_Contents"
        return (
            f'<table:table-cell table:style-name="{"U-tete" if tete else "U-case"}" office:value-type="string">'
            f"{self._paragraphe(self._mots(mots), style)}</table:table-cell>"
        )

    def _mots(self, mots: Sequence[Mot]) -> str:
        """Words as they look; those of one link in one link."""
        ecrits = ""
        for lien, groupe in groupby(mots, lambda mot: mot.lien):
            dits = "".join(map(self._mot, groupe))
            ecrits += f'<text:a xlink:type="simple" xlink:href={quoteattr(lien)}>{dits}</text:a>' if lien else dits
        return ecrits

    def _mot(self, mot: Mot) -> str:
        if mot.image:
            return self._image(mot)
        if mot.appel:
            dit = f'<text:span text:style-name="U-appel">{mot.appel}</text:span>'
            return f'<text:a xlink:type="simple" xlink:href="#note_{mot.appel}">{dit}</text:a>'
        dit = "<text:line-break/>" if mot.saut else escape(mot.texte)
        if mot.lien:
            dit = f'<text:span text:style-name="U-lien">{dit}</text:span>'
        for etat, style in _MARQUES.items():
            if getattr(mot, etat):
                dit = f'<text:span text:style-name="{style}">{dit}</text:span>'
        return dit

    def _image(self, mot: Mot) -> str:
        """The picture with its words as alternative text."""
        largeur, hauteur = images.etendue(mot.image, logo=not mot.titre)
        nom = f"Pictures/{hashlib.sha256(mot.image).hexdigest()[:24]}.png"
        self.pictures[nom] = mot.image
        return (
            f'<draw:frame draw:style-name="U-image" text:anchor-type="as-char" svg:width="{largeur}mm" '
            f'svg:height="{hauteur}mm"><draw:image xlink:href="{nom}" xlink:type="simple" xlink:show="embed" '
            f'xlink:actuate="onLoad"/><svg:desc>{escape(mot.texte)}</svg:desc></draw:frame>'
        )

    def _automatiques(self) -> str:
        """What blocks look like, beyond the styles of paragraphs."""
        largeurs = "".join(
            f'<style:style style:name="U-colonne-{largeur}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{largeur / 20}pt"/></style:style>'
            for largeur in sorted(self._largeurs)
        )
        fixes = _AUTOMATIQUES.read_text("utf-8").replace("\n", "")
        dits = fixes.format(couleur=self._couleur, teinte=self._teinte, largeur=self._largeur / 20)
        return dits + largeurs + _PUCES + _NUMEROS


_AUTOMATIQUES = Path(__file__).with_name("automatiques.xml")


def _style_de_liste(nom: str, niveau: str) -> str:
    """A way of marking the items of a list; `niveau` opens and closes what says it of one level."""
    alinea = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-14pt" '
        'fo:margin-left="{}pt"/></style:list-level-properties>'
    )
    genre = niveau.split()[0]
    niveaux = "".join(f'<text:{niveau} text:level="{n}">{alinea.format(18 * n)}</text:{genre}>' for n in range(1, 11))
    return f'<text:list-style style:name="{nom}">{niveaux}</text:list-style>'


_PUCES = _style_de_liste("U-puces", 'list-level-style-bullet text:bullet-char="•"')
_NUMEROS = _style_de_liste("U-numeros", 'list-level-style-number style:num-format="1" style:num-suffix="."')


def _textes(node: Any) -> Iterator[Any]:
    for enfant in node.childNodes:
        if enfant.nodeType == enfant.TEXT_NODE:
            yield enfant
        else:
            yield from _textes(enfant)


def _paragraphe(node: Any) -> Any:
    while node is not None and node.nodeName not in ("text:p", "text:h"):
        node = node.parentNode
    return node


def _dit(node: Any) -> str:
    return "".join(texte.data for texte in _textes(node))


def _automatiques(document: Any) -> Any:
    """Where automatic styles stand; made where a piece has none."""
    trouves = document.getElementsByTagName("office:automatic-styles")
    if trouves:
        return trouves[0]
    neuf = document.createElement("office:automatic-styles")
    suivant = next(n for nom in ("office:master-styles", "office:body") for n in document.getElementsByTagName(nom))
    suivant.parentNode.insertBefore(neuf, suivant)
    return neuf


_PLACE = re.compile(r"<\?utilite ([0-9]+)\?>")
