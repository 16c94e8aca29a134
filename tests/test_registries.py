"""Registries: every name has its file, every rule its manual, every command its help."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from utilite.check.rules import FICHE_RULES, REFERENTIEL_RULES, RESEAU_RULES, RETIRES, RULES
from utilite.cli import COMMANDES
from utilite.diagnostic import Severity
from utilite.formes import CHAMPS, INDICATEURS

SRC = Path(__file__).parents[1] / "src" / "utilite"
RUBRIQUES = ("Ce que la règle vérifie", "Pourquoi", "Exemple", "Corriger")


def _yielded(path: Path) -> set[str]:
    """The names of rules that a module yields: `rule="…"`, `.dit("…", …)`, and `Told` tuples."""
    noms: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            noms |= {
                k.value.value
                for k in node.keywords
                if k.arg == "rule" and isinstance(k.value, ast.Constant) and isinstance(k.value.value, str)
            }
            nom = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if nom in ("dit", "_say") and node.args and isinstance(node.args[0], ast.Constant):
                noms.add(str(node.args[0].value))
        if path.name == "faults.py" and isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            premier = node.value.elts[0]
            if isinstance(premier, ast.Constant) and isinstance(premier.value, str):
                noms.add(premier.value)
    return noms


def _tous() -> set[str]:
    modules = (p for p in SRC.rglob("*.py") if "cli" not in p.parts)
    return set().union(*(_yielded(p) for p in modules))


def test_every_name_that_is_yielded_is_a_rule() -> None:
    assert _tous() <= set(RULES)


def test_every_rule_is_yielded_somewhere() -> None:
    mots: set[str] = set()
    for path in SRC.rglob("*.py"):
        if path != SRC / "check" / "rules" / "__init__.py":
            tree = ast.walk(ast.parse(path.read_text("utf-8")))
            mots |= {node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert set(RULES) <= mots


def test_every_rule_file_is_registered_once_in_the_order_of_codes() -> None:
    files = {p.stem.replace("_", "-") for p in (SRC / "check" / "rules").glob("*.py")} - {"--init--"}
    assert files == set(RULES)
    codes = [rule.CODE for rule in RULES.values()]
    assert codes == sorted(set(codes))
    assert not RETIRES & set(codes)


@pytest.mark.parametrize("nom", RULES)
def test_a_rule_has_its_manual(nom: str) -> None:
    manuel = inspect.getdoc(RULES[nom]) or ""
    premiere = manuel.split("\n", 1)[0]
    assert premiere.endswith("."), premiere
    places = [manuel.find(f"\n{rubrique}\n") for rubrique in RUBRIQUES]
    assert -1 not in places, f"{nom}: a heading is missing"
    assert places == sorted(places)
    assert re.fullmatch(r"UT[0-5]\d\d", RULES[nom].CODE)


def test_what_leaves_a_value_unread_is_an_error() -> None:
    for nom, rule in RULES.items():
        assert not rule.LOCKED or rule.SEVERITY is Severity.ERROR, nom


def test_a_rule_with_a_check_yields_its_own_name() -> None:
    for rule in (*FICHE_RULES, *REFERENTIEL_RULES, *RESEAU_RULES):
        path = Path(inspect.getfile(rule))  # type: ignore[arg-type]
        assert _yielded(path) == {path.stem.replace("_", "-")}


def test_every_forme_is_registered() -> None:
    files = {p.stem for p in (SRC / "formes").glob("*.py")}
    assert set(CHAMPS) | set(INDICATEURS) <= files


def test_every_forme_is_shown_in_the_other_network() -> None:
    referentiel = Path(__file__).parent / "workspaces" / "jardins" / "referentiel.yaml"
    assert set(CHAMPS) | set(INDICATEURS) <= set(re.findall(r"forme: (\w+)", referentiel.read_text("utf-8")))


@pytest.mark.parametrize("nom", COMMANDES)
def test_a_command_has_its_help(nom: str) -> None:
    module = __import__(COMMANDES[nom], fromlist=["run"])
    assert inspect.getdoc(module.run)
    assert f"utilite {nom}" in (SRC.parents[1] / "README.md").read_text("utf-8")
