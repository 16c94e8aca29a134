"""The arrows of the house go down only (docs/architecture.md); read from the imports themselves."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "utilite"

NIVEAUX = (
    {"regex"},
    {"diagnostic", "errors", "orthographe", "francais", "couleurs", "forge", "png", "tableur"},
    {"source", "atomic", "emplacement"},
    {"formes"},
    {"referentiel", "modele"},
    {"fiche"},
    {"schema", "effectifs"},
    {"workspace"},
    {"check", "network", "comparaison"},
    {"render", "export"},
    {"reporters", "scaffold", "edit", "site"},
    {"cli"},
)
"""From the ground up; rooms of one level don't know each other."""

BIBLIOTHEQUES = {
    "yaml": {"source"},
    "jinja2": {"render"},
    "markupsafe": {"render"},
    "markdown_it": {"render"},
    "typer": {"cli"},
    "rich": {"cli", "reporters"},
    "pikepdf": {"render"},
    "openpyxl": {"edit"},
    "xlsxwriter": {"edit", "export"},
    "duckdb": {"export"},
    "docx": {"render"},
    "docxtpl": {"render"},
    "lxml": {"render"},
    "PIL": {"render"},
}


def _modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    noms: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            noms |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            noms |= {f"{node.module}.{alias.name}" for alias in node.names}
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
    return noms


def _level(room: str) -> int:
    return next(i for i, rooms in enumerate(NIVEAUX) if room in rooms)


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_room_knows_only_those_below(path: Path) -> None:
    room = _room(path)
    if room in ("__init__", "__main__"):
        return
    for nom in _imports(path):
        parts = nom.split(".")
        if parts[0] != "utilite" or len(parts) == 1 or parts[1] in (room, "__version__"):
            continue
        assert _level(parts[1]) < _level(room), f"{room} imports {nom}"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_library_stays_in_its_rooms(path: Path) -> None:
    for nom in _imports(path):
        rooms = BIBLIOTHEQUES.get(nom.split(".")[0])
        assert rooms is None or _room(path) in rooms, f"{path.name} imports {nom}"


def test_reporters_see_only_diagnostics() -> None:
    for path in (SRC / "reporters").glob("*.py"):
        rooms = {nom.split(".")[1] for nom in _imports(path) if nom.startswith("utilite.")}
        assert rooms <= {"diagnostic", "reporters"}, path.name


def test_rich_is_drawn_by_the_terminal_reporter_alone() -> None:
    for path in (SRC / "reporters").glob("*.py"):
        if path.name != "terminal.py":
            assert not any(nom.startswith("rich") for nom in _imports(path)), path.name


def test_every_room_has_a_level() -> None:
    rooms = {_room(p) for p in _modules()} - {"__init__", "__main__"}
    assert rooms == set().union(*NIVEAUX)


def test_the_code_does_not_know_brest() -> None:
    """Another network takes all of this up as it is."""
    for path in SRC.rglob("*"):
        if (
            path.is_file()
            and path.suffix not in (".pyc", ".woff2", ".docx", ".odt")
            and "node_modules" not in path.parts
        ):
            assert "brest" not in path.read_text("utf-8").lower(), path
