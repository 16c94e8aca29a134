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
         "utilite/edit/formulaire/page/", "utilite/edit/classeur/", "utilite/edit/serveur/", "utilite/site/",
         "utilite/export/", "utilite/comparaison/",
         "markdown_it/cli/")  # fmt: skip
_SUFFIXES = (".py", ".html", ".md", ".css", ".yaml")
_INUTILES = frozenset(
    {
        *("_pyrepl", "ctypes", "http", "multiprocessing", "unittest", "wsgiref", "xml", "xmlrpc"),
        *("_pyio.py", "doctest.py", "ftplib.py", "imaplib.py", "mailbox.py", "optparse.py", "pdb.py", "pickletools.py"),
        *("pydoc.py", "smtplib.py", "statistics.py", "tarfile.py", "turtle.py"),
    }
)
"""Of Python's library, what a check never imports."""
_CODAGES = frozenset(
    {
        *("__init__", "aliases", "ascii", "charmap", "cp437", "cp1252", "idna", "latin_1", "raw_unicode_escape"),
        *("unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_8", "utf_8_sig"),
    }
)
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file of the archive: the same page comes out of the same sources."""


def scripts() -> list[str]:
    """The page's libraries. Raises OperatorError where they aren't installed."""
    return [_lis(f"{nom}").decode() for nom in _SCRIPTS]


def pyodide() -> dict[str, bytes]:
    """Pyodide's files, by what they are. Raises OperatorError where they aren't installed."""
    pieces = {nom: _lis(f"pyodide/{fichier}") for nom, fichier in _PYODIDE.items()}
    return pieces | {"bibliotheque": _utiles(pieces["bibliotheque"])}


def _utiles(bibliotheque: bytes) -> bytes:
    """Python's own library without what a check never imports: less to send."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bibliotheque)) as entiere, zipfile.ZipFile(tampon, "w") as archive:
        for piece in entiere.infolist():
            tete, _, reste = piece.filename.partition("/")
            if tete not in _INUTILES and (tete != "encodings" or reste.removesuffix(".py") in _CODAGES):
                archive.writestr(zipfile.ZipInfo(piece.filename, _DATE), entiere.read(piece), zipfile.ZIP_DEFLATED, 9)
    return tampon.getvalue()


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
            "les vérifications du formulaire (Pyodide) ne sont pas installées : prenez l'exécutable ou une version "
            "publiée ; ou, dans un clone du dépôt d'utilite, tapez « make moteur » (il faut npm)"
        ) from error
