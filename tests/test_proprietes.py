"""What holds of any input: no traceback, no place outside the file, no meaning in the order of keys."""

import contextlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import repare
from utilite import cli, formes, francais, source, workspace
from utilite.check import checker
from utilite.check.rules import RULES
from utilite.diagnostic import Diagnostic, Finding, Place
from utilite.formes.spec import Champ, Entree, Lecture, Spec, Vocabulaire
from utilite.render import prose, valeurs

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
FICHES = sorted([*(RACINE / "fiches").glob("*.yaml"), *(JARDINS / "fiches").glob("*.yaml")])


@pytest.fixture(scope="module")
def espaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The two workspaces, without their fiches."""
    faits = {}
    for nom, racine in (("depot", RACINE), ("jardins", JARDINS)):
        espace = tmp_path_factory.mktemp(nom)
        shutil.copy(racine / "referentiel.yaml", espace)
        shutil.copytree(racine / "acteurs", espace / "acteurs")
        (espace / "fiches").mkdir()
        faits[nom] = espace
    return faits


def _valide(espace: Path, texte: str, *, format_: str = "json") -> tuple[int, str, str]:
    """The exit code, stdout and stderr of `validate` on a workspace whose only fiche is this text."""
    (espace / "fiches" / "essai.yaml").write_bytes(texte.encode("utf-8", "surrogatepass"))
    sortie, erreurs = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(sortie), contextlib.redirect_stderr(erreurs):
        code = cli.lance(["-C", str(espace), "validate", "--format", format_])
    return code, sortie.getvalue(), erreurs.getvalue()


def _morceaux(texte: str) -> Iterator[str]:
    yield from texte.splitlines(keepends=True)


FRAGMENTS = st.one_of(
    st.sampled_from(
        ["- valeur: 1,5\n", "statut: fini\n", "  x: [\n", "\t", ": ", " #mot", "'", '"', "~", "&a ", "*a", "!b ",
         "<<: 1\n", "---\n", "non_renseigne: x\n", "entre: [2, 1]\n", "periode: 2013-2014\n", "acteurs: x\n",
         "99999999999999999999", "2013-02-30", "oui", "null", "{}", "[]", "sur: 0\n", "  - \n", "é", "\u00a0",
         "\ud800", "\x00", "|\n", ">\n", "12,5", "acteur", "titr", "{titer: 1}", "31/12/2025", "Oui", "@", "terminé"]
    ),
    st.text(max_size=8),
)  # fmt: skip


@st.composite
def fiches_abimees(draw: st.DrawFn) -> tuple[str, str]:
    """A real fiche with a few lines cut, doubled, moved, or spliced with anything."""
    chemin = draw(st.sampled_from(FICHES))
    lignes = list(_morceaux(chemin.read_text("utf-8")))
    for _ in range(draw(st.integers(1, 4))):
        i = draw(st.integers(0, len(lignes) - 1))
        geste = draw(st.sampled_from(["coupe", "double", "echange", "greffe", "remplace"]))
        if geste == "coupe" and len(lignes) > 1:
            del lignes[i]
        elif geste == "double":
            lignes.insert(i, lignes[i])
        elif geste == "echange":
            j = draw(st.integers(0, len(lignes) - 1))
            lignes[i], lignes[j] = lignes[j], lignes[i]
        else:
            place = draw(st.integers(0, len(lignes[i])))
            fin = place if geste == "greffe" else draw(st.integers(place, len(lignes[i])))
            lignes[i] = lignes[i][:place] + draw(FRAGMENTS) + lignes[i][fin:]
    return ("depot" if chemin.parent.parent == RACINE else "jardins"), "".join(lignes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cas=st.one_of(fiches_abimees(), st.tuples(st.just("jardins"), st.text(max_size=120))))
def test_any_text_is_a_fiche_or_a_located_message(espaces: dict[str, Path], cas: tuple[str, str]) -> None:
    nom, texte = cas
    code, sortie, erreurs = _valide(espaces[nom], texte)
    assert code in (0, 1), erreurs
    lignes = texte.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for d in json.loads(sortie)["diagnostics"]:
        if d["file"] == "fiches/essai.yaml":
            assert 1 <= d["line"] <= lignes + 1
            assert d["column"] >= 1
            assert d["message"]
            assert d["hint"]
    assert _valide(espaces[nom], texte, format_="text")[0] == code


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cas=fiches_abimees())
def test_a_repair_mends_what_it_is_said_to(espaces: dict[str, Path], cas: tuple[str, str]) -> None:
    nom, texte = cas
    avant = _vus(espaces[nom], texte)
    for d in [d for d in avant if d.repair is not None][:4]:
        apres = _vus(espaces[nom], repare(texte, d))
        assert not [a for a in apres if (a.code, a.span[:2], a.message) == (d.code, d.span[:2], d.message)], d
        if not d.code.startswith("UT0"):
            assert _illisibles(apres) <= _illisibles(avant), d


def _vus(espace: Path, texte: str) -> list[Diagnostic]:
    (espace / "fiches" / "essai.yaml").write_bytes(texte.encode("utf-8", "surrogatepass"))
    return [d for d in checker.run(workspace.ouvre(espace)).diagnostics if d.file == "fiches/essai.yaml"]


def _illisibles(diagnostics: list[Diagnostic]) -> int:
    """How many faults of YAML itself."""
    return sum(d.code.startswith("UT0") for d in diagnostics)


def _ecrit(node: source.Node, ordre: "st.DataObject", retrait: int = 0) -> str:
    """A tree as YAML, its keys in another order."""
    marge = "  " * retrait
    if isinstance(node, source.Mapping):
        cles = ordre.draw(st.permutations(list(node.entries)))
        return "".join(f"{marge}{json.dumps(c)}:{_suite(node.entries[c][1], ordre, retrait)}" for c in cles)
    assert isinstance(node, source.Sequence)
    return "".join(f"{marge}-{_suite(item, ordre, retrait)}" for item in node.items)


def _suite(node: source.Node, ordre: "st.DataObject", retrait: int) -> str:
    if isinstance(node, source.Scalar):
        simple = not node.style and "\n" not in node.value
        return f" {node.value if simple else json.dumps(node.value)}\n"
    vide = not (node.entries if isinstance(node, source.Mapping) else node.items)
    if vide:
        return " {}\n" if isinstance(node, source.Mapping) else " []\n"
    return "\n" + _ecrit(node, ordre, retrait + 1)


@settings(max_examples=40, deadline=None)
@given(donnees=st.data(), chemin=st.sampled_from(FICHES))
def test_the_order_of_keys_means_nothing(espaces: dict[str, Path], donnees: st.DataObject, chemin: Path) -> None:
    espace = espaces["depot" if chemin.parent.parent == RACINE else "jardins"]
    texte = chemin.read_text("utf-8")
    document, _ = source.parse(texte, "x.yaml")
    assert document.root is not None
    avant = json.loads(_valide(espace, texte)[1])
    apres = json.loads(_valide(espace, _ecrit(document.root, donnees))[1])
    vus = [sorted((d["code"], str(d["path"])) for d in rapport["diagnostics"]) for rapport in (avant, apres)]
    assert vus[0] == vus[1]


PROSE = st.lists(
    st.sampled_from(
        ["mot", "été", " ", "\n", "\n\n", "- ", "  ", "1. ", "> ", "*", "**", "_", "[", "](https://a.fr)",
         "](javascript:x)", "<b>", "<script>", "&amp;", "&", "#", "# ", "|", "`", "\\", "!", " !", "«", "»", '"', "'",
         "l'eau", "1 200", "5 h", "![x](y)", "---", "===", "~~", "12", ".", ":", " : ", "https://a.fr/x?y;z",
         "a@b.fr", "\u00a0", "+ ", "😀", "é\u0301"]
    ),
    max_size=16,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(texte=st.one_of(st.text(max_size=60), PROSE))
def test_typography_changes_nothing_but_spaces_and_quotes(texte: str) -> None:
    une_fois = francais.typographie(texte)
    assert francais.typographie(une_fois) == une_fois

    def nu(t: str) -> str:
        plats = t.translate(str.maketrans("’«»", '\'""'))
        return "".join(c for c in plats if not c.isspace())

    assert nu(une_fois) == nu(texte)


@settings(max_examples=700, deadline=None)
@given(texte=PROSE)
def test_prose_as_markdown_says_what_prose_as_html_says(texte: str) -> None:
    """The same words in the same blocks; emphasis is kept but where it touches another."""
    assert _mots(prose.en_html(prose.en_markdown(texte))) == _mots(prose.en_html(texte))


NUE = st.lists(
    st.sampled_from(("mot", "l'an", " ", "\n", "\n\n", ".", " : ", "«", "»", "-", "+", "1.", "12", ")", "\u00a0", "#"))
    | st.characters(),
    max_size=16,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(texte=NUE)
def test_prose_without_a_sign_is_what_the_parser_makes_of_it(texte: str) -> None:
    """A « *x* » under it has the parser read it."""
    if prose._nus(texte) is None:
        return
    lu = f"{texte}\n\n*x*"
    assert prose.en_html(texte) == prose.en_html(lu).removesuffix("<p><em>x</em></p>").rstrip("\n")
    assert prose.en_markdown(texte) == prose.en_markdown(lu).removesuffix("*x*").rstrip("\n")


DONNEES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.sampled_from((valeurs.NON_RENSEIGNE, valeurs.Prose("a « b »"), valeurs.Montant(1.5), valeurs.Lien("é", "c"))),
    lambda v: st.lists(v, max_size=3) | st.tuples(v) | st.dictionaries(st.text(max_size=2), v, max_size=3)
    | st.dictionaries(st.text(max_size=2), v, max_size=3).map(valeurs.Objet),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(valeur=DONNEES)
def test_a_fingerprint_is_of_the_canonical_json(valeur: object) -> None:
    deux = [valeur, valeur]
    attendu = json.dumps(valeurs.plat(deux), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert valeurs.canonique(deux, {}) == attendu


def _mots(page: str) -> str:
    # Blanks don't count: a sign beside an emphasis gets its own only where the two have become one text.
    sans_emphase = re.sub(r"</?(?:em|strong|s)>|\s", "", page)
    sans_vide, encore = sans_emphase, ""
    while sans_vide != encore:
        sans_vide, encore = re.sub(r"<(p|blockquote)>\s*</\1>", "", sans_vide), sans_vide
    return re.sub(r"\s+", " ", re.sub(r"\s*(</?(?:li|p|ul|ol|blockquote)\b[^>]*>)\s*", r"\1", sans_vide)).strip()


@settings(max_examples=300, deadline=None)
@given(texte=PROSE)
def test_prose_is_inert(texte: str) -> None:
    page = prose.en_html(texte)
    for interdit in ("<script", "<b>", "<img", "<h1", "<h2", "<table", 'href="javascript:'):
        assert interdit not in page


@settings(max_examples=300, deadline=None)
@given(texte=st.one_of(PROSE, st.text(max_size=40)))
def test_a_plain_text_in_markdown_says_just_itself(texte: str) -> None:
    from markdown_it import MarkdownIt

    attendu = " ".join(texte.split())
    jetons = MarkdownIt("commonmark").parse(prose.echappe(texte))
    dits = "".join(
        f.content if f.type == "text" else "" for j in jetons for f in (j.children or []) if f.type != "softbreak"
    )
    assert dits.split() == attendu.replace("\x00", "\ufffd").split()


TEXTE = Spec(forme="texte")
CHAMPS = {
    "choix": Spec(forme="choix", vocabulaire=Vocabulaire(nom="mots", entrees={"oui": Entree(id="oui", titre="Oui")})),
    "liste": Spec(forme="liste", de=TEXTE),
    "objet": Spec(forme="objet", champs=(Champ(place=Place("x.yaml"), id="compte", titre="Compte", spec=TEXTE),)),
}
SIGNES = st.text("0123456789WABO +.-()/@:,;ab éà€\u00a0\n", max_size=24)
VALEURS: st.SearchStrategy[object] = st.recursive(
    st.one_of(SIGNES, st.text(max_size=300), st.sampled_from(["60", "74", "6063", "1450", "1 200", "a@b.fr", "~"])),
    lambda valeurs: st.one_of(
        st.lists(valeurs, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["charges", "produits", "compte", "montant", "realise", "libelle", "etat", "financeur", "x"]
            ),
            valeurs,
            max_size=4,
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(forme=st.sampled_from(sorted(formes.CHAMPS)), valeur=VALEURS)
def test_a_champ_of_any_forme_reads_anything_or_says_why(forme: str, valeur: object) -> None:
    """No crash; what is read can be shown, what isn't is told by a rule, and what it says to write is right."""
    spec = CHAMPS.get(forme, Spec(forme=forme))
    lu, findings = _lit_champ(spec, json.dumps(valeur))
    if lu is not None:
        assert isinstance(formes.montre(lu, spec), str)
    for finding in findings:
        assert finding.rule in RULES
        assert finding.message
        assert finding.hint
    if findings and findings[0].rule.endswith("-mal-ecrit") and forme in IDENTIFIANTS:
        _, trouve, ecrit = findings[0].hint.partition("écrivez : ")
        assert not trouve or not _lit_champ(spec, json.dumps(ecrit))[1]


IDENTIFIANTS = ("courriel", "telephone", "rna", "code_insee", "code_postal")


def _lit_champ(spec: Spec, ecrit: str) -> tuple[object, list[Finding]]:
    document, _ = source.parse(f"x: {ecrit}\n", "x.yaml")
    if document.root is None:
        return None, []
    lecture = Lecture(document)
    return formes.lecteur(spec)(document.root.entries["x"][1], ("x",), lecture), lecture.findings
