"""The local server: who is let in, what `edit` saves, what `preview` shows; then both pages in a browser.

Each server runs in a process of its own, over a copy of a workspace.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from commande import JARDINS, RACINE, utilite
from utilite.edit.formulaire import moteur
from utilite.edit.serveur.protections import Gardien

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = RACINE / "tests" / "editeur" / "node_modules" / "axe-core" / "axe.min.js"
avec_npm = pytest.mark.skipif(
    not (moteur.DOSSIER / "node_modules" / "preact").is_dir(), reason="il manque les pièces du formulaire (make moteur)"
)


class Serveur(NamedTuple):
    """A server that runs, and what it serves."""

    adresse: str
    racine: Path
    processus: "subprocess.Popen[str]"

    @property
    def hote(self) -> str:
        return urlsplit(self.adresse).netloc

    @property
    def base(self) -> str:
        return urlsplit(self.adresse).path

    def dit(self, brut: bytes) -> bytes:
        """What the server answers to these very bytes, until it closes."""
        with closing(socket.create_connection(("127.0.0.1", int(self.hote.split(":")[1])), timeout=30)) as prise:
            with suppress(OSError):  # refused before the end
                prise.sendall(brut)
            recu = b""
            while morceau := prise.recv(65536):
                recu += morceau
            return recu

    def demande(self, methode: str, chemin: str, corps: Any = None) -> tuple[int, str]:
        """As our page asks."""
        entetes = {"Origin": f"http://{self.hote}", "Sec-Fetch-Site": "same-origin"}
        with closing(HTTPConnection(self.hote, timeout=30)) as lien:
            lien.request(methode, self.base + chemin, None if corps is None else json.dumps(corps), entetes)
            reponse = lien.getresponse()
            return reponse.status, reponse.read().decode()

    def pose(self, quoi: str, **corps: Any) -> Any:
        """A script's question."""
        statut, texte = self.demande("POST", quoi, corps)
        assert statut == 200, texte
        return json.loads(texte)

    def ouvre(self, chemin: str) -> Any:
        """What a page of the form starts from."""
        statut, texte = self.demande("GET", chemin)
        assert statut == 200, texte
        trouve = re.search(r'<script type="application/json" id="donnees">(.*?)</script>', texte)
        assert trouve is not None
        return json.loads(trouve[1])


Lance = Callable[..., Serveur]


@pytest.fixture
def lance() -> Iterator[Lance]:
    """Starts servers, and stops them as Ctrl-C does."""
    lances: list[subprocess.Popen[str]] = []

    def fait(racine: Path, *arguments: str, **autres: str) -> Serveur:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8", **autres}
        commande = [sys.executable, "-m", "utilite", "-C", str(racine), *arguments]
        processus = subprocess.Popen(commande, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        lances.append(processus)
        assert processus.stdout is not None
        return Serveur(processus.stdout.readline().strip(), racine, processus)

    yield fait
    for processus in lances:
        processus.send_signal(signal.SIGINT)
        assert processus.wait(timeout=30) == 130
        assert processus.stdout is not None
        processus.stdout.close()


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


@pytest.fixture
def apercu(lance: Lance, espace: Path) -> Serveur:
    return lance(espace, "preview", "saison-2024", "saison-2022")


# Who is let in. `preview` stands for both: they share all that stands before their routes.

ATTAQUES = {
    "another host (DNS rebinding)": ("GET {base} HTTP/1.1\r\nHost: pirate.example\r\n\r\n", 403),
    "another name of this machine": ("GET {base} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 403),
    "no host": ("GET {base} HTTP/1.1\r\n\r\n", 403),
    "two hosts": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nHost: pirate.example\r\n\r\n", 403),
    "a host in the request line": ("GET http://pirate.example{base} HTTP/1.1\r\nHost: {hote}\r\n\r\n", 403),
    "another origin": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nOrigin: http://pirate.example\r\n\r\n", 403),
    "the origin of a file": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nOrigin: null\r\n\r\n", 403),
    "another port's page": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nOrigin: http://127.0.0.1:1\r\n\r\n", 403),
    "a page of another site": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nSec-Fetch-Site: cross-site\r\n\r\n", 403),
    "a page of the same site": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nSec-Fetch-Site: same-site\r\n\r\n", 403),
    "a post typed by hand": ("POST {base}x HTTP/1.1\r\nHost: {hote}\r\nSec-Fetch-Site: none\r\n\r\n", 403),
    "no token": ("GET / HTTP/1.1\r\nHost: {hote}\r\n\r\n", 403),
    "a wrong token": ("GET /aaaaaaaa/ HTTP/1.1\r\nHost: {hote}\r\n\r\n", 403),
    "half a token": ("GET {demi}/ HTTP/1.1\r\nHost: {hote}\r\n\r\n", 403),
    "a token without its end": ("GET {nu} HTTP/1.1\r\nHost: {hote}\r\n\r\n", 403),
    "a token of odd bytes": ("GET /\xe9\xff/ HTTP/1.1\r\nHost: {hote}\r\n\r\n", 403),
    "a way up": ("GET {base}../../etc/passwd HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "a way up from the scripts": ("GET {base}page/../serveur.js HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "a way up, escaped": ("GET {base}document/%2e%2e%2freferentiel HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "a file": ("GET {base}fiches/saison-2024.yaml HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "a folder": ("GET {base}document/ HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "an id that nothing has": ("GET {base}document/inconnue HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "an id of odd bytes": ("GET {base}document/\xff\xfe\x01 HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "an id with a null": ("GET {base}document/saison-2024%00 HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "a query": ("GET {base}?x=1 HTTP/1.1\r\nHost: {hote}\r\n\r\n", 404),
    "writing to a page": ("POST {base} HTTP/1.1\r\nHost: {hote}\r\nContent-Length: 2\r\n\r\n{{}}", 405),
    "another method": ("PUT {base} HTTP/1.1\r\nHost: {hote}\r\n\r\n", 405),
    "a method of our own": ("EFFACE {base} HTTP/1.1\r\nHost: {hote}\r\n\r\n", 405),
    "a header bomb": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\n" + "X: y\r\n" * 500 + "\r\n", 431),
    "a long header": ("GET {base} HTTP/1.1\r\nHost: {hote}\r\nX: " + "y" * 100_000 + "\r\n\r\n", 431),
    "a long address": ("GET {base}" + "y" * 100_000 + " HTTP/1.1\r\nHost: {hote}\r\n\r\n", 414),
    "another protocol": ("\x16\x03\x01\x02\x00\x01 bonjour vous tous\r\n\r\n", 400),
}


def test_who_comes_from_elsewhere_gets_nothing(apercu: Serveur) -> None:
    nu = apercu.base.rstrip("/")
    mots = {"base": apercu.base, "hote": apercu.hote, "nu": nu, "demi": nu[:20], "port": apercu.hote.split(":")[1]}
    for nom, (brut, statut) in ATTAQUES.items():
        recu = apercu.dit(brut.format(**mots).encode("latin-1"))
        assert recu.split(b" ", 2)[1] == str(statut).encode(), nom
        for entete in (b"X-Content-Type-Options: nosniff", b"Referrer-Policy: no-referrer", b"default-src 'none'"):
            assert entete in recu, nom
        assert statut != 403 or nu[1:].encode() not in recu, nom
        assert b"root:" not in recu, nom
        assert b"lilas" not in recu, nom
    assert apercu.demande("GET", "")[0] == 200


def test_the_address_that_a_browser_is_started_with_leads_in_once() -> None:
    gardien = Gardien("127.0.0.1:1")
    passage = urlsplit(gardien.passage).path
    assert not gardien.passe("/")
    assert gardien.passe(passage)
    assert not gardien.passe(passage)
    assert gardien.chemin(passage) is None
    assert gardien.chemin(f"{gardien.base}x") == "x"


def test_the_browser_is_opened_without_its_command_telling_the_token(lance: Lance, espace: Path) -> None:
    """Other accounts of a machine may see how a program was started."""
    note = espace.parent / "vu.txt"
    script = espace.parent / "navigateur.py"
    script.write_text(
        "import sys, urllib.request as r\n"
        "print(*sys.argv[1:], r.urlopen(sys.argv[1]).geturl(), file=open(sys.argv[2], 'w'))\n"
    )
    serveur = lance(espace, "preview", DISPLAY=":9", BROWSER=f"{sys.executable} {script} %s {note}")
    for _ in range(300):
        if note.is_file() and note.read_text():
            break
        time.sleep(0.1)
    passage, _, arrivee = note.read_text().split()
    assert arrivee == serveur.adresse
    assert serveur.base not in passage
    assert (
        serveur.dit(f"GET {urlsplit(passage).path} HTTP/1.0\r\nHost: {serveur.hote}\r\n\r\n".encode()).split()[1]
        == b"403"
    )


def test_a_slow_client_holds_nobody_up(apercu: Serveur) -> None:
    port = int(apercu.hote.split(":")[1])
    lents = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
    for lent in lents:
        lent.sendall(b"GET / HTTP/1.1\r\nHos")
    assert apercu.demande("GET", "")[0] == 200
    for lent in lents:
        lent.close()


def test_a_page_tells_its_token_to_nobody_and_runs_only_its_own_scripts(apercu: Serveur) -> None:
    recu = apercu.dit(
        f"GET {apercu.base}document/saison-2024 HTTP/1.0\r\nHost: {apercu.hote}\r\n\r\n".encode()
    ).decode()
    assert "Referrer-Policy: no-referrer" in recu
    assert "Cache-Control: no-store" in recu
    nonce = re.search(r"script-src 'nonce-([^']+)';", recu)
    assert nonce is not None
    assert re.findall(r"<script(?! type=)[^>]*>", recu) == [
        f'<script nonce="{nonce[1]}" src="{apercu.base}page/{nom}">' for nom in ("cadre.js", "apercu.js")
    ]


# preview


def _suite(serveur: Serveur, nom: str, etat: str = "") -> Any:
    statut, texte = serveur.demande("GET", f"suite/{nom}" + (f"/{etat}" if etat else ""))
    assert statut == 200, texte
    return json.loads(texte)


def _contenu(racine: Path) -> dict[str, bytes]:
    return {str(chemin): chemin.read_bytes() for chemin in racine.rglob("*") if chemin.is_file()}


def test_preview_follows_each_save_and_keeps_the_last_good_document(apercu: Serveur) -> None:
    fiche = apercu.racine / "fiches" / "saison-2024.yaml"
    texte = fiche.read_text("utf-8")
    vue = _suite(apercu, "saison-2024")
    assert "tomates et compost" in vue["html"]
    assert "1 840,50" in vue["html"].replace("\u202f", " "), "what `prive/` lays over it, as render does"
    fiche.write_text(texte.replace("tomates", "courges"), "utf-8")
    vue = _suite(apercu, "saison-2024", vue["etat"])
    assert "courges et compost" in vue["html"]
    for faute, dit in {"\nlimits: rien\n": "limits", "\nx: [\n": "crochet"}.items():
        fiche.write_text(texte + faute, "utf-8")
        vue = _suite(apercu, "saison-2024", vue["etat"])
        assert "courges et compost" in vue["html"]
        assert vue["phrase"].replace("\xa0", " ") == "Il y a des erreurs : le document est resté celui d’avant"
        assert dit in vue["constats"][0]["dit"]
        assert vue["constats"][0]["ou"].startswith("fiches/saison-2024.yaml:")
    grille = apercu.racine / "referentiel.yaml"
    grille.write_text("rien: [\n", "utf-8")
    vue = _suite(apercu, "saison-2024", vue["etat"])
    assert "Le référentiel a des erreurs" in vue["phrase"]
    fiche.unlink()
    assert "courges et compost" in _suite(apercu, "saison-2024", vue["etat"])["html"]


def test_preview_writes_nothing(apercu: Serveur) -> None:
    avant = _contenu(apercu.racine)
    statut, liste = apercu.demande("GET", "")
    assert statut == 200
    assert liste.count('<li><h2><a href="') == 2
    assert apercu.demande("GET", "document/saison-2022")[0] == 200
    _suite(apercu, "saison-2022")
    assert _contenu(apercu.racine) == avant


def test_preview_of_a_template_that_is_being_written(lance: Lance, espace: Path) -> None:
    assert utilite("-C", espace, "templates", "new", "appel").returncode == 0
    serveur = lance(espace, "preview", "saison-2024", "--template", "appel", "--no-open")
    vue = _suite(serveur, "saison-2024")
    source = next((espace / "templates" / "appel").glob("*.md"))
    source.write_text("{{ inconnu }}\n", "utf-8")
    vue = _suite(serveur, "saison-2024", vue["etat"])
    assert "inconnu" in vue["phrase"]
    source.write_text("Tout *neuf*\n", "utf-8")
    assert "Tout <em>neuf</em>" in _suite(serveur, "saison-2024", vue["etat"])["html"]


LOIN = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
"""A source that doesn't end."""
sous_linux = pytest.mark.skipif(sys.platform != "linux", reason="un modèle n'est borné que sous Linux")


@sous_linux
def test_preview_outlives_a_template_that_does_not_end(lance: Lance, espace: Path) -> None:
    assert utilite("-C", espace, "templates", "new", "appel").returncode == 0
    serveur = lance(espace, "preview", "saison-2024", "--template", "appel", "--no-open")
    source = next((espace / "templates" / "appel").glob("*.md"))
    source.write_text(f"un\n{LOIN}\n", "utf-8")
    vue = _suite(serveur, "saison-2024")
    assert f"{source.name}, ligne 2" in vue["phrase"].replace("\xa0", " ")
    assert "secondes de calcul" in vue["phrase"].replace("\xa0", " ")
    source.write_text("Tout *neuf*\n", "utf-8")
    assert "Tout <em>neuf</em>" in _suite(serveur, "saison-2024", vue["etat"])["html"]


@avec_npm
@sous_linux
def test_edit_outlives_a_template_that_does_not_end(lance: Lance, espace: Path) -> None:
    assert utilite("-C", espace, "templates", "new", "appel").returncode == 0
    next((espace / "templates" / "appel").glob("*.md")).write_text(LOIN, "utf-8")
    serveur = lance(espace, "edit", "--no-open")
    etat = serveur.ouvre("fiche/saison-2024")["etat"]
    assert "secondes de calcul" in serveur.pose("document", etat=etat, modele="appel")["refus"].replace("\xa0", " ")
    assert "<html" in serveur.pose("document", etat=etat)["html"]


def test_preview_of_acteurs_and_of_the_network(lance: Lance, espace: Path) -> None:
    assert "La saison 2022" in _suite(lance(espace, "preview", "--template", "rapport"), "rapport")["html"]
    serveur = lance(espace, "preview", "--template", "dossier-acteur")
    assert "La saison 2022" in _suite(serveur, "jardin-des-lilas")["html"]


def test_preview_says_what_to_type_instead(espace: Path) -> None:
    for arguments, suite in {
        ("saison-204",): "vouliez-vous dire « utilite preview saison-2024 » ?",
        ("--template", "dossie"): "vouliez-vous dire « --template dossier » ?",
    }.items():
        fini = utilite("-C", espace, "preview", *arguments)
        assert (fini.returncode, fini.stdout) == (2, "")
        assert suite in fini.stderr


# edit


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """The network's own fiches, commented, in git."""
    racine = tmp_path / "depot"
    for dossier in ("acteurs", "fiches"):
        shutil.copytree(RACINE / dossier, racine / dossier)
    shutil.copy(RACINE / "referentiel.yaml", racine)
    _git(racine, "init", "-q")
    _git(racine, "add", "-A")
    _git(racine, "-c", "user.name=x", "-c", "user.email=x@x.fr", "commit", "-qm", "départ")
    return racine


def _git(racine: Path, *arguments: str) -> str:
    fini = subprocess.run(["git", *arguments], cwd=racine, capture_output=True, text=True, check=True)
    return fini.stdout


@pytest.fixture
def edition(lance: Lance, depot: Path) -> Serveur:
    return lance(depot, "edit", "--no-open")


COMMENTEE = "clef-pen-ar-creach-2018"


class Fenetre:
    """A page of the form, as its script goes about it."""

    def __init__(self, serveur: Serveur, chemin: str) -> None:
        lu = serveur.ouvre(chemin)
        self.serveur, self.etat, self.base = serveur, lu["etat"], lu["base"]["texte"]

    def ecrit(self, *route: str | int, valeur: Any) -> None:
        ou = self.etat
        for pas in route[:-1]:
            ou = ou[pas]
        ou[route[-1]] = valeur

    def enregistre(self, **avec: Any) -> Any:
        rendu = self.serveur.pose("enregistre", **{"etat": self.etat, "base": self.base, **avec})
        self.base = rendu.get("texte", self.base)
        return rendu


@avec_npm
def test_one_field_changed_is_one_line_changed(edition: Serveur) -> None:
    fenetre = Fenetre(edition, f"fiche/{COMMENTEE}")
    assert fenetre.enregistre()["ecrits"] == [f"fiches/{COMMENTEE}.yaml"]
    assert _git(edition.racine, "status", "--short") == "", "nothing changed, nothing written"
    fenetre.ecrit("fiche", "action", "territoire", valeur="Brest, quartier de Kerbernard et alentours")
    fenetre.enregistre()
    assert _git(edition.racine, "diff", "--numstat") == f"1\t1\tfiches/{COMMENTEE}.yaml\n"
    assert "+  territoire: Brest, quartier de Kerbernard et alentours\n" in _git(edition.racine, "diff")
    fenetre.ecrit("fiche", "action", "territoire", valeur="Brest")
    fenetre.enregistre()
    assert _git(edition.racine, "diff", "--numstat") == f"1\t1\tfiches/{COMMENTEE}.yaml\n", "from what was saved on"


@avec_npm
@pytest.mark.parametrize("marque", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_a_file_of_windows_stays_one(edition: Serveur, marque: bytes) -> None:
    fichier = edition.racine / "fiches" / f"{COMMENTEE}.yaml"
    avant = marque + fichier.read_bytes().replace(b"\n", b"\r\n")
    fichier.write_bytes(avant)
    fenetre = Fenetre(edition, f"fiche/{COMMENTEE}")
    fenetre.ecrit("fiche", "action", "territoire", valeur="Brest")
    fenetre.enregistre()
    assert fichier.read_bytes() == avant.replace(b"Brest, quartier de Kerbernard\r", b"Brest\r")


@avec_npm
def test_what_the_form_cannot_show_stays_in_the_file(lance: Lance, espace: Path) -> None:
    fichier = espace / "fiches" / "de-travers.yaml"
    texte = """\
acteurs: [jardin-du-canal]   # un seul
statut: brouillon
inconnue: {a: 1}
action:
  titre: De travers
  allies: un texte
criteres_propres: {un: un texte, deux: [3]}
utilite_sociale:
  biodiversite:
    indicateurs_propres: [x]
  entraide: un texte
"""
    fichier.write_text(texte, "utf-8")
    fenetre = Fenetre(lance(espace, "edit", "--no-open"), "fiche/de-travers")
    fenetre.ecrit("fiche", "action", "titre", valeur="Droit")
    fenetre.enregistre()
    attendu = texte.replace("De travers", "Droit").replace("statut:", 'version_referentiel: "3"\nstatut:')
    assert fichier.read_text("utf-8") == attendu


@avec_npm
def test_the_second_of_two_windows_is_told_and_nothing_is_lost(edition: Serveur) -> None:
    une, autre = (Fenetre(edition, f"fiche/{COMMENTEE}") for _ in range(2))
    une.ecrit("fiche", "action", "territoire", valeur="Kerbernard")
    une.ecrit("fiche", "action", "titre", valeur="Un autre titre")
    une.enregistre()
    ecrit = (edition.racine / "fiches" / f"{COMMENTEE}.yaml").read_text("utf-8")
    autre.ecrit("fiche", "action", "territoire", valeur="Brest")
    autre.ecrit("fiche", "statut", valeur="terminee")
    rendu = autre.enregistre()
    vus = {tuple(e["route"]): (e["mienne"], e["autre"], e["change"]) for e in rendu["ecarts"]}
    assert vus[("action", "territoire")] == ("Brest", "Kerbernard", "")
    assert vus[("statut",)] == ("terminee", "brouillon", "mienne")
    assert vus[("action", "titre")][2] == "autre"
    assert (edition.racine / "fiches" / f"{COMMENTEE}.yaml").read_text("utf-8") == ecrit
    sans_choix = autre.enregistre(vue=rendu["vue"], choix=[[["statut"], "mienne"]])
    assert "ecarts" in sans_choix, "what both have changed is for a person to choose"
    autre.enregistre(vue=rendu["vue"], choix=[[["action", "territoire"], "mienne"]])
    fini = (edition.racine / "fiches" / f"{COMMENTEE}.yaml").read_text("utf-8")
    attendu = ecrit.replace("territoire: Kerbernard", "territoire: Brest").replace(
        "statut: brouillon", "statut: terminee"
    )
    assert fini == attendu


@avec_npm
def test_what_was_chosen_is_no_longer_so_once_the_file_has_changed_again(edition: Serveur) -> None:
    fichier = edition.racine / "fiches" / f"{COMMENTEE}.yaml"
    texte = fichier.read_text("utf-8")
    fenetre = Fenetre(edition, f"fiche/{COMMENTEE}")
    fenetre.ecrit("fiche", "action", "territoire", valeur="Brest")
    fichier.write_text(texte.replace("Kerbernard\n", "Kerbernard, Brest\n"), "utf-8")
    rendu = fenetre.enregistre()
    fichier.write_text(texte.replace("brouillon", "terminee"), "utf-8")
    choix = [[e["route"], "mienne"] for e in rendu["ecarts"]]
    assert "ecarts" in fenetre.enregistre(vue=rendu["vue"], choix=choix)
    assert fichier.read_text("utf-8") == texte.replace("brouillon", "terminee")


@avec_npm
def test_what_says_nothing_new_is_no_matter_to_decide(edition: Serveur) -> None:
    """Comments that were added meanwhile, the same answer given twice."""
    fichier = edition.racine / "fiches" / f"{COMMENTEE}.yaml"
    texte = fichier.read_text("utf-8")
    une, autre = (Fenetre(edition, f"fiche/{COMMENTEE}") for _ in range(2))
    fichier.write_text(f"# Relue.\n{texte}", "utf-8")
    for fenetre in (une, autre):
        fenetre.ecrit("fiche", "statut", valeur="terminee")
        assert fenetre.enregistre()["ecrits"]
    assert fichier.read_text("utf-8") == "# Relue.\n" + texte.replace("statut: brouillon", "statut: terminee")


@avec_npm
def test_a_file_that_is_gone_or_no_longer_read_loses_nothing(edition: Serveur) -> None:
    fichier = edition.racine / "fiches" / f"{COMMENTEE}.yaml"
    texte = fichier.read_text("utf-8")
    fenetre = Fenetre(edition, f"fiche/{COMMENTEE}")
    fichier.write_text(f"<<<<<<< HEAD\n{texte}", "utf-8")
    assert "ne se lit plus" in fenetre.enregistre()["refus"]
    assert fichier.read_text("utf-8") == f"<<<<<<< HEAD\n{texte}"
    fichier.unlink()
    assert fenetre.enregistre()["disparue"]
    assert not fichier.exists()
    fenetre.enregistre(base="")
    assert "Kerbernard" in fichier.read_text("utf-8")


@avec_npm
def test_what_cannot_be_edited_is_listed_with_its_reason(lance: Lance, espace: Path, tmp_path: Path) -> None:
    dehors = tmp_path / "secret.yaml"
    dehors.write_text("acteurs: [secret-des-voisins]\n", "utf-8")
    (espace / "fiches" / "dehors.yaml").symlink_to(dehors)
    (espace / "fiches" / "dedans.yaml").symlink_to("saison-2024.yaml")
    (espace / "fiches" / "cassee.yaml").write_text("action: [\n", "utf-8")
    (espace / "fiches" / "perdue.yaml").write_text("action:\n  titre: Le jardin #1\n", "utf-8")
    (espace / "fiches" / "Saison 2026.yml").write_text("", "utf-8")
    serveur = lance(espace, "edit", "--no-open")
    statut, liste = serveur.demande("GET", "")
    liste = liste.replace("\xa0", " ")
    assert statut == 200
    assert "ligne 1 : le crochet [" in liste
    assert "ligne 2 : « #1 » est perdu" in liste
    assert liste.count("rien n’est écrit à travers") == 2
    assert "Saison 2026.yml" in liste
    assert "La saison 2024 : tomates et compost" in liste
    for nom in ("dehors", "dedans", "cassee", "perdue", "inconnue"):
        statut, page = serveur.demande("GET", f"fiche/{nom}")
        assert statut == 409, nom
        assert "secret-des-voisins" not in page + liste
    etat = {"nom": "dedans", "acteur": None, "fiche": {"action": {"titre": "Ailleurs"}}}
    assert "lien" in serveur.pose("enregistre", etat=etat, base="")["refus"]
    for nom in ("../referentiel", "inconnue", "saison-2024.yaml", "/etc/passwd"):
        refus = serveur.pose("enregistre", etat={**etat, "nom": nom}, base="")["refus"]
        assert "n'est pas de celles" in refus
    assert dehors.read_text("utf-8") == "acteurs: [secret-des-voisins]\n"


@avec_npm
def test_what_a_fiche_says_is_text(lance: Lance, espace: Path) -> None:
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    fichier = espace / "fiches" / "saison-2022.yaml"
    fichier.write_text(fichier.read_text("utf-8").replace("titre: La saison 2022", f'titre: "{hostile}"'), "utf-8")
    serveur = lance(espace, "edit", "--no-open")
    assert serveur.ouvre("fiche/saison-2022")["etat"]["fiche"]["action"]["titre"] == hostile
    for chemin in ("", "fiche/saison-2022"):
        _, page = serveur.demande("GET", chemin)
        assert "alert(1)" in page
        assert "<script>" not in page
        assert "<img" not in page


@avec_npm
def test_what_is_private_stays_so(lance: Lance, espace: Path) -> None:
    serveur = lance(espace, "edit", "--no-open")
    fenetre = Fenetre(serveur, "fiche/saison-2024")
    assert "1840.5" not in json.dumps(fenetre.etat)
    fenetre.ecrit("fiche", "limites", valeur="Rien n'a été mesuré.")
    fenetre.enregistre()
    texte = (espace / "fiches" / "saison-2024.yaml").read_text("utf-8")
    assert "Rien n'a été mesuré." in texte
    assert "1840.5" not in texte
    assert "depenses" not in texte


@avec_npm
def test_a_new_fiche_and_its_acteur_never_take_the_place_of_others(lance: Lance, espace: Path) -> None:
    avant = _contenu(espace)
    serveur = lance(espace, "edit", "--no-open")
    fenetre = Fenetre(serveur, "nouvelle")
    assert "un titre" in fenetre.enregistre()["refus"]
    fenetre.ecrit("fiche", "action", valeur={"titre": "Saison 2024"})
    fenetre.ecrit("acteur", valeur={"identite": {"nom": "Jardin des Lilas"}})
    fenetre.ecrit("fiche", "limites", valeur="un signe\x07 de trop")
    assert "signe invisible" in fenetre.enregistre()["refus"], "the file could not be read any more"
    assert _contenu(espace) == avant
    fenetre.ecrit("fiche", "limites", valeur="aucune")
    rendu = fenetre.enregistre()
    assert rendu["ecrits"] == ["fiches/saison-2024-2.yaml", "acteurs/jardin-des-lilas-2.yaml"]
    apres = _contenu(espace)
    assert {chemin: apres[chemin] for chemin in avant} == avant
    assert rendu["fiche"]["acteurs"] == ["jardin-des-lilas-2"]
    suite = Fenetre(serveur, "nouvelle/saison-2024")
    assert suite.etat["fiche"]["precedente"] == "saison-2024"
    suite.ecrit("fiche", "action", "titre", valeur="La saison 2025")
    assert suite.enregistre()["ecrits"] == ["fiches/la-saison-2025.yaml"]


@avec_npm
def test_the_server_and_the_command_have_one_verdict(edition: Serveur) -> None:
    fini = utilite("-C", edition.racine, "validate", "--format", "json")
    dits: dict[str, list[str]] = {}
    for d in json.loads(fini.stdout)["diagnostics"]:
        dits.setdefault(d["file"], []).append(d["code"] + d["message"])
    for fichier in sorted((edition.racine / "fiches").glob("*.yaml")):
        etat = edition.ouvre(f"fiche/{fichier.stem}")["etat"]
        rendu = edition.pose("verifie", etat=etat)
        vus = [c["code"] + c["message"] for c in rendu["constats"] if c["genre"] == "fiche"]
        assert sorted(vus) == sorted(dits.get(f"fiches/{fichier.name}", [])), fichier.name
        assert "<html" in edition.pose("document", etat=etat)["html"]


@avec_npm
def test_a_body_is_bounded_and_has_a_shape(edition: Serveur) -> None:
    tete = f"POST {edition.base}enregistre HTTP/1.1\r\nHost: {edition.hote}\r\n"
    for suite, statut in {
        "Content-Length: 100000000\r\n\r\n": 413,
        "Content-Length: 100000000\r\n\r\n" + "x" * 1_000_000: 413,
        f"Content-Length: {'9' * 5000}\r\n\r\n": 413,
        "Content-Length: -1\r\n\r\n": 411,
        "Content-Length: 1_0\r\n\r\n": 411,
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}": 411,
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n": 411,
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}": 411,
        "\r\n": 411,
        "Content-Length: 2\r\n\r\n{}": 400,
        "Content-Length: 4\r\n\r\n\xe9\xe9\xe9\xe9": 400,
        f"Content-Length: 100000\r\n\r\n{'[' * 100_000}": 400,
    }.items():
        recu = edition.dit((tete + suite).encode("latin-1"))
        assert recu == b"" or recu.split(b" ", 2)[1] == str(statut).encode(), suite[:60]
        assert recu or len(suite) > 1_000_000, "reset, since what was sent is not read"
    etats: list[Any] = [[], {"fiche": []}, {"fiche": {}, "nom": 3}, {"fiche": {}, "acteur": "x"}]
    for etat in etats:
        assert edition.demande("POST", "enregistre", {"etat": etat})[0] == 400
    assert edition.demande("POST", "enregistre", {"etat": {"fiche": {}}, "choix": [[["a"]]]})[0] == 400


# Both pages in a browser

navigateur = pytest.mark.skipif(CHROMIUM is None, reason="sans chromium : sudo apt install chromium")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright manque")
    with api.sync_playwright() as p:
        ouvert = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield ouvert
        ouvert.close()


Fenetres = Callable[..., Any]


@pytest.fixture
def fenetre(chromium: Any) -> Iterator[Fenetres]:
    """Opens windows that speak to the server alone, and have nothing to say in the console."""
    contextes, fautes = [], list[str]()

    def ouvre(serveur: Serveur, chemin: str = "", largeur: int = 1366) -> Any:
        contexte = chromium.new_context(viewport={"width": largeur, "height": 860})
        contextes.append(contexte)
        page = contexte.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda faute: fautes.append(str(faute)))
        page.on("console", lambda dit: fautes.append(dit.text))
        ailleurs = re.compile(rf"(?!{re.escape(serveur.adresse)}|about:|data:|blob:)")
        page.on("request", lambda r: fautes.append(r.url) if ailleurs.match(r.url) else None)
        page.goto(serveur.adresse + chemin)
        return page

    yield ouvre
    for contexte in contextes:
        contexte.close()
    assert fautes == []


def _enregistre(page: Any) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()


def _dit(page: Any, texte: str) -> None:
    page.get_by_text(texte).first.wait_for()


@avec_npm
@navigateur
def test_from_the_list_to_a_one_line_diff(edition: Serveur, fenetre: Fenetres) -> None:
    page = fenetre(edition)
    page.get_by_role("link", name="Savoir-faire des bénévoles").click()
    page.get_by_role("button", name="L'action", exact=True).click()
    champ = page.get_by_label("Territoire")
    assert champ.input_value() == "Brest, quartier de Kerbernard"
    champ.fill("Brest, tout le quartier")
    _dit(page, "Des réponses ne sont pas enregistrées")
    page.frame_locator("iframe").get_by_text("Brest, tout le quartier").first.wait_for()
    assert _git(edition.racine, "diff") == "", "the document follows, the file waits"
    _enregistre(page)
    _dit(page, f"Enregistré dans fiches/{COMMENTEE}.yaml à ")
    assert _git(edition.racine, "diff", "--numstat") == f"1\t1\tfiches/{COMMENTEE}.yaml\n"
    page.get_by_role("button", name="Qui et quand", exact=True).click()
    page.get_by_role("textbox", name="Début").fill("2018-15")
    page.locator(".constat.error").first.wait_for()
    page.get_by_role("textbox", name="Début").fill("2018")
    page.locator(".constat.error").wait_for(state="detached")
    page.get_by_role("link", name="Toutes les fiches").click()
    assert page.get_by_role("heading", name="Les fiches").is_visible()


@avec_npm
@navigateur
def test_two_windows_on_one_fiche(edition: Serveur, fenetre: Fenetres) -> None:
    une, autre = (fenetre(edition, f"fiche/{COMMENTEE}") for _ in range(2))
    for page, mots in ((une, "Kerbernard"), (autre, "Brest")):
        page.get_by_role("button", name="L'action", exact=True).click()
        page.get_by_label("Territoire").fill(mots)
    _enregistre(une)
    _dit(une, "Enregistré dans")
    _enregistre(autre)
    choix = autre.get_by_role("region", name="Cette fiche a aussi changé ailleurs")
    choix.wait_for()
    assert choix.get_by_role("group").count() == 1
    assert choix.get_by_role("group").first.inner_text().startswith("Territoire réponse changée des deux côtés")
    choix.get_by_role("button", name="Enregistrer ce choix").click()
    choix.get_by_text("Il reste une réponse à choisir.").wait_for()
    assert "Kerbernard\n" in (edition.racine / "fiches" / f"{COMMENTEE}.yaml").read_text("utf-8")
    choix.get_by_label(re.compile("Ici.: Brest")).check()
    choix.get_by_role("button", name="Enregistrer ce choix").click()
    _dit(autre, "Enregistré dans")
    assert "territoire: Brest\n" in (edition.racine / "fiches" / f"{COMMENTEE}.yaml").read_text("utf-8")
    une.evaluate("dispatchEvent(new Event('focus'))")
    une.get_by_role("button", name="Lire le fichier à nouveau").click()
    une.get_by_role("button", name="L'action", exact=True).click()
    assert une.get_by_label("Territoire").input_value() == "Brest"


@avec_npm
@navigateur
def test_a_new_fiche_by_keyboard_alone(lance: Lance, espace: Path, fenetre: Fenetres) -> None:
    page = fenetre(lance(espace, "edit", "--no-open"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Commencer une fiche"
    page.keyboard.press("Enter")
    page.wait_for_url("**/nouvelle")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator(".question input").first.is_checked()
    page.keyboard.press("Control+s")
    _dit(page, "Donnez d'abord un titre")
    page.get_by_role("button", name="La saison", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.textContent === 'La saison'")
    page.keyboard.press("Tab")
    page.keyboard.type("Les oiseaux de 2026")
    page.keyboard.press("Control+s")
    _dit(page, "Enregistré dans fiches/les-oiseaux-de-2026.yaml")
    assert page.url.endswith("/fiche/les-oiseaux-de-2026")
    assert "biodiversite:" in (espace / "fiches" / "les-oiseaux-de-2026.yaml").read_text("utf-8")


@avec_npm
@navigateur
@pytest.mark.parametrize("largeur", [360, 1366])
def test_the_pages_fit_and_are_accessible(lance: Lance, espace: Path, fenetre: Fenetres, largeur: int) -> None:
    (espace / "fiches" / "cassee.yaml").write_text("action: [\n", "utf-8")
    serveur = lance(espace, "edit", "--no-open")
    page = fenetre(serveur, largeur=largeur)
    _lisible(page, "la liste")
    page.get_by_role("link", name="La saison 2022").click()
    page.get_by_role("status").filter(has_text="corriger").wait_for()
    _lisible(page, "la fiche")
    texte = (espace / "fiches" / "saison-2022.yaml").read_text("utf-8")
    (espace / "fiches" / "saison-2022.yaml").write_text(texte.replace("statut: terminee", "statut: retiree"), "utf-8")
    page.keyboard.press("Control+s")
    page.get_by_role("region", name="Cette fiche a aussi changé ailleurs").wait_for()
    _lisible(page, "ce qui diffère")
    if largeur == 360:
        page.get_by_text("Étapes et enregistrement").click()
    page.get_by_role("button", name="Vérifier et enregistrer", exact=True).click()
    page.frame_locator("iframe").get_by_text("La saison 2022").first.wait_for()
    _lisible(page, "la fin")
    apercu = fenetre(lance(espace, "preview", "cassee", "saison-2024", "--no-open"), largeur=largeur)
    _lisible(apercu, "les documents")
    apercu.get_by_role("link", name="cassee").click()
    apercu.locator(".bandeau.erreur").wait_for()
    _lisible(apercu, "le bandeau")


def _lisible(page: Any, quoi: str) -> None:
    trop = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert trop <= 0, quoi
    if AXE.is_file():
        page.evaluate(AXE.read_text("utf-8"))
        vus = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        graves = [(v["id"], v["nodes"][0]["html"][:200]) for v in vus if v["impact"] in ("serious", "critical")]
        assert graves == [], quoi


@navigateur
def test_preview_follows_in_the_browser(apercu: Serveur, fenetre: Fenetres) -> None:
    page = fenetre(apercu, "document/saison-2024")
    document = page.frame_locator("iframe")
    document.get_by_text("tomates et compost").first.wait_for()
    assert page.locator("#bandeau").inner_text() == "Rien à corriger"
    page.evaluate("document.querySelector('iframe').contentWindow.scrollTo(0, 700)")
    fiche = apercu.racine / "fiches" / "saison-2024.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("tomates", "courges"), "utf-8")
    document.get_by_text("courges et compost").first.wait_for()
    assert page.evaluate("document.querySelector('iframe').contentWindow.scrollY") == 700
    fiche.write_text(fiche.read_text("utf-8") + "\nlimits: rien\n", "utf-8")
    page.locator("#bandeau").get_by_text("le document est resté celui d’avant").wait_for()
    assert "la clé « limits » est inconnue ici" in page.locator("#bandeau").inner_text().replace("\xa0", " ")
