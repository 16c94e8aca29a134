"""The form: what it writes, the verdict that it gives, and the page itself, as a person drives it in a browser.

The page is tried in Chromium (`apt install chromium`) with what npm installs (`make moteur`), its network cut;
where one of the two is missing, these tests are skipped.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import test_cases as cas
from test_commands import JARDINS, RACINE, utilite
from utilite import source, workspace
from utilite.check import checker
from utilite.edit.formulaire import depart, fabrique, forge, moteur, pont, questions, redaction
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
    }.items():
        fini = utilite("-C", JARDINS, "form", *arguments)
        assert (fini.returncode, fini.stdout) == (2, "")
        assert suite in fini.stderr


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
    """The other network's workspace, with a title that would end a script."""
    racine = tmp_path_factory.mktemp("form") / "jardins"
    shutil.copytree(JARDINS, racine)
    fichier = racine / "referentiel.yaml"
    hostile = "</script><!--<script><img src=x onerror=document.title=1>"
    fichier.write_text(fichier.read_text("utf-8").replace("titre: Terre vivante", f'titre: "Terre {hostile}"'), "utf-8")
    return racine


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
    contexte = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    ouverte = contexte.new_page()
    ouverte.set_default_timeout(60_000)
    fautes: list[str] = []
    ouverte.on("pageerror", lambda faute: fautes.append(str(faute)))
    ouverte.on("request", lambda r: None if re.match("file:|data:|blob:|about:", r.url) else fautes.append(r.url))
    ouverte.goto(formulaire.as_uri())
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
    constat = especes.locator(".constat.error")
    constat.wait_for()
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
    with page.expect_download() as attendu:
        page.get_by_role("button", name="Télécharger la-saison-des-oiseaux.yaml").click()
    rendu = Path(shutil.copytree(jardins, tmp_path / "rendu"))
    attendu.value.save_as(rendu / "fiches" / "la-saison-des-oiseaux.yaml")
    fini = utilite("-C", rendu, "validate", "fiches/la-saison-des-oiseaux.yaml")
    assert fini.returncode == 0, fini.stdout
    assert fini.stdout == "", "what the page found clean, the command does"
    assert utilite("-C", rendu, "format", "--check", "fiches/la-saison-des-oiseaux.yaml").returncode == 0


@navigateur
def test_the_page_itself_has_the_command_s_verdict(page: Any, jardins: Path) -> None:
    """The same checks under another Python, with the parser that is written in it."""
    etats = []
    for quoi in (q for d, q, _ in _etats() if d.name.startswith(("UT11", "UT30")) for q in [q] if q.suffix == ".yaml"):
        document, _ = source.read(quoi.read_bytes(), "fiches/essai.yaml")
        if document.root is not None and quoi.name.startswith(("fiche", "juste")):
            etats.append({"nom": "essai", "fiche": redaction.lu(document)})
    page.get_by_text("Rien à corriger").wait_for()
    rendus = page.evaluate(
        "async (etats) => { const dits = []; for (const etat of etats)"
        " dits.push(await demande('verifie', { avec: [JSON.stringify(etat)] })); return dits; }",
        etats,
    )
    parti = jardins.parent / "parti"
    for nom, texte in depart.de(workspace.ouvre(jardins)).fichiers.items():
        (parti / nom).parent.mkdir(parents=True, exist_ok=True)
        (parti / nom).write_text(texte, "utf-8")
    assert len(etats) > 30
    assert [json.loads(r) for r in rendus] == [_verifie(parti, etat) for etat in etats]


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
        if AXE.is_file():
            page.evaluate(AXE.read_text("utf-8"))
            vus = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
            graves = [(v["id"], v["nodes"][0]["html"][:200]) for v in vus if v["impact"] in ("serious", "critical")]
            assert graves == [], f"étape {rang + 1}"
        if rang < etapes - 1:
            _suite(page)


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
def test_a_hostile_referentiel_runs_nothing(page: Any) -> None:
    assert page.locator("legend", has_text="</script><!--").first.is_visible()
    assert page.title() != "1"
    assert page.locator("img").count() == 0
