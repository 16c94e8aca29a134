"""`utilite templates`, and what a template sees: the contract, the questions of a funder."""

import json
import re
import shutil
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from commande import JARDINS, utilite
from utilite.check import checker
from utilite.cli import contextes
from utilite.cli.sujets import Sujets
from utilite.modele import Modele
from utilite.render import contrat
from utilite.render.context import Cadre
from utilite.workspace import ouvre

QUESTIONS = """\
titre: Essai
financeur: Une fondation imaginaire
rubriques:
  - {titre: Le besoin, reponses: [besoin], obligatoire: true, max_signes: 900}
  - {titre: Qui, reponses: [acteur.identite]}
  - {titre: Avec qui, reponses: [parties_prenantes]}
  - {titre: Avant, reponses: [precedente.limites, precedente.utilite_sociale]}
  - {titre: Effets, reponses: [utilite_sociale.voisinage-apaise, criteres_propres]}
  - {titre: Le reste, reponses: [perspectives, licence], obligatoire: true}
fichiers: {md: essai.md}
"""
SOURCE = """\
{% import "commun/macros.md" as m %}
{{ m.avis(document) }}
{% for r in document.modele.rubriques %}
## {{ r.titre }}

{{ m.rubrique(r, fiche) }}
{% endfor %}
"""


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


def _pose(espace: Path, manifeste: str = QUESTIONS, source: str = SOURCE) -> None:
    dossier = espace / "templates" / "essai"
    dossier.mkdir(parents=True)
    (dossier / "modele.yaml").write_text(manifeste, "utf-8")
    (dossier / "essai.md").write_text(source, "utf-8")


def test_the_templates_at_hand_and_how_far_each_fiche_answers(espace: Path) -> None:
    _pose(espace)
    fini = utilite("templates", cwd=espace)
    assert fini.returncode == 0, fini.stderr
    lignes = fini.stdout.splitlines()
    assert lignes[0] == "essai : Essai"
    assert (
        lignes[1] == "    Une fondation imaginaire ; de ce réseau ; un document par fiche ; md, html, pdf, docx et odt"
    )
    assert lignes[2] == "    6 rubriques, dont 2 obligatoires"
    fiches = [ligne.strip() for ligne in lignes[3:6]]
    assert fiches[0].startswith("compost-2025 : ")
    assert "manquante" in fiches[0]
    assert "le besoin" in fiches[0]
    assert "saison-2024 : 6 rubriques sur 6 remplies" in fiches
    assert "ruches-2023" not in fini.stdout
    assert "\ndossier : Le dossier, pour un financeur\n    livré avec utilite ; un document par fiche" in fini.stdout


APPEL = """\
titre: Un appel ; imaginaire, long, et dont le titre est écrit pour que la ligne se plie quelque part
cloture: 2027-09-15
pieces: [RIB, statuts]
rubriques:
  - titre: Le besoin
    reponses: [besoin]
    obligatoire: oui
    max_signes: 12
fichiers: {md: essai.md}
"""


def test_a_call_is_checked_by_its_name(espace: Path) -> None:
    _pose(espace, APPEL)
    fini = utilite("validate", "--template", "essai", "fiches/saison-2024.yaml", cwd=espace)
    assert fini.returncode == 1
    assert "erreur UT506 rubrique-trop-longue: action.point_de_depart" in fini.stdout
    assert "signes sur 12" in fini.stderr
    assert "compost-2025" not in fini.stderr
    assert "Pièces à joindre : RIB, statuts." in fini.stderr
    assert "Clôture le 15\u00a0septembre 2027" in fini.stderr
    seule = utilite("validate", "fiches/saison-2024.yaml", cwd=espace)
    assert "UT50" not in seule.stdout
    for modele, dit in (("esai", "vouliez-vous dire"), ("rapport", "ne pose pas de question")):
        faute = utilite("validate", "--template", modele, cwd=espace)
        assert faute.returncode == 2
        assert dit in faute.stderr


def test_what_the_acteur_should_say_is_told_with_the_fiche(espace: Path) -> None:
    _pose(espace, APPEL.replace("[besoin]", "[acteur.identite.page]"))
    fini = utilite("validate", "--template", "essai", "fiches/compost-2025.yaml", cwd=espace)
    assert "1 manquante" in fini.stderr
    assert "UT505" in fini.stdout
    assert "Tout est en ordre" not in fini.stderr


def test_closing_dates_go_into_a_calendar(espace: Path) -> None:
    rien = utilite("templates", "agenda", cwd=espace)
    assert rien.returncode == 2
    assert "cloture: 2027-09-15" in rien.stderr
    _pose(espace, APPEL)
    assert utilite("templates", "agenda", cwd=espace).returncode == 0
    octets = (espace / "build" / "agenda.ics").read_bytes()
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))
    deplie = octets.replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20270915\r\nDTEND;VALUE=DATE:20270916\r\n" in deplie
    assert "SUMMARY:Clôture : Un appel \\; imaginaire\\, long\\, et dont" in deplie
    assert deplie.count("BEGIN:VEVENT") == deplie.count("END:VEVENT") == 1
    encore = utilite("templates", "agenda", "--out", "autre.ics", cwd=espace)
    assert encore.returncode == 0
    assert (espace / "autre.ics").read_bytes() == octets


def test_an_outline_loops_over_its_manifest_and_an_incomplete_document_says_so(espace: Path) -> None:
    _pose(espace)
    assert utilite("render", "--template", "essai", cwd=espace).returncode == 0
    documents = {p.name: p.read_text("utf-8") for p in (espace / "build" / "essai").iterdir()}
    assert "Incomplet" not in documents["saison-2024.md"]
    assert "On passait devant sans la voir." in documents["saison-2024.md"]
    for nom in ("compost-2025.md", "compost-2025.html"):
        assert "Incomplet" in documents[nom]
        assert "(le besoin" in documents[nom]
    muet = espace / "templates" / "essai" / "essai.md"
    muet.write_text("# Sans rien dire\n", "utf-8")
    assert utilite("render", "compost-2025", "--template", "essai", cwd=espace).returncode == 0
    assert "Incomplet" in (espace / "build" / "essai" / "compost-2025.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("modele", "format_"),
    [("fiche", "md"), ("dossier", "md"), ("dossier", "html"), ("article", "md"), ("dossier-acteur", "html"),
     ("dossier-subvention", "md"), ("rapport", "md"), ("rapport", "html")],
)  # fmt: skip
def test_a_target_stands_beside_each_result(espace: Path, modele: str, format_: str) -> None:
    """Wherever a document shows a fiche's; the network's totals have none, since targets aren't added up."""
    fiche = espace / "fiches" / "saison-2024.yaml"
    ecrit = fiche.read_text("utf-8")
    for valeur, cible in (("38", 35), ("22", 20)):  # one that is retained among the figures, one among the changes
        ecrit = ecrit.replace(f"- valeur: {valeur}\n", f"- valeur: {valeur}\n          cible: {{au_moins: {cible}}}\n")
    fiche.write_text(ecrit, "utf-8")
    assert utilite("render", "--template", modele, "--format", format_, cwd=espace).returncode == 0
    sortie = espace / "build"
    textes = [p.read_text("utf-8") for p in sortie.rglob(f"*.{format_}") if "saison-2024" in p.name or "lilas" in p.name
              or p.name == f"rapport.{format_}"]  # fmt: skip
    texte = re.sub(r"<table class=\"donnees\".*?</table>|<svg.*?</svg>", "", "\n".join(textes), flags=re.DOTALL)
    texte = re.sub(r"(## |<h2>)Les chiffres du réseau.*?(?=\n## |<h2)", "", texte, flags=re.DOTALL)
    nu = re.sub(r"<[^>]+>|\[\^\d+\]|\*\*|\s+", " ", texte)
    for resultat, attendue in (("38.espèces", "au moins 35"), ("22.jardiniers.sur.30, soit.73.%", "au moins 20")):
        dits = [nu[m.end() : m.end() + 60].lower() for m in re.finditer(resultat, nu)]
        assert dits or resultat.startswith("22")
        assert all(attendue in dit for dit in dits), dits


def test_the_single_form_is_filled_in_whole_euros(espace: Path) -> None:
    assert utilite("render", "saison-2024", "--template", "dossier-subvention", cwd=espace).returncode == 0
    dit = (espace / "build" / "dossier-subvention" / "saison-2024.md").read_text("utf-8")
    assert "**1\u202f451\u00a0€** représente **59,2\u00a0%** du total des produits (2\u202f451\u00a0€)" in dit
    assert "Le formulaire se remplit en euros entiers" in dit


def test_a_new_template_renders_at_once_and_is_never_written_over(espace: Path) -> None:
    fini = utilite("templates", "new", "appel-2027", cwd=espace)
    assert fini.stdout.splitlines() == ["templates/appel-2027/modele.yaml", "templates/appel-2027/document.md"]
    assert utilite("validate", "--strict", "templates", cwd=espace).returncode == 0
    assert utilite("render", "--template", "appel-2027", cwd=espace).returncode == 0
    document = (espace / "build" / "appel-2027" / "saison-2024.md").read_text("utf-8")
    assert "## Point de départ\n\nLa friche servait" in document
    encore = utilite("templates", "new", "appel-2027", cwd=espace)
    assert encore.returncode == 2
    assert "existe déjà" in encore.stderr
    assert utilite("templates", "new", "Appel 2027", cwd=espace).stderr.rstrip().endswith("new appel-2027 »")


@pytest.mark.parametrize(
    ("args", "cle"),
    [(["saison-2024"], "fiche"), (["--template", "rapport"], "axes"),
     (["jardin-des-lilas", "--template", "dossier-acteur"], "fiches")],
)  # fmt: skip
def test_what_a_template_sees_is_plain_data(args: list[str], cle: str) -> None:
    fini = utilite("-C", JARDINS, "templates", "context", *args)
    assert fini.returncode == 0, fini.stderr
    assert cle in json.loads(fini.stdout)


def test_a_context_without_a_name_says_what_to_type() -> None:
    fini = utilite("-C", JARDINS, "templates", "context")
    assert fini.returncode == 2
    assert "tapez « utilite templates context compost-2025 »" in fini.stderr


@pytest.mark.parametrize("portee", ["fiche", "acteur", "reseau"])
@pytest.mark.parametrize("public", [False, True])
def test_a_context_is_what_the_contract_says(portee: str, public: bool) -> None:
    """All the names of the contract, no other but those of sections, and of their kind."""
    espace = ouvre(JARDINS)
    assert espace.referentiel.valeur is not None
    modele = Modele(nom="essai", dossier=JARDINS, titre="Essai", portee=portee)
    cadre = Cadre(espace.referentiel.valeur, modele, public=public)
    choix = Sujets(espace, checker.run(espace), public=public, draft=False)
    genre = {"fiche": contrat.DocumentDeFiche, "acteur": contrat.DocumentDActeur, "reseau": contrat.DocumentDuReseau}
    libres = {s.id for s in (*cadre.referentiel.fiche, *cadre.referentiel.acteur)}
    vus = list(contextes.contextes(cadre, choix, contextes.noms(modele, choix, [], "render")))
    assert vus
    for _, contexte in vus:
        _est(contexte, genre[portee], libres, portee)


def _est(valeur: Any, genre: Any, libres: set[str], ou: str) -> None:
    genres = get_args(genre) if isinstance(genre, UnionType) else (genre,)
    if Any in genres:
        return
    if isinstance(valeur, list):
        (dedans,) = (get_args(g)[0] for g in genres if get_origin(g) is list)
        for rang, element in enumerate(valeur):
            _est(element, dedans, libres, f"{ou}[{rang}]")
    elif isinstance(valeur, dict):
        _est_mapping(valeur, next(g for g in genres if is_typeddict(g) or get_origin(g) is dict), libres, ou)
    else:
        simples = [g for g in genres if isinstance(g, type) and not is_typeddict(g)]
        assert any(isinstance(valeur, (int, float) if g is float else g) for g in simples), (ou, valeur)


def _est_mapping(valeur: dict[str, Any], genre: Any, libres: set[str], ou: str) -> None:
    hints = get_type_hints(genre) if is_typeddict(genre) else dict.fromkeys(valeur, get_args(genre)[1])
    assert set(hints) <= set(valeur), ou
    assert set(valeur) - libres <= set(hints), ou
    for cle, dedans in hints.items():
        _est(valeur[cle], dedans, libres, f"{ou}.{cle}")
