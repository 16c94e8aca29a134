"""Documents: what they show, what they leave out, that they are inert, whole, and the same each time."""

import errno
import importlib
import os
import re
import shutil
from pathlib import Path

import pytest

from conftest import Attendu
from test_commands import JARDINS, RACINE, utilite
from utilite import cli
from utilite.check import checker
from utilite.reporters import REPORTERS
from utilite.workspace import ouvre

GOLDEN = Path(__file__).parent / "golden"
RICHE = "saison-2024"
INTERNES = ("1 840,50", "310", "Nom d’exemple", "disputés pour l’eau")
"""What only `prive/` holds, or what is marked `interne`, as printed."""


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


def _rend(espace: Path, *args: str) -> dict[str, str]:
    """The documents that a run writes, by their path under the folder of outputs."""
    sortie = espace.parent / "sortie"
    shutil.rmtree(sortie, ignore_errors=True)
    fini = utilite("render", "--out", sortie, *args, cwd=espace)
    assert fini.returncode in (0, 1), fini.stderr
    return {p.relative_to(sortie).as_posix(): p.read_text("utf-8") for p in sortie.rglob("*") if p.is_file()}


@pytest.mark.parametrize("format_", ["md", "html"])
@pytest.mark.parametrize("public", [False, True])
def test_the_document_of_another_network(espace: Path, attendu: Attendu, format_: str, public: bool) -> None:
    documents = _rend(espace, RICHE, "--format", format_, *(["--public"] if public else []))
    nom = f"{RICHE}.public.{format_}" if public else f"{RICHE}.{format_}"
    attendu(GOLDEN / nom, documents[f"fiche/{RICHE}.{format_}"])


def test_the_document_of_the_repository(tmp_path: Path, attendu: Attendu) -> None:
    fini = utilite("render", "kerourien", "--format", "md", "--out", tmp_path)
    assert fini.returncode == 0, fini.stderr
    attendu(GOLDEN / "kerourien.md", (tmp_path / "fiche" / "kerourien.md").read_text("utf-8"))


RAPPORTS = {**REPORTERS, "sommaire": "utilite.reporters.sommaire"}


@pytest.mark.parametrize("format_", RAPPORTS)
def test_a_report_in_each_format(espace: Path, attendu: Attendu, format_: str) -> None:
    shutil.copy(GOLDEN / "fautes.yaml", espace / "fiches" / "fautes.yaml")
    rapport = checker.run(ouvre(espace)).report(["fiches/fautes.yaml", "fiches/saison-2022.yaml"])
    attendu(GOLDEN / f"rapport.{format_}", importlib.import_module(RAPPORTS[format_]).report(rapport))


def test_all_but_what_is_withdrawn_is_rendered(espace: Path) -> None:
    documents = _rend(espace)
    assert {Path(d).stem for d in documents} == {"compost-2025", "saison-2022", "saison-2024"}
    assert {Path(d).suffix for d in documents} == {".md", ".html"}


def test_a_draft_says_so(espace: Path) -> None:
    for texte in (d for nom, d in _rend(espace).items() if "compost" in nom):
        assert "Brouillon" in texte


def test_the_same_bytes_each_time_and_everywhere(espace: Path, tmp_path: Path) -> None:
    sorties = []
    for i, (graine, zone, langue) in enumerate((("0", "UTC", "C"), ("42", "Asia/Tokyo", "C.UTF-8"))):
        sortie = tmp_path / str(i)
        fini = utilite(
            "render", "--out", sortie, cwd=espace, PYTHONHASHSEED=graine, TZ=zone, LANG=langue, LC_ALL=langue
        )
        assert fini.returncode == 0
        sorties.append({p.name: p.read_bytes() for p in (sortie / "fiche").iterdir()})
    assert sorties[0] == sorties[1]


def test_an_unchanged_document_is_left_alone(espace: Path, tmp_path: Path) -> None:
    utilite("render", "--out", tmp_path / "o", cwd=espace)
    avant = {p: p.stat().st_mtime_ns for p in (tmp_path / "o").rglob("*.html")}
    utilite("render", "--out", tmp_path / "o", cwd=espace)
    assert avant
    assert {p: p.stat().st_mtime_ns for p in avant} == avant


def test_private_values_are_laid_over_and_left_out_of_public_documents(espace: Path) -> None:
    entier = _rend(espace, RICHE)[f"fiche/{RICHE}.html"].replace("\u202f", " ").replace("\u00a0", " ")
    public = _rend(espace, RICHE, "--public")
    for interne in INTERNES:
        assert interne in entier, interne
        for texte in public.values():
            assert interne not in texte.replace("\u202f", " ").replace("\u00a0", " "), interne
    assert "non public" in public[f"fiche/{RICHE}.html"].replace("\u00a0", " ")


def test_a_fiche_at_fault_is_not_rendered_and_the_others_are(espace: Path) -> None:
    fiche = espace / "fiches" / f"{RICHE}.yaml"
    fiche.write_text(fiche.read_text("utf-8") + "\nlimits: rien\n", "utf-8")
    fini = utilite("render", cwd=espace)
    assert fini.returncode == 1
    assert not (espace / "build" / "fiche" / f"{RICHE}.html").exists()
    assert (espace / "build" / "fiche" / "saison-2022.html").exists()
    assert RICHE in fini.stderr
    brouillon = utilite("render", RICHE, "--draft", cwd=espace)
    assert brouillon.returncode == 0
    assert "a des erreurs" in (espace / "build" / "fiche" / f"{RICHE}.html").read_text("utf-8").replace("\u00a0", " ")


def test_an_acteur_at_fault_holds_back_its_fiches(espace: Path) -> None:
    acteur = min((espace / "acteurs").glob("*.yaml"))
    acteur.write_text("rien: 1\n", "utf-8")
    assert utilite("render", cwd=espace).returncode == 1


def test_a_referentiel_at_fault_renders_nothing(espace: Path) -> None:
    referentiel = espace / "referentiel.yaml"
    referentiel.write_text(referentiel.read_text("utf-8").replace("format: 1", "format: 2"), "utf-8")
    fini = utilite("render", cwd=espace)
    assert fini.returncode == 1
    assert "UT201" in fini.stderr
    assert not (espace / "build").exists()


def _budget(espace: Path, remplace: dict[str, str]) -> dict[str, str]:
    """The documents of a fiche whose budget is written otherwise, with plain spaces."""
    fiche = espace / "fiches" / f"{RICHE}.yaml"
    texte = fiche.read_text("utf-8")
    avant, _, suite = texte.partition("  comptes:\n")
    budget, _, apres = suite.partition("  reference:")
    for motif, mot in remplace.items():
        budget = re.sub(motif, mot, budget)
    fiche.write_text(f"{avant}  comptes:\n{budget}  reference:{apres}", "utf-8")
    documents = _rend(espace, RICHE)
    return {Path(nom).suffix: d.replace("\u202f", " ").replace("\u00a0", " ") for nom, d in documents.items()}


def test_a_budget_is_two_tables_with_their_totals(espace: Path) -> None:
    documents = _budget(espace, {})
    assert "| Charges | Prévu | Réalisé |\n| --- | ---: | ---: |\n| 60 Graines" in documents[".md"]
    assert "| **Total des produits** | **2 450,50 €** | **2 482,90 €** |\n| 870 Bénévolat |" in documents[".md"]
    assert documents[".html"].count('<table class="comptes">') == 2
    assert '<th scope="col" class="euros">Réalisé</th>' in documents[".html"]


def test_a_budget_without_an_outcome_or_cents_shows_neither(espace: Path) -> None:
    documents = _budget(espace, {r" +realise: .*\n": "", r"\.50": ""})
    assert "| Charges | Prévu |\n| --- | ---: |\n| 60 Graines, plants et terreau | 980 € |" in documents[".md"]
    assert "Réalisé</th>" not in documents[".html"]


def test_what_a_budget_does_not_say_is_not_nought(espace: Path) -> None:
    documents = _budget(espace, {r"    produits:\n(?:.*\n)*": "", r" +montant: 250\n": ""})
    assert "| 613 Locations | non renseigné | 250,00 € |" in documents[".md"]
    assert "*Produits : non renseigné*" in documents[".md"]
    assert '<p class="manque">Produits : non renseigné</p>' in documents[".html"]


def test_a_template_may_print_a_budget_or_take_it_apart(espace: Path) -> None:
    boucle = "{% for l in action.comptes.produits.lignes if l.montant > 400 %}{{ l.etat }} {% endfor %}"
    _modele(espace, f"{{{{ action.comptes }}}}\n{boucle}")
    texte = (
        _rend(espace, RICHE, "--template", "essai")[f"essai/{RICHE}.md"].replace("\u00a0", " ").replace("\u202f", " ")
    )
    assert texte.startswith("2 450,50 € de charges et 2 450,50 € de produits ; réalisé : ")
    assert texte.endswith("versé accordé\n")


def test_an_address_and_a_number_open_a_letter_and_a_call(espace: Path) -> None:
    acteur = espace / "acteurs" / "jardin-des-lilas.yaml"
    acteur.write_text(acteur.read_text("utf-8").replace("lilas@example.org", "a?cc=b&c|d@example.org"), "utf-8")
    documents = _rend(espace, RICHE)
    assert '<a href="tel:0199001234">' in documents[f"fiche/{RICHE}.html"]
    assert (
        '<a href="mailto:a%3Fcc%3Db%26c%7Cd@example.org">a?cc=b&amp;c|d@example.org</a>'
        in documents[f"fiche/{RICHE}.html"]
    )
    assert r"a?cc=b\&c\|d@example.org" in documents[f"fiche/{RICHE}.md"]
    assert "tel:" not in _rend(espace, RICHE, "--public")[f"fiche/{RICHE}.html"]


HOSTILE = (
    "<script>alert(1)</script>",
    "[ici](javascript:alert(1))",
    "![x](http://espion.example/x.png)",
    "{{ 7 * 7 }}{% for x in y %}",
    "| a | b |",
    "]]><!-- ",
    "</style></body>",
    '" onload="alert(1)',
    "# titre",
)


def test_hostile_text_is_inert(espace: Path) -> None:
    prose = "\n\n".join(HOSTILE)
    (espace / "fiches" / "piege.yaml").write_text(
        (espace / "fiches" / "compost-2025.yaml").read_text("utf-8")
        + "\nlimites: |\n"
        + "".join(f"  {ligne}\n" for ligne in prose.split("\n"))
        + "perspectives: "
        + "'"
        + HOSTILE[0]
        + "'\n",
        "utf-8",
    )
    documents = _rend(espace, "piege", "--draft")
    page, texte = documents["fiche/piege.html"], documents["fiche/piege.md"]
    corps = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "<script" not in corps
    assert 'href="javascript:' not in corps
    assert "<img" not in corps
    assert 'onload="' not in corps.replace("&#34;", "&quot;")
    assert corps.count("</body>") == 1
    assert "49" not in corps.partition("Limites")[2][:400]
    for ligne in texte.splitlines():
        assert not re.match(r"\s*<script|\s*# titre", ligne)
    assert "![x](" not in texte.replace("\\!", "")
    assert "<script>" not in texte.replace("\\<", "")


def _modele(espace: Path, source: str, manifeste: str = "titre: Essai\nfichiers: {md: essai.md}\n") -> None:
    dossier = espace / "templates" / "essai"
    dossier.mkdir(parents=True)
    (dossier / "modele.yaml").write_text(manifeste, "utf-8")
    (dossier / "essai.md").write_text(source, "utf-8")


def test_a_networks_own_template_needs_markdown_only(espace: Path) -> None:
    _modele(espace, "# {{ fiche.titre }}\n\n{{ acteur.nom }}, {{ fiche.periode }} : {{ role('besoin') }}\n")
    documents = _rend(espace, RICHE, "--template", "essai")
    assert documents[f"essai/{RICHE}.md"].startswith("# ")
    assert "<h1>" in documents[f"essai/{RICHE}.html"]
    assert '<html lang="fr"' in documents[f"essai/{RICHE}.html"]


def test_a_template_that_is_not_in_utf8_or_whose_manifest_cant_be_read_says_so(espace: Path) -> None:
    _modele(espace, "x")
    (espace / "templates" / "essai" / "essai.md").write_bytes(b"caf\xe9")
    fini = utilite("render", RICHE, "--template", "essai", cwd=espace)
    assert fini.returncode == 1
    assert "essai.md: erreur UT501 modele-fautif: ce fichier n'est pas enregistré en UTF-8" in fini.stderr
    (espace / "templates" / "essai" / "modele.yaml").write_text("- titre: x\n", "utf-8")
    fini = utilite("render", RICHE, "--template", "essai", cwd=espace)
    assert fini.returncode == 2
    assert "utilite validate templates/essai/modele.yaml" in fini.stderr


def test_a_networks_template_comes_before_the_shipped_one(espace: Path) -> None:
    dossier = espace / "templates" / "fiche"
    dossier.mkdir(parents=True)
    (dossier / "modele.yaml").write_text("titre: La nôtre\nfichiers: {md: a.md}\n", "utf-8")
    (dossier / "a.md").write_text("La nôtre.\n", "utf-8")
    assert _rend(espace, RICHE, "--format", "md")[f"fiche/{RICHE}.md"] == "La nôtre.\n"


FAUTES: dict[str, tuple[str, str]] = {
    "un nom inconnu": (
        "ligne 1\n{{ fiche.tire }}\n",
        "essai.md:2: erreur UT501 modele-fautif: le nom « tire » est inconnu ; vouliez-vous dire « titre » ?",
    ),
    "un nom inconnu au premier niveau": ("{{ fich.titre }}", "vouliez-vous dire « fiche »"),
    "une syntaxe fautive": ("{% for x in %}", "essai.md:1: erreur UT501"),
    "un fichier absent": ("{% include 'rien.md' %}", "rien.md"),
    "un fichier hors du dossier": ("{% include '../../referentiel.yaml' %}", "referentiel.yaml"),
    "une sortie du bac à sable": ("{{ ''.__class__.__mro__ }}", "essai.md:1: erreur UT501"),
    "une expression impossible": ("{{ 1 / 0 }}", "une expression du modèle échoue (elle divise par zéro)"),
    "un texte trop grand": ("{{ 'a' * 99999999999999 }}", "trop grand"),
    "un modèle qui s'appelle lui-même": ("{% include 'essai.md' %}", "s'appelle lui-même"),
}  # fmt: skip


@pytest.mark.parametrize("cas", FAUTES)
def test_a_template_at_fault_is_a_located_message(espace: Path, cas: str) -> None:
    source, attendu = FAUTES[cas]
    _modele(espace, source)
    fini = utilite("render", RICHE, "--template", "essai", cwd=espace)
    assert fini.returncode == 1, fini.stderr
    assert attendu in fini.stderr
    assert not (espace / "build").exists()


def test_a_manifest_at_fault_is_validated(espace: Path) -> None:
    _modele(espace, "x", "titre: Essai\nfichier: {md: essai.md}\nportee: fich\n")
    fini = utilite("validate", "templates", cwd=espace)
    assert fini.returncode == 1
    assert "templates/essai/modele.yaml:2:1: erreur UT104" in fini.stdout
    assert "templates/essai/modele.yaml:3:9: erreur UT105" in fini.stdout
    assert utilite("render", "--template", "essai", cwd=espace).returncode == 2


@pytest.mark.parametrize("appel", ["os.replace", "os.fsync"])
def test_a_write_that_fails_leaves_the_old_document(
    espace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], appel: str
) -> None:
    utilite("render", RICHE, cwd=espace)
    document = espace / "build" / "fiche" / f"{RICHE}.html"
    avant = document.read_bytes()
    fiche = espace / "fiches" / f"{RICHE}.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("limites:", "perspectives: Continuer.\nlimites:", 1), "utf-8")

    def plein(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(appel, plein)
    assert cli.lance(["-C", str(espace), "render", RICHE, "--draft"]) == 2
    assert "plus de place" in capsys.readouterr().err
    assert document.read_bytes() == avant
    assert [p.name for p in document.parent.iterdir() if p.suffix == ".tmp"] == []


def test_the_repositorys_documents_have_no_request_and_no_script() -> None:
    for page in (GOLDEN / f"{RICHE}.html").read_text("utf-8"), (GOLDEN / f"{RICHE}.public.html").read_text("utf-8"):
        assert "<script" not in page
        assert not re.findall(r'(?:src|url)\s*[=(]\s*["\']?(?:https?:)?//', page)
        assert "<link" not in page or 'rel="stylesheet"' not in page
        assert '<html lang="fr"' in page
        assert page.count("<h1") == 1


def test_the_repository_is_the_first_example() -> None:
    assert (RACINE / "fiches" / "kerourien.yaml").exists()
