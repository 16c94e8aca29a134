"""Reports: each format is what its readers expect, and what it says of hostile data acts on nothing."""

import html.parser
import importlib
import json
import re
import shutil
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from commande import JARDINS
from conftest import repare
from utilite.check import checker
from utilite.diagnostic import Diagnostic, RelatedSpan, Report, Severity, Span
from utilite.reporters import REPORTERS, sommaire, terminal
from utilite.reporters.empreinte import empreintes
from utilite.workspace import ouvre

ICI = Path(__file__).parent
FORMATS = [*REPORTERS, "sommaire"]
EN_JSON = ("json", "gitlab", "sarif", "rdjson")


def _ecrit(nom: str, rapport: Report) -> str:
    module = importlib.import_module(REPORTERS.get(nom, "utilite.reporters.sommaire"))
    texte: str = module.report(rapport)
    return texte


@pytest.fixture(scope="module")
def espace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other network's workspace, with a fiche full of faults."""
    espace = Path(shutil.copytree(JARDINS, tmp_path_factory.mktemp("rapports") / "jardins"))
    shutil.copy(ICI / "golden" / "fautes.yaml", espace / "fiches" / "fautes.yaml")
    return espace


@pytest.fixture(scope="module")
def rapport(espace: Path) -> Report:
    return checker.run(ouvre(espace)).report()


def _constat(**autres: Any) -> Diagnostic:
    """A finding like any other, but for what is given."""
    donnes: dict[str, Any] = {
        "code": "UT104",
        "rule": "champ-inconnu",
        "severity": Severity.ERROR,
        "message": "la clé « titer » est inconnue ici",
        "hint": "remplacez par « titre »",
        "file": "fiches/a.yaml",
        "span": Span(7, 3, 7, 8),
        "route": ("action", "titer"),
        "excerpt": "  titer: Saison",
    }
    return Diagnostic(**{**donnes, **autres})


# What each format's readers expect.


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads((ICI / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


def test_sarif_follows_its_schema(rapport: Report, schema: jsonschema.Draft4Validator) -> None:
    schema.validate(json.loads(_ecrit("sarif", rapport)))
    schema.validate(json.loads(_ecrit("sarif", Report((), 0))))


def test_sarif_names_its_rules_and_explains_them(rapport: Report) -> None:
    execution = json.loads(_ecrit("sarif", rapport))["runs"][0]
    regles = execution["tool"]["driver"]["rules"]
    assert [r["id"] for r in regles] == sorted({d.code for d in rapport.diagnostics})
    for resultat in execution["results"]:
        regle = regles[resultat["ruleIndex"]]
        assert regle["id"] == resultat["ruleId"]
        assert regle["shortDescription"]["text"].endswith(".")
        assert regle["fullDescription"]["text"].startswith(("Qu", "Si"))
        assert "Ce que la règle vérifie" in regle["help"]["text"]
        assert "**Corriger**" in regle["help"]["markdown"]


def test_sarif_places_are_relative_addresses() -> None:
    rapport = Report((_constat(file="fiches/épicerie, 100 % cèdre.yaml"),), 1)
    lieu = json.loads(_ecrit("sarif", rapport))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert lieu["artifactLocation"]["uri"] == "fiches/%C3%A9picerie%2C%20100%20%25%20c%C3%A8dre.yaml"


def test_gitlab_has_all_that_it_asks_for(rapport: Report) -> None:
    constats = json.loads(_ecrit("gitlab", rapport))
    assert len(constats) == len(rapport.diagnostics)
    assert len({c["fingerprint"] for c in constats}) == len(constats)
    for c in constats:
        assert set(c) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert c["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not c["location"]["path"].startswith(("/", "./"))
        assert c["location"]["lines"]["begin"] >= 1


def test_junit_has_a_suite_for_each_file(rapport: Report) -> None:
    racine = ET.fromstring(_ecrit("junit", rapport))
    suites = {s.get("name"): s for s in racine}
    assert set(suites) == set(rapport.names)
    for nom, suite in suites.items():
        constats = [d for d in rapport.diagnostics if d.file == nom]
        assert int(suite.get("tests", "")) == len(suite) == max(len(constats), 1)
        assert int(suite.get("failures", "")) == sum(d.severity is Severity.ERROR for d in constats)
        assert len(suite.findall("*/failure")) == int(suite.get("failures", ""))
        assert len(suite.findall("*/skipped")) == int(suite.get("skipped", ""))
        noms = [test.get("name") for test in suite]
        assert len(set(noms)) == len(noms)
    assert int(racine.get("tests", "")) == sum(len(s) for s in racine)


def test_junit_fails_where_the_command_fails() -> None:
    douce = Report((_constat(severity=Severity.WARNING), _constat(severity=Severity.NOTE)), 1)
    assert ET.fromstring(_ecrit("junit", douce)).get("failures") == "0"
    assert ET.fromstring(_ecrit("junit", douce._replace(strict=True))).get("failures") == "1"


def test_rdjson_suggestions_count_bytes_and_mend_the_line(espace: Path, rapport: Report) -> None:
    constats = json.loads(_ecrit("rdjson", rapport))["diagnostics"]
    offerts = [c for c in constats if "suggestions" in c]
    reparables = [d for d in rapport.by_gravity() if d.repair is not None]
    assert len(offerts) == len(reparables) >= 3
    for c, d in zip(offerts, reparables, strict=True):
        texte = (espace / d.file).read_text("utf-8")
        bouts = c["suggestions"][0]["range"]
        ligne = texte.split("\n")[bouts["start"]["line"] - 1].encode("utf-8")
        neuve = ligne[: bouts["start"]["column"] - 1] + c["suggestions"][0]["text"].encode("utf-8")
        neuve += ligne[bouts["end"]["column"] - 1 :]
        assert neuve.decode("utf-8") == repare(texte, d).split("\n")[d.span.line - 1]


def test_rdjson_columns_count_bytes() -> None:
    d = _constat(excerpt="é😀 titer: x", span=Span(1, 4, 1, 9), repair="titre")
    lieu = json.loads(_ecrit("rdjson", Report((d,), 1)))["diagnostics"][0]["location"]["range"]
    assert lieu == {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 13}}


def test_github_and_the_summary_put_errors_first() -> None:
    notes = [_constat(severity=Severity.NOTE, file=f"fiches/a{i}.yaml") for i in range(30)]
    rapport = Report((*notes, _constat(severity=Severity.WARNING), _constat(file="fiches/z.yaml")), 31)
    annotations = _ecrit("github", rapport).splitlines()
    assert annotations[0].startswith("::error file=fiches/z.yaml,")
    assert annotations[1].startswith("::warning ")
    lignes = [ligne for ligne in _ecrit("sommaire", rapport).splitlines() if ligne.startswith("|")]
    assert lignes[2].startswith("| erreur | fiches/z&#46;yaml&#58;7 |")
    assert len(lignes) == 2 + len(rapport.diagnostics)


def test_the_summary_stays_under_the_limit_and_says_what_it_leaves_out() -> None:
    rapport = Report(tuple(_constat(message="x" * 500, span=Span(i, 1, i, 2)) for i in range(1, 3000)), 1)
    texte = sommaire.report(rapport)
    assert len(texte.encode("utf-8")) < sommaire.MAX_OCTETS + 1000
    lignes = sum(ligne.startswith("| erreur") for ligne in texte.splitlines())
    assert "3 fichiers, aucun constat." in sommaire.report(Report((), 3))
    assert "aucun constat ; 2 à part" in sommaire.report(Report((), 3, hidden=2))
    assert f"… et {2999 - lignes} de plus" in texte


# Fingerprints.


def test_fingerprints_survive_lines_that_move(espace: Path, tmp_path: Path) -> None:
    copie = Path(shutil.copytree(espace, tmp_path / "copie"))
    avant = checker.run(ouvre(copie)).report(["fiches/fautes.yaml"])
    fiche = copie / "fiches" / "fautes.yaml"
    lignes = fiche.read_text("utf-8").splitlines(keepends=True)
    fiche.write_text("# un mot\n\n" + "".join(lignes[:8]) + "\n# un autre\n\n" + "".join(lignes[8:]), "utf-8")
    apres = checker.run(ouvre(copie)).report(["fiches/fautes.yaml"])
    assert [d.span.line for d in avant.diagnostics] != [d.span.line for d in apres.diagnostics]
    assert empreintes(avant.diagnostics) == empreintes(apres.diagnostics)


def test_a_fingerprint_survives_an_item_added_above_and_tells_twins_apart() -> None:
    un = _constat(route=("mesures", 0, "valeur"), excerpt="  - valeur: 1,5")
    meme = un._replace(route=("mesures", 1, "valeur"), span=Span(9, 3, 9, 8), excerpt="    - valeur:  1,5")
    assert empreintes([un]) == empreintes([meme])
    assert len(set(empreintes([un, meme, un]))) == 3
    assert empreintes([un, meme])[0] == empreintes([un])[0]


# What people read.


def test_text_goes_by_file_and_says_the_one_thing_to_do_next() -> None:
    doux = _constat(severity=Severity.WARNING, span=Span(2, 1, 2, 3), hint="plus tard")
    rapport = Report((doux, _constat(), _constat(file="fiches/b.yaml")), 2)
    texte = terminal.report(rapport)
    assert texte.startswith("fiches/a.yaml (1 erreur, 1 avertissement)\n\nfiches/a.yaml:2:1: avertissement UT104 ")
    assert texte.count("Le plus utile maintenant : ligne 7, remplacez par « titre ».") == 1
    assert "\nfiches/b.yaml (1 erreur)\n" in texte


def test_text_shows_both_places_of_a_finding() -> None:
    autre = RelatedSpan("acteurs/x.yaml", Span(12, 5, 12, 9), "défini ici", "    deja: 2")
    lignes = terminal.report(Report((_constat(related=(autre,)),), 1)).splitlines()
    place = lignes.index("   voir acteurs/x.yaml:12:5 : défini ici")
    assert lignes[place + 2 : place + 4] == [" 12 │     deja: 2", "    │     ----"]


def test_a_tab_is_drawn_and_the_caret_stays_under_the_fault() -> None:
    d = _constat(excerpt="titre:\tune été", span=Span(7, 7, 7, 8))
    lignes = terminal.report(Report((d,), 1)).splitlines()
    place = next(i for i, ligne in enumerate(lignes) if ligne.startswith(" 7 │"))
    assert lignes[place] == " 7 │ titre:→une été"
    assert lignes[place + 1].index("^") == lignes[place].index("→")


MOT = st.text(st.characters(blacklist_categories=["Z", "C"]), min_size=1, max_size=30)
PHRASE = st.lists(st.one_of(MOT, st.sampled_from(["«", "»", ":", "de", "la", "épicerie", "::x"])), max_size=40)


@settings(max_examples=200, deadline=None)
@given(phrase=PHRASE, extrait=MOT, largeur=st.integers(40, 120), debut=st.integers(1, 40))
def test_no_line_is_too_wide_and_no_word_is_cut(phrase: list[str], extrait: str, largeur: int, debut: int) -> None:
    d = _constat(
        message=" ".join(phrase), hint=" ".join(phrase), excerpt=extrait * 6, span=Span(9, debut, 9, debut + 9)
    )
    texte = terminal.styled(Report((d,), 1), color=False, width=largeur)
    for ligne in texte.splitlines():
        if cell_len(ligne) > largeur:
            assert "│" not in ligne
            # one word, with the signs that French keeps beside it
            assert len(re.split("(?<!«) (?![»:;!?])", ligne.strip().removeprefix("→ "))) == 1, ligne
    dits = " ".join(ligne.strip() for ligne in texte.splitlines() if "│" not in ligne)
    assert " ".join(phrase).replace("##", "").replace(" ", "") in dits.replace("##", "").replace(" ", "")


# What is printed is inert.

MORCEAUX = st.sampled_from(
    ["::error::x", "\n::error::x", "\r\n  ::add-mask::x", "##[error]x", "##vso[task.complete]", "##teamcity[x]", "%0A",
     "\x1b[31m", "\x1b]0;x\x07", "\x9b2J", "\u202e", "\u2066", "\u200f", "\u2028", "\u2029", "\x85", "\x00", "\x7f",
     "\ud800", "\ufeff", "\uffff", "]]>", "-->", "<script>", "</failure>", "&amp;", '"', "'", "\\", "\\u0022", "|",
     "`", "```", "*", "_", "[x](javascript:x)", "![x](y)", "https://x.fr", "www.x.fr", "$x$", "@tous", ":tada:", "\t",
     "[/red]", "[bold]x[/bold]", ",", ":", "é", "😀", "漢", " ", "«", "»"]
)  # fmt: skip
HOSTILE = st.one_of(st.lists(MORCEAUX, max_size=6).map("".join), st.text(max_size=12))
ETENDUE = st.tuples(*[st.integers(1, 30)] * 2).map(lambda t: Span(t[0], t[1], t[0], t[1] + 3))


@st.composite
def constats(draw: st.DrawFn) -> Diagnostic:
    """A finding whose every field comes from a stranger."""
    texte = HOSTILE
    return Diagnostic(
        code=draw(texte),
        rule=draw(texte),
        severity=draw(st.sampled_from(Severity)),
        message=draw(texte),
        hint=draw(texte),
        file=draw(texte),
        span=draw(ETENDUE),
        route=tuple(draw(st.lists(st.one_of(texte, st.integers(0, 9)), max_size=3))),
        excerpt=draw(texte).replace("\n", " ").replace("\r", " "),
        related=tuple(draw(st.lists(st.builds(RelatedSpan, texte, ETENDUE, texte, texte), max_size=2))),
        repair=draw(st.one_of(st.none(), texte)),
    )


RAPPORTS = st.lists(constats(), max_size=4).map(
    lambda ds: Report(tuple(ds), len(ds), names=("fiches/a.yaml",), manuals={d.code: d.message for d in ds})
)


def _actif(c: str) -> bool:
    """Whether a character acts on a terminal, or on the direction or the lines of what is read."""
    sens = unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    return (
        (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t") or sens or c in "\u200e\u200f\u061c"
    )


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=150, deadline=None)
@given(rapport=RAPPORTS)
def test_hostile_data_is_inert_in_every_format(format_: str, rapport: Report) -> None:
    texte = _ecrit(format_, rapport)
    assert not [c for c in texte if _actif(c)]
    assert not re.search(r"##\w*\[", texte)
    for ligne in texte.split("\n"):
        if ligne.strip().startswith("::"):
            assert format_ == "github"
            assert re.match(r"::(error|warning|notice) file=", ligne)
    if format_ in ("concise", "github"):
        assert texte.count("\n") == len(rapport.diagnostics)
    assert "\r" not in texte


@settings(max_examples=150, deadline=None)
@given(rapport=RAPPORTS)
def test_hostile_data_stays_data(rapport: Report) -> None:
    ordre = rapport.by_gravity()
    lus: Mapping[str, Any] = {nom: json.loads(_ecrit(nom, rapport)) for nom in EN_JSON}
    for d, lu in zip(rapport.diagnostics, lus["json"]["diagnostics"], strict=True):
        assert (_recode(lu["message"]), _recode(lu["file"])) == (_recode(d.message), _recode(d.file))
    assert len(lus["gitlab"]) == len({c["fingerprint"] for c in lus["gitlab"]}) == len(ordre)
    for d, lu in zip(ordre, lus["rdjson"]["diagnostics"], strict=True):
        assert _recode(lu.get("suggestions", [{"text": None}])[0]["text"]) == _recode(d.repair)
    assert [r["level"] for r in lus["sarif"]["runs"][0]["results"]] == [d.severity.value for d in ordre]
    racine = ET.fromstring(_ecrit("junit", rapport).encode("utf-8"))
    assert len(racine.findall("*/testcase/failure")) == rapport.count(Severity.ERROR)
    assert {e.tag for e in racine.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "skipped"}


def _recode(texte: str | None) -> str | None:
    """The same text, halves of a pair that JSON has joined being joined."""
    return texte and texte.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@settings(max_examples=60, deadline=None)
@given(rapport=RAPPORTS)
def test_hostile_data_follows_the_schema_of_sarif(rapport: Report, schema: jsonschema.Draft4Validator) -> None:
    schema.validate(json.loads(_ecrit("sarif", rapport)))


class _Textes(html.parser.HTMLParser):
    """The words of each cell, and the names of the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.balises: set[str] = set()
        self.cellules: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.balises.add(tag)
        if tag == "td":
            self.cellules.append("")

    def handle_data(self, data: str) -> None:
        if self.cellules:
            self.cellules[-1] += data


@settings(max_examples=150, deadline=None)
@given(rapport=RAPPORTS)
def test_hostile_data_says_just_itself_in_the_summary(rapport: Report) -> None:
    lu = _Textes()
    lu.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(_ecrit("sommaire", rapport)))
    assert lu.balises <= {"h2", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert len(lu.cellules) == 4 * len(rapport.diagnostics)
    for d, dit in zip(rapport.by_gravity(), lu.cellules[3::4], strict=True):
        attendu = "".join(c for c in d.hint if not _actif(c) and c not in "\ufeff\ufffe\uffff" and not c.isspace())
        vu = re.sub(r"\\u[0-9a-f]{4}", "", dit)
        assert re.sub(r"\\u[0-9a-f]{4}|[\s#]", "", attendu) == re.sub(r"[\s#]", "", vu)


def test_colours_say_the_tier_and_leave_the_words_alone() -> None:
    texte = terminal.styled(Report((_constat(),), 1), color=True, width=80)
    assert "\x1b[1mfiches/a.yaml:7:3:\x1b[0m \x1b[1;31merreur\x1b[0m UT104 champ-inconnu: action.titer: la" in texte
    assert "\x1b[2m 7 │ \x1b[0m  titer: Saison\n" in texte
    assert "  \x1b[1;31m^^^^^\x1b[0m\n" in texte


def test_colours_are_ours_alone() -> None:
    d = _constat(message="\x1b[31mrouge", excerpt="\x1b[0m")
    texte = terminal.styled(Report((d,), 1), color=True, width=80)
    assert "\\u001b[31mrouge" in texte.replace("\n", "")
    assert "\x1b[31mrouge" not in texte
