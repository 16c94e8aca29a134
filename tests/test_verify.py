"""`utilite verify`: a document that came back, against what the workspace gives and has given."""

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commande import JARDINS, RACINE, utilite
from test_import import avec_git, git
from test_sorties import sans_papier
from utilite import workspace
from utilite.cli import constats
from utilite.edit import historique
from utilite.modele import Modele
from utilite.render import ecarts, textes, zones
from utilite.render.outputs import OUTPUTS, html, pdf
from utilite.render.textes import IllisibleError, Ligne, ailleurs

SAISON = "fiches/saison-2024.yaml"
OUTILS, OUTILS_DEPUIS = "Six bénévoles, deux brouettes", "Sept bénévoles, deux brouettes"

pytestmark = avec_git


def _change(fichier: Path, avant: str, apres: str) -> None:
    texte = fichier.read_text("utf-8")
    assert avant in texte
    fichier.write_text(texte.replace(avant, apres), "utf-8")


def _commit(espace: Path, message: str) -> str:
    git(espace, "add", "-A")
    git(espace, "commit", "-qm", message)
    return git(espace, "rev-parse", "HEAD").strip()


def _rend(espace: Path, *options: str, format_: str = "html") -> Path:
    """A document that was sent away: of the season 2024, unless another is asked for."""
    fini = utilite("render", "--format", format_, *(options or ("saison-2024", "--template", "dossier")), cwd=espace)
    assert fini.returncode == 0, fini.stderr
    return Path(shutil.move(espace / fini.stdout.split("\n")[0], espace.parent / f"recu.{format_}"))


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A network's folder, with a first revision."""
    racine = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    git(racine, "init", "-q")
    (racine / ".gitignore").write_text("/prive/\n/build/\n")
    _commit(racine, "Un")
    return racine


def _depuis(espace: Path) -> str:
    """The hash of the revision before the season is told anew."""
    avant = git(espace, "rev-parse", "HEAD").strip()
    _change(espace / SAISON, OUTILS, OUTILS_DEPUIS)
    _commit(espace, "Deux")
    return avant


def _verdict(fichier: Path, espace: Path) -> tuple[int, dict[str, Any]]:
    fini = utilite("verify", fichier, "--format", "json", cwd=espace)
    assert fini.returncode in (0, 1), fini.stderr
    return fini.returncode, json.loads(fini.stdout)


@pytest.mark.parametrize("options", [(), ("--public",)])
def test_the_repositorys_documents_are_conforme(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Its acteurs have champs that aren't public, and that nobody has filled in: the fingerprints differ by these."""
    racine = tmp_path / "depot"
    for nom in ("fiches", "acteurs"):
        shutil.copytree(RACINE / nom, racine / nom)
    shutil.copy(RACINE / "referentiel.yaml", racine)
    assert _verdict(_rend(racine, "kerourien", *options), racine)[0] == 0


@pytest.mark.parametrize("format_", ["html", "md"])
def test_a_document_of_today_is_conforme_whatever_its_ends_of_lines(espace: Path, format_: str) -> None:
    recu = _rend(espace, format_=format_)
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (0, "conforme"), fini.stderr
    assert "d'après les fichiers d'aujourd'hui" in fini.stdout
    recu.write_bytes(b"\xef\xbb\xbf" + recu.read_bytes().replace(b"\n", b"\r\n"))
    shutil.move(recu, espace / recu.name)
    assert utilite("-C", espace, "verify", recu.name, cwd=Path("/")).returncode == 0


def test_a_figure_changed_by_hand_is_told_where_it_stands(espace: Path) -> None:
    recu = _rend(espace)
    _change(recu, "980,00", "9 980,00")
    code, dit = _verdict(recu, espace)
    assert (code, dit["verdict"], dit["perime"]) == (1, "modifie", False)
    assert dit["modifications"] == [
        {
            "sous": "Moyens et budget",
            "depot": "… Graines, plants et terreau 980,00 € 1 012,40 …",
            "document": "… Graines, plants et terreau 9 980,00 € 1 012,40 …",
        }
    ]


def test_an_old_copy_says_of_when_it_is_and_what_has_changed(espace: Path) -> None:
    recu = _rend(espace)
    avant = _depuis(espace)
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (1, "périmé")
    assert f"d'après la révision {avant[:8]} du " in fini.stdout
    assert "Sous « Moyens et budget »" in fini.stdout
    assert f"avant       : Bras et outils {OUTILS}" in fini.stdout
    assert f"aujourd'hui : Bras et outils {OUTILS_DEPUIS}" in fini.stdout


def test_an_old_copy_changed_by_hand_is_both(espace: Path) -> None:
    recu = _rend(espace)
    _depuis(espace)
    _change(recu, "980,00", "9 980,00")
    code, dit = _verdict(recu, espace)
    assert (code, dit["verdict"], dit["perime"]) == (1, "modifie", True)
    assert len(dit["modifications"]) == 1
    assert [OUTILS_DEPUIS in d["aujourd_hui"] for d in dit["depuis"]] == [True]


def test_what_a_document_does_not_show_leaves_it_conforme(espace: Path) -> None:
    recu = _rend(espace, "saison-2024", "--template", "article")
    _change(espace / SAISON, "montant: 980", "montant: 990")
    _commit(espace, "Deux")
    fini = utilite("verify", recu, cwd=espace)
    assert fini.returncode == 0, fini.stdout
    assert "mais rien de ce que dit ce document" in fini.stdout


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("</head>", "<style>td{display:none}</style></head>"),
        ("<p>Six b", "<p hidden>Six b"),
        ("</body>", "<script>document.body.innerHTML = 'autre'</script></body>"),
        ("Six bénévoles", "Six\u200b bénévoles"),
    ],
)
def test_a_page_with_the_same_text_and_another_code_is_not_conforme(espace: Path, avant: str, apres: str) -> None:
    recu = _rend(espace)
    _change(recu, avant, apres)
    code, dit = _verdict(recu, espace)
    assert (code, dit["verdict"], dit["modifications"]) == (1, "page-modifiee", [])
    assert any(apres[:20] in ligne["texte"] for ligne in dit["code"])


def test_a_fingerprint_that_nothing_bears_says_what_to_look_at(espace: Path) -> None:
    recu = _rend(espace)
    empreinte = str(_verdict(recu, espace)[1]["empreinte"])
    _change(recu, empreinte, "0123456789ab")
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (1, "inconnu")
    assert "Empreinte : 0123456789ab" in fini.stdout
    assert "qui l'a fait" in fini.stdout
    _change(recu, "utilite 0.", "utilite 99.")
    assert "a été fait avec utilite 99." in utilite("verify", recu, cwd=espace).stdout


def test_another_version_of_the_tool_is_told(espace: Path) -> None:
    recu = _rend(espace)
    _change(recu, "utilite 0.", "utilite 99.")
    fini = utilite("verify", recu, cwd=espace)
    assert fini.returncode == 0
    assert "Il a été fait avec utilite 99." in fini.stdout
    _change(recu, "utilite 99.", "utilite 99.accepte-par-Brest.")
    assert _verdict(recu, espace)[1]["verdict"] == "modifie"


@sans_papier
def test_a_pdf_is_known_by_its_bytes_and_else_by_its_text(espace: Path) -> None:
    recu = _rend(espace, "saison-2024", "--template", "article", format_="pdf")
    assert _verdict(recu, espace)[1]["verdict"] == "conforme"
    autre = recu.with_name("enregistre.pdf")
    with pikepdf.open(recu) as ouvert:
        ouvert.save(autre)
    fini = utilite("verify", autre, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (1, "même texte, autre fichier"), fini.stdout
    assert "Seul son texte est comparé" in fini.stdout
    assert "utilite render saison-2024 --template article --format pdf" in fini.stdout
    with pikepdf.open(recu) as ouvert:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 99, 99])
        ouvert.pages[0].Annots = [ouvert.make_indirect(note)]
        ouvert.save(autre)
    dit = _verdict(autre, espace)[1]
    assert (dit["verdict"], [m["document"] for m in dit["modifications"]]) == ("non-verifiable", ["⟦annotation⟧"])


@sans_papier
def test_a_word_changed_in_a_pdf_is_told(espace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _rend(espace, "saison-2024", "--template", "article").read_bytes()
    assert b"Trente voisins" in page
    monkeypatch.setattr(html, "rend", lambda *_: page.replace(b"Trente voisins", b"Trois cents voisins"))
    recu = espace.parent / "recu.pdf"
    modele = Modele(nom="", dossier=Path(), titre="")
    recu.write_bytes(pdf.rend(modele, {"document": {"presentation": {"couleur": "#7a2048"}, "empreinte": "x"}}))
    code, dit = _verdict(recu, espace)
    assert (code, dit["verdict"]) == (1, "modifie")
    vus = [("Trente voisins" in m["depot"], "Trois cents voisins" in m["document"]) for m in dit["modifications"]]
    assert vus == [(True, True)]


def test_what_is_not_in_git_yet_is_told(espace: Path) -> None:
    ancien = _rend(espace)
    _change(espace / SAISON, OUTILS, OUTILS_DEPUIS)
    fini = utilite("verify", ancien, cwd=espace)
    assert (fini.returncode, "n'est pas encore enregistré dans git" in fini.stdout) == (1, True)
    fini = utilite("verify", _rend(espace), cwd=espace)
    assert (fini.returncode, "pas encore, dans la dernière révision" in fini.stdout) == (0, True)


def test_without_git_a_document_is_held_against_todays_files(espace: Path) -> None:
    shutil.rmtree(espace / ".git")
    recu = _rend(espace)
    assert utilite("verify", recu, cwd=espace).returncode == 0
    _change(espace / SAISON, OUTILS, OUTILS_DEPUIS)
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (1, "inconnu")
    assert "n'a pas d'historique git" in fini.stdout


def test_what_is_private_is_laid_over_each_revision(espace: Path) -> None:
    public = Path(shutil.move(_rend(espace, "saison-2024", "--public"), espace.parent / "public.html"))
    entier = _rend(espace)
    fini = utilite("verify", public, cwd=espace)
    assert (fini.returncode, "prive" in fini.stdout) == (0, False), fini.stdout
    avant = _depuis(espace)
    fini = utilite("verify", entier, cwd=espace)
    assert (fini.stdout.split(" : ")[0], avant[:8] in fini.stdout) == ("périmé", True)
    assert "comparé avec ce qu'ajoute « prive/ »" in fini.stdout
    shutil.rmtree(espace / "prive")
    fini = utilite("verify", entier, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (1, "inconnu")
    assert "un dossier « prive/ » qui n'est pas ici" in fini.stdout


def test_a_draft_with_faults_is_conforme(espace: Path) -> None:
    _change(espace / SAISON, "montant: 980", "montant: beaucoup")
    recu = _rend(espace, "saison-2024", "--draft")
    assert utilite("verify", recu, cwd=espace).returncode == 0


def test_a_network_s_own_template_is_that_of_the_revision(espace: Path) -> None:
    modele = espace / "templates" / "appel"
    modele.mkdir(parents=True)
    (modele / "modele.yaml").write_text("titre: Appel\nportee: fiche\nfichiers:\n  md: appel.md\n")
    (modele / "appel.md").write_text("# {{ fiche.titre }}\n\nNotre appel.\n\n{{ document.empreinte }}\n")
    _commit(espace, "Le modèle")
    recu = _rend(espace, "saison-2024", "--template", "appel")
    assert _verdict(recu, espace)[1]["modele"] == "appel"
    _change(modele / "appel.md", "Notre appel.", "Notre nouvel appel.")
    _commit(espace, "Le modèle a changé, les fiches non")
    for change in (lambda: None, lambda: _depuis(espace)):
        change()
        code, dit = _verdict(recu, espace)
        assert (code, dit["verdict"], dit["modele"]) == (1, "perime", "appel")
        assert ["Notre nouvel appel." in d["aujourd_hui"] for d in dit["depuis"]] == [True]
    shutil.rmtree(modele)
    assert "le modèle « appel » n'y est plus" in utilite("verify", recu, cwd=espace).stdout


def test_a_page_of_a_stylesheet_that_has_changed_since_is_not_conforme(espace: Path) -> None:
    """Whoever may write in the branch could have hidden some of it there, for one revision."""
    modele = espace / "templates" / "appel"
    modele.mkdir(parents=True)
    (modele / "modele.yaml").write_text("titre: Appel\nportee: fiche\nfichiers:\n  html: appel.html\n")
    page = (
        "<html><style>.prix{display:none}</style><p>Aux lilas</p><p class=prix>980 €</p>{{ document.empreinte }}</html>"
    )
    (modele / "appel.html").write_text(page)
    _commit(espace, "Le modèle")
    recu = _rend(espace, "saison-2024", "--template", "appel")
    assert utilite("verify", recu, cwd=espace).returncode == 0
    _change(modele / "appel.html", "display:none", "color:#000")
    _commit(espace, "Sa feuille de style")
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, fini.stdout.split(" : ")[0]) == (1, "périmé")
    assert "la feuille de style" in fini.stdout


def test_a_fiche_that_was_renamed_is_followed_and_one_that_is_gone_is_told(espace: Path) -> None:
    recu = _rend(espace)
    git(espace, "mv", SAISON, "fiches/tomates.yaml")
    shutil.rmtree(espace / "prive")
    _commit(espace, "Deux")
    assert "s'appelle maintenant « tomates »" in utilite("verify", _public(recu, espace), cwd=espace).stdout
    (espace / "fiches" / "tomates.yaml").unlink()
    _commit(espace, "Trois")
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, "n'y est plus" in fini.stdout) == (1, True)


def _public(recu: Path, espace: Path) -> Path:
    """The document as the first revision gives it to those who have no `prive/`."""
    la = espace.parent / "clone"
    git(espace.parent, "clone", "-q", str(espace), str(la))
    git(la, "checkout", "-q", "HEAD~1")
    return Path(shutil.move(_rend(la), recu))


@pytest.mark.parametrize("modele", ["dossier-acteur", "rapport"])
def test_documents_of_several_fiches_are_found_too(espace: Path, modele: str) -> None:
    acteur = ["jardin-des-lilas"] if modele == "dossier-acteur" else []
    recu = _rend(espace, *acteur, "--template", modele)
    assert utilite("verify", recu, cwd=espace).returncode == 0
    avant = _depuis(espace)
    _change(espace / "fiches" / "saison-2022.yaml", "Quinze voisins", "Seize voisins")
    fini = utilite("verify", recu, cwd=espace)
    assert (fini.returncode, avant[:8] in fini.stdout) == (1, True), fini.stdout


def test_a_revision_of_another_branch_counts_once_it_is_merged(espace: Path) -> None:
    """A branch that nobody accepted proves nothing: whoever may push it could write what they like in it."""
    git(espace, "checkout", "-q", "-b", "autre")
    _change(espace / "fiches" / "saison-2022.yaml", "valeur: 9", "valeur: 8")
    recu = _rend(espace)
    ailleurs = _commit(espace, "Une mesure d'avant")
    git(espace, "checkout", "-q", "-")
    _depuis(espace)
    assert _verdict(recu, espace)[1]["verdict"] == "inconnu"
    git(espace, "merge", "-q", "--no-edit", "autre")
    code, dit = _verdict(recu, espace)
    assert (code, dit["verdict"]) == (1, "perime")
    assert dit["revision"]["commit"] == ailleurs


def test_nothing_of_the_repository_is_run_or_changed(espace: Path) -> None:
    recu = _rend(espace)
    piege = espace.parent / "piege"
    _depuis(espace)
    (espace / ".gitattributes").write_text("* diff=p filter=p\n")
    for cle in (
        "core.fsmonitor",
        "diff.p.textconv",
        "diff.p.command",
        "filter.p.smudge",
        "filter.p.clean",
        "core.pager",
    ):
        git(espace, "config", cle, f"touch '{piege}'; cat")
    for crochet in ("post-checkout", "reference-transaction", "post-index-change"):
        script = espace / ".git" / "hooks" / crochet
        script.parent.mkdir(exist_ok=True)
        script.write_text(f"#!/bin/sh\ntouch '{piege}'\n")
        script.chmod(0o755)
    avant = {p: p.read_bytes() for p in espace.rglob("*") if p.is_file()}
    assert _verdict(recu, espace)[1]["verdict"] == "perime"
    assert not piege.exists()
    assert {p: p.read_bytes() for p in espace.rglob("*") if p.is_file()} == avant


def test_a_link_of_a_revision_leads_nowhere(espace: Path) -> None:
    recu = _rend(espace)
    (espace.parent / "dehors.yaml").write_text((espace / SAISON).read_text("utf-8"), "utf-8")
    (espace / SAISON).unlink()
    (espace / SAISON).symlink_to(espace.parent / "dehors.yaml")
    _commit(espace, "Un lien")
    git(espace, "update-ref", "refs/heads/seul", git(espace, "commit-tree", "-m", "x", "HEAD^{tree}").strip())
    assert _verdict(recu, espace)[1]["verdict"] == "perime"
    sources = historique.Historique(espace).sources(
        next(historique.Historique(espace).revisions(["fiches"])), ["fiches"]
    )
    assert SAISON not in sources
    assert not any(map(historique._sur, ("../x", "a/../../x", "/x", "a//x", "c:x", "a\\x", "")))


def _liens(*genres: str, dossier: str = "") -> str:
    liens = (f'<r Id="{g}" Type="x/{g}" Target="{dossier}{CIBLES.get(g, g)}.xml"/>' for g in genres)
    return f"<R>{''.join(liens)}</R>"


CIBLES = {"officeDocument": "document", "footer": "footer1"}


def _archive(**parties: str) -> bytes:
    genres = [g for g in ("footer", "styles", "numbering") if CIBLES.get(g, g) in parties]
    liens = {"_rels/.rels": _liens("officeDocument", dossier="word/"), "word/_rels/document.xml.rels": _liens(*genres)}
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in {**liens, **{f"word/{nom}.xml": contenu for nom, contenu in parties.items()}}.items():
            archive.writestr(nom, contenu)
    return octets.getvalue()


_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_BOMBE = f'<!DOCTYPE d [<!ENTITY a "{"x" * 999}">]><w:document {_W}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>'

HOSTILES: dict[str, bytes] = {
    "vide.html": b" \n",
    "binaire.pdf": bytes(range(256)) * 40,
    "faux.pdf": b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\n" * 2000,
    "archive.docx": _archive(rien="x"),
    "abime.docx": _archive(document="<w:p>"),
    "tronque.docx": _archive(document="x" * 9999)[:120],
    "bombe.docx": _archive(document="0" * 70_000_000),
    "entites.docx": _archive(document=_BOMBE),
    "chevrons.html": b"<html>" + b"<a " * 3_000_000,
    "page.html": b"<html><p>Bonjour</p></html>",
    "profonde.html": b"<html>" + b"<div>" * 300_000,
    "gros.html": b"<html>" + b"x" * 21_000_000,
}


@pytest.mark.parametrize("nom", [*HOSTILES, "absent.pdf", "fifo.pdf", "."])
def test_what_is_no_document_of_ours_is_told_in_a_line(tmp_path: Path, nom: str) -> None:
    if nom in HOSTILES:
        (tmp_path / nom).write_bytes(HOSTILES[nom])
    if nom == "fifo.pdf":
        os.mkfifo(tmp_path / nom)
    fini = utilite("-C", JARDINS, "verify", tmp_path / nom)
    assert (fini.returncode, fini.stdout, fini.stderr.count("\n")) == (2, "", 1), fini.stderr
    assert fini.stderr.startswith("utilite : «")


@pytest.mark.skipif("docx" not in OUTPUTS, reason="cette version ne fait pas de Word")
def test_a_word_file_is_known_by_its_text_once_it_is_saved_again(espace: Path) -> None:
    recu = _rend(espace, "saison-2024", "--template", "article", format_="docx")
    assert _verdict(recu, espace)[1]["verdict"] == "conforme"
    autre = recu.with_name("enregistre.docx")
    symbole = b'Trente voisins</w:t><w:sym w:font="Wingdings" w:char="F04A"/><w:t>'
    for corps, verdict in (
        (b"Trente voisins", "meme-texte"),
        (b"Trois cents voisins", "modifie"),
        (symbole, "non-verifiable"),
    ):
        with zipfile.ZipFile(recu) as archive, zipfile.ZipFile(autre, "w") as enregistre:
            for nom in reversed(archive.namelist()):
                enregistre.writestr(nom, archive.read(nom).replace(b"Trente voisins", corps))
        code, dit = _verdict(autre, espace)
        assert (code, dit["verdict"]) == (1, verdict)


@pytest.mark.skipif("docx" not in OUTPUTS or not shutil.which("soffice"), reason="sans Word, ou sans LibreOffice")
def test_a_word_file_says_the_same_when_libreoffice_has_saved_it(espace: Path) -> None:
    recu = _rend(espace, format_="docx")
    profil = f"-env:UserInstallation={(espace.parent / 'profil').as_uri()}"
    ordre = ["soffice", profil, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "ici", str(recu)]
    subprocess.run(ordre, cwd=espace.parent, check=True, capture_output=True)
    enregistre = espace.parent / "ici" / recu.name
    assert enregistre.read_bytes() != recu.read_bytes()
    assert textes.lignes("docx", enregistre.read_bytes()) == textes.lignes("docx", recu.read_bytes())


def test_what_takes_too_long_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ailleurs, "SECONDES_MAX", 0.5)
    with pytest.raises(IllisibleError, match="trop de temps"):
        ailleurs.lit("html", b"<html>" + b"<a <!--" * 300_000)


def _word(corps: str, **autres: str) -> list[Ligne]:
    entier = f"<w:document {_W}><w:body>{corps}</w:body></w:document>"
    return textes.lignes("docx", _archive(document=entier, **autres))


def _p(texte: str, style: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{run}<w:t>{texte}</w:t></w:r></w:p>'


def test_a_word_file_says_what_is_seen_of_it_under_its_headings() -> None:
    cellule = f"<w:tbl><w:tr><w:tc>{_p('Personnes')}</w:tc><w:tc>{_p('24')}</w:tc></w:tr></w:tbl>"
    cache = _p("caché", run="<w:rPr><w:vanish/></w:rPr>") + "<w:p><w:del><w:delText>ôté</w:delText></w:del></w:p>"
    numero = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple><w:r><w:t> / </w:t></w:r>'
    bornes = [f'<w:r><w:fldChar w:fldCharType="{b}"/></w:r>' for b in ("begin", "separate", "end")]
    total = "<w:r><w:instrText> NUM</w:instrText><w:instrText>PAGES </w:instrText></w:r>"
    total = f"{bornes[0]}{total}{bornes[1]}<w:r><w:t>9</w:t></w:r>{bornes[2]}"
    pied = f"<w:ftr {_W}>{_p('Au pied')}<w:p>{numero}{total}</w:p></w:ftr>"
    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    lues = _word(_p("En chiffres", "Heading1") + cellule + section, footer1=pied)
    marque = Ligne("⟦footer default⟧")
    dites = [Ligne("En chiffres", "En chiffres"), Ligne("Personnes"), Ligne("24"), marque, Ligne("Au pied"), Ligne("/")]
    assert lues == dites
    autre = _word(_p("En chiffres", "Heading1") + cellule.replace("24", "42") + section, footer1=pied)
    assert ecarts.ecarts(lues, autre) == [
        ecarts.Ecart("En chiffres", "Personnes 24 ⟦footer default⟧", "Personnes 42 ⟦footer default⟧"),
    ]
    assert _word(cache) == [Ligne("⟦texte caché⟧ caché"), Ligne("⟦del⟧ ⟦delText⟧ ôté")]
    with pytest.raises(IllisibleError):
        textes.lignes("docx", _archive(document=_BOMBE))


_NUM = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_BASE: dict[str, str] = {
    "document": f"<w:document {_W}><w:body>"
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    "<w:r><w:t>Terreau</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> 980 €</w:t></w:r></w:p></w:body></w:document>",
    "styles": f"<w:styles {_W}><w:style w:styleId='Prix'><w:rPr><w:b/></w:rPr></w:style></w:styles>",
    "numbering": _NUM,
}
_CHAMP = (
    '<w:fldChar w:fldCharType="begin"/><w:instrText>{}</w:instrText><w:fldChar w:fldCharType="separate"/>'
    '<w:t>{}</w:t><w:fldChar w:fldCharType="end"/>'
)
SANS_EFFET = [
    ("document", "<w:b/>", '<w:b/><w:vanish w:val="0"/>'),
    ("document", "<w:t>Ter", '<w:proofErr w:type="spellStart"/><w:lastRenderedPageBreak/><w:t>Ter'),
    ("document", "<w:t>Terreau</w:t>", "<w:t>Ter</w:t></w:r><w:bookmarkStart/><w:r><w:t>reau</w:t>"),
    ("document", "</w:p>", f"<w:r>{_CHAMP.format(' PAGE ', '3')}</w:r></w:p>"),
    ("numbering", "•", "\uf0b7"),
]
TROMPEURS = [
    ("document", "<w:b/>", "<w:vanish/>"),
    ("styles", "<w:b/>", "<w:vanish/>"),
    ("document", "<w:t> 980", '<w:sym w:font="Wingdings" w:char="F08C"/><w:t> 980'),
    ("document", "<w:r><w:rPr>", "<mc:AlternateContent><mc:Choice/></mc:AlternateContent><w:r><w:rPr>"),
    ("document", "<w:t> 980", f"{_CHAMP.format(' QUOTE 9', '')}<w:t> 980"),
    ("document", "<w:t> 980", f"{_CHAMP.format(' PAGE #9 ', '3')}<w:t> 980"),
    ("document", "<w:r><w:rPr>", "<w:fldSimple w:instr='QUOTE 9'/><w:r><w:rPr>"),
    ("document", "<w:r><w:rPr>", "<m:oMath><m:r><m:t>9</m:t></m:r></m:oMath><w:r><w:rPr>"),
    ("document", "</w:body>", '<w:altChunk r:id="x"/></w:body>'),
    ("document", "<w:t> 980", "<w:object/><w:t> 980"),
    ("document", "<w:r><w:rPr>", "<w:ins><w:r><w:t></w:t></w:r></w:ins><w:r><w:rPr>"),
    ("document", "<w:p>", "<w:sdt/><w:p>"),
    ("document", "</w:body>", "<w:tbl><w:p/></w:tbl></w:body>"),
    ("document", "<w:r><w:t>Terreau</w:t></w:r>", "<w:t>Terreau</w:t>"),
    ("numbering", "•", "9 000"),
    ("numbering", 'bullet"/><w:lvlText w:val="•', 'decimal"/><w:lvlText w:val="%1'),
    ("numbering", 'w:ilvl="0"', 'w:ilvl="1"'),
]


def test_what_a_word_file_may_show_otherwise_is_never_passed_over() -> None:
    base = textes.lignes("docx", _archive(**_BASE))
    assert base == [Ligne("Terreau 980 €")]
    for attendu, tours in ((True, SANS_EFFET), (False, TROMPEURS)):
        for partie, avant, apres in tours:
            assert avant in _BASE[partie]
            change = _archive(**{**_BASE, partie: _BASE[partie].replace(avant, apres, 1)})
            assert (textes.lignes("docx", change) == base) is attendu, apres


def _reecrit(contenu: bytes, autres: list[tuple[str, bytes]], commentaire: bytes = b"") -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive, zipfile.ZipFile(octets, "w") as sortie:
        remplacees = {nom for nom, _ in autres if nom.endswith(".rels")}
        pieces = [(nom, archive.read(nom)) for nom in archive.namelist() if nom not in remplacees]
        for nom, piece in [*pieces, *autres]:
            sortie.writestr(nom, piece)
        sortie.comment = commentaire
    return octets.getvalue()


def test_the_part_of_a_word_file_that_is_read_is_the_one_that_is_opened() -> None:
    base = _archive(**_BASE)
    autre = ("word/autre.xml", _BASE["document"].replace("980", "9 980").encode())
    ailleurs_ = _liens("officeDocument", dossier="word/").replace("document.xml", "autre.xml").encode()
    assert "9 980 €" in textes.lignes("docx", _reecrit(base, [("_rels/.rels", ailleurs_), autre]))[0].texte
    assert textes.lignes("docx", _reecrit(base, [("content.xml", b"")])) == [
        Ligne("Terreau 980 €"),
        Ligne("⟦content.xml⟧"),
    ]
    deux = _liens("officeDocument", dossier="word/").replace("</R>", '<r Id="b" Type="y/officeDocument"/></R>').encode()
    for pieces in ([("WORD/document.xml", b"")], [("_rels/.rels", b"<R/>")], [("_rels/.rels", deux)]):
        with pytest.raises(IllisibleError):
            textes.lignes("docx", _reecrit(base, pieces))
    with pytest.raises(IllisibleError):
        textes.lignes("docx", _reecrit(base, [], b"PK"))


_MOTS = st.lists(st.sampled_from(["un", "deux", "24", "de", "Titre", "x-"]), max_size=6)
_TEXTES = st.lists(_MOTS.map(" ".join), max_size=8)


@given(_TEXTES, _TEXTES)
def test_two_texts_differ_exactly_where_their_words_do(un: list[str], deux: list[str]) -> None:
    vus = ecarts.ecarts([Ligne(t) for t in un], [Ligne(t) for t in deux])
    assert bool(vus) == (" ".join(un).split() != " ".join(deux).split())


@given(_MOTS, _MOTS, st.integers(0, 200))
def test_zones_are_all_that_differs_however_little_may_be_spent(un: list[str], deux: list[str], reste: int) -> None:
    refait, depuis = [], 0
    for zone in zones.zones(un, deux, zones.Budget(reste)):
        refait += un[depuis : zone.debut] + deux[zone.la : zone.fin_la]
        depuis = zone.fin
    assert refait + un[depuis:] == deux


def test_words_that_are_repeated_for_ever_are_compared_at_once() -> None:
    """Were each held against each, this test wouldn't end."""
    un, deux = [Ligne("un " + "mot " * 60_000 + "fin")], [Ligne("deux " + "mot au " * 60_000 + "terme")]
    assert len(ecarts.ecarts(un, deux)) == 1
    assert len(ecarts.de_code(b"a\n" * 20_000 + b"b", b"c\n" + b"a\na b\n" * 900_000)) < 200_000


def test_a_revision_that_is_too_big_is_told_and_not_read(espace: Path) -> None:
    """A tree of ten trees of ten trees…: a few hundred bytes of git, ten thousand million files."""
    trouve = git(espace, "rev-parse", f"HEAD:{SAISON}").strip()
    arbre = subprocess.run(["git", "mktree"], cwd=espace, input=f"100644 blob {trouve}\tx\n", **_TEXTE).stdout.strip()
    for _ in range(10):
        dix = "".join(f"040000 tree {arbre}\t{rang}\n" for rang in range(10))
        arbre = subprocess.run(["git", "mktree"], cwd=espace, input=dix, **_TEXTE).stdout.strip()
    racine = git(espace, "ls-tree", "HEAD") + f"040000 tree {arbre}\ttemplates\n"
    entier = subprocess.run(["git", "mktree"], cwd=espace, input=racine, **_TEXTE).stdout.strip()
    git(espace, "update-ref", "HEAD", git(espace, "commit-tree", "-p", "HEAD", "-m", "Bombe", entier).strip())
    histoire = historique.Historique(espace)
    revision = next(histoire.revisions(["templates"]))
    assert histoire.sources(revision, ["templates"]) == {}
    assert SAISON in histoire.sources(revision, ["fiches"])
    constat = constats.inconnu("0123456789ab", "md", "1", histoire, workspace.ouvre(espace))
    assert any("trop grosse" in piste for piste in constat.pistes)


_TEXTE: dict[str, Any] = {"text": True, "check": True, "capture_output": True}
