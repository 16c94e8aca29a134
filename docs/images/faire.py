"""The pictures of `docs/`: documents of the repository and of the other network, on screen, telephone and paper.

Run by `make images`; it needs Debian's chromium and poppler-utils.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ICI = Path(__file__).parent
RACINE = ICI.parent.parent
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
TROIS = ("kerourien", "parlons-en", "clef-pen-ar-creach-2018")
"""An action well told, one that says what it doesn't know, a draft."""
COULEURS = 128
FOND = "#b9b4b0"
MARGE = 10


def main() -> None:
    """Writes each picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not shutil.which("pdftoppm"):
        sys.exit("Il manque chromium ou pdftoppm : sudo apt install chromium poppler-utils")
    with tempfile.TemporaryDirectory() as dossier, sync_playwright() as outil:
        navigateur = outil.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        atelier = Atelier(Path(dossier), navigateur)
        dossiers = [atelier.rend(RACINE, "dossier", nom) for nom in TROIS]
        garde("dossiers", [page for d in dossiers for page in atelier.papier(d, 1, 2)], 330, 6)
        garde("dossiers-ecran", [atelier.ecran(d, 1280, 1500) for d in dossiers], 620, 3)
        rapport = atelier.rend(RACINE, "rapport", "")
        garde("dossiers-telephone", [atelier.ecran(d, 360, 820) for d in (*dossiers, rapport)], 300, 4)
        garde("rapport", [page for n in (1, 4, 6) for page in atelier.papier(rapport, n, n)], 460, 3)
        modeles = [(RACINE, "article", TROIS[0]), (RACINE, "entretien", TROIS[0]), (RACINE, "fiche", TROIS[0])]
        autres = [*modeles, (JARDINS, "dossier", "saison-2024")]
        garde("modeles", [atelier.papier(atelier.rend(*m), 1, 1)[0] for m in autres], 400, 4)
        fiche = atelier.rend(RACINE, "fiche", TROIS[0])
        garde("kerourien", [atelier.ecran(fiche, 1000, 560), atelier.ecran(fiche, 1000, 560, ".axe")], 900, 1)


class Atelier:
    """Where documents are rendered, and looked at."""

    def __init__(self, dossier: Path, navigateur: Browser) -> None:
        self.dossier, self.navigateur = dossier, navigateur

    def rend(self, reseau: Path, modele: str, nom: str) -> Path:
        """The document in HTML."""
        sortie = self.dossier / reseau.name
        commande = [sys.executable, "-m", "utilite", "render", *([nom] if nom else []), "--template", modele]
        subprocess.run([*commande, "--out", str(sortie)], cwd=reseau, check=True, capture_output=True)
        return sortie / modele / f"{nom}.html" if nom else sortie / f"{modele}.html"

    def papier(self, document: Path, de: int, a: int) -> list[Image.Image]:
        """Some of its printed pages."""
        pdf, pages = document.with_suffix(".pdf"), self.dossier / "page"
        feuille = self.navigateur.new_page()
        feuille.goto(document.as_uri())
        feuille.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
        feuille.close()
        subprocess.run(["pdftoppm", "-r", "110", "-png", "-f", str(de), "-l", str(a), pdf, pages], check=True)
        faites = sorted(self.dossier.glob("page-*.png"))
        images = [Image.open(f).copy() for f in faites]
        for f in faites:
            f.unlink()
        return images

    def ecran(self, document: Path, largeur: int, hauteur: int, depuis: str = "") -> Image.Image:
        """What a window of this size shows, from an element on."""
        image = self.dossier / "ecran.png"
        feuille = self.navigateur.new_page(viewport={"width": largeur, "height": hauteur})
        feuille.goto(document.as_uri())
        if depuis:
            feuille.locator(depuis).first.evaluate("e => e.scrollIntoView()")
        feuille.screenshot(path=image)
        feuille.close()
        return Image.open(image).copy()


def garde(nom: str, images: Sequence[Image.Image], largeur: int, colonnes: int) -> None:
    """Pictures side by side, in few colours."""
    reduites = [i.convert("RGB").resize((largeur, round(largeur * i.height / i.width))) for i in images]
    pas_x, pas_y = largeur + MARGE, max(i.height for i in reduites) + MARGE
    rangs = -(-len(reduites) // colonnes)
    tout = Image.new("RGB", (colonnes * pas_x + MARGE, rangs * pas_y + MARGE), FOND)
    for n, image in enumerate(reduites):
        tout.paste(image, (MARGE + n % colonnes * pas_x, MARGE + n // colonnes * pas_y))
    chemin = ICI / f"{nom}.png"
    tout.quantize(COULEURS).save(chemin, optimize=True)
    print(f"{chemin.relative_to(RACINE)} : {chemin.stat().st_size // 1000} ko")


main()
