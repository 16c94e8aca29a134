"""The schemas for editors: where one rejects a file, our readers report; the reverse, but for what is listed."""

import json
import math
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from test_cases import CAS, _contenu, _pose
from utilite import cli, source, workspace
from utilite.check import checker
from utilite.diagnostic import Diagnostic, Severity
from utilite.formes import bornes, editeur
from utilite.referentiel import Referentiel
from utilite.schema import referentiel as lecture
from utilite.schema.editeur import GENRES, schemas
from utilite.schema.noms import DOSSIER, fichier
from utilite.workspace import Workspace

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"

FICHES = sorted([*(RACINE / "fiches").glob("*.yaml"), *(JARDINS / "fiches").glob("*.yaml")])

HORS: dict[str, tuple[str, ...]] = {
    "« ~ » est un mot dans un texte, et rien ailleurs ; une liste peut n'avoir que des éléments vides": ("UT101",),
    "les guillemets, les zéros de tête, les exposants, les capitales ne se voient plus dans l'instance": (
        "UT108", "UT110", "UT115", "UT118", "UT119", "UT121", "UT125", "UT128",
    ),
    "les bornes d'un indicateur propre, celles d'une date, le compte des éléments non vides": ("UT118",),
    "un calendrier, une clé de contrôle, une liste de départements": ("UT111", "UT112", "UT122", "UT127"),
    "un motif qu'un éditeur ne lirait pas comme nous": ("UT119", "UT124"),
    "ce qui se calcule": ("UT113", "UT114", "UT209", "UT211", "UT222", "UT301", "UT302", "UT303"),
    "ce qui se compare dans le fichier": ("UT132", "UT202", "UT203", "UT204", "UT207", "UT223", "UT320"),
    "ce qui se cherche ailleurs que dans le fichier": ("UT107", "UT213", "UT214", "UT401", "UT402", "UT403", "UT501",
                                                         "UT502"),
    "une expression régulière, la prose": ("UT210", "UT224", "UT340"),
}  # fmt: skip
"""The codes of errors that a schema can't always tell, by the reason why; all faults of YAML itself (UT0…) too."""

_HORS = {code for codes in HORS.values() for code in codes}


DOSSIERS = {
    "fiches": "fiche",
    "acteurs": "acteur",
    "prive/fiches": "fiche-privee",
    "prive/acteurs": "acteur-prive",
}


def instance(node: source.Node) -> Any:
    """A node under YAML 1.2's core schema."""
    if isinstance(node, source.Mapping):
        return {nom: instance(valeur) for nom, (_, valeur) in node.entries.items()}
    if isinstance(node, source.Sequence):
        return [instance(item) for item in node.items]
    return node.value if node.style else editeur.coeur(node.value)


def validateurs(referentiel: Referentiel) -> dict[str, Draft7Validator]:
    tous = schemas(referentiel)
    registre: Registry[Any] = Registry().with_resources(
        (fichier(genre), Resource.from_contents(schema)) for genre, schema in tous.items()
    )
    return {genre: Draft7Validator(schema, registry=registre) for genre, schema in tous.items()}


@cache
def _validateurs(contenu: bytes) -> dict[str, Draft7Validator]:
    """The validators of a référentiel, by its bytes: most cases share one."""
    document, _ = source.read(contenu, "referentiel.yaml")
    lu, _ = lecture.lit(document)
    return validateurs(lu) if lu is not None else {}


@cache
def _fautes(genre: str, grille: bytes, contenu: bytes) -> tuple[str, ...] | None:
    """What the schema says of a file; None where there is no schema, or a fault of YAML itself."""
    racine = source.read(contenu, "x.yaml")[0].root
    juges = _validateurs(grille)
    if racine is None or not juges:
        return None
    return tuple(
        f"{list(faute.absolute_path)} {faute.message[:200]}" for faute in juges[genre].iter_errors(instance(racine))
    )


def _genre(fichier_: str) -> str | None:
    if fichier_ == "referentiel.yaml":
        return "referentiel"
    if fichier_.startswith("templates/") and fichier_.endswith("/modele.yaml"):
        return "modele"
    dossier, _, nom = fichier_.rpartition("/")
    return DOSSIERS.get(dossier) if nom.endswith(".yaml") else None


def _ecarts(espace: Workspace, vus: tuple[Diagnostic, ...]) -> list[str]:
    """Where the two verdicts on a file differ."""
    ecarts = []
    grille = (espace.racine / "referentiel.yaml").read_bytes()
    for chemin in sorted(espace.racine.rglob("*.yaml")):
        nom = chemin.relative_to(espace.racine).as_posix()
        genre = _genre(nom)
        fautes = _fautes(genre, grille, chemin.read_bytes()) if genre is not None and chemin.is_file() else None
        if fautes is None:
            continue
        ici = [d for d in vus if d.file == nom]
        if fautes and not ici:
            ecarts.append(f"{nom} : le schéma refuse seul, {fautes}")
        manques = [
            d for d in ici if d.severity is Severity.ERROR and d.code not in _HORS and not d.code.startswith("UT0")
        ]
        if manques and not fautes:
            ecarts.append(f"{nom} : le schéma ne voit pas {[(d.code, d.rule, d.route) for d in manques]}")
    return ecarts


@pytest.mark.parametrize("racine", [RACINE, JARDINS], ids=["depot", "jardins"])
def test_the_schemas_are_schemas(racine: Path) -> None:
    referentiel = workspace.ouvre(racine).referentiel.valeur
    assert referentiel is not None
    for schema in schemas(referentiel).values():
        Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("racine", [RACINE, JARDINS], ids=["depot", "jardins"])
def test_what_is_in_order_is_accepted(racine: Path) -> None:
    espace = workspace.ouvre(racine)
    assert not _ecarts(espace, checker.run(espace).diagnostics)


@pytest.mark.parametrize("cas", [p for p in sorted(CAS.iterdir()) if p.is_dir()], ids=lambda p: p.name)
def test_a_case_has_one_verdict(cas: Path) -> None:
    for quoi in (*_contenu(cas, juste=False), *_contenu(cas, juste=True)):
        with tempfile.TemporaryDirectory() as tmp:
            espace = workspace.ouvre(_pose(quoi, Path(tmp)))
            assert not _ecarts(espace, checker.run(espace).diagnostics), quoi.name


def test_the_schemas_of_the_repository_are_those_of_its_referentiel() -> None:
    referentiel = workspace.ouvre(RACINE).referentiel.valeur
    assert referentiel is not None
    tous = schemas(referentiel)
    for genre, schema in tous.items():
        ecrit = (RACINE / DOSSIER / fichier(genre)).read_text("utf-8")
        assert ecrit == editeur.json_de(schema), "le référentiel ou les formes ont changé : tapez « make schemas »"
    assert {p.name for p in (RACINE / DOSSIER).iterdir()} == {fichier(genre) for genre in tous}


def test_every_key_is_explained() -> None:
    """A key of the format has words of its own; a référentiel's have the title that it gives."""
    referentiel = workspace.ouvre(JARDINS).referentiel.valeur
    assert referentiel is not None
    for genre, schema in schemas(referentiel).items():
        muettes = set(_muettes(schema)) - SANS_MOTS
        assert not muettes, f"{genre} : {muettes}"


SANS_MOTS = {"axes", "criteres", "indicateurs", "champs", "vocabulaires"}
"""The kinds of names of a `renommer`, explained by the key above them."""


def _muettes(fragment: Any) -> Iterator[str]:
    """The keys that are proposed without a word."""
    if isinstance(fragment, list):
        for item in fragment:
            yield from _muettes(item)
    elif isinstance(fragment, dict):
        for mot, valeur in fragment.items():
            if mot != "if":
                yield from _muettes(valeur)
        for cle, valeur in (fragment.get("properties") or {}).items():
            if not (isinstance(valeur, dict) and {"title", "description", "doNotSuggest"} & valeur.keys()):
                yield cle


COEUR = {
    "": None, "~": None, "Null": None, "nULL": "nULL", "true": True, "FALSE": False, "yes": "yes", "oui": "oui",
    "12": 12, "-07": -7, "0o17": 15, "0x1F": 31, "1_000": "1_000", "1.5": 1.5, ".5": 0.5, "1e3": 1000.0,
    "+.inf": math.inf,    "2013-06-17": "2013-06-17", "12:30": "12:30", "0b1": "0b1", "1,5": "1,5",
}  # fmt: skip


@pytest.mark.parametrize("ecrit", COEUR)
def test_a_plain_scalar_is_what_the_core_schema_says(ecrit: str) -> None:
    lu = editeur.coeur(ecrit)
    assert (type(lu), lu) == (type(COEUR[ecrit]), COEUR[ecrit])
    assert math.isnan(editeur.coeur(".NaN"))


def test_a_motif_is_exported_where_an_editor_reads_it_as_we_do() -> None:
    for motif in ("[A-Z]{2}-[0-9]{3}", "29[0-9]{3}", r"(?:a|b)*\.x?", "[^a-z\\-]+"):
        assert bornes.est_portable(motif), motif
    for motif in (r"\w+", "(?i)a", "(?P<a>x)", r"a\Z", "a{", "^a$", "(?!a)b"):
        assert not bornes.est_portable(motif), motif


REMPLACANTS = (
    "", "~", '""', '" "', "[]", "{}", "[~]", "[{x: }]", "x", '"x"', "12", "-3", "1.5", '"12"', "2013", "2013-06",
    "2013-06-17", "2013-02-30", "31/12/2025", "oui", "Oui", "true", '"oui"', "[10, 15]", "[15, 10]",
    "[10, ~]", "[x]", "{valeur: 1}",
    "[{valeur: 1}]", "[{valeur: 1, entre: [1, 2]}]", "[{non_renseigne: ~}]", "[{cible: {au_moins: 3}}]", "[{sur: 8}]",
    "{debut: 2012, fin: 2013}", "{debut: 2012}", "{x: 1}", "{x: }", "brouillon", "terminee", '" terminee "', "retiree",
    "|\n  deux\n  lignes", "01500", "https://example.org", "60", "74", "interne", "seniors", "entier", "repartition",
    "{a-moi: {titre: x, niveau: resultat, forme: ratio, mesures: [{valeur: 1, sur: 2}]}}", "{A moi: }",
    "{charges: [{compte: 60, montant: 1}, {compte: }]}", "[{texte: x, accord: interne}]", "[{texte: x}]",
)  # fmt: skip
CLES = (
    "titre",
    "valeur",
    "sur",
    "source",
    "apport",
    "statut",
    "axe",
    "x",
    "non_renseigne",
    "entre",
    "population",
    "cible",
)


@st.composite
def fiches_changees(draw: st.DrawFn) -> tuple[Path, str]:
    """A real fiche, some of whose keys are gone or renamed, some of whose values are others."""
    chemin = draw(st.sampled_from(FICHES))
    document, _ = source.read(chemin.read_bytes(), "x.yaml")
    assert document.root is not None
    for _ in range(draw(st.integers(1, 3))):
        node: source.Node = document.root
        while isinstance(node, source.Mapping | source.Sequence):
            enfants = list(node.entries) if isinstance(node, source.Mapping) else list(range(len(node.items)))
            if not enfants or draw(st.integers(0, 5)) == 0:
                break
            ici: Any = draw(st.sampled_from(enfants))
            dessous = node.entries[ici][1] if isinstance(node, source.Mapping) else node.items[ici]
            if isinstance(dessous, source.Scalar) or draw(st.integers(0, 3)) == 0:
                _change(draw, node, ici)
                break
            node = dessous
    return chemin.parents[1], _ecrit(document.root)


def _change(draw: st.DrawFn, node: source.Mapping | source.Sequence, ici: Any) -> None:
    """One key or one item less, elsewhere, or another."""
    geste = draw(st.sampled_from(["ote", "renomme", "remplace", "remplace"]))
    autre = source.parse(f"x: {draw(st.sampled_from(REMPLACANTS))}\n", "x.yaml")[0].root
    assert autre is not None
    if isinstance(node, source.Sequence):
        node.items[ici : ici + 1] = [] if geste == "ote" else [autre.entries["x"][1]]
    elif geste == "remplace":
        node.entries[ici] = (node.entries[ici][0], autre.entries["x"][1])
    else:
        cle, valeur = node.entries.pop(ici)
        if geste == "renomme":
            node.entries.setdefault(draw(st.sampled_from(CLES)), (cle, valeur))


def _ecrit(node: source.Node) -> str:
    """A tree as flow YAML on one line, each scalar quoted as it was."""
    if isinstance(node, source.Mapping):
        return "{" + ", ".join(f"{json.dumps(cle)}: {_ecrit(v)}" for cle, (_, v) in node.entries.items()) + "}"
    if isinstance(node, source.Sequence):
        return "[" + ", ".join(map(_ecrit, node.items)) + "]"
    simple = re.fullmatch(r"[\w.~:/+-]*", node.value) is not None
    return node.value if not node.style and simple else json.dumps(node.value)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cas=fiches_changees())
def test_a_changed_fiche_has_one_verdict(espaces: dict[Path, Path], cas: tuple[Path, str]) -> None:
    racine, texte = cas
    (espaces[racine] / "fiches" / "essai.yaml").write_text(texte, "utf-8")
    espace = workspace.ouvre(espaces[racine])
    assert not _ecarts(espace, checker.run(espace).diagnostics), texte


@pytest.fixture(scope="module")
def espaces(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """The two workspaces, without their fiches."""
    faits = {}
    for racine in (RACINE, JARDINS):
        faits[racine] = tmp_path_factory.mktemp("espace")
        shutil.copy(racine / "referentiel.yaml", faits[racine])
        shutil.copytree(racine / "acteurs", faits[racine] / "acteurs")
        (faits[racine] / "fiches").mkdir()
    return faits


def test_a_network_without_an_axe_has_its_schemas(tmp_path: Path) -> None:
    grille = (JARDINS / "referentiel.yaml").read_text("utf-8")
    debut, fin = grille.index("\naxes:"), grille.index("\nvocabulaires:")
    (tmp_path / "referentiel.yaml").write_text(f"{grille[:debut]}\naxes: []\n{grille[fin:]}", "utf-8")
    assert cli.lance(["-C", str(tmp_path), "schema"]) == 0
    for genre in GENRES:
        Draft7Validator.check_schema(json.loads((tmp_path / DOSSIER / fichier(genre)).read_text("utf-8")))


def test_a_new_fiche_names_its_schema_and_is_accepted(espaces: dict[Path, Path]) -> None:
    for espace in espaces.values():
        assert cli.lance(["-C", str(espace), "new", "avant", "--acteur", "quelqu-un"]) == 0
        assert "yaml-language-server" not in (espace / "fiches" / "avant.yaml").read_text("utf-8")
        assert cli.lance(["-C", str(espace), "schema"]) == 0
        assert cli.lance(["-C", str(espace), "new", "apres", "--acteur", "une-autre"]) == 0
        for nom, genre in (("fiches/apres.yaml", "fiche"), ("acteurs/une-autre.yaml", "acteur")):
            texte = (espace / nom).read_bytes()
            assert texte.startswith(f"# yaml-language-server: $schema=../{DOSSIER}/{fichier(genre)}\n".encode())
            assert (espace / nom).parent.joinpath(f"../{DOSSIER}/{fichier(genre)}").is_file()
        assert (
            _fautes("fiche", (espace / "referentiel.yaml").read_bytes(), (espace / "fiches/apres.yaml").read_bytes())
            == ()
        )
        assert not any(DOSSIER in nom for nom in checker.run(workspace.ouvre(espace)).files)


def test_one_schema_goes_to_stdout_or_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.lance(["-C", str(JARDINS), "schema", "fiche"]) == 0
    dit = capsys.readouterr().out
    assert cli.lance(["-C", str(JARDINS), "schema", "fiche", "--out", str(tmp_path / "f.json")]) == 0
    assert (tmp_path / "f.json").read_text("utf-8") == dit
    assert cli.lance(["-C", str(JARDINS), "schema", "fich"]) == 2
    assert "vouliez-vous dire « fiche » ?" in capsys.readouterr().err
