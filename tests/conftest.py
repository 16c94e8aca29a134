"""Shared by all tests: `--golden`, which rewrites the expected files where it is given."""

from collections.abc import Callable
from pathlib import Path

import pytest

Attendu = Callable[[Path, str], None]


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
