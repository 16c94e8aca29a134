"""Cases: one fault, one finding, at its place and in its words; and its innocent twin, in silence.

What a case folder holds is told in `cases/README.md`.
"""

import re
import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from conftest import Attendu, repare
from utilite import workspace
from utilite.check import checker
from utilite.check.rules import RULES
from utilite.cli import appels
from utilite.diagnostic import Diagnostic, Report, Severity
from utilite.render import examen
from utilite.reporters import concise
from utilite.source import MAX_BYTES

CAS = Path(__file__).parent / "cases"
JARDINS = Path(__file__).parent / "workspaces" / "jardins"
BOGUE = ".bogue"

DOSSIERS = {"fiche": "fiches", "acteur": "acteurs", "referentiel": ""}
"""Where a file of each kind goes, in the workspace."""

A_COTE = ("attendu.txt", "dehors.yaml")
"""What is laid beside the workspace or compared with what is found, and not put in it."""

APPEL = "appel"
"""The template that a case asks to be answered, as `utilite validate --template appel` does."""

_A_PART = ("UT31", "UT404")
"""Advice about a fiche or a network as a whole, which a case is too short to follow: it counts in its own cases."""

_COMPTE = "UT034"
"""The rule that counts the findings of others, which then don't count in its own cases."""

_NOM = re.compile(r"(?P<genre>[a-z]+)(?:-(?P<rang>[0-9]+))?(?:\.|$)")
_MARQUE = re.compile(r"# (UT[0-9]{3})[ \t]*$")


def _cas() -> list[object]:
    saute = pytest.mark.skip(reason="un défaut connu de l'outil : le cas dit ce qui devrait être")
    return [
        pytest.param(dossier, id=dossier.name, marks=saute if dossier.name.endswith(BOGUE) else ())
        for dossier in sorted(CAS.iterdir())
        if dossier.is_dir()
    ]


def _rang(chemin: Path) -> tuple[str, int]:
    """What kind of thing it is, and its number: `fiche-2.yaml` → fiche, 2."""
    trouve = _NOM.match(chemin.name)
    assert trouve is not None, f"{chemin} n'a pas un nom de cas"
    return trouve["genre"], int(trouve["rang"] or 1)


def _contenu(cas: Path, *, juste: bool) -> list[Path]:
    """The faulty files and trees of a case, or the right ones, in order."""
    tous = sorted((p for p in cas.iterdir() if p.name not in A_COTE), key=_rang)
    return [p for p in tous if (_rang(p)[0] == "juste") is juste]


def _genre(cas: Path) -> str:
    """The kind of a case's files: the twin goes where the faulty file goes."""
    return next((_rang(p)[0] for p in _contenu(cas, juste=False) if p.is_file()), "fiche")


def _places(quoi: Path) -> dict[str, Path]:
    """What is to be laid: its name in the workspace, and where it is."""
    if quoi.is_dir():
        return {p.relative_to(quoi).as_posix(): p for p in sorted(quoi.rglob("*")) if p.is_symlink() or p.is_file()}
    genre = _genre(quoi.parent)
    nom = "referentiel.yaml" if genre == "referentiel" else quoi.name.replace(".gros.", ".")
    return {(Path(DOSSIERS[genre]) / nom).as_posix(): quoi}


def _pose(quoi: Path, tmp: Path) -> Path:
    """A fresh workspace with one thing of a case laid over it."""
    espace = tmp / "espace"
    espace.mkdir()
    places = _places(quoi)
    if "referentiel.yaml" not in places:
        shutil.copy(JARDINS / "referentiel.yaml", espace)
        shutil.copytree(JARDINS / "acteurs", espace / "acteurs")
    if (quoi.parent / "dehors.yaml").exists():
        shutil.copy(quoi.parent / "dehors.yaml", tmp)
    for nom, source in places.items():
        cible = espace / nom
        cible.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, cible, follow_symlinks=False)
        if ".gros." in source.name:
            cible.write_bytes(source.read_bytes() + b"# ...\n" * (MAX_BYTES // 6 + 1))
    return espace


@cache
def _trouve(quoi: Path) -> tuple[Diagnostic, ...]:
    with tempfile.TemporaryDirectory() as tmp:
        trouves = _verifie(_pose(quoi, Path(tmp)))
    return _qui_comptent(trouves, quoi)


def _qui_comptent(trouves: tuple[Diagnostic, ...], quoi: Path) -> tuple[Diagnostic, ...]:
    if quoi.parent.name.startswith(_COMPTE):
        return tuple(d for d in trouves if d.code == _COMPTE)
    a_part = tuple(debut for debut in _A_PART if not quoi.parent.name.startswith(debut))
    return tuple(d for d in trouves if not d.code.startswith(a_part))


def _verifie(espace: Path) -> tuple[Diagnostic, ...]:
    ouvert = workspace.ouvre(espace)
    verdict = checker.run(ouvert, examen.examine(ouvert))
    return (appels.prepare(ouvert, verdict, APPEL).verdict if _appelle(espace) else verdict).diagnostics


def _appelle(espace: Path) -> bool:
    return (espace / "templates" / APPEL).is_dir()


def _marques(quoi: Path) -> list[tuple[str, int, str]]:
    """File, line and code of each mark; lines end where editors end them."""
    marques = []
    for nom, source in _places(quoi).items():
        texte = source.read_bytes().decode("utf-8", "replace") if source.is_file() else ""
        for numero, ligne in enumerate(re.split("\r\n|\r|\n", texte), 1):
            trouve = _MARQUE.search(ligne)
            if trouve is not None:
                marques.append((nom, numero, trouve[1]))
    return sorted(marques)


def _dit(diagnostics: tuple[Diagnostic, ...]) -> str:
    return concise.report(Report(diagnostics, 0))


@pytest.mark.parametrize("cas", _cas())
def test_each_fault_has_its_finding_and_no_other(cas: Path) -> None:
    fautifs = _contenu(cas, juste=False)
    assert fautifs, "un cas a au moins un fichier fautif"
    for quoi in fautifs:
        trouves = _trouve(quoi)
        assert {d.code for d in trouves} == {cas.name[:5]}, f"{quoi.name} : {_dit(trouves)}"
        marques = _marques(quoi)
        if marques:
            assert sorted((d.file, d.span.line, d.code) for d in trouves) == marques, quoi.name


@pytest.mark.parametrize("cas", _cas())
def test_the_twin_is_innocent(cas: Path) -> None:
    justes = _contenu(cas, juste=True)
    assert justes, "un cas a au moins un fichier juste"
    for quoi in justes:
        fautes = tuple(d for d in _trouve(quoi) if d.code == cas.name[:5] or d.severity is Severity.ERROR)
        assert not fautes, f"{quoi.name} : {_dit(fautes)}"


@pytest.mark.parametrize("cas", _cas())
def test_the_words_are_those_expected(cas: Path, attendu: Attendu) -> None:
    fautifs = _contenu(cas, juste=False)
    titre = "# {}\n" if len(fautifs) > 1 else ""
    attendu(cas / "attendu.txt", "".join(titre.format(quoi.name) + _dit(_trouve(quoi)) for quoi in fautifs))


REVELES = {"UT101", "UT118"}
"""What only shows once the value, or the file, is read: a gap, a number out of bounds."""


@pytest.mark.parametrize("cas", _cas())
def test_a_repair_mends_its_fault_and_makes_no_other(cas: Path, tmp_path: Path) -> None:
    for quoi in _contenu(cas, juste=False):
        reparables = [d for d in _trouve(quoi) if d.repair is not None]
        if not reparables:
            continue
        (tmp_path / quoi.name).mkdir()
        espace = _pose(quoi, tmp_path / quoi.name)
        for d in reparables:
            fichier = espace / d.file
            avant = fichier.read_bytes()
            fichier.write_text(repare(avant.decode("utf-8-sig"), d), "utf-8", newline="")
            apres = _qui_comptent(_verifie(espace), quoi)
            fichier.write_bytes(avant)
            restent, nouveaux = _marques_de(_trouve(quoi)), _marques_de(apres)
            restent -= Counter([(d.file, d.span.line, d.code)])
            assert not [m for m in (nouveaux - restent) if m[2] not in REVELES], f"{quoi.name} {d} : {_dit(apres)}"
            assert not restent - nouveaux, f"{quoi.name} {d} : {_dit(apres)}"


def _marques_de(diagnostics: tuple[Diagnostic, ...]) -> Counter[tuple[str, int, str]]:
    return Counter((d.file, d.span.line, d.code) for d in diagnostics)


def test_repairs_are_offered_where_nothing_else_can_be_meant() -> None:
    """The kinds of slips that have one, and the doubts that have none."""
    offerts = {
        (cas.name[:5], d.repair)
        for cas in CAS.iterdir()
        if cas.is_dir() and cas.suffix != BOGUE
        for quoi in _contenu(cas, juste=False)
        for d in _trouve(quoi)
    }
    assert {code for code, repair in offerts if repair is not None} == SURES
    repares = {repair for _, repair in offerts}
    assert {"terminee", "1.5", "1200", "2025-12-31", "oui", "periode", '"Atelier : initiation"'} <= repares
    assert {"plus-de-25", "de-12-a-25"}.isdisjoint(repares), "near in letters, and other figures"


SURES = {
    "UT010", "UT012", "UT013", "UT014", "UT016", "UT018", "UT022", "UT104", "UT105", "UT106", "UT107", "UT110", "UT111",
    "UT112", "UT115", "UT120", "UT121", "UT123", "UT125", "UT126", "UT127", "UT128", "UT134", "UT205", "UT207", "UT213",
    "UT221", "UT223", "UT402", "UT502",
}  # fmt: skip
"""The rules some of whose faults have only one repair."""


@pytest.mark.parametrize("nom", RULES)
def test_every_rule_has_a_case(nom: str) -> None:
    code = RULES[nom].CODE
    assert [p for p in CAS.glob(f"{code}-*") if p.is_dir() and p.suffix != BOGUE], f"aucun cas pour {code} ({nom})"


def test_every_case_is_about_a_rule() -> None:
    codes = {regle.CODE for regle in RULES.values()}
    assert {p.name for p in CAS.iterdir() if p.is_dir()} == {
        p.name for p in CAS.iterdir() if p.is_dir() and p.name[:5] in codes and p.name[5:6] == "-"
    }


def test_another_network_is_in_order() -> None:
    trouves = _verifie(JARDINS)
    assert not [d for d in trouves if d.severity is Severity.ERROR], _dit(trouves)
