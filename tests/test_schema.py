"""The schemas for editors: where one rejects a file, our readers report; the reverse, but for what is listed."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from test_cases import CAS, _contenu, _pose
from utilite import source, workspace
from utilite.check import checker
from utilite.diagnostic import Diagnostic, Severity
from utilite.formes import editeur
from utilite.referentiel import Referentiel
from utilite.schema import referentiel as lecture
from utilite.schema.editeur import schemas
from utilite.schema.editeur.document import fichier
from utilite.workspace import Workspace

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"

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
    "ce qui se cherche ailleurs que dans le fichier": ("UT107", "UT213", "UT214", "UT401", "UT402", "UT403", "UT501"),
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
