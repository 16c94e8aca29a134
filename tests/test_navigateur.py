"""Documents in a browser: silent, alone, readable on a telephone, accessible, and whole on paper.

They need Debian's chromium; where there is none they are skipped, and say so.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commande import JARDINS, RACINE, utilite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
playwright = pytest.importorskip("playwright.sync_api", reason="sans playwright : pip install -e '.[dev]'")
axe = pytest.importorskip("axe_playwright_python.base", reason="sans axe : pip install -e '.[dev]'")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="sans chromium : sudo apt install chromium")

LARGEURS = (360, 768, 1280)
DOCUMENTS = {
    "dossier riche": (RACINE, "dossier", "kerourien"),
    "dossier maigre": (RACINE, "dossier", "parlons-en"),
    "brouillon": (RACINE, "dossier", "clef-pen-ar-creach-2018"),
    "autre réseau": (JARDINS, "dossier", "saison-2024"),
    "presque rien": (JARDINS, "dossier", "compost-2025"),
    "fiche": (JARDINS, "fiche", "saison-2024"),
    "article": (JARDINS, "article", "saison-2024"),
    "entretien": (JARDINS, "entretien", "saison-2024"),
    "demande de subvention": (JARDINS, "dossier-subvention", "saison-2024"),
    "compte rendu financier": (JARDINS, "compte-rendu-financier", "saison-2024"),
    "fiche de saisie": (RACINE, "saisie-compte-asso", "kerourien"),
    "rapport": (RACINE, "rapport", ""),
    "toutes les fiches d'un acteur": (JARDINS, "dossier-acteur", "jardin-des-lilas"),
    "page faite du Markdown": (RACINE, "aap-usages-du-numerique", "au-coin-d-la-rue"),
}


COURTS = {"rapport": (360, 1280), "toutes les fiches d'un acteur": (360, 1280)}
"""The documents that share their parts with others are looked at in fewer widths."""


def _adresse(rendus: Path, quoi: str) -> str:
    reseau, modele, nom = DOCUMENTS[quoi]
    return (rendus / reseau.name / (f"{modele}/{nom}.html" if nom else f"{modele}.html")).as_uri()


@pytest.fixture(scope="module")
def navigateur() -> Iterator["Browser"]:
    with playwright.sync_playwright() as outil:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        with outil.chromium.launch(executable_path=CHROMIUM, args=options) as lance:
            yield lance


@pytest.fixture(scope="module")
def rendus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the documents, rendered once."""
    sortie = tmp_path_factory.mktemp("rendus")
    for reseau, modele in sorted({(r, m) for r, m, _ in DOCUMENTS.values()}):
        noms = [nom for r, m, nom in DOCUMENTS.values() if (r, m) == (reseau, modele) and nom]
        fini = utilite(
            "render", *noms, "--template", modele, "--format", "html", "--out", sortie / reseau.name, cwd=reseau
        )
        assert fini.returncode == 0, fini.stderr
    return sortie


def test_the_panorama_in_a_browser(navigateur: "Browser", tmp_path: Path) -> None:
    fini = utilite("panorama", "--par", "periode,territoire", "--out", tmp_path / "panorama.html")
    assert fini.returncode == 0, fini.stderr
    page = navigateur.new_page(reduced_motion="reduce")
    page.goto((tmp_path / "panorama.html").as_uri())
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 800})
        assert page.evaluate(DEBORDE) == [], f"à {largeur} pixels"
    assert _graves(page) == []
    page.close()


@pytest.mark.parametrize("quoi", DOCUMENTS)
def test_a_document_in_a_browser(navigateur: "Browser", rendus: Path, quoi: str) -> None:
    page = navigateur.new_page(reduced_motion="reduce")
    dits: list[str] = []
    page.on("console", lambda message: dits.append(message.text))
    page.on("pageerror", lambda erreur: dits.append(str(erreur)))

    def demande(requete: "Request") -> None:
        if not requete.url.startswith(("file:", "data:")):
            dits.append(requete.url)

    page.on("request", demande)
    page.goto(_adresse(rendus, quoi))
    for largeur in COURTS.get(quoi, LARGEURS):
        page.set_viewport_size({"width": largeur, "height": 800})
        assert page.evaluate(DEBORDE) == [], f"à {largeur} pixels"
    assert dits == []
    assert _graves(page) == []
    page.close()


def test_an_answer_is_copied_by_its_button(navigateur: "Browser", rendus: Path) -> None:
    contexte = navigateur.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = contexte.new_page()
    page.goto(_adresse(rendus, "fiche de saisie"))
    page.get_by_role("button", name="Copier").nth(1).click()
    page.get_by_text("Copié.").wait_for()
    assert "Les aider à s’équiper" in page.evaluate("navigator.clipboard.readText()")
    assert "Montant demandé" in page.get_by_label("Sans réponse").inner_text()
    contexte.close()


DEBORDE = """() => {
  const large = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= large) return [];
  return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > large + 1)
    .map(e => e.tagName + '.' + (e.getAttribute('class') || '')).slice(0, 5);
}"""
"""What stands out of the page, if anything does."""


def _graves(page: "Page") -> list[str]:
    """The findings of axe that keep someone from reading. The page's own policy lets no script in: axe is evaluated."""
    page.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
    trouves = page.evaluate("axe.run()")["violations"]
    return [f"{t['id']}: {t['nodes'][0]['html'][:120]}" for t in trouves if t["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("quoi", ["dossier riche", "brouillon", "autre réseau", "fiche", "entretien", "rapport"])
def test_no_page_ends_on_a_heading(navigateur: "Browser", rendus: Path, tmp_path: Path, quoi: str) -> None:
    page = _ouvre(navigateur, rendus, quoi)
    titres = set(page.locator("h1, h2, h3, h4, h5").all_inner_texts())
    for numero, lignes in enumerate(_imprime(page, tmp_path), 1):
        assert lignes, f"la page {numero} est vide"
        assert lignes[-1] not in titres, f"la page {numero} finit par un titre"
    page.close()


def test_the_foot_is_never_alone_on_the_last_page(navigateur: "Browser", rendus: Path, tmp_path: Path) -> None:
    """Wherever the end of the page falls: the document is pushed down by steps."""
    page = _ouvre(navigateur, rendus, "dossier riche")
    pied = page.locator("footer").inner_text().split("\n")[0]
    page.evaluate("document.querySelector('main > :nth-last-child(2)').insertAdjacentHTML('beforebegin', '<hr>')")
    for hauteur in range(0, 240, 15):
        page.evaluate("h => document.querySelector('hr').style.cssText = `margin: 0 0 ${h}mm; border: 0`", hauteur)
        assert _imprime(page, tmp_path)[-1][0] != pied, f"{hauteur} mm plus bas"
    page.close()


def _ouvre(navigateur: "Browser", rendus: Path, quoi: str) -> "Page":
    page = navigateur.new_page()
    page.goto(_adresse(rendus, quoi))
    return page


def _imprime(page: "Page", dossier: Path) -> list[list[str]]:
    """The lines of each printed page, without its margins'."""
    if shutil.which("pdftotext") is None:
        pytest.skip("sans pdftotext : sudo apt install poppler-utils")
    pdf = dossier / "page.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    texte = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = [[li.strip() for li in p.split("\n") if li.strip()] for p in texte.split("\f") if p.strip()]
    courant = page.title().split(",")[0]
    numeros = re.compile(r"[0-9]+\s/\s[0-9]+")
    return [[li for li in p if li != courant and not numeros.fullmatch(li)] for p in pages]
