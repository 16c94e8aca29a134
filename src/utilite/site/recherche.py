"""The search through whole texts, by Pagefind (an extra): only on a site that a server gives, since it fetches."""

import importlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from utilite.errors import OperatorError
from utilite.site.pages import Fichier

CHERCHEES = ("fiche/", "acteur/", "critere/")
"""Where the pages are that it looks through."""
SANS = "nav, .evitement, .pied, .donnees, #ailleurs"
"""What of a page is said on all of them, or twice."""
_DEDANS = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.*", "*.pf_meta", "index/*", "fragment/*")


def est_la() -> bool:
    """Whether it is installed."""
    return find_spec("pagefind_bin") is not None


def index(ou: Path, pages: list[str]) -> Iterator[Fichier]:
    """The files of the index of these pages, and of no other that lies there. Raises OperatorError."""
    with tempfile.TemporaryDirectory() as dossier:
        for page in pages:
            if page.endswith(".html") and page.startswith(CHERCHEES):
                (copie := Path(dossier, "pages", page)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ou / page, copie)
        faite = Path(dossier, "index")
        if Path(dossier, "pages").is_dir():
            _lance(Path(dossier, "pages"), faite)
        for motif in _DEDANS:
            for fichier in sorted(faite.glob(motif)):
                yield Fichier(f"recherche/{fichier.relative_to(faite).as_posix()}", fichier.read_bytes())


def _lance(pages: Path, faite: Path) -> None:
    outil = str(importlib.import_module("pagefind_bin").get_executable())
    options = ["--site", str(pages), "--output-path", str(faite), "--exclude-selectors", SANS, "--silent"]
    fini = subprocess.run([outil, *options], capture_output=True, check=False)  # noqa: S603 - ours
    if fini.returncode:
        raise OperatorError("Pagefind n'a pas pu préparer la recherche : tapez « pip install -U 'utilite[site]' »")
