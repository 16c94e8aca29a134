"""Where verdicts are kept between runs: a folder of the user's, never in the tree, silently off where it can't be.

What is read back is only what this user has written, whole, under the same code and interpreter: anything else
counts for nothing, and the run does its work. No failure here is a failure of the run.
"""

import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISREG
from typing import Any

from utilite import __version__

FORMAT = 1
"""To be raised when what is kept changes its shape."""
MAX_OCTETS = 64 * 1024 * 1024
"""A larger record isn't kept: some 100,000 fiches."""
MAX_FICHIERS = 64
"""Records kept; the oldest go."""

_MARQUE = b"utilite-cache\n"
_SOMME = 32
_SURS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def dossier(racine: Path) -> Path | None:
    """`UTILITE_CACHE_DIR`, else the user's cache folder; None where there is none, or it is in the workspace."""
    choisi = os.environ.get("UTILITE_CACHE_DIR") or _de_l_utilisateur()
    if not choisi:
        return None
    chemin = Path(os.path.realpath(choisi))
    return None if chemin.is_relative_to(racine) else chemin


def _de_l_utilisateur() -> str:
    """The folder of this system's conventions; empty where the user has no home."""
    env = os.environ
    if os.name == "nt":
        return os.path.join(env["LOCALAPPDATA"], "utilite") if env.get("LOCALAPPDATA") else ""
    base = env.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        maison = env.get("HOME", "")
        suite = "Library/Caches" if sys.platform == "darwin" else ".cache"
        base = os.path.join(maison, suite) if os.path.isabs(maison) else ""
    return os.path.join(base, "utilite") if base else ""


def nom(racine: Path, suite: str) -> str:
    """The name of a workspace's record."""
    return f"{blake2b(os.fsencode(racine), digest_size=16).hexdigest()}.{suite}"


def lit(ou: Path, nom_: str) -> Any:
    """What a record holds; None where it isn't there, isn't ours, or isn't whole."""
    try:
        octets = _octets(ou / nom_)
        if octets.startswith(_MARQUE):
            corps = octets[len(_MARQUE) + _SOMME :]
            if blake2b(corps, digest_size=_SOMME).digest() == octets[len(_MARQUE) : len(_MARQUE) + _SOMME]:
                return marshal.loads(corps)  # noqa: S302 - whole, and written by this user
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def _octets(chemin: Path) -> bytes:
    """The bytes of a file that nobody else can have written. Raises OSError elsewhere."""
    descripteur = os.open(chemin, _SURS)
    with os.fdopen(descripteur, "rb") as flux:
        etat = os.fstat(descripteur)
        a_nous = os.name == "nt" or (etat.st_uid == os.geteuid() and not etat.st_mode & 0o022)
        if not S_ISREG(etat.st_mode) or not a_nous or etat.st_size > MAX_OCTETS:
            raise PermissionError
        return flux.read(MAX_OCTETS)


def ecrit(ou: Path, nom_: str, quoi: Any) -> None:
    """Keeps a record, whole or not at all."""
    corps = marshal.dumps(quoi)
    if len(corps) > MAX_OCTETS // 2:
        return
    essai = ou / f".{nom_}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(ou, mode=0o700, exist_ok=True)
        try:
            descripteur = os.open(essai, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descripteur, "wb") as flux:
                flux.write(_MARQUE + blake2b(corps, digest_size=_SOMME).digest() + corps)
            os.replace(essai, ou / nom_)
        except BaseException:
            with suppress(OSError):
                os.unlink(essai)
            raise
        _allege(ou)


def _allege(ou: Path) -> None:
    """Drops the oldest records, those of workspaces that nobody checks any more."""
    with os.scandir(ou) as entrees:
        vus = sorted((e.stat(follow_symlinks=False).st_mtime_ns, e.path) for e in entrees)
    for _, chemin in vus[:-MAX_FICHIERS]:
        os.unlink(chemin)


@cache
def outil() -> bytes:
    """What tells this tool from another: version, code, interpreter, libraries that read and run sources."""
    paquet = Path(__file__).parents[1]
    somme = blake2b(repr((FORMAT, __version__, sys.version, sys.platform)).encode(), digest_size=16)
    for chemin in sorted(_code(str(paquet))):
        somme.update(f"{chemin}{_etat(chemin)}".encode("utf-8", "surrogateescape"))
    for bibliotheque in ("yaml", "_yaml", "jinja2"):
        trouvee = find_spec(bibliotheque)
        if trouvee is not None and trouvee.origin:
            somme.update(f"{trouvee.origin}{_etat(trouvee.origin)}".encode("utf-8", "surrogateescape"))
    return somme.digest()


_MUETS = frozenset({"cli", "edit", "reporters", "scaffold", "network", "__pycache__"})
"""Folders of the package that no verdict depends on."""


def _code(ou: str) -> Iterator[str]:
    """The files of the package that a verdict depends on: rules, readers, shipped templates."""
    if not os.path.isdir(ou):  # inside an executable: the version tells
        return
    with os.scandir(ou) as entrees:
        for entree in entrees:
            if entree.is_file():
                yield entree.path
            elif entree.name not in _MUETS:
                yield from _code(entree.path)


def _etat(chemin: str) -> tuple[int, int]:
    try:
        etat = os.stat(chemin)
    except OSError:
        return 0, 0
    return etat.st_mtime_ns, etat.st_size
