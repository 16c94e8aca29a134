"""git, asked by its plumbing: what it holds is read, a branch is made; nothing of the repository is run.

Neither the working tree, nor the index, nor the current branch is touched. What a repository's own
configuration could make git run (hooks, a file system monitor, a pager) is turned off.
"""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from utilite.errors import OperatorError
from utilite.source import MAX_BYTES

_SANS_PROGRAMME = [
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.alternateRefsCommand="),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
    *("-c", "user.useConfigOnly=true"),
]
_GARDEES = re.compile(r"GIT_(?:(?:AUTHOR|COMMITTER)_\w+|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES)")
"""What git may be told by its environment: who commits, and where the operator's own settings are."""
_SANS_RESEAU = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
"""What a partial clone lacks stays lacking: fetching it would run the ssh command of the repository's configuration.

The first word is git's own for it, since 2.36; the second holds for those before too.
"""
SECONDES_MAX = 20
"""For one question."""
_EMPREINTE = re.compile("[0-9a-f]{40}")
_NULLE = "0" * 40
_ORDINAIRES = ("100644", "100755")


class Depot:
    """The repository of a folder, if it has one."""

    def __init__(self, racine: Path) -> None:
        trouve = shutil.which("git")
        hors = trouve is not None and not Path(trouve).resolve().is_relative_to(racine.resolve())
        self._git = trouve if hors else None
        self._racine = racine

    def contenu(self, empreinte: str) -> bytes | None:
        """A content by its hash; None where git, or a repository, or that content is missing, or it is too big."""
        if self._git is None or not _EMPREINTE.fullmatch(empreinte):
            return None
        taille = self._lance("cat-file", "-s", empreinte).stdout.strip()
        if not taille.isdigit() or int(taille) > MAX_BYTES:
            return None
        lu = self._lance("cat-file", "blob", empreinte)
        return lu.stdout if lu.returncode == 0 else None

    def tete(self) -> str:
        """The current commit, once it is sure that a branch can be made. Raises OperatorError."""
        if self._git is None:
            raise OperatorError("« --branches » a besoin de git : installez-le, ou importez sans « --branches »")
        if self._lance("rev-parse", "--show-prefix").returncode:
            raise OperatorError("ce dossier n'est pas dans un dépôt git : importez sans « --branches »")
        tete = self._lance("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if tete.returncode:
            raise OperatorError("ce dépôt n'a pas encore de commit : faites-en un, ou importez sans « --branches »")
        if self._lance("var", "GIT_COMMITTER_IDENT").returncode or self._lance("var", "GIT_AUTHOR_IDENT").returncode:
            raise OperatorError(
                'git ne sait pas qui vous êtes : tapez « git config --global user.name "Votre nom" », '
                "puis « git config --global user.email vous@exemple.org »"
            )
        return tete.stdout.decode().strip()

    def a(self, commit: str, fichier: str) -> bytes | None:
        """A file of a commit, named from the workspace; None where it has none. Raises OperatorError for a link."""
        vu = self._lance("ls-tree", "-z", "--full-tree", commit, "--", self._prefixe() + fichier).stdout
        if not vu:
            return None
        mode, _, empreinte = vu.split(b"\t", 1)[0].decode().split(" ")
        contenu = self.contenu(empreinte) if mode in _ORDINAIRES else None
        if contenu is None:
            raise OperatorError(f"« {fichier} » n'est pas un fichier ordinaire du dépôt")
        return contenu

    def premiere(self, fichier: str) -> bytes | None:
        """A file as it first came into the history of the current commit; None where it isn't in it."""
        if self._git is None:
            return None
        commits = self._lance("rev-list", "HEAD", "--", fichier).stdout.split()
        return self.a(commits[-1].decode(), fichier) if commits else None

    def branche(self, nom: str, depuis: str, fichiers: Mapping[str, bytes], message: str) -> bool:
        """Makes a branch of one commit, in which these files are so; False where a branch has that name already.

        Raises OperatorError where git refuses.
        """
        if self._lance("rev-parse", "--verify", "--quiet", f"refs/heads/{nom}").returncode == 0:
            return False
        with tempfile.TemporaryDirectory() as dossier:
            index = str(Path(dossier) / "index")
            self._exige("read-tree", depuis, index=index)
            for fichier, contenu in fichiers.items():
                empreinte = self._exige("hash-object", "-w", "--no-filters", "--stdin", entree=contenu)
                ligne = f"100644 {empreinte}\t{self._prefixe()}{fichier}\0"
                self._exige("update-index", "-z", "--add", "--index-info", entree=os.fsencode(ligne), index=index)
            arbre = self._exige("write-tree", index=index)
        commit = self._exige("commit-tree", "--no-gpg-sign", arbre, "-p", depuis, entree=message.encode())
        self._exige("update-ref", f"refs/heads/{nom}", commit, _NULLE)
        return True

    def _prefixe(self) -> str:
        """The workspace's place in its repository."""
        return os.fsdecode(self._lance("rev-parse", "--show-prefix").stdout.rstrip(b"\r\n"))

    def _exige(self, *arguments: str, entree: bytes = b"", index: str = "") -> str:
        fait = self._lance(*arguments, entree=entree, index=index)
        if fait.returncode:
            raison = fait.stderr.decode(errors="replace").strip().split("\n")[0][:200]
            raise OperatorError(f"git a refusé de faire la branche ({raison}) : rien d'autre n'est touché")
        return fait.stdout.decode().strip()

    def _lance(self, *arguments: str, entree: bytes = b"", index: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - a list, no shell, and git's own plumbing only
            self._ordre(*arguments),
            cwd=self._racine,
            env={**_environnement(), **({"GIT_INDEX_FILE": index} if index else {})},
            input=entree,
            capture_output=True,
            check=False,
        )

    def _borne(self, *arguments: str, octets: int, entree: bytes = b"") -> bytes | None:
        """The same answer, bounded: None where it is longer. Raises OperatorError where it takes too much time."""
        with tempfile.TemporaryFile() as demande:
            demande.write(entree)
            demande.seek(0)
            with subprocess.Popen(  # noqa: S603
                self._ordre(*arguments),
                cwd=self._racine,
                env=_environnement(),
                stdin=demande,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ) as git:
                assert git.stdout is not None
                retard = threading.Timer(SECONDES_MAX, git.kill)
                retard.start()
                try:
                    lu = git.stdout.read(octets + 1)
                finally:
                    a_temps = retard.is_alive()
                    retard.cancel()
                    git.kill()
        if not a_temps:
            raise OperatorError(f"git met plus de {SECONDES_MAX} s à lire l'histoire de ce dépôt : rien n'est comparé")
        return lu if len(lu) <= octets else None

    def _ordre(self, *arguments: str) -> list[str]:
        assert self._git is not None
        return [self._git, *_SANS_PROGRAMME, *arguments]


def _environnement() -> dict[str, str]:
    propre = {nom: v for nom, v in os.environ.items() if not nom.startswith("GIT_") or _GARDEES.fullmatch(nom)}
    return {**propre, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", **_SANS_RESEAU}
