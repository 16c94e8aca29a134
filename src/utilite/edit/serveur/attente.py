"""Whether the files of a workspace have changed: by their dates and sizes, looked at now and then."""

import hashlib
import os
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from utilite.workspace import DOSSIERS, MODELES, PRIVE

PAS = 0.3
"""In seconds: what a reader of the page doesn't notice."""


class Veille:
    """Looks at the files of a workspace, for all who wait for them."""

    def __init__(self, racine: Path) -> None:
        self._racine = racine
        self._verrou = threading.Lock()
        self._vue = (-1.0, "")

    def etat(self) -> str:
        """What changes when a file does: a digest of their names, dates and sizes."""
        condense = hashlib.sha256()
        for chemin, vu in _fichiers(self._racine):
            condense.update(
                f"{chemin}\0{vu.st_mtime_ns}\0{vu.st_ctime_ns}\0{vu.st_size}\0".encode("utf-8", "surrogateescape")
            )
        return condense.hexdigest()

    def attend(self, connu: str, delai: float) -> str:
        """The state once it is no longer the one that is known, or after `delai` seconds."""
        fin = time.monotonic() + delai
        while (etat := self._recent()) == connu and time.monotonic() < fin:
            time.sleep(PAS)
        return etat

    def _recent(self) -> str:
        """The state of just now: several who wait look once."""
        with self._verrou:
            quand, etat = self._vue
            if time.monotonic() - quand >= PAS:
                etat = self.etat()
                self._vue = (time.monotonic(), etat)
            return etat


def _fichiers(racine: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The files that may count, with what the system says of them; a folder that can't be read holds none."""
    dossiers = [racine / d for d in (*DOSSIERS, *(f"{PRIVE}/{d}" for d in DOSSIERS))]
    modeles = [Path(d) for d, _, _ in os.walk(racine / MODELES)]
    for dossier in (racine, *dossiers, *modeles):
        with suppress(OSError):
            for nom in sorted(os.listdir(dossier)):
                yield from _vu(dossier / nom)


def _vu(chemin: Path) -> Iterator[tuple[str, os.stat_result]]:
    with suppress(OSError):
        vu = chemin.stat()
        if stat.S_ISREG(vu.st_mode):
            yield str(chemin), vu
