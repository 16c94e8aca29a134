"""The revisions of a workspace, out of git: which there are, and what their sources were, without a checkout."""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from utilite.edit.depot import Depot
from utilite.source import MAX_BYTES

_ORDINAIRES = (b"100644", b"100755")
FICHIERS_MAX, OCTETS_MAX = 20_000, 64_000_000
"""Of a revision's sources; one that has more isn't looked at."""
_LISTE_MAX = 200 * FICHIERS_MAX
"""In bytes, of git's own answer: a line a file."""
_REVISIONS_MAX = 100_000
_PIECE_MAX = 5_000_000
"""In bytes, of what isn't YAML: a template's source, a picture."""


class Revision(NamedTuple):
    """A commit: its hash, the day it was made."""

    commit: str
    jour: date

    @property
    def courte(self) -> str:
        """What people call it by."""
        return self.commit[:8]


_AN_9999 = 253_370_000_000
"""In seconds: a commit may bear any date."""


class Historique(Depot):
    """The history of a workspace. Where there is no git, no repository or no commit, it is empty."""

    def __init__(self, racine: Path) -> None:
        super().__init__(racine)
        self._place: str | None = None
        self.demesurees: set[str] = set()
        """The revisions that were too big to be looked at."""

    def existe(self) -> bool:
        """Whether there is a commit at least."""
        return self._git is not None and not self._lance("rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode

    def revision(self, nom: str) -> Revision | None:
        """The commit that a branch, a label, a hash or `HEAD~2` stands for; None where git knows none by that name."""
        if self._git is None or nom.startswith("-") or "\0" in nom:
            return None
        lu = self._lance("rev-list", "--max-count=1", "--timestamp", "--end-of-options", f"{nom}^{{commit}}", "--")
        if lu.returncode or not lu.stdout.strip():
            return None
        instant, commit = lu.stdout.decode().split()
        return Revision(commit, datetime.fromtimestamp(min(int(instant), _AN_9999)).date())

    def revisions(self, chemins: Collection[str]) -> Iterator[Revision]:
        """Those of the current branch that changed something under these paths, newest first.

        What another branch holds was never agreed on: a stranger's request is one.
        """
        if not self.existe():
            return
        choix = ["--full-history", "--date-order", "--timestamp", f"--max-count={_REVISIONS_MAX}"]
        lu = self._borne("rev-list", *choix, "HEAD", "--", *chemins, octets=100 * _REVISIONS_MAX)
        for ligne in (lu or b"").decode().splitlines():
            instant, commit = ligne.split()
            yield Revision(commit, datetime.fromtimestamp(min(int(instant), _AN_9999)).date())

    def sources(self, revision: Revision, chemins: Collection[str]) -> dict[str, str]:
        """The ordinary files of a revision under these paths, named from the workspace, and their hashes.

        Links aren't followed: such a file isn't there, nor is one that is too big to be a source. None at all where
        there is too much (`demesurees`).
        """
        prefixe = self._ici()
        voulus = [prefixe + chemin for chemin in chemins]
        lu = self._borne("ls-tree", "-rlz", "--full-tree", revision.commit, "--", *voulus, octets=_LISTE_MAX)
        entrees = [] if lu is None else lu.split(b"\0")[:-1]
        trouvees: dict[str, str] = {}
        octets = 0
        for entree in entrees:
            tete, _, nom = entree.partition(b"\t")
            mode, _, empreinte, taille = tete.split()
            fichier = os.fsdecode(nom).removeprefix(prefixe)
            if mode in _ORDINAIRES and _sur(fichier) and taille.isdigit() and int(taille) <= _PIECE_MAX:
                trouvees[fichier] = empreinte.decode()
                octets += int(taille)
        if lu is None or len(trouvees) > FICHIERS_MAX or octets > OCTETS_MAX:
            self.demesurees.add(revision.commit)
            return {}
        return trouvees

    def _ici(self) -> str:
        """The workspace's place in its repository, asked once."""
        if self._place is None:
            self._place = self._prefixe()
        return self._place

    def contenus(self, empreintes: Collection[str]) -> dict[str, bytes]:
        """The contents of `sources`, by hash; those that git lacks are left out."""
        if not empreintes:
            return {}
        demande = "\n".join(empreintes).encode()
        lu = self._borne("cat-file", "--batch", entree=demande, octets=OCTETS_MAX + _LISTE_MAX) or b""
        contenus: dict[str, bytes] = {}
        debut = 0
        for empreinte in empreintes:
            fin = lu.find(b"\n", debut)
            if fin < 0:  # git has stopped there, on an object that is damaged
                break
            if lu.endswith(b" missing", debut, fin):
                debut = fin + 1
                continue
            taille = int(lu[debut:fin].split()[2])
            contenus[empreinte] = lu[fin + 1 : fin + 1 + taille]
            debut = fin + taille + 2
        return contenus

    def renommee(self, revision: Revision, fichier: str) -> str:
        """The file that a file of a revision has become in the current commit; "" where it has none."""
        dossier = str(PurePosixPath(fichier).parent)
        choix = ["-r", "-z", "-M", "-l1000", "--relative", "--no-ext-diff", "--no-textconv", "--diff-filter=R"]
        lu = self._borne(
            "diff-tree", *choix, "--name-status", revision.commit, "HEAD", "--", dossier, octets=_LISTE_MAX
        )
        pieces = [os.fsdecode(p) for p in (lu or b"").split(b"\0")]
        return next((apres for avant, apres in zip(pieces[1::3], pieces[2::3], strict=False) if avant == fichier), "")

    def tronque(self) -> bool:
        """Whether this clone lacks the oldest part of the history."""
        return self._git is not None and self._lance("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def empreinte(contenu: bytes) -> str:
    """What git names a content by."""
    return hashlib.sha1(b"blob %d\0" % len(contenu) + contenu, usedforsecurity=False).hexdigest()


def _sur(fichier: str) -> bool:
    """Whether a name stays in the folder that it is written in, whatever the system."""
    pieces = fichier.split("/")
    return bool(fichier) and not any(p in ("", ".", "..") or set(p) & set('\\:*?"<>|') for p in pieces)


def pose(dossier: Path, sources: Mapping[str, str], contenus: Mapping[str, bytes]) -> None:
    """Writes sources into a folder; those whose content isn't there aren't."""
    for fichier, empreinte in sources.items():
        contenu = contenus.get(empreinte)
        if contenu is None or (len(contenu) > MAX_BYTES and fichier.endswith(".yaml")):
            continue
        chemin = dossier / fichier
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(contenu)
