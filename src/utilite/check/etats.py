"""What the system says of files without their being read, and how far it can be trusted (git's rule).

A file whose stat has not changed since it was read holds what it held, unless it was so young then that
another write may have come within the clock's grain. So a stat is kept only of what was older than that when it
was read; and only where `ctime` is the time of the last change, which nobody can put back: not on Windows.
"""

import os
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISLNK
from typing import NamedTuple

Etat = tuple[int, int, int, int, int]
"""mtime and ctime (ns), size, inode, device."""

GRAIN = 2_000_000_000
"""The coarsest clock of a file system in use (FAT), in nanoseconds."""

FIABLE = os.name == "posix"
"""Whether a change always shows in the stat."""


def maintenant() -> int:
    """The time before anything is read, in nanoseconds."""
    return time.time_ns()


def etat(chemin: str | Path) -> Etat | None:
    """The stat of a file; None where it can't be had, or is a link, which may lead elsewhere tomorrow."""
    vu = _lstat(chemin)
    if vu is None or S_ISLNK(vu.st_mode):
        return None
    return vu.st_mtime_ns, vu.st_ctime_ns, vu.st_size, vu.st_ino, vu.st_dev


def est_sur(etat: Etat | None, lecture: int) -> bool:
    """Whether this stat is that of the bytes read from `lecture` on, as long as it doesn't change."""
    return FIABLE and etat is not None and max(etat[0], etat[1]) + GRAIN < lecture


class Arbre(NamedTuple):
    """The stats of all that a verdict is told from, as one fingerprint, and the time of the youngest change."""

    empreinte: bytes
    dernier: int


def arbre(racine: Path, dossiers: tuple[str, ...], fichiers: tuple[str, ...]) -> Arbre | None:
    """These folders and all that is in them, these files; None where a link is among them."""
    somme = blake2b(digest_size=16)
    dernier = 0
    for chemin, vu in _parcourt(str(racine), dossiers, fichiers):
        if vu is None:
            somme.update(f"{chemin}\0absent\n".encode("utf-8", "surrogateescape"))
        elif S_ISLNK(vu.st_mode):
            return None
        else:
            mtime, ctime = vu.st_mtime_ns, vu.st_ctime_ns
            dit = f"{chemin}\0{mtime} {ctime} {vu.st_size} {vu.st_ino} {vu.st_dev} {vu.st_mode} {vu.st_uid}\n"
            somme.update(dit.encode("utf-8", "surrogateescape"))
            dernier = max(dernier, mtime, ctime)
    return Arbre(somme.digest(), dernier)


def _parcourt(
    racine: str, dossiers: tuple[str, ...], fichiers: tuple[str, ...]
) -> Iterator[tuple[str, os.stat_result | None]]:
    """Each of them with its stat, links not followed, in an order that doesn't depend on the system."""
    for nom in fichiers:
        yield nom, _lstat(os.path.join(racine, nom))
    for nom in dossiers:
        chemin = os.path.join(racine, nom)
        vu = _lstat(chemin)
        yield nom, vu
        if vu is not None and S_ISDIR(vu.st_mode):
            with os.scandir(chemin) as entrees:
                dedans = sorted(entrees, key=_nom)
            for entree in dedans:
                if entree.is_dir(follow_symlinks=False):
                    yield from _parcourt(chemin, (entree.name,), ())
                else:
                    yield entree.name, entree.stat(follow_symlinks=False)


def _nom(entree: "os.DirEntry[str]") -> str:
    return entree.name


def _lstat(chemin: str | Path) -> os.stat_result | None:
    try:
        return os.lstat(chemin)
    except OSError:
        return None
