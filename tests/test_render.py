"""Documents: what they show, what they leave out, that they are inert, whole, and the same each time."""

import errno
import importlib
import os
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from commande import JARDINS, RACINE, utilite
from conftest import Attendu
from pieges import piege
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


@pytest.mark.parametrize("modele", ["dossier", "article", "entretien"])
def test_what_each_template_makes_of_another_network(espace: Path, attendu: Attendu, modele: str) -> None:
    documents = _rend(espace, RICHE, "--template", modele, "--format", "md")
    attendu(GOLDEN / f"{modele}.md", documents[f"{modele}/{RICHE}.md"])


def test_the_document_of_an_acteur_and_of_the_network(espace: Path, attendu: Attendu) -> None:
    dossiers = _rend(espace, "--template", "dossier-acteur", "--format", "md")
    assert sorted(dossiers) == [f"dossier-acteur/{nom.stem}.md" for nom in sorted((espace / "acteurs").iterdir())]
    attendu(GOLDEN / "dossier-acteur.md", dossiers["dossier-acteur/jardin-des-lilas.md"])
    rapport = _rend(espace, "--template", "rapport", "--format", "md")
    assert list(rapport) == ["rapport.md"]
    attendu(GOLDEN / "rapport.md", rapport["rapport.md"])


@pytest.mark.parametrize("modele", ["rapport", "dossier-acteur"])
def test_what_is_not_shown_of_several_fiches(espace: Path, modele: str) -> None:
    """Withdrawn: nowhere. Not public: left out, and listed. At fault: left out, and named; drafts are marked."""
    public = "".join(_rend(espace, "--template", modele, "--public").values()).replace("\u202f", " ")
    for tu in ("Les ruches", *INTERNES):
        assert tu not in public.replace("\u00a0", " "), tu
    assert "non public" in public
    assert "Le compost du Canal" in public
    assert "1\u00a0brouillon" in public or "1 brouillon" in public
    fautive = espace / "fiches" / "saison-2022.yaml"
    fautive.write_text(fautive.read_text("utf-8") + "\nlimits: rien\n", "utf-8")
    fini = utilite("render", "--template", modele, cwd=espace)
    assert fini.returncode == 1
    assert "« saison-2022 » n'est pas rendue" in fini.stderr
    nom = "rapport.md" if modele == "rapport" else "dossier-acteur/jardin-des-lilas.md"
    document = (espace / "build" / nom).read_text("utf-8")
    assert "laissée de côté" in document
    assert "saison-2022." in document
    assert "Quinze voisins" not in document
    assert utilite("render", "--template", modele, "--draft", cwd=espace).returncode == 0
    force = (espace / "build" / nom).read_text("utf-8")
    assert "1 fiche en faute" in force
    assert "Quinze voisins" in force


def test_names_are_those_of_the_templates_reach(espace: Path) -> None:
    dossier = utilite("render", "jardin-des-lila", "--template", "dossier-acteur", cwd=espace)
    assert dossier.returncode == 2
    assert "utilite render jardin-des-lilas" in dossier.stderr
    rapport = utilite("render", RICHE, "--template", "rapport", cwd=espace)
    assert rapport.returncode == 2
    assert "tapez « utilite render --template rapport »" in rapport.stderr


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


def test_a_dossier_says_first_what_a_funder_asks_and_what_is_missing(espace: Path) -> None:
    complet = _rend(espace, RICHE, "--template", "dossier", "--format", "md")[f"dossier/{RICHE}.md"]
    debut = complet[: complet.index("## En chiffres")]
    assert "**Contact\u00a0:** <lilas@example.org>" in debut
    assert "**SIRET\u00a0:** 123\u00a0456\u00a0789\u00a000007" in debut
    assert "faits non vérifiés ([ce que vaut ce document](#ce-que-vaut-ce-document))" in debut
    assert "Tout est inventé." in complet[: complet.index("## Résultats et changements")]
    pauvre = utilite("render", "parlons-en", "--template", "dossier", "--format", "md", "--out", espace)
    assert pauvre.returncode == 0, pauvre.stderr
    dit = (espace / "dossier" / "parlons-en.md").read_text("utf-8")
    for quoi in ("Contact", "SIRET", "Montant demandé", "Autres financements"):
        assert f"**{quoi}\u00a0:** non renseigné" in dit, quoi
    assert "date non renseignée" in dit
    assert "La fiche ne donne ni résultat ni impact chiffré, et dit pourquoi" in dit
    assert "Rédigé par" in dit


def test_a_zero_is_said_in_words_where_the_units_gender_is_known(espace: Path) -> None:
    fiche = espace / "fiches" / f"{RICHE}.yaml"
    texte = fiche.read_text("utf-8")
    fiche.write_text(re.sub(r"valeur: 41\b", "valeur: 0", texte), "utf-8")
    grille = espace / "referentiel.yaml"
    for unite, dit in (
        ("personnes", "aucune personne"),
        ("participants", "aucun participant"),
        ("espèces", "0 espèce"),
    ):
        grille.write_text(
            re.sub("unite: espèces|unite: pe.*|unite: pa.*", f"unite: {unite}", grille.read_text("utf-8"))
        )
        article = _rend(espace, RICHE, "--template", "dossier", "--format", "md")[f"dossier/{RICHE}.md"]
        assert dit in article.replace("\u00a0", " ").lower(), dit


def test_the_report_opens_on_what_was_found_and_keeps_limits_short(espace: Path) -> None:
    grande = espace / "fiches" / "saison-2022.yaml"
    texte = re.sub(r"(?m)^limites:.*(\n[ ]+.*|\n)*", "", grande.read_text("utf-8"))
    grande.write_text(f"{texte}\nlimites: |\n  Peu de réponses.\n\n  Un second paragraphe.\n", "utf-8")
    rapport = _rend(espace, "--template", "rapport", "--format", "md")["rapport.md"]
    essentiel = rapport[rapport.index("## L’essentiel") : rapport.index("## Comment, et avec qui")]
    assert "3 fiches portent sur les actions de 3 acteurs" in essentiel.replace("\u00a0", " ")
    assert "22 jardiniers sur 30" in essentiel.replace("\u00a0", " ")
    assert "Peu de réponses." in rapport
    assert "Un second paragraphe." not in rapport
    assert "La suite des limites est dans la fiche." in rapport


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
    assert "contient des éléments internes" in entier
    assert not any("éléments internes" in texte for texte in public.values())


def test_a_page_made_from_markdown_has_its_charts_and_quotes_the_questions_that_are_missing(espace: Path) -> None:
    questions = "".join(
        f"  - {{titre: {titre}, reponses: [perspectives], obligatoire: oui}}\n" for titre in ("Et après ?", "La suite")
    )
    _modele(
        espace,
        '{% import "commun/macros.md" as m %}{{ m.avis(document) }}{% for a in utilite_sociale %}'
        "{% for c in a.criteres %}{{ m.dessins(c) }}{% endfor %}{% endfor %}\n\n![](graphique:e30=)\n",
        f"titre: Essai\nrubriques:\n{questions}fichiers: {{md: essai.md}}\n",
    )
    fiche = espace / "fiches" / f"{RICHE}.yaml"
    fiche.write_text(re.sub(r"\nperspectives: \|\n(?:  .*\n|\n)*", "\n", fiche.read_text("utf-8")), "utf-8")
    documents = _rend(espace, RICHE, "--template", "essai")
    page, texte = documents[f"essai/{RICHE}.html"], documents[f"essai/{RICHE}.md"]
    assert page.count('<figure class="graphique') == len(set(re.findall(r'id="(g[0-9]+-titre)"', page))) > 1
    assert texte.count("graphique:") == 1  # the template's own words, that draw nothing
    assert "(« Et après ? » et « La suite »)." in texte.replace("\u00a0", " ").replace("\u202f", " ")


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


def _du_modele(espace: Path, modele: str, fiche: str, acteur: str, *args: str) -> tuple[str, str]:
    """The Markdown and the page of a template, where this fiche of this acteur is."""
    demande, nom = {"rapport": ([], "rapport"), "dossier-acteur": ([acteur], f"{modele}/{acteur}")}.get(
        modele, ([fiche], f"{modele}/{fiche}")
    )
    documents = _rend(espace, *demande, "--template", modele, *args)
    return documents[f"{nom}.md"], documents[f"{nom}.html"]


LIVRES = sorted(p.parent.name for p in (RACINE / "src/utilite/render/templates").glob("*/modele.yaml"))


@pytest.mark.parametrize("modele", LIVRES)
def test_hostile_text_is_inert_in_every_field(espace: Path, modele: str) -> None:
    piege(espace)
    texte, page = _du_modele(espace, modele, RICHE, "jardin-des-lilas", "--draft")
    corps = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert corps.count("alert(1)") > 5  # it is there, as words
    siens = re.findall(r"<script>.*?</script>", corps, re.DOTALL)
    corps = corps.replace(siens[0], "") if modele == "saisie-compte-asso" else corps  # the one that copies
    assert "<script" not in corps
    assert 'href="javascript:' not in corps
    assert "<img" not in corps
    assert 'onload="' not in corps.replace("&#34;", "&quot;")
    assert corps.count("</body>") == 1
    assert page.count("</style>") == 1
    assert not re.search(r"\b49\b", corps)
    for ligne in texte.splitlines():
        assert not re.match(r"\s*(<script|# titre|<!--)", ligne)
        if ligne.startswith("|"):  # a table's row stays one row of its width
            assert len(re.findall(r"(?<!\\)\|", ligne)) < 8
    assert "![x](" not in texte.replace("\\!", "").replace("\\[", "")
    assert "<script>" not in texte.replace("\\<", "")


def test_a_title_stays_a_text_at_the_foot_of_printed_pages(espace: Path) -> None:
    fiche = espace / "fiches" / f"{RICHE}.yaml"
    piege = 'x\\"; } </style><script>alert(1)</script>'
    fiche.write_text(re.sub(r"(?m)^  titre: .*$", lambda _: f'  titre: "{piege}"', fiche.read_text("utf-8"), count=1))
    page = _rend(espace, RICHE, "--draft")[f"fiche/{RICHE}.html"]
    assert page.count("</style>") == 1
    assert "<script" not in page


SANS_ROLE = re.compile(r"^ +role: .*\n", re.MULTILINE)


@pytest.mark.parametrize("modele", LIVRES)
def test_a_network_without_a_role_has_its_documents(espace: Path, modele: str) -> None:
    referentiel = espace / "referentiel.yaml"
    referentiel.write_text(SANS_ROLE.sub("", referentiel.read_text("utf-8")), "utf-8")
    texte, _ = _du_modele(espace, modele, RICHE, "jardin-des-lilas")
    assert texte.startswith("# ")
    if modele in ("fiche", "dossier"):  # what roles no longer place, sections do
        assert "La friche servait de dépôt" in texte
        assert "Six bénévoles" in texte


def test_a_list_that_has_a_role_is_shown(espace: Path) -> None:
    referentiel = espace / "referentiel.yaml"
    texte = referentiel.read_text("utf-8")
    referentiel.write_text(texte.replace("role: parties_prenantes", "role: moyens"), "utf-8")
    assert "Voisins de la rue" in _rend(espace, RICHE, "--template", "dossier")[f"dossier/{RICHE}.md"]


@pytest.mark.parametrize("modele", LIVRES)
@pytest.mark.parametrize("quoi", ["vide", "enorme", "un-critere", "tous"])
def test_fiches_of_any_size(espace: Path, modele: str, quoi: str) -> None:
    (espace / "fiches" / "taille.yaml").write_text(_TETE + _TAILLES[quoi], "utf-8")
    texte, page = _du_modele(espace, modele, "taille", "jardin-du-canal", "--draft")
    titres = [int(n) for n in re.findall(r"<h([1-6])", page)]
    assert titres[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(titres)), titres
    assert not re.search(r"<(ul|ol|dl|table|tbody|p|h[1-6]|section)[^>]*>\s*</\1>", page)
    assert not re.search(r"^(#{1,6}|\*|-|\|)\s*$", texte, re.MULTILINE)
    assert re.search(r"\bNone\b|Undefined|\{\{|\}\}", texte) is None
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


_TETE = """acteurs: [jardin-du-canal]
version_referentiel: "3"
statut: brouillon
periode: 2024
action:
  titre: Une fiche
"""
_MESURES = "".join(f"        - {{valeur: {i + 1}, periode: {1960 + i}, source: cahier {i}}}\n" for i in range(60))
_VOIX = "".join(f"      - {{texte: Voix {i}, auteur: voisin, accord: publication}}\n" for i in range(20))
_TAILLES = {
    "vide": "",
    "un-critere": "utilite_sociale:\n  entraide: {apport: Ils s'entraident.}\n",
    "enorme": "utilite_sociale:\n  biodiversite:\n    apport: Beaucoup.\n    indicateurs:\n      especes:\n"
    + _MESURES
    + "    temoignages:\n"
    + _VOIX,
    "tous": "utilite_sociale:\n"
    + "".join(f"  {c}:\n    apport: Oui.\n" for c in ("biodiversite", "dechets-valorises", "entraide", "transmission")),
}


def test_the_fiche_before_stands_beside_the_targets(espace: Path) -> None:
    for annee, suite in ((2022, ""), (2024, "precedente: avant\n")):
        (espace / "fiches" / f"{'apres' if suite else 'avant'}.yaml").write_text(
            _TETE.replace("2024", str(annee)) + suite + "utilite_sociale:\n  biodiversite:\n    indicateurs:\n"
            f"      especes:\n        - {{valeur: {annee - 2000}, source: cahier {annee}}}\n"
            + ("        - {cible: {au_moins: 30}, periode: 2025}\n" if suite else ""),
            "utf-8",
        )
    page = _rend(espace, "apres", "--template", "dossier")["dossier/apres.html"].replace("\u00a0", " ")
    cibles = page.partition('<section id="cibles">')[2].partition("</section>")[0]
    assert [m in cibles for m in ("22 espèces", "24 espèces", "Au moins 30 espèces", ", 2025")] == [True] * 4
    assert "cahier 2022" in page.partition('id="notes"')[2]
    graphique = page.partition('class="graphique annees"')[2].partition("</svg>")[0]
    assert "2023 : sans mesure" in graphique


def test_a_theme_and_a_logo_are_legible_and_inert(espace: Path) -> None:
    (espace / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "utf-8")
    referentiel = espace / "referentiel.yaml"
    theme = 'presentation:\n  logo: logo.svg\n  couleur: "#e2a530"\n'
    referentiel.write_text(theme + referentiel.read_text("utf-8"), "utf-8")
    page = _rend(espace, RICHE, "--template", "dossier")[f"dossier/{RICHE}.html"]
    assert "--couleur: #976f20" in page  # the nearest that can be read
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert "<script" not in page


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
