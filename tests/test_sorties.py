"""Documents on paper: whole, tagged, the same each time, and saying what the page says.

They need the system's Pango and poppler-utils; where these are missing they are skipped, and say so.
"""

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from commande import JARDINS, RACINE, utilite
from pieges import piege

try:
    importlib.import_module("weasyprint")
    SANS_PANGO = ""
except (ImportError, OSError) as absent:
    SANS_PANGO = f"sans Pango : sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ({absent})"
sans_papier = pytest.mark.skipif(bool(SANS_PANGO), reason=SANS_PANGO or "-")
sans_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="sans poppler : sudo apt install poppler-utils")

_ADRESSE = re.compile(r"<?https?://\S+|\]\([^)]*\)|\[\^[0-9]+\]:?")
_NOMBRE = re.compile(r"[0-9]+(?:[ \u00a0\u202f][0-9]{3})*(?:,[0-9]+)?")


def _pdf(espace: Path, sortie: Path, nom: str, modele: str = "dossier") -> Path:
    fini = utilite("render", nom, "--template", modele, "--format", "pdf", "--out", sortie, "--draft", cwd=espace)
    assert fini.returncode == 0, fini.stderr
    return sortie / modele / f"{nom}.pdf"


def _lu(commande: str, pdf: Path, *args: str) -> str:
    return subprocess.run([commande, *args, pdf, *(["-"] if commande == "pdftotext" else [])],
                          check=True, capture_output=True, text=True).stdout  # fmt: skip


def _serre(texte: str) -> str:
    return re.sub(r"\s+", " ", texte)


@sans_papier
@sans_poppler
def test_a_pdf_is_tagged_in_french_with_fonts_of_ours_and_says_the_same(tmp_path: Path) -> None:
    pdf = _pdf(RACINE, tmp_path, "kerourien")
    infos = _lu("pdfinfo", pdf)
    assert re.search(r"Tagged:\s+yes", infos)
    assert "Internet pour tous à Kerourien" in infos
    with pikepdf.open(pdf) as ouvert:
        assert str(ouvert.Root.Lang) == "fr"
        assert "pdfuaid:part" in ouvert.Root.Metadata.read_bytes().decode()
    polices = _lu("pdffonts", pdf)
    assert "Source-Sans-3" in polices
    assert "Source-Serif-4" in polices
    assert all(ligne.split()[-5] == "yes" for ligne in polices.splitlines()[2:]), "a font isn't embedded"
    structure = _lu("pdfinfo", pdf, "-struct")
    for balise in ("H1", "H2", "Table", "TH", "Figure", "Link"):
        assert re.search(rf"^\s+{balise}\b", structure, re.MULTILINE), balise
    assert utilite("render", "kerourien", "--template", "dossier", "--format", "md", "--out", tmp_path).returncode == 0
    ecrit = _ADRESSE.sub(" ", (tmp_path / "dossier" / "kerourien.md").read_text("utf-8"))
    imprime = _serre(_lu("pdftotext", pdf))
    manquent = {n for n in _NOMBRE.findall(_serre(ecrit)) if n not in imprime}
    assert not manquent, "figures of the Markdown that the PDF lacks"


@sans_papier
def test_a_pdf_is_the_same_each_time(tmp_path: Path) -> None:
    un, deux = (_pdf(JARDINS, tmp_path / nom, "saison-2024", "article").read_bytes() for nom in ("a", "b"))
    assert un == deux


@sans_papier
@sans_poppler
def test_hostile_text_is_words_in_a_pdf_and_nothing_is_fetched(tmp_path: Path) -> None:
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    fiche = espace / "fiches" / "saison-2024.yaml"
    hostile = 'X<img src="file:///etc/passwd"> {{ 7 * 7 }} ' + "a" * 3000 + " \u202eא😀"
    texte = re.sub(
        r"(?m)^  titre: .*$", "  titre: Un <script>alert(1)</script> titre", fiche.read_text("utf-8"), count=1
    )
    assert "Tout est inventé." in texte
    fiche.write_text(texte.replace("Tout est inventé.", f"|\n  {hostile}"), "utf-8")
    dit = _serre(_lu("pdftotext", _pdf(espace, tmp_path, "saison-2024", "article")))
    assert "<script>alert(1)</script>" in dit
    assert "{{ 7 * 7 }}" in dit
    assert "root:" not in dit


@sans_papier
@sans_poppler
def test_hostile_text_is_words_in_every_field_of_a_pdf(tmp_path: Path) -> None:
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    piege(espace, long=60)
    pdf = _pdf(espace, tmp_path, "saison-2024", "article")
    dit = _serre(_lu("pdftotext", pdf))
    assert dit.count("<script>alert(1)</script>") >= 5
    assert not re.search(r"\b49\b", _lu("pdftotext", pdf))
    with pikepdf.open(pdf) as ouvert:
        menent = {str(o["/URI"]) for o in ouvert.objects if isinstance(o, pikepdf.Dictionary) and "/URI" in o}
        actions = {
            str(o["/S"]) for o in ouvert.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Action"
        }
    assert not [m for m in menent if "javascript" in m or "espion" in m]
    assert actions <= {"/URI", "/GoTo"}


@sans_papier
def test_a_long_table_and_a_long_word_are_printed(tmp_path: Path) -> None:
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    fiche = espace / "fiches" / "saison-2024.yaml"
    mesures = "".join(f"        - {{valeur: {n}, periode: {1980 + n}, source: cahier {n}}}\n" for n in range(30))
    texte = fiche.read_text("utf-8").replace("      especes:\n", f"      especes:\n{mesures}", 1)
    fiche.write_text(texte.replace("Tout est inventé.", "m" * 6_000), "utf-8")
    assert _pdf(espace, tmp_path, "saison-2024").read_bytes().startswith(b"%PDF")


def test_a_missing_extra_names_the_command_that_installs_it(tmp_path: Path) -> None:
    cache = "import sys; sys.modules['weasyprint'] = None; from utilite.__main__ import main; main()"
    args = ["render", "parlons-en", "--format", "pdf", "--out", str(tmp_path)]
    fini = subprocess.run([sys.executable, "-c", cache, *args], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 2
    assert "pip install 'utilite[pdf]'" in fini.stderr
    assert len(fini.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())
