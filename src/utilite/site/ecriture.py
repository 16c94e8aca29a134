"""The site's folder: each file whole or not at all; what an older run has left goes, if it is still as it was."""

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

from utilite import atomic
from utilite.errors import OperatorError

MANIFESTE = "pages.json"
"""The files of the last run, with their fingerprints: how this one knows which are ours."""
_NOM = re.compile(r"(?:[a-z0-9][a-z0-9-]*/){0,2}[a-z0-9][a-z0-9._-]*")


class Bilan(NamedTuple):
    """How many files the site has, how many bytes; what was taken away; what someone had changed, and is left."""

    fichiers: int
    octets: int
    otes: tuple[str, ...]
    laisses: tuple[str, ...]


class Dossier:
    """The folder `ou` while it is written; no link leads out of it."""

    def __init__(self, ou: Path) -> None:
        """Raises OperatorError where the folder holds something, and no site of ours."""
        self.ou = ou
        self.avant = _connus(ou)
        self.faits: dict[str, str] = {}
        self.octets = 0
        if not (ou / MANIFESTE).is_file() and ou.is_dir() and any(not c.name.startswith(".") for c in ou.iterdir()):
            raise OperatorError(
                f"« {ou} » n'est pas vide, et n'est pas un site fait par utilite : donnez un dossier neuf, "
                "« --out build/site », par exemple"
            )

    def ecrit(self, nom: str, contenu: bytes) -> None:
        """One file, by its path from the root. Raises OperatorError."""
        atomic.write(self.ou / nom, contenu, self.ou)
        self.faits[nom] = _empreinte(contenu)
        self.octets += len(contenu)

    def __enter__(self) -> "Dossier":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Notes what is ours, interrupted or not."""
        self._note({**self.avant, **self.faits})

    def finit(self) -> Bilan:
        """Takes away what is no longer of the site, then says what there is. Raises OperatorError."""
        perimes = {nom: vue for nom, vue in self.avant.items() if nom not in self.faits}
        otes = [nom for nom, vue in perimes.items() if self._ote(nom, vue)]
        laisses = [nom for nom in perimes if (self.ou / nom).exists()]
        self.avant = {}
        return Bilan(len(self.faits), self.octets, tuple(otes), tuple(laisses))

    def _note(self, fichiers: dict[str, str]) -> None:
        if fichiers:
            texte = json.dumps(fichiers, indent=0, sort_keys=True) + "\n"
            atomic.write(self.ou / MANIFESTE, texte.encode(), self.ou)

    def _ote(self, nom: str, vue: str) -> bool:
        chemin = self.ou / nom
        dedans = chemin.parent.resolve().is_relative_to(self.ou.resolve())
        if not dedans or chemin.is_symlink() or not chemin.is_file() or _empreinte(chemin.read_bytes()) != vue:
            return False
        chemin.unlink()
        return True


def _connus(ou: Path) -> dict[str, str]:
    """What the last run says that it has written; nothing where it can't be read."""
    try:
        dit = json.loads((ou / MANIFESTE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    dit = dit if isinstance(dit, dict) else {}
    return {nom: str(vue) for nom, vue in dit.items() if _NOM.fullmatch(nom)}


def _empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()[:16]
