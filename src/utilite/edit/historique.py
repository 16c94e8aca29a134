"""The revisions of a workspace, out of git: which there are, and what their sources were, without a checkout."""

import os
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from utilite.edit.depot import Depot
from utilite.source import MAX_BYTES

_ORDINAIRES = (b"100644", b"100755")
_FICHIERS_MAX = 20_000
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

    def existe(self) -> bool:
        """Whether there is a commit at least."""
        return self._git is not None and not self._lance("rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode

    def revisions(self, chemins: Collection[str]) -> Iterator[Revision]:
        """Those of the current branch that changed something under these paths, newest first.

        What another branch holds was never agreed on: a stranger's request is one.
        """
        if not self.existe():
            return
        choix = ["--full-history", "--date-order", "--timestamp"]
        for ligne in self._lance("rev-list", *choix, "HEAD", "--", *chemins).stdout.decode().splitlines():
            instant, commit = ligne.split()
            yield Revision(commit, datetime.fromtimestamp(min(int(instant), _AN_9999)).date())

    def sources(self, revision: Revision, chemins: Collection[str]) -> dict[str, str]:
        """The ordinary files of a revision under these paths, named from the workspace, and their hashes.

        Links aren't followed: such a file isn't there.
        """
        prefixe = self._ici()
        voulus = [prefixe + chemin for chemin in chemins]
        lu = self._lance("ls-tree", "-r", "-z", "--full-tree", revision.commit, "--", *voulus).stdout
        trouvees: dict[str, str] = {}
        for entree in lu.split(b"\0")[:_FICHIERS_MAX]:
            tete, _, nom = entree.partition(b"\t")
            fichier = os.fsdecode(nom).removeprefix(prefixe)
            if tete.startswith(_ORDINAIRES) and _sur(fichier):
                trouvees[fichier] = tete.split(b" ")[2].decode()
        return trouvees

    def _ici(self) -> str:
        """The workspace's place in its repository, asked once."""
        if self._place is None:
            self._place = self._prefixe()
        return self._place

    def contenus(self, empreintes: Collection[str]) -> dict[str, bytes]:
        """Contents by hash; those that are too big to be sources are left out."""
        if not empreintes:
            return {}
        demande = "\n".join(empreintes).encode()
        tailles = self._lance("cat-file", "--batch-check", entree=demande).stdout.decode().split("\n")
        petits = [mots[0] for mots in map(str.split, tailles) if len(mots) == 3 and int(mots[2]) <= _PIECE_MAX]
        lu = self._lance("cat-file", "--batch", entree="\n".join(petits).encode()).stdout
        contenus: dict[str, bytes] = {}
        debut = 0
        for empreinte in petits:
            fin = lu.find(b"\n", debut)
            if fin < 0:  # git has stopped there, on an object that is damaged
                break
            taille = int(lu[debut:fin].split()[2])
            contenus[empreinte] = lu[fin + 1 : fin + 1 + taille]
            debut = fin + taille + 2
        return contenus

    def renommee(self, revision: Revision, fichier: str) -> str:
        """The file that a file of a revision has become in the current commit; "" where it has none."""
        dossier = str(PurePosixPath(fichier).parent)
        choix = ["-r", "-z", "-M", "--relative", "--no-ext-diff", "--no-textconv", "--diff-filter=R", "--name-status"]
        lu = self._lance("diff-tree", *choix, revision.commit, "HEAD", "--", dossier).stdout
        pieces = [os.fsdecode(p) for p in lu.split(b"\0")]
        return next((apres for avant, apres in zip(pieces[1::3], pieces[2::3], strict=False) if avant == fichier), "")

    def tronque(self) -> bool:
        """Whether this clone lacks the oldest part of the history."""
        return self._git is not None and self._lance("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


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
