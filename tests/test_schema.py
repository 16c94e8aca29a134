"""The schemas for editors: where one rejects a file, our readers report; the reverse, but for what is listed."""

import math
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
from utilite.schema.editeur import schemas
from utilite.schema.editeur.document import fichier
from utilite.workspace import Workspace

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"

HORS = {
}
"""What a schema can't say, and why."""

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
def _validateurs(racine: Path, contenu: bytes) -> dict[str, Draft7Validator]:
    """The validators of a référentiel, by its bytes: cases share most."""
    referentiel = workspace.ouvre(racine).referentiel.valeur
    return validateurs(referentiel) if referentiel is not None else {}


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
    for chemin in sorted(espace.racine.rglob("*.yaml")):
        nom = chemin.relative_to(espace.racine).as_posix()
        genre = _genre(nom)
        if genre is None or not chemin.is_file():
            continue
        racine = espace.document(nom).root
        juges = _validateurs(espace.racine, (espace.racine / "referentiel.yaml").read_bytes())
        if racine is None or not juges:
            continue
        fautes = list(juges[genre].iter_errors(instance(racine)))
        ici = [d for d in vus if d.file == nom]
        if fautes and not ici:
            ecarts.append(f"{nom} : le schéma refuse seul, {[(list(f.absolute_path), f.message[:200]) for f in fautes]}")
        manques = [d for d in ici if d.severity is Severity.ERROR and d.code not in HORS]
        if manques and not fautes:
            ecarts.append(f"{nom} : le schéma ne voit pas {[(d.code, d.rule, d.route) for d in manques]}")
    return ecarts


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
