"""Shared by all tests: `--golden`, which rewrites the expected files where it is given."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from utilite.diagnostic import Diagnostic

Attendu = Callable[[Path, str], None]


def repare(texte: str, d: Diagnostic) -> str:
    """A file's text with the repair of a finding in place of what its span holds."""
    assert d.repair is not None
    assert d.span.line == d.span.end_line
    lignes = re.split("(\r\n|\r|\n)", texte)
    numero = 2 * (d.span.line - 1)
    ligne = lignes[numero]
    lignes[numero] = ligne[: d.span.column - 1] + d.repair + ligne[d.span.end_column - 1 :]
    return "".join(lignes)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the expected files")


@pytest.fixture
def attendu(request: pytest.FixtureRequest) -> Attendu:
    """Compares a text with the file that says what it should be; with `--golden`, rewrites that file."""

    def compare(fichier: Path, texte: str) -> None:
        if request.config.getoption("--golden"):
            fichier.write_text(texte, "utf-8", newline="\n")
        assert fichier.exists(), f"{fichier} manque : lancez « make golden », puis relisez-le"
        assert texte == fichier.read_text("utf-8")

    return compare
