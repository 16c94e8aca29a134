"""What makes the page check by itself: Python for browsers (Pyodide), and the package with what it reads with.

Pyodide and the two libraries of the page come from npm, at pinned versions (`make moteur`); the Python
packages are those that run this very command, so that page and command have the same rules.
"""

import importlib.util
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from utilite.errors import OperatorError

DOSSIER = Path(__file__).parent / "moteur"
_NPM = DOSSIER / "node_modules"
_SCRIPTS = ("preact/dist/preact.min.umd.js", "preact/hooks/dist/hooks.umd.js", "htm/dist/htm.umd.js")
_PYODIDE = {
    "chargeur": "pyodide.mjs",
    "glu": "pyodide.asm.mjs",
    "wasm": "pyodide.asm.wasm",
    "bibliotheque": "python_stdlib.zip",
}
_PAQUETS = ("utilite", "yaml", "jinja2", "markupsafe", "markdown_it", "mdurl")
_SANS = ("utilite/cli/", "utilite/reporters/", "utilite/scaffold/", "utilite/edit/formulaire/moteur/",
         "utilite/edit/formulaire/page/", "markdown_it/cli/")  # fmt: skip
_SUFFIXES = (".py", ".html", ".md", ".css", ".yaml")
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file of the archive: the same page comes out of the same sources."""


def scripts() -> list[str]:
    """The page's libraries. Raises OperatorError where they aren't installed."""
    return [_lis(f"{nom}").decode() for nom in _SCRIPTS]


def pyodide() -> dict[str, bytes]:
    """Pyodide's files, by what they are. Raises OperatorError where they aren't installed."""
    return {nom: _lis(f"pyodide/{fichier}") for nom, fichier in _PYODIDE.items()}


def verrou() -> dict[str, Any]:
    """What Pyodide asks to know of its own build, without the packages that it could fetch."""
    return {"info": json.loads(_lis("pyodide/pyodide-lock.json"))["info"], "packages": {}}


def paquets() -> bytes:
    """The Python packages, as a zip."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom in _PAQUETS:
            for relatif, fichier in _sources(nom):
                archive.writestr(zipfile.ZipInfo(relatif, _DATE), fichier.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return tampon.getvalue()


def _sources(paquet: str) -> Iterator[tuple[str, Path]]:
    trouve = importlib.util.find_spec(paquet)
    assert trouve is not None  # a dependency
    assert trouve.origin is not None
    racine = Path(trouve.origin).parent
    for fichier in sorted(racine.rglob("*")):
        relatif = f"{paquet}/{fichier.relative_to(racine).as_posix()}"
        if fichier.suffix in _SUFFIXES and not relatif.startswith(_SANS):
            yield relatif, fichier


def _lis(nom: str) -> bytes:
    try:
        return (_NPM / nom).read_bytes()
    except OSError as error:
        raise OperatorError(
            "les vérifications du formulaire (Pyodide) ne sont pas installées : dans le dépôt d'utilite, "
            "tapez « make moteur » (il faut npm), puis relancez la commande"
        ) from error
