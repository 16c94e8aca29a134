"""Blocks → WordprocessingML, in the place of the marks of a Word file (`marques`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from markdown_it.tree import SyntaxTreeNode

from utilite.render.bureau import arbre, colonnes, images, marques
from utilite.render.bureau.arbre import Mot

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
EMU = 36_000
"""In a millimetre."""
_ORDRE = (
    "rStyle",
    "rFonts",
    "b",
    "i",
    "strike",
    "color",
    "sz",
    "szCs",
    "highlight",
    "u",
    "shd",
    "vertAlign",
    "rtl",
    "lang",
)
"""In which the properties of a run stand, for Word takes no other."""
_VIDE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
"""After a table: Word joins two that touch, and wants a paragraph at the end of a cell."""
_INTERVALLE = _VIDE.replace('"160"', '"80"')
"""After a quotation: two that touch would have one line at their side."""
_BORD = '<w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/>'


class Redaction:
    """What writes the blocks of one Word file, one part after the other.

    `styles` gives the id of a style by its name; `numeros` makes a new list, numbered from a number, or with
    bullets where that is 0.
    """

    def __init__(
        self, styles: Callable[[str], str], numeros: Callable[[int], int], theme: Mapping[str, str], largeur: int
    ) -> None:
        self._style, self._numeros = styles, numeros
        self._couleur = theme["couleur"].removeprefix("#")
        self._teinte = theme["teinte"].removeprefix("#") or "F9F4EE"
        self._largeur = largeur
        self._signets = 10_000
        self._pied = False
        self._part: Any = None
        self._hote = ""
        self._base: Mapping[str, str] = {}
        self._vises: frozenset[str] = frozenset()

    def pose(self, xml: str, part: Any) -> str:
        """A part's XML with blocks in the place of its marks."""
        from lxml import etree

        self._part = part
        racine = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
        for texte in list(racine.iter(f"{{{W}}}t")):
            if marques.y_en_a(texte.text or ""):
                self._remplace(texte)
        return marques.partout(str(etree.tostring(racine, encoding="unicode")))

    def _remplace(self, texte: Any) -> None:
        suite = texte.getparent()
        paragraphe = next(suite.iterancestors(f"{{{W}}}p"), None)
        if paragraphe is None or _nom(suite) != "r":  # its words alone have a place there
            return
        self._base = {_nom(e): _ecrit(e) for e in suite.findall(f"{{{W}}}rPr/*")}
        dit = "".join(t.text or "" for t in paragraphe.iter(f"{{{W}}}t"))
        seule = marques.seule(texte.text, dit)
        if seule is not None and paragraphe.find(f".//{{{W}}}drawing") is None:
            self._a_la_place(paragraphe, texte, seule)
            return
        runs = "".join(
            self._runs(arbre.a_plat(bout)) if rang % 2 else self._runs([Mot(bout)])
            for rang, bout in enumerate(marques.morceaux(texte.text))
        )
        for run in _noeuds(runs):
            suite.addprevious(run)
        suite.remove(texte)

    def _a_la_place(self, paragraphe: Any, texte: Any, markdown: str) -> None:
        """Blocks instead of a paragraph, which stays where a section ends with it."""
        proprietes = paragraphe.findall(f"{{{W}}}pPr/*")
        self._hote = "".join(_ecrit(e) for e in proprietes if _nom(e) not in ("sectPr", "rPr"))
        blocs = _noeuds("".join(self._blocs(markdown)))
        for bloc in blocs:
            paragraphe.addprevious(bloc)
        if blocs and all(_nom(e) != "sectPr" for e in proprietes):
            paragraphe.getparent().remove(paragraphe)
        else:
            texte.text = ""

    def _blocs(self, markdown: str) -> Iterator[str]:
        page = arbre.lis(markdown)
        self._pied = False
        self._vises = arbre.vises(page)
        yield from self._enfants(page.corps)
        if page.notes:
            yield self._paragraphe(self._runs([Mot("Notes")]), "heading 2")
            for numero, mots in enumerate(page.notes, 1):
                yield self._note(numero, mots)

    def _enfants(self, node: SyntaxTreeNode, style: str = "") -> Iterator[str]:
        for enfant in node.children:
            yield from self._bloc(enfant, style)

    def _bloc(self, node: SyntaxTreeNode, style: str) -> Iterator[str]:
        if node.type == "heading":
            yield self._titre(node)
        elif node.type == "paragraph":
            yield from self._texte(arbre.mots_de(node), style)
        elif node.type in ("bullet_list", "ordered_list"):
            yield from self._liste(node, 0)
        elif node.type == "blockquote":
            yield from self._enfants(node, "Quote")
            yield _INTERVALLE
        elif node.type == "table":
            yield self._tableau(node)
            yield _VIDE
        elif node.type == "hr":
            self._pied = True  # what follows is the foot
            bord = _BORD.format("bottom", 8, 1, self._couleur)
            yield f"<w:p><w:pPr><w:keepNext/><w:pBdr>{bord}</w:pBdr></w:pPr></w:p>"
        elif node.content:
            yield from self._texte([Mot(arbre.propre(node.content))], style)

    def _titre(self, node: SyntaxTreeNode) -> str:
        mots = arbre.mots_de(node)
        ancre = arbre.ancre(arbre.texte_de(mots))
        contenu = self._runs(mots)
        if ancre in self._vises:
            self._vises -= {ancre}  # the first of that name
            contenu = self._signet(_signet(ancre), contenu)
        return self._paragraphe(contenu, f"heading {min(int(node.tag[1:]), 4)}")

    def _texte(self, mots: Sequence[Mot], style: str) -> Iterator[str]:
        """A paragraph; pictures stand by themselves, under their titles."""
        for image, groupe in groupby(mots, lambda mot: bool(mot.image)):
            if not image:
                dits = list(groupe)
                tete = (
                    "<w:keepNext/>" if all(mot.gras or not mot.texte for mot in dits) else ""
                )  # it announces a list, a text
                yield self._paragraphe(self._runs(dits), style, tete)
                continue
            for mot in groupe:
                if mot.titre:
                    yield self._paragraphe(self._runs([Mot(mot.titre)]), "Caption")
                yield self._paragraphe(self._image(mot), "", "<w:keepLines/>")

    def _paragraphe(self, contenu: str, style: str, proprietes: str = "") -> str:
        """A paragraph of a style, or like the one that the mark stood in."""
        if not style:
            return f"<w:p><w:pPr>{self._hote or proprietes}</w:pPr>{contenu}</w:p>"
        return f'<w:p><w:pPr><w:pStyle w:val="{self._style(style)}"/>{proprietes}</w:pPr>{contenu}</w:p>'

    def _liste(self, node: SyntaxTreeNode, niveau: int) -> Iterator[str]:
        faits = arbre.faits(node)
        if faits:
            cote = max(len(arbre.texte_de(titre)) for titre, _ in faits) <= arbre.TITRE
            for titre, valeur in faits:
                entre = "<w:r><w:tab/></w:r>" if cote else self._runs([Mot(" ")])
                style = "Pied" if cote and self._pied else "Fait" if cote else "List Paragraph"
                yield self._paragraphe(f"{self._runs(titre)}{entre}{self._runs(valeur)}", style)
            return
        numero = self._numeros(int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0)
        ensemble = len(node.children) <= arbre.ENSEMBLE
        for item in node.children:
            garde = "<w:keepNext/>" if ensemble and item is not node.children[-1] else ""
            puce = f'<w:numPr><w:ilvl w:val="{min(niveau, 8)}"/><w:numId w:val="{numero}"/></w:numPr>'
            for enfant in item.children:
                if enfant.type in ("bullet_list", "ordered_list"):
                    yield from self._liste(enfant, niveau + 1)
                elif enfant.type == "paragraph":
                    suite = f'<w:ind w:left="{360 * (niveau + 1)}"/>'
                    yield self._paragraphe(self._runs(arbre.mots_de(enfant)), "List Paragraph", garde + (puce or suite))
                    puce = ""
                else:
                    yield from self._bloc(enfant, "")
            if not item.children:
                yield self._paragraphe("", "List Paragraph", puce)

    def _note(self, numero: int, mots: Sequence[Mot]) -> str:
        rang = self._signet(f"note_{numero}", self._runs([Mot(f"{numero}.")]))
        return self._paragraphe(f"{rang}<w:r><w:tab/></w:r>{self._runs(mots)}", "Note")

    def _signet(self, nom: str, contenu: str) -> str:
        self._signets += 1
        debut = f'<w:bookmarkStart w:id="{self._signets}" w:name="{nom}"/>'
        return f'{debut}{contenu}<w:bookmarkEnd w:id="{self._signets}"/>'

    def _tableau(self, node: SyntaxTreeNode) -> str:
        lignes = arbre.lignes_de(node)
        largeurs = colonnes.largeurs([[arbre.dit(case) for case in ligne] for ligne in lignes], self._largeur)
        grille = "".join(f'<w:gridCol w:w="{largeur}"/>' for largeur in largeurs)
        entier = arbre.est_entier(lignes)
        bords = _BORD.format("bottom", 4, 0, "DDD2C8") + _BORD.format("insideH", 4, 0, "DDD2C8")
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{self._largeur}" w:type="dxa"/><w:tblBorders>{bords}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
            'w:noVBand="1"/>'
            f"</w:tblPr><w:tblGrid>{grille}</w:tblGrid>"
            + "".join(self._ligne(cases, largeurs, garde=entier and cases is not lignes[-1]) for cases in lignes)
            + "</w:tbl>"
        )

    def _ligne(self, cases: Sequence[SyntaxTreeNode], largeurs: Sequence[int], *, garde: bool) -> str:
        """A row, kept on the page of the next one where `garde`."""
        tete = cases[0].type == "th"
        proprietes = ("<w:cantSplit/>" if arbre.est_courte(cases) else "") + ("<w:tblHeader/>" if tete else "")
        dites = "".join(
            self._case(case, largeur, garde=garde or tete) for case, largeur in zip(cases, largeurs, strict=False)
        )
        return f"<w:tr>{f'<w:trPr>{proprietes}</w:trPr>' if proprietes else ''}{dites}</w:tr>"

    def _case(self, case: SyntaxTreeNode, largeur: int, *, garde: bool) -> str:
        mots = arbre.mots_de(case)
        fond = ""
        if case.type == "th":
            mots = [mot._replace(gras=True) for mot in mots]
            fond = (
                f"<w:tcBorders>{_BORD.format('bottom', 12, 0, self._couleur)}</w:tcBorders>"
                f'<w:shd w:val="clear" w:color="auto" w:fill="{self._teinte}"/>'
            )
        cote = '<w:jc w:val="right"/>' if "right" in str(case.attrs.get("style", "")) else ""
        contenu = self._paragraphe(self._runs(mots), "Table Contents", "<w:keepNext/>" * garde + cote)
        return f'<w:tc><w:tcPr><w:tcW w:w="{largeur}" w:type="dxa"/>{fond}</w:tcPr>{contenu}</w:tc>'

    def _runs(self, mots: Sequence[Mot]) -> str:
        """Words as they look; those of one link in one link."""
        ecrits = ""
        for lien, groupe in groupby(mots, lambda mot: mot.lien):
            runs = "".join(map(self._run, groupe))
            if lien.startswith("#"):
                runs = f'<w:hyperlink w:anchor="{_signet(lien[1:])}" w:history="1">{runs}</w:hyperlink>'
            elif lien:
                vers = self._part.relate_to(lien, _HYPERLIEN, is_external=True)
                runs = f'<w:hyperlink r:id="{vers}" w:history="1">{runs}</w:hyperlink>'
            ecrits += runs
        return ecrits

    def _run(self, mot: Mot) -> str:
        if mot.image:
            return self._image(mot)
        if mot.appel:
            run = f"<w:r>{self._allure(mot)}<w:t>{mot.appel}</w:t></w:r>"
            return f'<w:hyperlink w:anchor="note_{mot.appel}" w:history="1">{run}</w:hyperlink>'
        contenu = "<w:br/>" if mot.saut else f'<w:t xml:space="preserve">{escape(mot.texte)}</w:t>'
        return f"<w:r>{self._allure(mot)}{contenu}</w:r>"

    def _allure(self, mot: Mot) -> str:
        allures = {"b": mot.gras, "i": mot.italique, "strike": mot.barre}
        proprietes = dict(self._base) | {nom: f"<w:{nom}/>" for nom, mise in allures.items() if mise}
        if mot.lien:
            proprietes |= {"color": f'<w:color w:val="{self._couleur}"/>', "u": '<w:u w:val="single"/>'}
        if mot.appel:
            proprietes |= {"vertAlign": '<w:vertAlign w:val="superscript"/>'}
        ecrites = "".join(proprietes[nom] for nom in _ORDRE if nom in proprietes)
        return f"<w:rPr>{ecrites}</w:rPr>" if ecrites else ""

    def _image(self, mot: Mot) -> str:
        """The picture with its words as alternative text."""
        largeur, hauteur = (round(cote * EMU) for cote in images.etendue(mot.image, logo=not mot.titre))
        if not hasattr(self._part, "get_or_add_image"):  # a footnote
            return self._run(Mot(mot.texte))
        vers, _ = self._part.get_or_add_image(BytesIO(mot.image))
        dit = quoteattr(mot.texte)
        taille = f'cx="{largeur}" cy="{hauteur}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {taille}/>'
            f'<wp:docPr id="1" name="Graphique" descr={dit}/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="0" name="Graphique" descr={dit}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{vers}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {taille}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


_HYPERLIEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _nom(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _ecrit(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _noeuds(xml: str) -> list[Any]:
    from lxml import etree

    analyseur = etree.XMLParser(resolve_entities=False, huge_tree=True)
    return list(etree.fromstring(f"<x {_ESPACES}>{xml}</x>".encode(), analyseur))


def _signet(ancre: str) -> str:
    """The name of a bookmark: a letter first, 40 signs at most."""
    return f"t_{''.join(c if c.isascii() and c.isalnum() else '_' for c in ancre)}"[:40]
