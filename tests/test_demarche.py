"""Prefilling an online procedure: the body, the link that says the same, what is left out; nothing is sent.

The procedure is fictional (`tests/demarche/`); its schema has the shape of those that demarche.numerique.gouv.fr
publishes.
"""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commande import JARDINS, utilite
from test_navigateur import CHROMIUM, DEBORDE, _graves, navigateur
from utilite.render.demarche import genres, lien
from utilite.render.demarche.mots import NeConvientPasError, est_vide
from utilite.render.demarche.procedure import Question
from utilite.render.valeurs import NON_RENSEIGNE, Montant, Prose, Quand

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ICI = Path(__file__).parent / "demarche"
MODELE = "templates/aide"
__all__ = ["navigateur"]


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace, with a template for the procedure."""
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    shutil.copytree(ICI, espace / MODELE)
    return espace


def _rend(espace: Path, formats: str = "html,json", code: int = 0) -> tuple[str, str]:
    """The page and the body of a fiche."""
    fini = utilite("render", "saison-2024", "--template", "aide", "--format", formats, cwd=espace)
    assert fini.returncode == code, fini.stderr
    build = espace / "build" / "aide"
    return tuple((build / f"saison-2024.{f}").read_text("utf-8") for f in ("html", "json"))  # type: ignore[return-value]


def _corrige(fichier: Path, *echanges: tuple[str, str]) -> None:
    texte = fichier.read_text("utf-8")
    for avant, apres in echanges:
        assert avant in texte
        texte = texte.replace(avant, apres)
    fichier.write_text(texte, "utf-8")


def _adresse(page: str) -> str:
    trouve = re.search(r'<a class="bouton" href="([^"]*)"', page)
    assert trouve, "la page n'a pas de lien"
    return unescape(trouve[1])


def _comme_rails(adresse: str) -> dict[str, Any]:
    """The parameters of an address, as Rack reads them."""
    params: dict[str, Any] = {}
    for nom, valeur in parse_qsl(urlsplit(adresse).query, keep_blank_values=True, strict_parsing=True):
        cle, *dedans = re.findall(r"[^\[\]]+|\[\]", nom)
        if not dedans:
            params[cle] = valeur
        elif len(dedans) == 1:
            params.setdefault(cle, []).append(valeur)
        else:
            lignes = params.setdefault(cle, [])
            if not lignes or (len(dedans) == 2 and dedans[1] in lignes[-1]):
                lignes.append({})
            if len(dedans) == 2:
                lignes[-1][dedans[1]] = valeur
            else:
                lignes[-1].setdefault(dedans[1], []).append(valeur)
    return params


def _sans_vide(valeur: Any) -> Any:
    """What the procedure keeps: an empty text inside a row answers nothing."""
    if isinstance(valeur, dict):
        return {c: _sans_vide(v) for c, v in valeur.items() if v != ""}
    return [_sans_vide(v) for v in valeur] if isinstance(valeur, list) else valeur


def test_the_body_is_what_is_posted_and_the_link_says_the_same(
    espace: Path, attendu: Callable[[Path, str], None]
) -> None:
    page, corps = _rend(espace)
    attendu(ICI / "saison-2024.json", corps)
    adresse = _adresse(page)
    assert len(adresse) <= lien.PLUS_LONG
    assert adresse.startswith("https://demarche.example.org/commencer/aide-aux-jardins-imaginaires?")
    assert _comme_rails(adresse) == json.loads(corps)


def test_the_page_says_what_will_stand_there_and_what_is_still_asked(espace: Path) -> None:
    page, _ = _rend(espace)
    texte = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.split("</head>")[1])))
    assert "Rien n’a été envoyé." in texte
    assert "détruit au bout de 5 jours" in texte
    assert "Vous irez sur le site demarche.example.org. Ce n’est pas demarche.numerique.gouv.fr" in texte
    dits, reste = texte.split("Ce qu’il reste à remplir sur le site")
    assert "Date de début 1er mars 2024" in dits
    assert "Partenaires › Partenaire depuis Ligne 12011Ligne 2—" in dits
    assert reste.index("J’atteste sur l’honneur (obligatoire)") < reste.index("Statuts (obligatoire) : pièce à joindre")
    assert reste.index("Statuts") < reste.index("Numéro RNA : le site ne laisse pas") < reste.index("Observations.")
    assert "Avant de commencer" not in texte


def test_an_over_long_link_is_said_to_be_so_and_the_body_is_given(espace: Path) -> None:
    _corrige(espace / "fiches" / "saison-2024.yaml", ("Cette saison est inventée.", "a" * 120))
    _corrige(espace / MODELE / "champs.yaml", ("role('description')", "role('description') * 20"))
    page, corps = _rend(espace)
    assert 'class="bouton"' not in page
    dit = re.sub(r"<[^>]+>", "", page).replace("\u202f", "")
    longueur = re.search(r"Le lien serait trop long.:.*?([0-9]+) caractères", dit.replace("\n", " "))
    assert longueur
    assert int(longueur[1]) > lien.PLUS_LONG
    donne = re.search(r'<textarea id="corps"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert donne
    assert json.loads(unescape(donne[1])) == json.loads(corps)
    assert (
        "curl --request POST 'https://demarche.example.org/api/public/v1/demarches/99999999/dossiers' "
        "--header 'Content-Type: application/json' --data @saison-2024.json"
    ) in unescape(page)
    assert "utilite render saison-2024 --template aide --format json" in page
    assert "ouvrez la démarche vide" in page


HOSTILES = [
    "\"'&#?+%=[]{};<script>alert(1)</script></textarea>--><a href='javascript:alert(1)'>",
    "émoji 🌱👩‍🌾 et \u200fאבג de droite à gauche \u202efdp\x07",
    "deux\nlignes\n\n= puis deux",
    "x" * 40_000,
    "</textarea>'&<script>alert(1)</script>" * 100,
]


@pytest.mark.parametrize("hostile", HOSTILES, ids=["signes", "écritures", "lignes", "long", "signes, trop long"])
def test_hostile_text_stays_a_text_in_every_output(espace: Path, hostile: str) -> None:
    (espace / MODELE / "champs.yaml").write_text(f"Description: {json.dumps(json.dumps(hostile))}\n", "utf-8")
    schema = json.loads((espace / MODELE / "schema.json").read_text("utf-8"))
    schema["title"] = hostile
    for question in schema["revision"]["champDescriptors"]:
        question["label"] = (
            question["label"] if question["label"] == "Description" else f"{hostile[:200]} {question['id']}"
        )
        question["description"] = hostile
    (espace / MODELE / "schema.json").write_text(json.dumps(schema), "utf-8")
    page, corps = _rend(espace)
    (dit,) = json.loads(corps).values()
    assert dit.replace("’", "'") == hostile.replace("\u202e", "").replace("\x07", "")
    assert not {"\u202e", "\x07"} & {*page, *corps}
    assert page.count("<script>") == 1
    assert page.count("</textarea>") in (0, 2)
    if len(hostile) < lien.PLUS_LONG:
        assert _comme_rails(_adresse(page)) == json.loads(corps)
    else:
        assert "trop long" in page


def test_labels_are_matched_whatever_their_accents_and_signs_or_by_any_of_several(espace: Path) -> None:
    """Each way in champs.yaml: curly quotes, no accents, an id with or without what surrounds it, another label."""
    _, corps = _rend(espace)
    dits = json.loads(corps)
    schema = json.loads((ICI / "schema.json").read_text("utf-8"))
    libelles = {f"champ_{q['id'].rstrip('=')}": q["label"] for q in schema["revision"]["champDescriptors"]}
    assert {libelles[c] for c in dits} >= {
        "Nom de l'association", "Numéro SIRET", "Adresse électronique", "Téléphone",
        "Objectifs poursuivis et résultats attendus",
    }  # fmt: skip


def test_a_mapping_made_for_another_version_lists_both_sides_and_writes_nothing(espace: Path) -> None:
    _corrige(
        espace / MODELE / "champs.yaml",
        ("ou: [Buts, Objectifs poursuivis et résultats attendus]", "ou: [Buts]"), ("Pays:", "Planète:"),
    )  # fmt: skip
    fini = utilite("render", "saison-2024", "--template", "aide", "--format", "html,json", cwd=espace)
    assert fini.returncode == 1
    assert fini.stdout == ""
    assert "aide/champs.yaml:9: erreur UT501" in fini.stderr
    assert "« Objectifs du projet » n'est pas une question" in fini.stderr
    assert "« Planète » n'est pas une question" in fini.stderr
    assert "« Objectifs poursuivis et résultats attendus » (champ_Q2hhbXAtMTAxMg)" in fini.stderr
    assert "« Pays » (champ_" in fini.stderr
    assert not (espace / "build").exists()
    vu = utilite("validate", "templates", cwd=espace)
    assert "templates/aide/champs.yaml:8:1: erreur UT501 modele-fautif" in vu.stdout


def test_two_questions_of_one_label_are_told_apart_by_their_ids(espace: Path) -> None:
    _corrige(espace / MODELE / "schema.json", ('"label": "Observations"', '"label": "DESCRIPTION :"'))
    fini = utilite("render", "saison-2024", "--template", "aide", cwd=espace)
    assert fini.returncode == 1
    assert "est le libellé de plusieurs questions (champ_Q2hhbXAtMTAxMw, champ_Q2hhbXAtMTA0Mg)" in fini.stderr
    _corrige(espace / MODELE / "champs.yaml", ("Description:", "champ_Q2hhbXAtMTA0Mg:"))
    _, corps = _rend(espace)
    assert json.loads(corps)["champ_Q2hhbXAtMTA0Mg"].startswith("Trente voisins")


def test_an_answer_that_does_not_fit_is_left_out_and_said(espace: Path) -> None:
    _corrige(espace / MODELE / "champs.yaml", ("|arrondi", ""), ("fiche.periode.debut", "fiche.periode"))
    fini = utilite("render", "saison-2024", "--template", "aide", "--format", "html,json", cwd=espace)
    assert fini.returncode == 0
    assert "« Montant demandé (€) » est laissée de côté : « 1 450,50 € » n'est pas un nombre entier" in fini.stderr
    assert "« Date de début » est laissée de côté" in fini.stderr
    page = (espace / "build" / "aide" / "saison-2024.html").read_text("utf-8")
    assert "la réponse est laissée de côté" in page
    assert "champ_Q2hhbXAtMTAyMA" not in (espace / "build" / "aide" / "saison-2024.json").read_text("utf-8")


def test_what_nobody_answered_is_not_sent(espace: Path) -> None:
    utilite("render", "compost-2025", "--template", "aide", "--format", "json", cwd=espace)
    corps = json.loads((espace / "build" / "aide" / "compost-2025.json").read_text("utf-8"))
    assert "non renseigné" not in json.dumps(corps, ensure_ascii=False)
    assert "champ_Q2hhbXAtMTAxMw" not in corps


@pytest.mark.parametrize("public", [False, True])
def test_what_is_not_public_stays_out_of_a_public_link(espace: Path, public: bool) -> None:
    prive = espace / "prive" / "acteurs" / "jardin-des-lilas.yaml"
    _corrige(prive, ("Nom d'exemple", "FR76 3000 6000 0112 3456 7890 189"))
    (espace / MODELE / "champs.yaml").write_text("IBAN: acteur.contact.jardinier_referent|default('')\n", "utf-8")
    fini = utilite(
        "render", "saison-2024", "--template", "aide", "--format", "json", *(["--public"] if public else []), cwd=espace
    )
    assert fini.returncode == 0, fini.stderr
    corps = json.loads((espace / "build" / "aide" / "saison-2024.json").read_text("utf-8"))
    assert corps == ({} if public else {"champ_Q2hhbXAtMTAwOQ": "FR7630006000011234567890189"})


@pytest.mark.parametrize(
    "contenu", ["", "{}", "[1]", "pas du json", "[" * 100_000, '{"demarcheURL": "javascript:alert(1)"}']
)
def test_a_file_that_is_no_schema_is_said_to_be_none(espace: Path, contenu: str) -> None:
    (espace / MODELE / "schema.json").write_text(contenu, "utf-8")
    fini = utilite("render", "saison-2024", "--template", "aide", cwd=espace)
    assert fini.returncode == 1
    assert "aide/schema.json: erreur UT501 modele-fautif: ce n'est pas le schéma publié d'une démarche" in fini.stderr
    vu = utilite("validate", "templates", cwd=espace)
    assert vu.returncode == 1
    assert "templates/aide/schema.json:1:1: erreur UT501" in vu.stdout


def test_the_page_of_a_procedure_is_no_document_to_print(espace: Path) -> None:
    fini = utilite("render", "saison-2024", "--template", "aide", "--format", "pdf", cwd=espace)
    assert fini.returncode == 2
    assert "choisissez parmi html, json" in fini.stderr


def test_without_a_schema_one_is_asked_for(espace: Path) -> None:
    _corrige(espace / MODELE / "modele.yaml", ("    formulaire: schema.json\n", ""))
    fini = utilite("render", "saison-2024", "--template", "aide", cwd=espace)
    assert fini.returncode == 2
    assert "--form" in fini.stderr
    fini = utilite("render", "saison-2024", "--template", "aide", "--form", ICI / "schema.json", cwd=espace)
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.split() == ["build/aide/saison-2024.html", "build/aide/saison-2024.json"]
    fini = utilite(
        "render", "saison-2024", "--template", "aide", "--format", "html", "--form", ICI / "modele.yaml", cwd=espace
    )
    assert fini.returncode == 2
    assert "« modele.yaml », ce n'est pas le schéma" in fini.stderr


def test_the_questions_are_listed_to_be_answered(espace: Path) -> None:
    _corrige(espace / MODELE / "schema.json", ('"label": "Observations"', '"label": "DESCRIPTION :"'))
    fini = utilite("templates", "fields", f"{MODELE}/schema.json", cwd=espace)
    assert fini.returncode == 0, fini.stderr
    assert "« json: {formulaire: schema.json, champs: champs.yaml} »" in fini.stderr
    for lignes in (
        "# un ou plusieurs mots de la liste ; Voisins, écoliers, Allocataires de minima sociaux ; obligatoire\n",
        "# « Description » ; texte long ; obligatoire\nchamp_Q2hhbXAtMTAxMw:\n",
        "# texte d'une ligne ; une liste : une réponse par ligne du bloc « Partenaires » ; obligatoire\n\"Nom",
        "# À la main :\n#   Numéro RNA : le site ne laisse pas préremplir un numéro RNA\n",
    ):
        assert lignes in fini.stdout
    (espace / MODELE / "champs.yaml").write_text(fini.stdout, "utf-8")
    assert "UT501" not in utilite("validate", "templates", cwd=espace).stdout
    page, corps = _rend(espace)
    assert json.loads(corps) == {}
    assert "Aucune réponse ne peut être préremplie" in page.replace("\u202f", " ")


def test_persons_identify_themselves_where_the_procedure_asks_them(espace: Path) -> None:
    champs = espace / MODELE / "champs.yaml"
    champs.write_text("identite_nom: acteur.nom\nidentite_genre: \"'M.'\"\n", "utf-8")
    assert utilite("render", "saison-2024", "--template", "aide", cwd=espace).returncode == 1
    _corrige(espace / MODELE / "schema.json", ('"forIndividual": false', '"forIndividual": true'))
    _, corps = _rend(espace)
    assert json.loads(corps) == {"identite_nom": "Le jardin des Lilas (fictif)", "identite_genre": "M."}


LISTE = ("Voisins", "Élèves", "voisins !")
GENRES = [
    ("Text", Prose("un *mot*,\n\nun autre"), "un mot, un autre"),
    ("Text", Montant(1450.5), "1 450,50 €"),
    ("Text", ["a", NON_RENSEIGNE, "b"], "a et b"),
    ("Text", print, None),
    ("Textarea", Prose("un *mot*,\n\n- un\n- deux"), "un mot,\nun\ndeux"),
    ("Textarea", ["a", "b"], "- a\n- b"),
    ("IntegerNumber", 1250, "1250"),
    ("IntegerNumber", 10**400, None),
    ("Text", 10**5000, None),
    ("IntegerNumber", Montant(1450.0), "1450"),
    ("IntegerNumber", "1 450 €", "1450"),
    ("IntegerNumber", 2.5, None),
    ("IntegerNumber", True, None),
    ("DecimalNumber", "2,5", "2.5"),
    ("DecimalNumber", 0.1, "0.1"),
    ("DecimalNumber", float("nan"), None),
    ("Date", Quand("2 avril 2011", date(2011, 4, 2)), "2011-04-02"),
    ("Date", Quand("2011", date(2011, 1, 1), date(2011, 12, 31)).fin, "2011-12-31"),
    ("Date", Quand("2011", date(2011, 1, 1), date(2011, 12, 31)), None),
    ("Date", "2011-02-30", None),
    ("Datetime", "2011-04-02T18:30", "2011-04-02T18:30"),
    ("Datetime", "2011-04-02", None),
    ("YesNo", True, "true"),
    ("Checkbox", "non", "false"),
    ("YesNo", "peut-être", None),
    ("DropDownList", "ELEVES", "Élèves"),
    ("DropDownList", "Voisins", "Voisins"),
    ("DropDownList", "voisins", None),
    ("DropDownList", "Autres", None),
    ("MultipleDropDownList", ["eleves", "Voisins", "élèves"], ["Élèves", "Voisins"]),
    ("MultipleDropDownList", ["Élèves", "Martiens"], None),
    ("Email", "a@example.org", "a@example.org"),
    ("Email", "a@example", None),
    ("Phone", "01\u00a099\u00a000\u00a012\u00a034", "01 99 00 12 34"),
    ("Phone", "le matin", None),
    ("Siret", "123\u00a0456\u00a0789\u00a000007", "12345678900007"),
    ("Siret", "12345678900008", None),
    ("Iban", "FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
    ("Iban", "FR76 3000 6000 0112 3456 7890 188", None),
    ("Civilite", "Monsieur", "M."),
    ("Civilite", "Mme", "Mme"),
    ("Civilite", "Dr", None),
    ("Departement", "2A", "2A"),
    ("Region", "Provence-Alpes-Côte d'Azur", "Provence-Alpes-Côte d’Azur"),
    ("Pays", "FR", "FR"),
    ("Pays", "Terre < Lune", None),
    ("Commune", ["29200", "29019"], ["29200", "29019"]),
    ("Commune", "29200", ["29200"]),
    ("Commune", "Brest", None),
    ("Epci", ["29", "242900314"], ["29", "242900314"]),
    ("Epci", ["29", "1", "2"], None),
    ("Address", "1 rue\nimaginaire", "1 rue imaginaire"),
    ("Formatted", "JP-012", "JP-012"),
    ("RNA", "W999000000", None),
    ("PieceJustificative", "statuts.pdf", None),
    ("Inconnu", "x", None),
]  # fmt: skip


@pytest.mark.parametrize(("genre", "valeur", "attendue"), GENRES, ids=range(len(GENRES)))
def test_a_question_of_each_kind_takes_what_fits_it(genre: str, valeur: Any, attendue: Any) -> None:
    question = Question("champ_a", "Une question", genre, options=LISTE)
    if attendue is None:
        with pytest.raises(NeConvientPasError):
            genres.dit(valeur, question)
    else:
        assert genres.dit(valeur, question) == attendue


def test_each_kind_that_may_be_prefilled_is_tried() -> None:
    assert {genre for genre, _, attendue in GENRES if attendue is not None} >= set(genres.GENRES) - {
        "Referentiel",
        "PreRempli",
    }


@pytest.mark.parametrize("vide", [NON_RENSEIGNE, None, "", " ", [], [NON_RENSEIGNE, ""], "non renseigné"])
def test_what_is_empty_answers_nothing(vide: Any) -> None:
    assert est_vide(vide)


_CLES = st.sampled_from(["champ_a", "champ_b", "champ_c"])
_TEXTES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
_VALEURS = _TEXTES | st.lists(_TEXTES, min_size=1, max_size=3)
_LIGNES = st.lists(st.dictionaries(_CLES, _VALEURS, min_size=1), min_size=1, max_size=4)


@given(st.dictionaries(_CLES, _VALEURS | _LIGNES, min_size=1))
def test_whatever_is_sent_a_link_says_it_or_there_is_none(corps: dict[str, Any]) -> None:
    """A key holds a text in each row, or a list in each: a question has one kind."""
    for valeur in corps.values():
        lignes = [v for v in valeur if isinstance(v, dict)] if isinstance(valeur, list) else []
        listes = {c for ligne in lignes for c, v in ligne.items() if isinstance(v, list)}
        for ligne in lignes:
            ligne.update({c: [v] for c, v in ligne.items() if c in listes and isinstance(v, str)})
    adresse = lien.de("https://demarche.example.org/commencer/x", corps)
    if adresse:
        assert _sans_vide(_comme_rails(adresse)) == corps
    else:
        assert any(isinstance(v, list) and isinstance(v[0], dict) and len(v) > 1 for v in corps.values())


@pytest.mark.skipif(not CHROMIUM, reason="sans chromium : sudo apt install chromium")
@pytest.mark.parametrize("longue", [False, True])
def test_the_page_in_a_browser(navigateur: "Browser", espace: Path, longue: bool) -> None:
    if longue:
        _corrige(espace / MODELE / "champs.yaml", ("role('description')", "role('description') * 40"))
    _, corps = _rend(espace)
    contexte = navigateur.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = contexte.new_page()
    dits: list[str] = []
    page.on("console", lambda message: dits.append(message.text))
    page.on(
        "request", lambda requete: dits.append(requete.url) if not requete.url.startswith(("file:", "data:")) else None
    )
    page.goto((espace / "build" / "aide" / "saison-2024.html").as_uri())
    for largeur in (360, 1280):
        page.set_viewport_size({"width": largeur, "height": 800})
        assert page.evaluate(DEBORDE) == [], f"à {largeur} pixels"
    if longue:
        page.get_by_role("button", name="Copier").first.click()
        page.get_by_text("Copié.").wait_for()
        assert json.loads(page.evaluate("navigator.clipboard.readText()")) == json.loads(corps)
    else:
        ouvre = page.get_by_role("link", name="Ouvrir la démarche préremplie")
        assert _comme_rails(ouvre.get_attribute("href") or "") == json.loads(corps)
    assert dits == []
    assert _graves(page) == []
    contexte.close()
