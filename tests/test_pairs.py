"""The six mistakes that peers were tried on (docs/pairs.md): each told once, at its place, with its repair."""

import shutil
from pathlib import Path

import pytest

from utilite import workspace
from utilite.check import checker
from utilite.reporters import concise

PAIRS = Path(__file__).parent / "pairs"
JARDINS = Path(__file__).parent / "workspaces" / "jardins"

SIX = {
    "1-tabulation": "9:1: erreur UT010 … remplacez la tabulation par des espaces, deux par niveau de retrait",
    "2-cle-double": "10:3: erreur UT023 … gardez une seule des deux, ou réunissez ce qu'elles contiennent",
    "3-cle-mal-ecrite": "9:3: erreur UT104 … remplacez par « accroche »",
    "4-mauvais-type": "19:19: erreur UT110 … écrivez en chiffres : 12",
    "5-cle-absente": "7:1: erreur UT101 … ajoutez la ligne « titre: » et sa valeur",
    "6-identifiant-inconnu": "3:5: erreur UT107 … remplacez par « jardin-des-lilas »",
}
"""Line, column, code, and what to write instead."""


def _dit(nom: str, tmp_path: Path) -> list[str]:
    espace = Path(shutil.copytree(JARDINS, tmp_path / "espace"))
    shutil.copy(PAIRS / f"{nom}.yaml", espace / "fiches")
    rapport = checker.run(workspace.ouvre(espace)).report([f"fiches/{nom}.yaml"])
    return concise.report(rapport).splitlines()


@pytest.mark.parametrize("nom", SIX)
def test_six_out_of_six(nom: str, tmp_path: Path) -> None:
    debut, fin = SIX[nom].split(" … ")
    dites = _dit(nom, tmp_path)
    assert len(dites) == 1, dites
    assert dites[0].startswith(f"fiches/{nom}.yaml:{debut} ")
    assert dites[0].endswith(f"; {fin}")


def test_all_the_faults_of_a_file_at_once(tmp_path: Path) -> None:
    assert [ligne.split()[2] for ligne in _dit("quatre-fautes", tmp_path)] == ["UT107", "UT101", "UT104", "UT110"]


def test_the_page_shows_what_is_said() -> None:
    page = (PAIRS.parents[1] / "docs" / "pairs.md").read_text("utf-8")
    for attendu in SIX.values():
        place, _, code = attendu.split(" … ")[0].split(" ")
        assert f"{place.removesuffix(':')} {code}" in page
