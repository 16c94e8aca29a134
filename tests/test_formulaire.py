"""The form: what it writes, the verdict that it gives, and the page itself, as a person drives it in a browser.

The page is tried in Chromium (`apt install chromium`) with what npm installs (`make moteur`), its network cut;
where one of the two is missing, these tests are skipped.
"""

import base64
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import test_cases as cas
import test_schema
from commande import JARDINS, RACINE, utilite
from utilite import forge, source, workspace
from utilite.check import checker
from utilite.edit.formulaire import depart, fabrique, moteur, pont, questions, redaction, secours
from utilite.edit.formulaire.pont import Atelier
from utilite.errors import OperatorError
from utilite.schema import ordre
from utilite.schema.ordre import Plan

SANS_PLAN = Plan()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = RACINE / "tests" / "editeur" / "node_modules" / "axe-core" / "axe.min.js"
SANS_MOTEUR = not (moteur.DOSSIER / "node_modules" / "pyodide").is_dir()


# What it writes


@pytest.mark.parametrize("racine", [RACINE, JARDINS], ids=["depot", "jardins"])
def test_a_fiche_that_goes_through_the_form_says_the_same(racine: Path) -> None:
    espace = workspace.ouvre(racine)
    assert espace.referentiel.valeur is not None
    plan = ordre.fiche(espace.referentiel.valeur)
    for nom, lu in espace.fiches():
        ecrit = redaction.ecrit(redaction.lu(lu.document), plan, "x").texte
        relu, findings = source.parse(ecrit, "x")
        assert not findings, nom
        assert _sans_vide(source.plain(relu.root)) == _sans_vide(source.plain(lu.document.root)), nom


def _sans_vide(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {cle: v for cle, dessous in valeur.items() if (v := _sans_vide(dessous))}
    return [_sans_vide(v) for v in valeur] if isinstance(valeur, list) else valeur


_TEXTES = st.text(max_size=40)
_CLES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
_ARBRES = st.dictionaries(
    _CLES,
    st.recursive(_TEXTES, lambda d: st.lists(d, max_size=3) | st.dictionaries(_CLES, d, max_size=3)),
    max_size=4,
)


@settings(deadline=None)
@given(_ARBRES)
def test_what_is_typed_is_what_is_read(arbre: dict[str, Any]) -> None:
    relu, findings = source.parse(redaction.ecrit(arbre, SANS_PLAN, "x").texte, "x")
    if not findings:  # signs that the format refuses are told, at their field
        assert source.plain(relu.root) == _net(arbre)


def _net(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {cle: net for cle, v in valeur.items() if (net := _net(v)) is not None} or None
    if isinstance(valeur, list):
        return [net for v in valeur if (net := _net(v)) is not None] or None
    return valeur.replace("\r\n", "\n").replace("\r", "\n").strip() or None


def test_a_finding_leads_back_to_its_field(tmp_path: Path) -> None:
    """Empty rows aren't written, and critères propres have no id yet: the way back knows both."""
    etat = {
        "nom": "essai",
        "fiche": {
            "statut": "terminee",
            "periode": "2024",
            "acteurs": ["jardin-des-lilas"],
            "action": {"titre": "Essai", "accroche": "Des voisins."},
            "utilite_sociale": {
                "biodiversite": {"indicateurs": {"especes": [{}, {"valeur": "beaucoup", "source": "x"}]}}
            },
            "criteres_propres": [{}, {"titre": "Le banc", "temoignages": [{"texte": ""}, {"texte": "On s'y assoit."}]}],
        },
    }
    rendu = _verifie(shutil.copytree(JARDINS, tmp_path / "j"), etat)
    routes = {c["regle"]: c["route"] for c in rendu["constats"]}
    assert routes["nombre-mal-ecrit"] == ["utilite_sociale", "biodiversite", "indicateurs", "especes", 1, "valeur"]
    assert routes["temoignage-sans-accord"] == ["criteres_propres", 1, "temoignages", 1]
    assert "  le-banc:\n    titre: Le banc\n" in rendu["fichiers"][0]["texte"]


def test_what_is_missing_is_told_at_the_field_itself(tmp_path: Path) -> None:
    etat = {
        "fiche": {"statut": "terminee", "action": {"titre": "Essai"}},
        "acteur": {"identite": {"page": "https://x.fr"}},
    }
    constats = _verifie(shutil.copytree(JARDINS, tmp_path / "j"), etat)["constats"]
    manques = [(c["genre"], c["route"]) for c in constats if c["regle"] == "champ-obligatoire"]
    assert sorted(manques) == [
        ("acteur", ["identite", "nom"]),
        ("fiche", ["action", "accroche"]),
        ("fiche", ["periode"]),
    ]


def test_a_repair_is_a_value_of_the_field(tmp_path: Path) -> None:
    mesures = [{"valeur": "environ 164", "source": "x"}, {"valeur": "1 200", "source": "x", "periode": "2024-05"}]
    etat = {"fiche": {"statut": "brouillon", "periode": "2013-2014",
                      "utilite_sociale": {"biodiversite": {"indicateurs": {"especes": mesures}}}}}  # fmt: skip
    constats = _verifie(shutil.copytree(JARDINS, tmp_path / "j"), etat)["constats"]
    assert [c["reparation"] for c in constats if c["reparation"]] == [
        {"valeur": {"debut": "2013", "fin": "2014"}, "autour": {}},
        {"valeur": "164", "autour": {"environ": "oui"}},
        {"valeur": "1200", "autour": {}},
    ]


@pytest.mark.parametrize(
    ("ecrit", "conseil"),
    [
        ("beaucoup", "écrivez le nombre en chiffres, ou choisissez « Nous ne le savons pas »"),
        ("environ 20 ou 30", "écrivez le nombre : 20 et choisissez « À peu près »"),
        ("15 sur 20", "écrivez 15, puis 20 sous « Sur combien »"),
    ],
)
def test_a_hint_speaks_of_fields(tmp_path: Path, ecrit: str, conseil: str) -> None:
    etat = {"fiche": {"utilite_sociale": {"entraide": {"indicateurs": {"fideles": [{"valeur": ecrit}]}}}}}
    constats = _verifie(shutil.copytree(JARDINS, tmp_path / "j"), etat)["constats"]
    assert conseil in [c["conseil"] for c in constats if c["regle"] == "nombre-mal-ecrit"]


@pytest.mark.parametrize(
    ("depot", "page"),
    [
        ("https://github.com/reseau/fiches", "https://github.com/reseau/fiches/new/main/fiches?filename=essai.yaml"),
        (
            "https://gitlab.com/reseau/fiches.git",
            "https://gitlab.com/reseau/fiches/-/new/main?file_name=fiches%2Fessai.yaml",
        ),
        ("https://codeberg.org/reseau/fiches/", "https://codeberg.org/reseau/fiches/_new/main/fiches"),
        ("", ""),
    ],
)
def test_the_forge_s_page_for_a_new_file(depot: str, page: str) -> None:
    assert forge.nouveau_fichier(depot, "fiches/essai.yaml") == page


def test_checking_writes_nothing(tmp_path: Path) -> None:
    """`utilite edit` checks over the very files of a workspace."""
    racine = Path(shutil.copytree(JARDINS, tmp_path / "j"))
    avant = {chemin: chemin.read_bytes() for chemin in racine.rglob("*") if chemin.is_file()}
    assert _verifie(racine, {"fiche": {"statut": "brouillon", "action": {"titre": "Neuve"}}})["nom"] == "neuve"
    assert {chemin: chemin.read_bytes() for chemin in racine.rglob("*") if chemin.is_file()} == avant


def _verifie(racine: Path, etat: dict[str, Any]) -> dict[str, Any]:
    rendu: dict[str, Any] = json.loads(Atelier(Path(racine)).verifie(json.dumps(etat)))
    return rendu


# The verdict

INEXPRIMABLES = {
    "UT102": "un champ donne toujours la forme que l'on attend",
    "UT103": "une liste de la page est toujours une liste",
}
"""Slips of a file that no field can make, with those of YAML itself (UT0…)."""

_GUILLEMETS = re.compile("sans guillemets$")
_NUL = "UT101-champ-obligatoire/fiche-6.yaml"
"""« ~ » is a word where it is typed in a field, and nothing in a file."""


def _etats() -> Iterator[tuple[Path, Path, dict[str, Any]]]:
    """The cases whose fiches a form can express: where they are, and what one would have typed."""
    for dossier in sorted(d for d in cas.CAS.iterdir() if d.is_dir() and d.suffix != cas.BOGUE):
        for quoi in (*cas._contenu(dossier, juste=False), *cas._contenu(dossier, juste=True)):
            yield dossier, quoi, {}


def test_the_form_and_the_command_have_one_verdict(tmp_path: Path) -> None:
    compares = 0
    for rang, (dossier, quoi, _) in enumerate(_etats()):
        (tmp_path / str(rang)).mkdir()
        racine = cas._pose(quoi, tmp_path / str(rang))
        for nom, commande, etat in _comparables(racine):
            if f"{dossier.name}/{quoi.name}" != _NUL:
                assert _dits(_verifie(racine, etat)) == commande, f"{dossier.name}/{quoi.name} {nom}"
                compares += 1
    assert compares > 500


def _comparables(racine: Path) -> Iterator[tuple[str, list[tuple[str, str]], dict[str, Any]]]:
    espace = workspace.ouvre(racine)
    if espace.referentiel.valeur is None:
        return
    verdict = checker.run(espace)
    if espace.referentiel.document.file in verdict.en_faute():
        return
    for nom in espace.noms_de_fiches():
        document = espace.document(f"fiches/{nom}.yaml")
        vus = [(d.code, d.message) for d in verdict.diagnostics if d.file == document.file]
        exprimable = not any(c < "UT1" or c in INEXPRIMABLES or _GUILLEMETS.search(m) for c, m in vus)
        if document.root is not None and exprimable:
            yield nom, sorted(vus), {"nom": nom, "fiche": redaction.lu(document)}


def _dits(rendu: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((c["code"], c["message"]) for c in rendu["constats"] if c["genre"] == pont.FICHE)


# The page as a file


def test_the_document_of_the_page_is_the_command_s(tmp_path: Path) -> None:
    """Template by template: the network's own, whose sources travel in the page, a public one, and the logo."""
    racine = _avec_un_appel(tmp_path / "jardins")
    shutil.rmtree(racine / "prive")
    espace = workspace.ouvre(racine)
    (racine / "templates" / "appel" / ".brouillon.md").write_text("rien à voir", "utf-8")
    (racine / "templates" / "appel" / "dehors.md").symlink_to("/etc/hostname")
    parti = depart.de(espace, fiche="saison-2024")
    assert {n for n in parti.fichiers if n.startswith("templates/")} == {
        "templates/appel/appel.md",
        "templates/appel/modele.yaml",
    }, "neither what is hidden, nor what a link leads to"
    assert [m["nom"] for m in parti.modeles] == [
        "appel",
        "article",
        "compte-rendu-financier",
        "dossier",
        "dossier-subvention",
        "entretien",
        "fiche",
        "saisie-compte-asso",
    ]
    atelier = Atelier(_depose(parti, tmp_path / "parti"))
    for modele in ("appel", "article", "dossier"):
        assert utilite("-C", racine, "render", "saison-2024", "--template", modele, "--draft").returncode == 0
        rendu = (racine / "build" / modele / "saison-2024.html").read_text("utf-8")
        assert atelier.document(json.dumps(parti.etat), modele) == rendu, modele


def test_how_far_the_answers_go(tmp_path: Path) -> None:
    """Of a call: what is answered, how long it is as the document composes it, where what is missing is asked."""
    espace = workspace.ouvre(_avec_un_appel(tmp_path / "jardins"))
    fiche = {
        "acteurs": ["jardin-des-lilas"],
        "action": {"accroche": "Des  voisins\ncomptent **les oiseaux** : ici !"},
        "utilite_sociale": {"biodiversite": {"apport": "Le merle revient."}},
    }
    atelier = Atelier(_depose(depart.de(espace), tmp_path / "parti"))
    rubriques = json.loads(atelier.verifie(json.dumps({"fiche": fiche}), "appel"))["rubriques"]
    dites = {r["titre"]: r for r in rubriques}
    assert [r["titre"] for r in rubriques if r["renseigne"]] == ["En deux phrases", "Utilité sociale"]
    assert dites["En deux phrases"]["signes"] == len("Des voisins comptent les oiseaux : ici !")
    assert dites["En deux phrases"]["mots"] == 6
    assert dites["En deux phrases"]["champs"] == [["fiche", "action", "accroche"]]
    assert dites["Utilité sociale"]["signes"] == len("Biodiversité Le merle revient.")
    assert dites["Buts et départ"]["champs"] == [["fiche", "action", "buts"], ["fiche", "action", "point_de_depart"]]
    assert dites["L'an dernier"]["champs"] == []
    assert dites["Votre structure"]["ailleurs"], "of it, the page knows the name only"
    assert json.loads(atelier.verifie(json.dumps({"fiche": fiche})))["rubriques"] == [], "the dossier asks nothing"


def _avec_un_appel(racine: Path) -> Path:
    """The other network, with a logo, colours and a funder's call of its own."""
    shutil.copytree(JARDINS, racine)
    with (racine / "referentiel.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write('presentation:\n  logo: logo.svg\n  couleur: "#1f6b4a"\n  couleur_claire: "#f6d485"\n')
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1" fill="#1f6b4a"/></svg>'
    (racine / "logo.svg").write_text(logo, "utf-8")
    dossier = racine / "templates" / "appel"
    dossier.mkdir(parents=True)
    (dossier / "modele.yaml").write_text(APPEL, "utf-8")
    (dossier / "appel.md").write_text(GABARIT, "utf-8")
    return racine


APPEL = """\
titre: L'appel d'essai
financeur: Un financeur
rubriques:
  - {titre: Votre structure, reponses: [acteur.identite.a_propos], obligatoire: oui}
  - {titre: L'an dernier, reponses: [precedente.limites]}
  - {titre: En deux phrases, reponses: [description], obligatoire: oui, max_signes: 60, max_mots: 12}
  - {titre: Buts et départ, reponses: [objectifs, besoin], max_signes: 300}
  - {titre: Utilité sociale, reponses: [utilite_sociale], max_mots: 40}
fichiers: {md: appel.md}
"""
GABARIT = """\
{% import "commun/macros.md" as m %}
# {{ fiche.titre }}
{% for r in document.modele.rubriques %}

## {{ r.titre }}

{{ m.rubrique(r, fiche) }}
{% endfor %}

{{ m.pied(fiche, referentiel, document) }}
{{ m.notes(notes) }}
"""


def _depose(parti: depart.Depart, racine: Path) -> Path:
    """What a page lays out for its checks."""
    fichiers = {nom: texte.encode() for nom, texte in parti.fichiers.items()}
    for nom, contenu in {**fichiers, **{n: base64.b64decode(t) for n, t in parti.images.items()}}.items():
        (racine / nom).parent.mkdir(parents=True, exist_ok=True)
        (racine / nom).write_bytes(contenu)
    return racine


def test_what_a_page_starts_from_tells_no_more_than_names(tmp_path: Path) -> None:
    """A page is e-mailed: of those who don't answer in it, no telephone, no address."""
    espace = workspace.ouvre(JARDINS)
    neuf = depart.de(espace)
    assert neuf.fichiers["acteurs/jardin-des-lilas.yaml"].count("\n") == 2
    parti = depart.de(espace, fiche="saison-2024")
    assert parti.fichiers["acteurs/jardin-des-lilas.yaml"] == espace.acteurs["jardin-des-lilas"].document.text
    assert set(parti.fichiers) >= {"fiches/saison-2022.yaml"}, "the fiche before, which some rules compare"


def test_the_year_after_keeps_what_lasts() -> None:
    etat = depart.de(workspace.ouvre(JARDINS), precedente="saison-2024").etat["fiche"]
    assert etat["precedente"] == "saison-2024"
    assert etat["action"]["titre"] == "La saison 2024 : tomates et compost"
    biodiversite = etat["utilite_sociale"]["biodiversite"]
    assert [propre["id"] for propre in biodiversite["indicateurs_propres"]] == ["hotels-a-insectes", "brins-de-nature"]
    assert "mesures" not in str(etat)
    assert not {"somme_demandee", "comptes"} & etat["action"].keys(), "what is about one period only"
    assert "paroles" not in etat
    assert "periode" not in etat


def test_every_forme_is_asked_by_a_control_that_the_page_has() -> None:
    page = (fabrique.PAGE / "champs.js").read_text("utf-8") + (fabrique.PAGE / "mesures.js").read_text("utf-8")
    referentiel = workspace.ouvre(JARDINS).referentiel.valeur
    assert referentiel is not None
    demandees = set(re.findall(r'"saisie": "(\w+)"', json.dumps(questions.de(referentiel))))
    controles = set(re.findall(r"^  (\w+): ", page.split("const CONTROLES = {")[1].split("\n};")[0], re.MULTILINE))
    assert demandees - controles == {"echelle", "repartition"}, "these two are asked in a mesure"
    assert {"echelle", "repartition"} <= set(re.findall(r'saisie === "(\w+)"', page))


def test_without_what_the_page_runs_on_one_line_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moteur, "_NPM", tmp_path)
    with pytest.raises(OperatorError, match="make moteur"):
        fabrique.page(workspace.ouvre(JARDINS))


def test_the_command_says_what_to_type_instead() -> None:
    for arguments, suite in {
        ("--fiche", "saison-204"): "vouliez-vous dire « saison-2024 » ?",
        ("--fiche", "saison-2024", "--from", "saison-2022"): "choisissez l'un des deux",
        ("--template", "dossie"): "vouliez-vous dire « --template dossier » ?",
        (
            "--template",
            "rapport",
        ): "ne fait pas de page d'une fiche : choisissez parmi article, compte-rendu-financier, dossier",
    }.items():
        fini = utilite("-C", JARDINS, "form", *arguments)
        assert (fini.returncode, fini.stdout) == (2, "")
        assert suite in fini.stderr


def test_what_checks_in_the_page_imports_nothing_that_the_page_has_not() -> None:
    """Told in a second, and in Python's words, rather than by a page that never gets ready."""
    inutiles = {nom.removesuffix(".py") for nom in moteur._INUTILES}
    permis = (sys.stdlib_module_names - inutiles) | set(moteur._PAQUETS)
    sans = tuple(nom.replace("/", ".") for nom in moteur._SANS)
    fini = subprocess.run(
        [sys.executable, "-c", COMME_LA_PAGE.format(permis=permis, sans=sans)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(RACINE / "src")},
    )
    assert fini.returncode == 0, fini.stderr


COMME_LA_PAGE = """
import sys
for nom in [n for n in sys.modules if n.partition(".")[0] not in {permis}]:
    del sys.modules[nom]
class Page:
    def find_spec(self, nom, *_):
        if nom.partition(".")[0] not in {permis} or f"{{nom}}.".startswith({sans}):
            raise ModuleNotFoundError(nom, name=nom)
sys.meta_path.insert(0, Page())
import utilite.edit.formulaire.pont
"""


def test_data_can_t_leave_their_script() -> None:
    hostile = {"a": "</script><!--<script>\u2028&"}
    ecrit = fabrique._inerte(hostile)
    assert not re.search("[<>&\u2028]", ecrit)
    assert json.loads(ecrit) == hostile


# The page in a browser

navigateur = pytest.mark.skipif(
    CHROMIUM is None or SANS_MOTEUR, reason="il manque chromium, ou les pièces du formulaire (make moteur)"
)


@pytest.fixture(scope="module")
def jardins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path_factory.mktemp("form") / "jardins"))


@pytest.fixture(scope="module")
def formulaire(jardins: Path) -> Path:
    fichier = jardins / "build" / "formulaire.html"
    fini = utilite("-C", jardins, "form")
    assert fini.returncode == 0, fini.stderr
    assert fichier.is_file()
    return fichier


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright manque")
    with api.sync_playwright() as p:
        ouvert = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield ouvert
        ouvert.close()


@pytest.fixture
def page(chromium: Any, formulaire: Path) -> Iterator[Any]:
    yield from _ouverte(chromium, formulaire)


@pytest.fixture(scope="module")
def appel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of a network with a call, a logo and colours, where whoever could write wrote an attack."""
    racine = _avec_un_appel(tmp_path_factory.mktemp("appel") / "jardins")
    _attaque(
        racine / "referentiel.yaml",
        r"^( *(?:- id: .*\n *)?(?:titre|aide|question|exemple|recueil|sert_a)): (?!\|)(.+)$",
    )
    _attaque(racine / "acteurs" / "jardin-des-lilas.yaml", r"^( *nom): (.+)$")
    _attaque(racine / "templates" / "appel" / "modele.yaml", r"^(titre|financeur): (.+)$")
    gabarit = racine / "templates" / "appel" / "appel.html"
    gabarit.write_text(
        f"<!doctype html><title>x</title>{ATTAQUE.replace('<!--', '')}<h1>{{{{ fiche.titre }}}}</h1>", "utf-8"
    )
    manifeste = racine / "templates" / "appel" / "modele.yaml"
    manifeste.write_text(manifeste.read_text("utf-8").replace("{md:", "{html: appel.html, md:"), "utf-8")
    (racine / "logo.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" onload="top.attaque=1">{ATTAQUE}</svg>')
    fini = utilite("-C", racine, "form")
    assert fini.returncode == 0, fini.stderr
    return racine / "build" / "formulaire.html"


ATTAQUE = (
    "</script></style></textarea><!--<script>top.attaque=1</script><img src=x onerror=top.attaque=1>"
    "<iframe srcdoc='<script>top.attaque=1</script>'></iframe><a href=javascript:top.attaque=1 target=_top>a</a>"
    "<meta http-equiv=refresh content='0;url=https://attaque.example'><link rel=stylesheet href=https://attaque.example>"
)


def _attaque(fichier: Path, cle: str) -> None:
    ecrit = re.sub(
        cle, lambda m: f'{m[1]}: "{m[2].strip(chr(34))} {ATTAQUE}"', fichier.read_text("utf-8"), flags=re.MULTILINE
    )
    fichier.write_text(ecrit, "utf-8")


@pytest.fixture
def page_d_appel(chromium: Any, appel: Path) -> Iterator[Any]:
    yield from _ouverte(chromium, appel)


def _ouverte(chromium: Any, fichier: Path) -> Iterator[Any]:
    """A page in a browser of its own, cut from the network; what fails in it, or asks for it, fails the test."""
    contexte = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    ouverte = contexte.new_page()
    ouverte.set_default_timeout(60_000)
    fautes: list[str] = []
    ouverte.on("pageerror", lambda faute: fautes.append(str(faute)))
    ouverte.on("request", lambda r: None if re.match("file:|data:|blob:|about:", r.url) else fautes.append(r.url))
    ouverte.on(
        "requestfailed", lambda r: fautes.remove(r.url) if r.failure == "csp" and r.url in fautes else None
    )  # never left
    ouverte.goto(fichier.as_uri())
    yield ouverte
    contexte.close()
    assert fautes == []


def _suite(page: Any, fois: int = 1) -> None:
    for _ in range(fois):
        page.get_by_role("button", name="Continuer").click()


@navigateur
def test_from_questions_to_a_file_that_validates(page: Any, jardins: Path, tmp_path: Path) -> None:
    """Two critères, nested mesures, a beginner's slips told at their field, the work found again, the dossier."""
    page.get_by_label("Quelles plantes et quelles bêtes sont revenues").check()
    page.get_by_label("Qui aide qui").check()
    _suite(page)
    page.get_by_label("Ce que l'action apporte").first.fill("Le jardin contribue au retour des oiseaux.\n\n- le merle")
    especes = page.locator(".indicateur", has_text="Espèces observées")
    especes.get_by_role("button", name="Répondre").click()
    especes.get_by_role("textbox", name="Nombre").fill("environ 38")
    especes.get_by_label("D'après quoi").fill("inventaire d'automne")
    constat = especes.locator(".constat.error", has_text="n'est pas un nombre")
    constat.wait_for()  # the fallback's own words come before
    assert "« environ 38 » n'est pas un nombre" in constat.inner_text().replace("\xa0", " ")
    assert especes.get_by_role("textbox", name="Nombre").get_attribute("aria-invalid") == "true"
    constat.get_by_role("button", name="Remplacer").click()
    constat.wait_for(state="detached")
    assert especes.get_by_label("À peu près").is_checked()
    fideles = page.locator(".indicateur", has_text="Jardiniers revenus")
    fideles.get_by_role("button", name="Répondre").click()
    fideles.get_by_role("textbox", name="Nombre").fill("15")
    fideles.get_by_role("textbox", name="Sur combien").fill("9")
    fideles.get_by_label("D'après quoi").fill("cahier du jardin")
    fideles.locator(".constat.error").wait_for()
    fideles.get_by_role("textbox", name="Sur combien").fill("20")
    ages = page.locator(".indicateur", has_text="Âge des jardiniers")
    ages.get_by_role("button", name="Répondre").click()
    ages.get_by_label("Nous ne le savons pas").check()
    ages.get_by_label("Pourquoi").fill("personne ne l'a demandé")
    _suite(page)
    page.get_by_role("textbox", name="Début").fill("2024")
    page.get_by_label("Jardin des Lilas").check()
    _suite(page)
    page.get_by_role("textbox", name="Titre").fill("La saison des oiseaux")
    page.get_by_role("textbox", name="En deux phrases").fill("Des voisins comptent les oiseaux.")

    page.get_by_text("Gardé dans ce navigateur").wait_for()
    page.wait_for_timeout(600)
    page.reload()
    assert page.get_by_text("Votre travail a été retrouvé").is_visible()
    page.get_by_role("button", name="Vérifier et envoyer").click()
    page.get_by_role("button", name="Voir le document").click()
    apercu = page.frame_locator("iframe")
    assert "La saison des oiseaux" in apercu.locator("h1").inner_text()
    assert apercu.get_by_text("15 jardiniers sur 20").first.is_visible()
    with page.expect_download() as dossier:
        page.get_by_role("button", name="Télécharger le document").click()
    dossier.value.save_as(tmp_path / "dossier.html")
    imprimee = page.context.new_page()
    imprimee.goto((tmp_path / "dossier.html").as_uri())
    assert imprimee.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    imprimee.close()
    with page.expect_download() as attendu:
        page.get_by_role("button", name="Télécharger la-saison-des-oiseaux.yaml").click()
    rendu = Path(shutil.copytree(jardins, tmp_path / "rendu"))
    attendu.value.save_as(tmp_path / "recus" / "la-saison-des-oiseaux.yaml")
    recue = utilite("-C", rendu, "import", tmp_path / "recus")
    assert recue.returncode == 0, recue.stderr
    assert "nouvelle" in recue.stdout
    fini = utilite("-C", rendu, "validate", "fiches/la-saison-des-oiseaux.yaml")
    assert fini.returncode == 0, fini.stdout
    assert fini.stdout == "", "what the page found clean, the command does"
    assert utilite("-C", rendu, "format", "--check", "fiches/la-saison-des-oiseaux.yaml").returncode == 0


@navigateur
def test_a_scale_and_categories_of_one_s_own(page: Any) -> None:
    """Declared and answered in the page; changing one's mind about what an indicateur is loses nothing."""
    page.get_by_label("Quelles plantes").check()
    _suite(page)
    page.get_by_text("Ajouter vos propres indicateurs").click()
    ajouter = page.get_by_role("button", name="Ajouter un indicateur à vous").first
    siens = page.locator("[data-liste$=indicateurs_propres] > li")
    ajouter.click()
    siens.nth(0).get_by_label("Ce que vous comptez").fill("L'humeur")
    siens.nth(0).get_by_label("Cela se dit par").select_option("echelle")
    siens.nth(0).get_by_role("button", name="Ajouter : Ce que dit").click()
    siens.nth(0).get_by_role("textbox", name="Ce que dit chaque échelon").last.fill("morose")
    siens.nth(0).get_by_role("button", name="Répondre").click()
    siens.nth(0).get_by_label("1, morose").check()
    ajouter.click()
    siens.nth(1).get_by_label("Ce que vous comptez").fill("D'où ils viennent")
    siens.nth(1).get_by_label("Cela se dit par").select_option("repartition")
    siens.nth(1).get_by_role("textbox", name="Nos catégories, 1").fill("Le quartier")
    siens.nth(1).get_by_role("button", name="Répondre").click()
    siens.nth(1).get_by_label("À peu près").check()
    siens.nth(1).get_by_role("textbox", name="Le quartier").fill("30")
    siens.nth(1).get_by_label("Cela se dit par").select_option("ratio")
    assert page.evaluate("enInstance(magasin.etat.fiche).utilite_sociale.biodiversite.indicateurs_propres.n1") == {
        "niveau": "realisation",
        "forme": "ratio",
        "titre": "D'où ils viennent",
        "mesures": [{"environ": "oui"}],
    }
    siens.nth(1).get_by_label("Cela se dit par").select_option("repartition")
    page.get_by_role("button", name="Vérifier et envoyer").click()
    page.get_by_text("Voir le texte").click()
    texte = page.locator("pre").inner_text()
    assert "forme: echelle\n        de: 1\n        a: 4\n        libelles:\n          - morose\n" in texte
    assert "          - repartition:\n              Le quartier: 30\n            environ: oui\n" in texte
    libelles = page.locator(".resume li", has_text="échelon")
    assert libelles.count() == 1, page.locator(".resume").all_inner_texts()


@navigateur
def test_the_page_itself_has_the_command_s_verdict(page: Any, jardins: Path) -> None:
    """The same checks under another Python, with the parser that is written in it."""
    etats = []
    for quoi in (q for d, q, _ in _etats() if d.name.startswith(("UT11", "UT30")) for q in [q] if q.suffix == ".yaml"):
        document, _ = source.read(quoi.read_bytes(), "fiches/essai.yaml")
        if document.root is not None and quoi.name.startswith(("fiche", "juste")):
            etats.append({"nom": "essai", "fiche": redaction.lu(document)})
    etats = etats[::2]
    page.get_by_text("Rien à corriger").wait_for()
    rendus = page.evaluate(
        "async (etats) => { const dits = []; for (const etat of etats)"
        " dits.push(await demande('verifie', { avec: [JSON.stringify(etat)] })); return dits; }",
        etats,
    )
    parti = _depose(depart.de(workspace.ouvre(jardins)), jardins.parent / "parti")
    assert len(etats) > 15
    assert [json.loads(r) for r in rendus] == [_verifie(parti, etat) for etat in etats]


EN_TROP = {
    "UT104": "une clé inconnue, que nul champ n'écrit : celle qu'elle aurait dû être manque",
    "UT134": "un nom d'hier, que nul champ n'écrit",
    "UT110": "« 15 sur 20 » dans un champ : le second nombre manque au sien",
}
EN_MOINS = {"UT123": "l'identifiant d'un critère propre, que la page tire de son titre"}
"""Where the fallback and the command differ, beside what no schema can tell (`test_schema.HORS`)."""


@navigateur
def test_until_the_checks_are_there_the_schemas_tell(page: Any, tmp_path: Path) -> None:
    """The fallback never blames what the command takes; what it can't tell is what no schema can (test_schema).

    One case in eight: the page is slow to drive.
    """
    vus: list[tuple[str, list[tuple[str, Any]], dict[str, Any]]] = []
    schemas: list[dict[str, Any]] = []
    for rang, (dossier, quoi, _) in list(enumerate(_etats()))[::8]:
        (tmp_path / str(rang)).mkdir()
        racine = cas._pose(quoi, tmp_path / str(rang))
        grille = workspace.ouvre(racine).referentiel.valeur
        siens = secours.schemas(grille) if grille is not None else {}
        if siens not in schemas:
            schemas.append(siens)
        for nom, _, etat in _comparables(racine):
            if f"{dossier.name}/{quoi.name}" != _NUL:
                constats = [(c["code"], c) for c in _verifie(racine, etat)["constats"]]
                vus.append((f"{dossier.name}/{quoi.name} {nom}", constats, {"de": schemas.index(siens), "etat": etat}))
    rendus = page.evaluate(
        "([schemas, cas]) => cas.map(({ de, etat }) => verdictDeSecours(schemas[de], etat))",
        [schemas, [a_juger for _, _, a_juger in vus]],
    )
    assert len(rendus) > 60
    for (nom, constats, _), rendu in zip(vus, rendus, strict=True):
        seuls = [c for c in rendu if not any(_touche(c["route"], vu["route"]) for _, vu in constats)]
        assert not seuls or EN_TROP.keys() & {code for code, _ in constats}, f"{nom} : le secours accuse seul {seuls}"
        tus = [c for code, c in constats if c["gravite"] == "error" and code not in {*test_schema._HORS, *EN_MOINS}]
        assert rendu or not tus, f"{nom} : le secours ne dit rien de {[(c['code'], c['route']) for c in tus]}"


def _touche(une: list[Any], autre: list[Any]) -> bool:
    """Whether two routes are about the same field, or one about what holds the other."""
    return all(a == b for a, b in zip(une, autre, strict=False))


@navigateur
@pytest.mark.parametrize("largeur", [360, 1280])
def test_every_step_fits_and_is_accessible(page: Any, largeur: int) -> None:
    page.set_viewport_size({"width": largeur, "height": 800})
    page.reload()
    page.get_by_label("Quelles plantes").check()
    page.get_by_label("Qui aide qui").check()
    etapes = page.locator("[data-etape]").count()
    for rang in range(etapes):
        while page.get_by_role("button", name="Répondre :").count():
            page.get_by_role("button", name="Répondre :").first.click()
        ajouter = page.get_by_role("button", name=re.compile("^Ajouter :"))
        for bouton in range(ajouter.count()):
            ajouter.nth(bouton).click()
        trop = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert trop <= 0, f"étape {rang + 1}"
        assert _graves(page) == [], f"étape {rang + 1}"
        if rang < etapes - 1:
            _suite(page)


def _graves(page: Any) -> list[tuple[str, str]]:
    """What axe finds that keeps someone out; nothing where it isn't installed."""
    if not AXE.is_file():
        return []
    page.evaluate(AXE.read_text("utf-8"))
    vus = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in vus if v["impact"] in ("serious", "critical")]


@navigateur
def test_where_the_checks_can_t_run_the_page_still_serves(chromium: Any, formulaire: Path) -> None:
    """The fallback tells what it can, the work is kept and goes into a file, and the page says what it can't do."""
    contexte = chromium.new_context(offline=True)
    contexte.add_init_script("delete window.Worker")
    page = contexte.new_page()
    page.goto(formulaire.as_uri())
    page.get_by_text("Les vérifications n'ont pas pu démarrer").wait_for()
    page.get_by_label("Quelles plantes").check()
    _suite(page)
    especes = page.locator(".indicateur", has_text="Espèces observées")
    especes.get_by_role("button", name="Répondre").click()
    especes.get_by_role("textbox", name="Nombre").fill("beaucoup")
    especes.get_by_label("D'après quoi").fill("x")
    especes.get_by_text("Un nombre entier est attendu ici, en chiffres.").wait_for()
    page.get_by_role("button", name="Vérifier et envoyer").click()
    assert page.get_by_text("le document ne peut pas être préparé").is_visible()
    assert page.get_by_role("button", name="Voir le document").is_disabled()
    with page.expect_download() as attendu:
        page.get_by_role("button", name="Enregistrer dans un fichier").click()
    assert json.loads(Path(attendu.value.path()).read_text("utf-8"))["etat"]["fiche"]["utilite_sociale"]
    contexte.close()


@navigateur
def test_a_fiche_is_begun_by_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au formulaire"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator(".question input").first.is_checked()
    page.get_by_role("button", name="Continuer").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Vos réponses"
    page.get_by_role("button", name="Répondre").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.type") == "radio", "the focus goes to what was added"


@navigateur
def test_a_hostile_referentiel_runs_nothing(page_d_appel: Any) -> None:
    """Of a référentiel, an acteur, a template, its source, a logo: what strangers write is shown, and no more."""
    page = page_d_appel
    assert page.locator("legend", has_text="</script></style>").first.is_visible()
    page.get_by_label("Quelles plantes").check()
    for _ in range(page.locator("[data-etape]").count() - 1):
        while page.get_by_role("button", name="Répondre :").count():
            page.get_by_role("button", name="Répondre :").first.click()
        assert page.evaluate("window.attaque") is None
        _suite(page)
    page.locator("#document-fin").select_option("appel")
    page.get_by_role("button", name="Voir le document").click()
    page.frame_locator("iframe").get_by_role("heading", name="ma-fiche").wait_for()
    assert page.locator("iframe").get_attribute("sandbox") == "allow-same-origin allow-modals", (
        "no script may run there"
    )
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=attaque=1><svg onload=attaque=1>')"
    )
    page.wait_for_timeout(500)
    assert page.evaluate("[window.attaque, frames[0].attaque, location.protocol]") == [None, None, "file:"]
    assert page.locator("#page img:not(.logo), #page script, #page iframe:not(.apercu)").count() == 0


@navigateur
def test_a_work_that_was_tampered_with_breaks_nothing(page: Any, tmp_path: Path) -> None:
    page.get_by_text("Rien à corriger").wait_for()
    fichier = tmp_path / "essai.travail.json"
    for etat in TRAFIQUES:
        fichier.write_text(json.dumps({"modele": "x", "etat": etat}), "utf-8")
        page.locator("input[type=file]").set_input_files(fichier)
        page.get_by_text("est ouvert").wait_for()
        page.wait_for_timeout(900)
        assert page.locator("h2").count() > 5, etat
        assert page.evaluate("magasin.modele") == "dossier"
    fichier.write_text('{"etat": []}', "utf-8")
    page.locator("input[type=file]").set_input_files(fichier)
    page.get_by_text("n'est pas un travail enregistré").wait_for()


TRAFIQUES: list[Any] = [
    {"fiche": {"utilite_sociale": "x", "criteres_propres": "y", "action": "z", "acteurs": {"a": 1}, "periode": [1]}},
    {"fiche": {"utilite_sociale": {"biodiversite": {"apport": ["x"], "indicateurs": {"especes": {"a": 1}}}}}},
    {"fiche": {"utilite_sociale": {"biodiversite": {"indicateurs": {"especes": [None, "x", {"valeur": {}, "entre": 1}]},
               "temoignages": [None, "x"], "indicateurs_propres": [None]}}, "criteres_propres": [None, "x", 1]}},
    {"fiche": {"utilite_sociale": {"biodiversite": "x"}, "action": None}, "acteur": "x", "nom": {"a": 1}},
    {"fiche": {"acteurs": [{"a": 1}, None]}, "acteur": {"identite": {"nom": {"a": 1}}}, "nom": "../../../x"},
]  # fmt: skip


@navigateur
def test_two_tabs_of_a_page_don_t_overwrite_each_other(page: Any) -> None:
    def titre(onglet: Any, mot: str) -> None:
        onglet.evaluate(f"pose(['fiche', 'action', 'titre'], '{mot}')")

    garde = "JSON.parse(localStorage.getItem(CLE)).etat.fiche.action.titre"
    titre(page, "Un")
    page.get_by_text("Gardé dans ce navigateur").wait_for()
    autre = page.context.new_page()
    autre.goto(page.url)
    titre(autre, "Deux")
    autre.get_by_text("Gardé dans ce navigateur").wait_for()
    page.get_by_text("ouverte aussi dans un autre onglet").wait_for()
    titre(page, "Trois")
    page.wait_for_timeout(700)
    assert page.evaluate(garde) == "Deux"
    page.get_by_role("button", name="Garder ce qui est écrit ici").click()
    assert page.evaluate(garde) == "Trois"
    autre.get_by_role("button", name="Prendre ce qu'a écrit l'autre onglet").click()
    assert autre.evaluate("magasin.etat.fiche.action.titre") == "Trois"


@navigateur
def test_a_browser_that_keeps_nothing_says_so(page: Any) -> None:
    page.evaluate("localStorage.setItem('plein', 'x'.repeat(5242880 - 5 - 200))")
    page.evaluate(f"pose(['fiche', 'limites'], '{'x' * 500}')")
    page.get_by_text("pleine : il ne garde plus ce que vous écrivez").wait_for()
    page.evaluate("localStorage.removeItem('plein'); pose(['fiche', 'limites'], 'x')")
    page.get_by_text("Gardé dans ce navigateur").wait_for()
    assert page.get_by_text("il ne garde plus").count() == 0


@navigateur
def test_what_a_call_asks_is_counted_and_led_to(page_d_appel: Any) -> None:
    page = page_d_appel
    page.locator("#document-menu").select_option("appel")
    page.get_by_role("button", name="Qui et quand", exact=True).click()
    page.get_by_label("Jardin des Lilas").check()
    page.locator(".avancement").first.get_by_text("0 rubrique sur 5").wait_for()
    page.get_by_role("button", name="Vérifier et envoyer").click()
    manque = page.locator("section", has=page.get_by_role("heading", name="Sans réponse"))
    assert "la page ne connaît que le nom" in manque.locator("li", has_text="Votre structure").inner_text()
    manque.get_by_role("link", name="En deux phrases").click()
    assert page.evaluate("document.activeElement.id") == "c-fiche-action-accroche"
    page.keyboard.type("Des voisins comptent les oiseaux")
    page.locator(".avancement").first.get_by_text("1 rubrique sur 5").wait_for()
    compte = page.locator("#c-fiche-action-accroche-compte")
    assert "« En deux phrases » : 32 signes sur 60" in compte.inner_text().replace("\xa0", " ")
    assert "5 mots sur 12" in compte.inner_text()
    page.keyboard.type(" et les comptent encore chaque matin")
    assert "68 signes sur 60, 8 de trop" in compte.inner_text(), "at once, without waiting for the checks"
    assert "c-fiche-action-accroche-compte" in page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    page.get_by_role("button", name="Vérifier et envoyer").click()
    page.get_by_role("heading", name="Trop longues").wait_for()
    for largeur in (1280, 360):
        page.set_viewport_size({"width": largeur, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), largeur
        assert _graves(page) == [], largeur
