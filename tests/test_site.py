"""The site: every link leads somewhere, nothing internal is in it, no page is heavy; what is no longer of it goes."""

import email
import email.policy
import gzip
import hashlib
import re
import shutil
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from commande import JARDINS, utilite

OCTETS = 150_000
"""What a page may weigh."""
SECRET = "motsecret"
PLANTES = {
    "acteurs/jardin-des-lilas.yaml": ("contact:\n", f"contact:\n  jardinier_referent: {SECRET} un\n"),
    "fiches/saison-2024.yaml": ("On s'est un peu disputés pour l'eau.", f"{SECRET} deux"),
    "fiches/ruches-2023.yaml": ("Les ruches du Canal", f"Les ruches {SECRET}"),
    "prive/acteurs/jardin-des-lilas.yaml": ("Nom d'exemple", f"{SECRET} trois"),
    "fiches/compost-2025.yaml": ("statut: brouillon", f"statut: brouillon # {SECRET}"),
}
"""By file, what stands there, and what is put in its place: fields, a témoignage, a withdrawn fiche, a comment."""
FAUTIVE = f"""\
acteurs: [jardin-du-canal]
version_referentiel: "3"
statut: brouillon
{SECRET}-cle: {SECRET}
action:
  titre: "La serre"
  depenses: {SECRET}
"""
"""A finding's message quotes the word that is at fault."""


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network with a word of its own wherever nobody should read it, a call with a date, a repository."""
    racine = tmp_path_factory.mktemp("reseau") / "jardins"
    shutil.copytree(JARDINS, racine)
    for nom, (avant, apres) in PLANTES.items():
        texte = (racine / nom).read_text("utf-8")
        assert avant in texte, nom
        (racine / nom).write_text(texte.replace(avant, apres, 1), "utf-8")
    acteur = racine / "acteurs" / "jardin-des-lilas.yaml"
    acteur.write_text(acteur.read_text("utf-8").replace("01 99 00 12 34", "01 99 00 98 76"), "utf-8")
    mesure = (racine / "fiches" / "saison-2024.yaml").read_text("utf-8")
    mesure = mesure.replace("source: estimation avec la ville imaginaire", f"source: {SECRET} quatre")
    (racine / "fiches" / "saison-2024.yaml").write_text(mesure, "utf-8")
    (racine / "fiches" / "serre-2026.yaml").write_text(FAUTIVE, "utf-8")
    grille = racine / "referentiel.yaml"
    depot = "\ndepot: https://github.com/exemple/jardins\nlicence:"
    grille.write_text(grille.read_text("utf-8").replace("\nlicence:", depot, 1), "utf-8")
    appel = "titre: Un appel imaginaire\nportee: fiche\ncloture: 2099-09-15\nfichiers:\n  md: document.md\n"
    (racine / "templates" / "appel").mkdir(parents=True)
    appel += "rubriques:\n  - titre: Le budget « entier »\n    reponses: [budget]\n    obligatoire: oui\n"
    (racine / "templates" / "appel" / "modele.yaml").write_text(appel, "utf-8")
    (racine / "templates" / "appel" / "document.md").write_text("# {{ fiche.titre }}\n", "utf-8")
    return racine


@pytest.fixture(scope="module")
def site(reseau: Path) -> Path:
    """Its site, made once."""
    fini = utilite("-C", reseau, "site")
    assert fini.returncode == 0, fini.stderr
    assert "Pas montrées, car elles ont des erreurs : serre-2026" in fini.stderr
    return reseau / "build" / "site"


class _Liens(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.liens: list[str] = []
        self.ancres: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for nom, valeur in attrs:
            if nom in ("href", "src") and valeur:
                self.liens.append(valeur)
            elif nom == "id" and valeur:
                assert valeur not in self.ancres, f"{tag} : deux fois « {valeur} »"
                self.ancres.add(valeur)


def _lues(site: Path) -> dict[Path, _Liens]:
    pages = {}
    for page in site.rglob("*.html"):
        if page.name != "formulaire.html":
            pages[page.resolve()] = lue = _Liens()
            lue.feed(page.read_text("utf-8"))
    return pages


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = _lues(site)
    for page, lue in pages.items():
        for lien in lue.liens:
            if lien.startswith(("https:", "http:", "mailto:", "tel:", "data:")):
                continue
            fichier, _, ancre = lien.partition("#")
            but = (page.parent / fichier).resolve() if fichier else page
            assert but.is_file(), f"{page.name} : {lien}"
            assert not ancre or ancre in pages[but].ancres, f"{page.name} : {lien}"
    vus = {(page.parent / lien.partition("#")[0]).resolve() for page, lue in pages.items() for lien in lue.liens}
    assert pages.keys() - vus == set(), "personne n'y mène"


def test_nothing_internal_is_in_any_file(site: Path) -> None:
    fichiers = [f for f in site.rglob("*") if f.is_file()]
    for fichier in fichiers:
        brut = fichier.read_bytes()
        clair = gzip.decompress(brut) if brut[:2] == b"\x1f\x8b" else brut  # Pagefind's
        texte = re.sub(r"[\s\u00a0\u202f]+", " ", clair.decode("utf-8", "replace"))
        assert SECRET not in texte, fichier.name
        assert "01 99 00 98 76" not in texte, fichier.name
    assert not [f.name for f in fichiers if "ruches" in f.name]
    assert "le samedi matin" in (site / "acteur" / "jardin-des-lilas.html").read_text("utf-8")


def test_what_pages_say(site: Path) -> None:
    fiche = (site / "fiche" / "saison-2024.html").read_text("utf-8")
    assert 'href="https://github.com/exemple/jardins/edit/main/fiches/saison-2024.yaml"' in fiche
    critere = (site / "critere" / "entraide.html").read_text("utf-8")
    assert "22 jardiniers sur 30" in re.sub(r"[\u00a0\u202f]", " ", critere)
    assert "Cahier du jardin" in critere
    assert "SUMMARY:Clôture : Un appel imaginaire" in (site / "telecharger" / "agenda.ics").read_text("utf-8")
    relire = (site / "relire.html").read_text("utf-8")
    assert "La clé est inconnue à cet endroit" in relire
    assert "https://github.com/exemple/jardins/blob/main/fiches/serre-2026.yaml#L4" in relire
    for page in site.rglob("*.html"):
        assert page.stat().st_size < OCTETS or page.name == "formulaire.html", page.name
        assert "<script>" not in page.read_text("utf-8") or page.name == "formulaire.html", page.name


def test_a_page_that_is_no_longer_of_the_site_goes(reseau: Path, site: Path, tmp_path: Path) -> None:
    ici = tmp_path / "site"
    shutil.copytree(site, ici)
    manifeste = ici / "pages.json"
    sien = ici / "acteur" / "change.html"
    for nom in ("acteur/parti.html", "acteur/change.html"):
        (ici / nom).write_text("ancien", "utf-8")
    empreinte = "3eba3e35eaee8ba1"
    texte = manifeste.read_text("utf-8")
    perimes = f'"acteur/parti.html": "{_empreinte(b"ancien")}", "acteur/change.html": "{empreinte}", "../x": "0",'
    manifeste.write_text(texte.replace("{", "{" + perimes, 1), "utf-8")
    (tmp_path / "x").write_text("à nous", "utf-8")
    fini = utilite("-C", reseau, "site", "--out", ici)
    assert fini.returncode == 0, fini.stderr
    assert not (ici / "acteur" / "parti.html").exists()
    assert sien.exists()
    assert "acteur/change.html" in fini.stderr
    assert (tmp_path / "x").exists()
    assert _contenus(ici) - {(Path("acteur/change.html"), b"ancien")} == _contenus(site)
    plein = utilite("-C", reseau, "site", "--out", tmp_path)
    assert plein.returncode == 2
    assert "n'est pas vide" in plein.stderr


def test_a_message_to_those_who_write_is_ready_and_kind(reseau: Path, site: Path) -> None:
    fini = utilite("-C", reseau, "site", "--aide")
    assert fini.returncode == 0, fini.stderr
    assert "saison-2022, pour appel : « Le budget « entier » »" in fini.stdout
    brut = (reseau / "build" / "aide" / "saison-2022.eml").read_bytes()
    message = email.message_from_bytes(brut, policy=email.policy.SMTPUTF8)
    assert message["To"] == "lilas@example.org"
    texte = message.get_content()
    assert "Le budget “entier”" in re.sub(r"[\u00a0\u202f]", " ", texte)
    assert "https://github.com/exemple/jardins/blob/main/fiches/saison-2022.yaml#L" in texte
    assert not [mot for mot in ("retard", "manque", "devez", "urgent") if mot in texte.lower()]
    refus = utilite("-C", reseau, "site", "--aide", "--out", site)
    assert refus.returncode == 2
    assert (site / "fiches.html").exists()


def _empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()[:16]


def _contenus(dossier: Path) -> set[tuple[Path, bytes]]:
    return {(f.relative_to(dossier), f.read_bytes()) for f in dossier.rglob("*") if f.is_file()}


def test_in_a_browser(site: Path) -> None:
    """Opened from a disk: silent, alone, accessible; the list is searched, filtered, and whole again."""
    chromium = shutil.which("chromium") or pytest.skip("sans chromium : sudo apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="sans playwright : pip install -e '.[dev]'")
    axe = pytest.importorskip("axe_playwright_python.base", reason="sans axe : pip install -e '.[dev]'")
    dits: list[str] = []
    with playwright.sync_playwright() as outil:
        navigateur = outil.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = navigateur.new_page(reduced_motion="reduce", viewport={"width": 360, "height": 800})
        page.on("console", lambda message: dits.append(message.text))
        page.on("pageerror", lambda erreur: dits.append(str(erreur)))
        # What leaving a page has cut short isn't missing.
        page.on("requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else dits.append(r.url))
        page.on("request", lambda requete: None if requete.url.startswith("file:") else dits.append(requete.url))
        for nom in VUES:
            page.goto((site / nom).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), nom
            assert page.evaluate("getComputedStyle(document.querySelector('.tete')).color") == "rgb(255, 255, 255)"
            page.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
            graves = [
                t
                for t in page.evaluate("axe.run({preload: false})")["violations"]
                if t["impact"] in ("serious", "critical")
            ]
            assert graves == [], nom
        page.goto((site / "fiches.html").as_uri())
        page.get_by_label("Chercher", exact=True).fill("SAISON")
        page.get_by_text("2 fiches trouvées.").wait_for()
        page.get_by_label("Année").select_option("2024")
        page.get_by_text("1 fiche trouvée.").wait_for()
        page.get_by_label("Critère").select_option("biodiversite")
        page.locator("#trouvees .titre").click()
        assert page.url.endswith("/fiche/saison-2024.html")
        page.go_back()
        page.get_by_role("button", name="Tout montrer").click()
        assert page.locator("#toutes .titre").first.is_visible()
        navigateur.close()
    assert dits == []


VUES = (
    "index.html", "fiches.html", "acteurs.html", "referentiel.html", "telecharger.html", "relire.html",
    "fiche/saison-2024.html", "acteur/jardin-des-lilas.html", "critere/entraide.html",
)  # fmt: skip
"""A page of each kind."""


def test_whole_texts_are_searched_on_a_published_site(site: Path) -> None:
    pytest.importorskip("pagefind_bin", reason="sans Pagefind : pip install -e '.[site]'")
    chromium = shutil.which("chromium") or pytest.skip("sans chromium : sudo apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="sans playwright : pip install -e '.[dev]'")
    dits: list[str] = []
    sert = ThreadingHTTPServer(("127.0.0.1", 0), partial(_EnSilence, directory=str(site.parent)))
    Thread(target=sert.serve_forever, daemon=True).start()
    with playwright.sync_playwright() as outil:
        navigateur = outil.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = navigateur.new_page()
        page.on("console", lambda message: dits.append(message.text))
        page.goto(f"http://127.0.0.1:{sert.server_port}/site/recherche.html")
        page.get_by_role("searchbox").fill("tomates")
        page.locator("#trouvees .titre", has_text="La saison 2024").click()
        assert page.url.endswith("/site/fiche/saison-2024.html")
        navigateur.close()
    sert.shutdown()
    assert dits == []


class _EnSilence(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""
