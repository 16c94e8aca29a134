"""The papers that are shipped, `commun/papier.docx` and `commun/papier.odt`: run by `make papiers`.

What a word processor saves changes each time and says where it was made; these are written piece by piece, with
the sizes and the colours of `commun/style.css` on paper. Fonts are Word's, or what LibreOffice has in their place.
"""

from pathlib import Path
from typing import NamedTuple

from utilite.render import environment
from utilite.render.bureau import odf, paquet

COULEUR, CLAIRE, ENCRE, GRIS, FILET = "54194A", "E2A530", "241D22", "5E555B", "DDD2C8"
TITRES, TEXTES = "Cambria", "Calibri"
MARGE = 22
"""Of the page, in millimetres."""
SURTITRE = "{{ referentiel.titre }}"
LOGO = "{{ image(document.presentation.logo) }}"
COURANT = "{{ document.titre|truncate(90) }}"


class Style(NamedTuple):
    """A paragraph's look, in points; `corps` 0 is that of the text."""

    nom: str
    corps: float = 0
    couleur: str = ""
    titre: int = 0
    gras: bool = False
    italique: bool = False
    avant: float = 0
    apres: float = 0
    retrait: float = 0
    saillie: float = 0
    """How much further to the left the first line starts."""
    cote: str = ""
    """A line on that side."""
    trait: str = ""
    garde: bool = False
    """Kept with what follows."""


STYLES = (
    Style("Surtitre", 9, GRIS, gras=True, apres=4),
    Style("heading 1", 24, COULEUR, 1, gras=True, apres=12, cote="bottom", trait=COULEUR, garde=True),
    Style("heading 2", 16, COULEUR, 2, gras=True, avant=16, apres=4, cote="top", trait=COULEUR, garde=True),
    Style("heading 3", 13, COULEUR, 3, gras=True, avant=14, apres=4, garde=True),
    Style("heading 4", 11.5, COULEUR, 4, gras=True, avant=12, apres=3, garde=True),
    Style("Quote", avant=2, apres=6, retrait=12, cote="left", trait=CLAIRE),
    Style("Caption", 9.5, gras=True, avant=8, apres=3, garde=True),
    Style("List Paragraph", apres=3),
    Style("Table Contents", 9.5),
    Style("Fait", apres=3, retrait=113, saillie=113),
    Style("Pied", 9, apres=2, retrait=113, saillie=113, garde=True),
    Style("Note", 9, apres=2, retrait=22, saillie=22),
    Style("footer", 8.5, GRIS),
)


def docx() -> bytes:
    """The paper for Word."""
    return paquet.ferme({nom: texte.encode() for nom, texte in _pieces_word().items()}, "[Content_Types].xml")


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LIENS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAQUET = "http://schemas.openxmlformats.org/package/2006"


def _pieces_word() -> dict[str, str]:
    types = {
        "/word/document.xml": f"{_TYPES}.document.main+xml",
        "/word/styles.xml": f"{_TYPES}.styles+xml",
        "/word/settings.xml": f"{_TYPES}.settings+xml",
        "/word/footer1.xml": f"{_TYPES}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return {
        "[Content_Types].xml": f'{_TETE}<Types xmlns="{_PAQUET}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{nom}" ContentType="{genre}"/>' for nom, genre in types.items())
        + "</Types>",
        "_rels/.rels": _relations(
            (f"{_LIENS}/officeDocument", "word/document.xml"),
            (f"{_PAQUET}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(
            (f"{_LIENS}/styles", "styles.xml"),
            (f"{_LIENS}/settings", "settings.xml"),
            (f"{_LIENS}/footer", "footer1.xml"),
        ),
        "word/document.xml": _document_word(),
        "word/styles.xml": _styles_word(),
        "word/settings.xml": f'{_TETE}<w:settings {_W}><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>',
        "word/footer1.xml": _pied_word(),
        "docProps/core.xml": f'{_TETE}<cp:coreProperties xmlns:cp="{_PAQUET}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>{{ document.titre }}</dc:title><dc:creator>{{ document.outil }}</dc:creator><dc:language>fr-FR</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>',
    }


def _relations(*vers: tuple[str, str]) -> str:
    dites = "".join(f'<Relationship Id="rId{n}" Type="{t}" Target="{c}"/>' for n, (t, c) in enumerate(vers, 1))
    return f'{_TETE}<Relationships xmlns="{_PAQUET}/relationships">{dites}</Relationships>'


def _document_word() -> str:
    droite = _vingtiemes(210 - 2 * MARGE)
    tete = (
        f'<w:p><w:pPr><w:pStyle w:val="Surtitre"/><w:tabs><w:tab w:val="right" w:pos="{droite}"/></w:tabs></w:pPr>'
        f"<w:r><w:t>{SURTITRE}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{LOGO}</w:t></w:r></w:p>"
    )
    marge = _vingtiemes(MARGE)
    page = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{marge}" w:right="{marge}" w:bottom="{marge}" w:left="{marge}" w:header="600" w:footer="600" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return (
        f'{_TETE}<w:document {_W} xmlns:r="{_LIENS}"><w:body>{tete}'
        f"<w:p><w:r><w:t>{{{{ corps }}}}</w:t></w:r></w:p>{page}</w:body></w:document>"
    )


def _pied_word() -> str:
    droite = _vingtiemes(210 - 2 * MARGE)
    champ = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'{_TETE}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{droite}"/></w:tabs></w:pPr>'
        f"<w:r><w:t>{COURANT}</w:t></w:r><w:r><w:tab/></w:r>{champ.format('PAGE')}"
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{champ.format("NUMPAGES")}</w:p></w:ftr>'
    )


def _styles_word() -> str:
    defaut = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_police_word(TEXTES)}<w:color w:val="{ENCRE}"/><w:sz w:val="21"/>'
        '<w:szCs w:val="21"/><w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    return f"{_TETE}<w:styles {_W}>{defaut}{normal}{''.join(map(_style_word, STYLES))}</w:styles>"


def _style_word(s: Style) -> str:
    identifiant = "".join(mot[0].upper() + mot[1:] for mot in s.nom.split())
    bord = f'<w:{s.cote} w:val="single" w:sz="{24 if s.cote == "left" else 18}" w:space="{6 if s.cote == "bottom" else 8}" w:color="{s.trait}"/>'
    ligne = ' w:line="240" w:lineRule="auto"' if s.titre or s.nom == "Table Contents" else ""
    paragraphe = (
        ("<w:keepNext/><w:keepLines/>" if s.garde else "")
        + (f"<w:pBdr>{bord}</w:pBdr>" if s.cote else "")
        + (f'<w:tabs><w:tab w:val="left" w:pos="{round(s.saillie * 20)}"/></w:tabs>' if s.saillie else "")
        + f'<w:spacing w:before="{round(s.avant * 20)}" w:after="{round(s.apres * 20)}"{ligne}/>'
        + (f'<w:ind w:left="{round(s.retrait * 20)}" w:hanging="{round(s.saillie * 20)}"/>' if s.retrait else "")
        + (f'<w:outlineLvl w:val="{s.titre - 1}"/>' if s.titre else "")
    )
    mots = (
        (_police_word(TITRES) if s.titre else "")
        + ("<w:b/>" if s.gras else "")
        + ("<w:i/>" if s.italique else "")
        + (f'<w:color w:val="{s.couleur}"/>' if s.couleur else "")
        + (f'<w:sz w:val="{round(s.corps * 2)}"/><w:szCs w:val="{round(s.corps * 2)}"/>' if s.corps else "")
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifiant}"><w:name w:val="{s.nom}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraphe}</w:pPr><w:rPr>{mots}</w:rPr></w:style>'
    )


def _police_word(nom: str) -> str:
    return f'<w:rFonts w:ascii="{nom}" w:hAnsi="{nom}" w:cs="{nom}" w:eastAsia="{nom}"/>'


def _vingtiemes(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def odt() -> bytes:
    """The paper for LibreOffice, and for what else reads OpenDocument."""
    return paquet.ferme({nom: texte.encode() for nom, texte in _pieces_odt().items()}, "mimetype")


_ESPACES = " ".join(f'xmlns:{prefixe}="{adresse}"' for prefixe, adresse in odf.ESPACES.items())
_ODF = f'{_ESPACES} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_NOMS_ODF = {
    "Quote": "Quotations",
    "List Paragraph": "List_20_Contents",
    "footer": "Footer",
    **{f"heading {n}": f"Heading_20_{n}" for n in range(1, 5)},
}


def _pieces_odt() -> dict[str, str]:
    genre = "application/vnd.oasis.opendocument.text"
    entrees = (("/", genre), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
    manifeste = "".join(
        f'<manifest:file-entry manifest:full-path="{nom}" manifest:media-type="{type_}"/>' for nom, type_ in entrees
    )
    return {
        "mimetype": genre,
        "META-INF/manifest.xml": f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3">{manifeste}</manifest:manifest>',
        "content.xml": f"{_XML}<office:document-content {_ODF}><office:automatic-styles/><office:body><office:text>"
        f'<text:p text:style-name="Surtitre">{SURTITRE}<text:tab/>{LOGO}</text:p>'
        '<text:p text:style-name="Standard">{{ corps }}</text:p>'
        "</office:text></office:body></office:document-content>",
        "styles.xml": _styles_odt(),
        "meta.xml": f"{_XML}<office:document-meta {_ODF}><office:meta><meta:generator>{{{{ document.outil }}}}</meta:generator>"
        "<dc:title>{{ document.titre }}</dc:title><dc:language>fr-FR</dc:language></office:meta></office:document-meta>",
    }


def _styles_odt() -> str:
    langue = 'fo:language="fr" fo:country="FR"'
    defaut = (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties fo:margin-top="0pt" fo:margin-bottom="6pt" fo:line-height="112%" fo:orphans="2" fo:widows="2" style:tab-stop-distance="1.25cm"/>'
        f'<style:text-properties {_police_odt(TEXTES)} fo:font-size="10.5pt" fo:color="#{ENCRE.lower()}" {langue}/></style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="separating"/></style:default-style>'
    )
    autres = (Style("Annonce", apres=4, garde=True), Style("Table Right", 9.5))
    droite = (
        f'<style:tab-stops><style:tab-stop style:position="{210 - 2 * MARGE}mm" style:type="right"/></style:tab-stops>'
    )
    styles = "".join(_style_odt(s, droite) for s in (*STYLES, *autres))
    pied = (
        f'<style:footer><text:p text:style-name="Footer">{COURANT}<text:tab/><text:page-number text:select-page="current">1</text:page-number>'
        " / <text:page-count>1</text:page-count></text:p></style:footer>"
    )
    return (
        f"{_XML}<office:document-styles {_ODF}><office:styles>{defaut}"
        f'<style:style style:name="Standard" style:family="paragraph" style:class="text"></style:style>{styles}</office:styles>'
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" '
        f'fo:page-height="297mm" style:print-orientation="portrait" fo:margin="{MARGE}mm" fo:margin-top="{MARGE}mm" fo:margin-bottom="12mm" '
        f'fo:margin-left="{MARGE}mm" fo:margin-right="{MARGE}mm"/><style:footer-style><style:header-footer-properties fo:min-height="8mm" '
        'fo:margin-top="4mm"/></style:footer-style></style:page-layout></office:automatic-styles>'
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">{pied}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )


def _style_odt(s: Style, droite: str) -> str:
    nom = _NOMS_ODF.get(s.nom, s.nom.replace(" ", "_20_"))
    bord = (
        f' fo:border-{s.cote}="{3 if s.cote == "left" else 2.25}pt solid #{s.trait.lower()}" fo:padding-{s.cote}="{6 if s.cote == "bottom" else 8}pt"'
        if s.cote
        else ""
    )
    onglets = '<style:tab-stops><style:tab-stop style:position="0pt"/></style:tab-stops>' if s.saillie else ""
    if s.nom in ("Surtitre", "footer"):
        onglets = droite
    paragraphe = (
        f'fo:margin-top="{s.avant}pt" fo:margin-bottom="{s.apres}pt"{bord}'
        + (f' fo:margin-left="{s.retrait}pt" fo:text-indent="-{s.saillie}pt"' if s.retrait else "")
        + (' fo:keep-with-next="always"' if s.garde else "")
        + (' fo:line-height="100%"' if s.titre or s.nom.startswith("Table") else "")
        + (' fo:text-align="end"' if s.nom == "Table Right" else "")
    )
    mots = (
        (_police_odt(TITRES) if s.titre else "")
        + (' fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"' if s.gras else "")
        + (f' fo:color="#{s.couleur.lower()}"' if s.couleur else "")
        + (f' fo:font-size="{s.corps}pt"' if s.corps else "")
    )
    niveau = f' style:default-outline-level="{s.titre}"' if s.titre else ""
    return (
        f'<style:style style:name="{nom}" style:display-name="{nom.replace("_20_", " ")}" style:family="paragraph" style:parent-style-name="Standard"{niveau}>'
        f"<style:paragraph-properties {paragraphe}>{onglets}</style:paragraph-properties><style:text-properties {mots}/></style:style>"
    )


def _police_odt(nom: str) -> str:
    generique = "roman" if nom == TITRES else "swiss"
    repli = "'Caladea', 'Liberation Serif'" if nom == TITRES else "'Carlito', 'Liberation Sans'"
    return f'fo:font-family="{nom}, {repli}" style:font-family-generic="{generique}"'


PAPIERS = {"papier.docx": docx, "papier.odt": odt}


def main() -> None:
    """Writes them where templates find them."""
    for nom, fait in PAPIERS.items():
        Path(environment.COMMUN, nom).write_bytes(fait())


if __name__ == "__main__":
    main()
