"""Documents for word processors: the same words as elsewhere, on our paper or on one's own, opened by LibreOffice.

LibreOffice and poppler-utils are skipped, with a word, where they are missing.
"""

import io
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.dom import minidom
from xml.sax.saxutils import escape

import docx as python_docx
import pytest
from docx.shared import Pt

from commande import JARDINS, RACINE, utilite
from pieges import piege
from utilite import png
from utilite.render.bureau import arbre, images, papier_odf, papier_word, paquet

sans_bureau = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="sans LibreOffice : sudo apt install libreoffice-writer-nogui poppler-utils",
)
FORMATS = ("docx", "odt")
CORPS = {"docx": papier_word.CORPS, "odt": papier_odf.CORPS}
_MOT = re.compile(r"[^\W\d_]{2,}")
_NOMBRE = re.compile(r"[0-9]+(?:[ \u00a0\u202f][0-9]{3})*(?:,[0-9]+)?")


def _texte(octets: bytes, format_: str) -> str:
    """The words of a document, a paragraph a line."""
    piece = CORPS[format_]
    return "\n".join(paquet.lignes(paquet.ouvre(octets, piece)[piece].decode()))


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


def _rend(espace: Path, sortie: Path, nom: str, modele: str, formats: str = "docx,odt") -> dict[str, bytes]:
    args = ("--template", modele, "--format", formats, "--draft")
    fini = utilite("render", nom, *args, "--out", sortie, cwd=espace)
    assert fini.returncode == 0, fini.stderr
    return {format_: (sortie / modele / f"{nom}.{format_}").read_bytes() for format_ in formats.split(",")}


def _imprime(sortie: Path, format_: str, octets: bytes) -> str:
    """What LibreOffice makes of a document, on paper."""
    sortie.mkdir(parents=True, exist_ok=True)
    (sortie / f"vu.{format_}").write_bytes(octets)
    profil = f"-env:UserInstallation={(sortie / 'profil').as_uri()}"
    args = ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", str(sortie), f"{sortie}/vu.{format_}"]
    subprocess.run(args, check=True, capture_output=True, timeout=120)
    return subprocess.run(["pdftotext", sortie / "vu.pdf", "-"], check=True, capture_output=True, text=True).stdout


def _serre(texte: str) -> str:
    return re.sub(r"\s+", "", texte)


def _dit(mots: Sequence[arbre.Mot]) -> str:
    return "".join(str(mot.appel) if mot.appel else " " if mot.saut else mot.texte for mot in mots)


def _mots_du_markdown(texte: str) -> str:
    """The words of a Markdown document, its notes where they stand in other formats."""
    page = arbre.lis(texte)
    lignes = [
        _dit(list(arbre.mots(n.token.children or []))) for n in page.corps.walk() if n.type == "inline" and n.token
    ]
    notes = [f"{n}.{_dit(mots)}" for n, mots in enumerate(page.notes, 1)]
    return _serre("".join([*lignes, *(["Notes"] if notes else []), *notes]))


_LEGENDE = re.compile(
    r'<w:p><w:pPr><w:pStyle w:val="Caption"/>.*?</w:p>|<text:p text:style-name="Caption">.*?</text:p>'
)
"""The title of a chart, which has no picture in Markdown."""


@pytest.mark.parametrize(
    ("racine", "nom", "modele"),
    [(RACINE, "kerourien", "dossier"), (RACINE, "parlons-en", "dossier-subvention"), (JARDINS, "saison-2024", "fiche")],
)
def test_both_say_what_the_markdown_says_word_for_word(tmp_path: Path, racine: Path, nom: str, modele: str) -> None:
    rendus = _rend(racine, tmp_path, nom, modele, "md,docx,odt")
    attendu = _mots_du_markdown(rendus["md"].decode())
    assert len(attendu) > 2000
    for format_ in FORMATS:
        corps = _LEGENDE.sub("", paquet.ouvre(rendus[format_], CORPS[format_])[CORPS[format_]].decode())
        premiere, *lignes = paquet.lignes(corps)
        assert "exemple" in premiere  # the référentiel's title
        assert _serre("".join(lignes)) == attendu, format_


@sans_bureau
@pytest.mark.parametrize("format_", FORMATS)
def test_libreoffice_prints_every_word_and_every_figure(tmp_path: Path, format_: str) -> None:
    rendus = _rend(RACINE, tmp_path, "kerourien", "dossier", f"md,{format_}")
    imprime = _imprime(tmp_path / "vu", format_, rendus[format_])
    ecrit = re.sub(r"<?https?://\S+|\]\([^)]*\)|\[\^[0-9]+\]:?", " ", rendus["md"].decode())
    serre = _serre(imprime)
    assert not {mot for mot in _MOT.findall(ecrit) if mot not in serre}
    assert not {nombre for nombre in _NOMBRE.findall(ecrit) if _serre(nombre) not in serre}
    assert "Internet pour tous à Kerourien" in _infos(tmp_path / "vu" / "vu.pdf")


def _infos(pdf: Path) -> str:
    return subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_sources_give_the_same_bytes(tmp_path: Path, format_: str) -> None:
    un, deux = (_rend(RACINE, tmp_path / essai, "kerourien", "dossier", format_)[format_] for essai in ("a", "b"))
    assert un == deux
    with zipfile.ZipFile(io.BytesIO(un)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_charts_are_pictures_with_words_and_tables_have_heads(tmp_path: Path) -> None:
    rendus = _rend(RACINE, tmp_path, "kerourien", "dossier")
    word = paquet.ouvre(rendus["docx"], CORPS["docx"])
    libre = paquet.ouvre(rendus["odt"], CORPS["odt"])
    for pieces, alternatif in ((word, r'<wp:docPr [^>]*descr="([^"]+)"'), (libre, r"<svg:desc>([^<]+)</svg:desc>")):
        dits = re.findall(alternatif, pieces[CORPS["docx" if pieces is word else "odt"]].decode())
        assert any("Vivre ensemble : 2 retenus" in dit for dit in dits)
        assert len(dits) == 3
        assert sum(nom.endswith(".png") for nom in pieces) == 3
    corps = word[CORPS["docx"]].decode()
    assert corps.count("<w:tblHeader/>") == corps.count("<w:tbl>") > 5
    assert 'w:val="fr-FR"' in word["word/styles.xml"].decode()
    assert 'style:width="470.6pt"' in libre[CORPS["odt"]].decode()  # 166 mm: from one margin to the other
    for tableau in re.findall("<w:tbl>.*?</w:tbl>", corps):
        lignes = re.findall("<w:tr>.*?</w:tr>", tableau)
        liees = ["<w:keepNext/>" in ligne for ligne in lignes]
        assert liees[-1] is False  # a short table stays on one page, a long one isn't tied
        assert all(liees[:-1]) is (len(lignes) <= 8) or not all("<w:cantSplit/>" in ligne for ligne in lignes)
    entetes = libre[CORPS["odt"]].decode()
    assert entetes.count("<table:table-header-rows>") == entetes.count("<table:table ")


HOSTILE = (
    "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} </w:t></w:p> </text:p> ]]> &amp; &lt; {_{ \u202e אב 😀 "
    "\ufdd0QQ==\ufdd1 ![x](http://example.org/y.png) [z](javascript:1) " + "m" * 40_000
)


@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_text_is_words(espace: Path, tmp_path: Path, format_: str) -> None:
    fiche = espace / "fiches" / "saison-2024.yaml"
    texte = fiche.read_text("utf-8")
    titre = re.sub(r"(?m)^  titre: .*$", "  titre: '<b>&amp; {{ 7 * 7 }} \u202eא ]]>'", texte, count=1)
    fiche.write_text(titre.replace("Tout est inventé.", f"|\n  {HOSTILE}"), "utf-8")
    octets = _rend(espace, tmp_path, "saison-2024", "dossier", format_)[format_]
    dit = _texte(octets, format_)
    for mot in (
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "</w:t></w:p>",
        "]]>",
        "😀",
        "m" * 40_000,
        "<b>&amp",
    ):
        assert mot in dit
    assert "\ufdd0" not in dit
    pieces = paquet.ouvre(octets, CORPS[format_])
    assert b"javascript:" not in pieces.get("word/_rels/document.xml.rels", b"")
    assert b'href="javascript:' not in pieces[CORPS[format_]]
    if not sans_bureau.args[0]:
        assert "alert(1)" in _imprime(tmp_path / "vu", format_, octets)


@pytest.mark.parametrize("modele", ["fiche", "dossier-subvention", "compte-rendu-financier"])
def test_hostile_text_is_words_in_every_field(espace: Path, tmp_path: Path, modele: str) -> None:
    """What stands once in the Markdown stands once in each, and each is whole XML."""
    piege(espace)
    rendus = _rend(espace, tmp_path, "saison-2024", modele, "md,docx,odt")
    combien = rendus["md"].decode().count("m" * 5000)
    assert combien > 10
    for format_ in FORMATS:
        dit = _texte(rendus[format_], format_)
        assert dit.count("m" * 5000) >= combien
        assert dit.count("</style></body>") >= combien
        assert not re.search(r"\b49\b", dit)
        for nom, piece in paquet.ouvre(rendus[format_], CORPS[format_]).items():
            if nom.endswith((".xml", ".rels")):
                assert not re.search(
                    r'(href|Target)="(javascript:|[^"]*espion.example/x.png" TargetMode="External" Type="[^"]*image)',
                    minidom.parseString(piece).toxml(),
                )


def test_every_shipped_template_with_markdown_gives_both(tmp_path: Path) -> None:
    for modele in ("fiche", "article", "entretien", "saisie-compte-asso", "dossier-acteur", "rapport"):
        portee = {"dossier-acteur": "jardin-des-lilas", "rapport": ""}.get(modele, "saison-2024")
        args = ("render", *filter(None, [portee]), "--template", modele, "--format", "docx,odt", "--out", tmp_path)
        fini = utilite(*args, cwd=JARDINS)
        assert fini.returncode == 0, fini.stderr
        assert len(fini.stdout.split()) == 2


MANIFESTE = "titre: Essai\nfichiers: {{{format_}: papier.{format_}}}\n"


def _pose(espace: Path, format_: str, papier: bytes) -> None:
    dossier = espace / "templates" / "essai"
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / "modele.yaml").write_text(MANIFESTE.format(format_=format_), "utf-8")
    (dossier / f"papier.{format_}").write_bytes(papier)


LIGNES = (
    "{{ acteur.nom }}, {{ fiche.periode }} ; {{ role(« besoin ») }}",
    "{{ limites }}",
    "Buts : {{ role('objectifs') }}. Site : {{ acteur.identite.page or 'aucun' }}",
    "{%p for t in fiche.chiffres %}",
    "{{ t.titre }} : {{ t.mesure.texte }}",
    "{%p endfor %}",
    "{{ image(fiche.couverture) }}",
)
"""What an association types in its own paper, quotes included: Word's are « … »."""
LIMITES = """
  Un *mot* et un [lien](https://example.org).

  - premier
  - second

  1. un
  2. deux
"""


def _word(*lignes: str, cellule: str = "") -> bytes:
    """A Word file whose tags are cut into pieces, as Word does."""
    document = python_docx.Document()
    document.core_properties.title = "{{ fiche.titre }}"
    document.sections[0].header.paragraphs[0].text = "{{ fiche.titre }}"
    for ligne in lignes:
        paragraphe = document.add_paragraph(style="Intense Quote")
        for bout in re.split(r"(?<=[{.])", ligne):
            paragraphe.add_run(bout).font.size = Pt(13)
    if cellule:
        table = document.add_table(rows=3, cols=1)
        for ligne_, dit in zip(table.rows, cellule.split("|"), strict=True):
            ligne_.cells[0].text = dit
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _libre(*lignes: str, cellule: str = "") -> bytes:
    """An ODT made of ours, with other paragraphs, whose tags are cut into pieces."""
    pieces = paquet.ouvre(papier_odf.PAPIER.read_bytes(), "content.xml")
    coupe = [re.sub(r"(?<=[{.])", "</text:span><text:span>", escape(ligne)) for ligne in lignes]
    dites = "".join(f'<text:p text:style-name="Quotations"><text:span>{ligne}</text:span></text:p>' for ligne in coupe)
    rangs = "".join(
        f"<table:table-row><table:table-cell><text:p>{dit}</text:p></table:table-cell></table:table-row>"
        for dit in cellule.split("|")
    )
    table = f"<table:table><table:table-column/>{rangs}</table:table>" if cellule else ""
    corps = re.sub(r"(<office:text>).*(</office:text>)", rf"\1{dites}{table}\2", pieces["content.xml"].decode())
    pied = pieces["styles.xml"].decode().replace("{{ document.titre|truncate(90) }}", "{{ fiche.titre }}")
    return paquet.ferme({**pieces, "content.xml": corps.encode(), "styles.xml": pied.encode()}, "mimetype")


PAPIER: dict[str, Callable[..., bytes]] = {"docx": _word, "odt": _libre}


@pytest.mark.parametrize("format_", FORMATS)
def test_an_association_prints_on_its_own_paper(espace: Path, tmp_path: Path, format_: str) -> None:
    cellule = "{%tr for c in utilite_sociale[0].criteres %}|{{ c.titre }} & co|{%tr endfor %}"
    if format_ == "odt":
        cellule = cellule.replace("&", "&amp;")
    _pose(espace, format_, PAPIER[format_](*LIGNES, cellule=cellule))
    fiche = espace / "fiches" / "saison-2024.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("Tout est inventé.", LIMITES), "utf-8")
    octets = _rend(espace, tmp_path, "saison-2024", "essai", format_)[format_]
    texte = re.sub("[\u00a0\u202f]", " ", _texte(octets, format_))
    lignes = [ligne.strip() for ligne in texte.split("\n") if ligne.strip()]
    assert lignes[0].startswith(
        "Le jardin des Lilas (fictif), de mars 2024 au 30 novembre 2024 ; La friche servait de dépôt"
    )
    assert lignes[1:6] == ["Un mot et un lien.", "premier", "second", "un", "deux"]
    assert lignes[6].startswith("Buts : Cultiver sans engrais de synthèse et Se connaître entre voisins. Site : ")
    assert "Hôtels à insectes posés : 3 hôtels" in lignes
    assert lignes[-2:] == ["Biodiversité & co", "Déchets valorisés & co"]
    pieces = paquet.ouvre(octets, CORPS[format_])
    corps = pieces[CORPS[format_]].decode()
    assert "https://example.org" in (pieces["word/_rels/document.xml.rels"].decode() if format_ == "docx" else corps)
    assert 'w:val="IntenseQuote"' in corps if format_ == "docx" else 'style-name="Quotations">Un ' in corps
    assert sum(nom.endswith(".png") for nom in pieces) == 1
    if not sans_bureau.args[0]:
        imprime = _imprime(tmp_path / "vu", format_, octets)
        assert "La saison 2024" in imprime
        assert "{" not in imprime


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("ligne", "dit"),
    [
        (
            "Voici {{ fiche.titer }}",
            "« titer » est inconnu ; vouliez-vous dire « titre » ? (dans « Voici {{ fiche.titer }} »)",
        ),
        ("Et {{ fiche.titre", "la syntaxe du modèle (Jinja) est fautive ici"),
        ("{{ 1 // 0 }}", "elle divise par zéro"),
        ("{{ ''.__class__.__mro__ }}", "inconnu"),
        ("{% include '../../../etc/passwd' %}", "n'est pas dans le dossier du modèle"),
    ],
)
def test_a_fault_of_a_paper_is_told_with_the_words_around_it(
    espace: Path, tmp_path: Path, format_: str, ligne: str, dit: str
) -> None:
    _pose(espace, format_, PAPIER[format_]("Avant", ligne, "Après"))
    fini = utilite(
        "render", "saison-2024", "--template", "essai", "--format", format_, "--out", tmp_path / "s", cwd=espace
    )
    assert fini.returncode == 1
    assert f"essai/papier.{format_}: erreur UT501 modele-fautif: " in fini.stderr
    assert dit in fini.stderr
    assert "UTILITE_DEBUG" not in fini.stderr
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("format_", FORMATS)
def test_validate_sees_the_names_of_a_paper_without_running_it(espace: Path, format_: str) -> None:
    _pose(espace, format_, PAPIER[format_](*LIGNES, "Voici {{ fiche.titer }}"))
    fini = utilite("validate", "templates", cwd=espace)
    assert fini.returncode == 1
    assert "« titer » n'existe pas à cet endroit" in fini.stdout
    assert "remplacez par « titre »" in fini.stdout
    assert "(dans « Voici {{ fiche.titer }} »)" in fini.stdout
    assert fini.stdout.count("UT501") == 1
    _pose(espace, format_, PAPIER[format_](*LIGNES, "{% vm %}{% cellbg 'ff0000' %}"))
    assert utilite("validate", "templates", cwd=espace).returncode == 0


def _bombe(octets: bytes, format_: str) -> bytes:
    pieces = paquet.ouvre(octets, CORPS[format_])
    return paquet.ferme({**pieces, "gros.bin": b"\0" * 61_000_000}, "mimetype")


def _entites(octets: bytes, format_: str) -> bytes:
    pieces = paquet.ouvre(octets, CORPS[format_])
    piegee = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + pieces[CORPS[format_]]
    return paquet.ferme({**pieces, CORPS[format_]: piegee}, "mimetype")


def _dehors(octets: bytes, format_: str) -> bytes:
    return paquet.ferme({**paquet.ouvre(octets, CORPS[format_]), "../x.png": b""}, "mimetype")


def _encodage(octets: bytes, format_: str) -> bytes:
    pieces = paquet.ouvre(octets, CORPS[format_])
    corps = re.sub(rb"encoding=['\"]UTF-8['\"]", b'encoding="x"', pieces[CORPS[format_]])
    return paquet.ferme({**pieces, CORPS[format_]: corps}, "mimetype")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("abime", "dit"),
    [
        (_dehors, "mène hors de lui"),
        (_encodage, "enregistrez-le depuis"),
        (lambda octets, _: octets[:500], "abîmé"),
        (lambda *_: b"PK", "abîmé"),
        (_bombe, "bien trop gros une fois ouvert"),
        (_entites, "déclare des entités XML"),
    ],
)
def test_a_hostile_or_broken_paper_is_refused(
    espace: Path, tmp_path: Path, format_: str, abime: Callable[[bytes, str], bytes], dit: str
) -> None:
    _pose(espace, format_, abime(PAPIER[format_]("Bonjour"), format_))
    fini = utilite(
        "render", "saison-2024", "--template", "essai", "--format", format_, "--out", tmp_path / "s", cwd=espace
    )
    assert fini.returncode == 1
    assert f"papier.{format_}: erreur UT501" in fini.stderr
    assert dit in fini.stderr
    assert not (tmp_path / "s").exists()


DROLES = {
    "docx": (
        "_rels/.rels|<Relationship [^>]*core-properties[^>]*/>|",
        "word/document.xml|<w:body>|<w:body>TAG<w:t>TAG</w:t><w:sdt><w:sdtContent><w:r><w:t>TAG</w:t></w:r></w:sdtContent>"
        '</w:sdt><w:p><w:pPr><w:pStyle w:val="TAG"/></w:pPr><w:t>TAG</w:t></w:p><!-- TAG -->',
        'word/document.xml|w:w="[0-9]+" w:h|w:w="x" w:h',
    ),
    "odt": (
        'content.xml|<office:text>|<office:text>TAG<text:p text:style-name="TAG"><![CDATA[TAG]]></text:p><!-- TAG -->',
        'styles.xml|fo:page-width="[^"]*"|fo:page-width="1.2.3cm"',
        "meta.xml|<dc:title>.*</dc:title>|<dc:title>TAG</dc:title>",
    ),
}
"""Papers that no word processor writes: a piece, what is replaced in it, and by what."""


@pytest.mark.parametrize("format_", FORMATS)
def test_prose_where_no_block_can_stand_is_words_and_odd_sizes_are_those_of_a4(
    espace: Path, tmp_path: Path, format_: str
) -> None:
    pieces = paquet.ouvre(PAPIER[format_]("Bonjour"), CORPS[format_])
    for drole in DROLES[format_]:
        nom, motif, dit = drole.split("|")
        pieces[nom] = re.sub(motif, dit.replace("TAG", "{{ limites }}"), pieces[nom].decode()).encode()
    if format_ == "docx":
        del pieces["docProps/core.xml"]
    _pose(espace, format_, paquet.ferme(pieces, "mimetype"))
    fiche = espace / "fiches" / "saison-2024.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("Tout est inventé.", "Un 'mot' \"--> ]]> <b>"), "utf-8")
    ecrites = paquet.ouvre(_rend(espace, tmp_path, "saison-2024", "essai", format_)[format_], CORPS[format_])
    for nom, contenu in ecrites.items():
        if nom.endswith(".xml"):
            minidom.parseString(contenu)
            assert "\ufdd0" not in contenu.decode()
    assert "]]&gt; &lt;b&gt;" in ecrites[CORPS[format_]].decode()
    if format_ == "docx":  # whatever the hour
        assert b"1980-01-01" in ecrites["docProps/core.xml"]


def test_half_a_picture_is_told_where_it_is_given(espace: Path) -> None:
    grille, dossier = espace / "referentiel.yaml", espace / "templates" / "essai"
    grille.write_text(grille.read_text("utf-8") + "presentation: {logo: logo.png}\n", "utf-8")
    entier = images.png({"genre": "barres", "largeur": 9, "hauteur": 9, "dessin": []}, "#000000")
    (espace / "logo.png").write_bytes(entier[:-5])
    assert "« logo.png » est une image abîmée" in utilite("validate", cwd=espace).stdout
    dossier.mkdir(parents=True)
    (dossier / "modele.yaml").write_text("titre: Essai\nfichiers: {md: essai.md}\n", "utf-8")
    source = (
        "{{ image(document.presentation.logo) }} ![mot](https://example.org/x.png) ![mot](data:image/png;base64,abc)"
    )
    (dossier / "essai.md").write_text(source, "utf-8")
    args = ("render", "saison-2024", "--template", "essai", "--format", "docx,odt")
    assert utilite(*args, cwd=espace).returncode == 0
    (dossier / "essai.md").write_text("\n{{ image('data:image/png;base64,abc') }}", "utf-8")
    fini = utilite(*args, cwd=espace)
    assert fini.returncode == 1
    assert "templates/essai/essai.md:2: erreur UT501 modele-fautif: " in fini.stderr
    assert png.est_entier(entier)
    assert not any(png.est_entier(entier[:n]) for n in range(len(entier)))


def test_a_page_alone_gives_no_word_file(espace: Path) -> None:
    dossier = espace / "templates" / "essai"
    dossier.mkdir(parents=True)
    (dossier / "modele.yaml").write_text("titre: Essai\nfichiers: {html: essai.html}\n", "utf-8")
    (dossier / "essai.html").write_text("<p>{{ fiche.titre }}</p>", "utf-8")
    fini = utilite("render", "--template", "essai", "--format", "docx", cwd=espace)
    assert fini.returncode == 2
    assert "ne donne pas de « docx »" in fini.stderr


@pytest.mark.parametrize(("module", "format_", "extra"), [("docxtpl", "docx", "docx"), ("PIL", "odt", "odt")])
def test_a_missing_extra_names_the_command_that_installs_it(
    tmp_path: Path, module: str, format_: str, extra: str
) -> None:
    cache = f"import sys; sys.modules['{module}'] = None; from utilite.__main__ import main; main()"
    args = ["render", "kerourien", "--template", "dossier", "--format", format_, "--out", str(tmp_path)]
    fini = subprocess.run([sys.executable, "-c", cache, *args], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 2
    assert f"pip install 'utilite[{extra}]'" in fini.stderr
    assert len(fini.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_the_shipped_papers_are_those_that_their_script_makes() -> None:
    faits = runpy.run_path(str(RACINE / "docs" / "papiers" / "papiers.py"))["PAPIERS"]
    for nom, fait in faits.items():
        assert (papier_word.PAPIER.parent / nom).read_bytes() == fait(), "tapez « make papiers »"
