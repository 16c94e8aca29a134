"""Writing whole or not at all: a reader sees the old file or the new one, never a half."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from utilite.errors import OperatorError, raison

_PAR_DOSSIER = {os.open, os.mkdir, os.unlink, os.rename, os.stat, os.chmod} <= os.supports_dir_fd
"""Whether the system opens a file of a folder that is held open, which nobody can swap for a link meanwhile."""
_DOSSIER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_NEUF = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write(path: Path, data: bytes, sous: Path | None = None) -> bool:
    """Puts `data` in a file, its folders made where needed; False where it held just that already.

    A link is replaced, never followed; nor is a folder that is a link out of `sous`, where that is given. A device
    or a pipe is left alone. Raises OperatorError where the file can't be written; the old one is then untouched.
    """
    try:
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return False
    except OSError as error:
        raise _refus(path, error) from error
    write_all(path, (data,), sous)
    return True


def write_all(path: Path, morceaux: Iterable[bytes], sous: Path | None = None) -> None:
    """The same for what is too long to be held: it is written as it comes, and takes its place once all is there.

    What goes wrong while it is made leaves the old file untouched too.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise OperatorError(f"« {path} » n'est pas un fichier que l'on remplace : donnez-en un autre")
        parent = path.parent.resolve()
        base = sous.resolve() if sous is not None else parent
        if not parent.is_relative_to(base):
            raise OperatorError(f"« {path.parent} » est un lien qui sort de « {sous} » : rien n'y est écrit")
        base.mkdir(parents=True, exist_ok=True)
        with _ouvre(base, parent.relative_to(base).parts) as dossier:
            _replace(parent / path.name, morceaux, dossier)
    except OSError as error:
        raise _refus(path, error) from error


def _refus(path: Path, error: OSError) -> OperatorError:
    return OperatorError(
        f"« {path} » ne peut pas être écrit ({raison(error)}) : vérifiez la place et les droits, "
        "ou choisissez un autre endroit"
    )


def swap(neuf: Path, ancien: Path) -> None:
    """Puts a folder that is whole in the place of another; where there is no new one, the old one goes.

    What goes wrong puts the old one back. Raises OSError.
    """
    a_cote = ancien.with_name(f".{ancien.name}.{secrets.token_hex(6)}.tmp")
    avant = ancien.exists()
    if avant:
        ancien.rename(a_cote)
    try:
        if neuf.exists():
            neuf.rename(ancien)
    except BaseException:
        if avant:
            a_cote.rename(ancien)
        raise
    shutil.rmtree(a_cote, ignore_errors=True)


@contextmanager
def _ouvre(base: Path, parties: tuple[str, ...]) -> Iterator[int | None]:
    """The folder under `base`, made where needed and held open, no link being followed; None where it can't be held."""
    if not _PAR_DOSSIER:
        base.joinpath(*parties).mkdir(parents=True, exist_ok=True)
        yield None
        return
    with ExitStack() as a_fermer:
        ici = os.open(base, _DOSSIER)
        a_fermer.callback(os.close, ici)
        for partie in parties:
            with suppress(FileExistsError):
                os.mkdir(partie, dir_fd=ici)
            ici = os.open(partie, _DOSSIER, dir_fd=ici)
            a_fermer.callback(os.close, ici)
        yield ici


def _replace(path: Path, morceaux: Iterable[bytes], dossier: int | None) -> None:
    name = f".{path.name}.{secrets.token_hex(6)}.tmp"
    ici, la = (path.name, name) if dossier is not None else (str(path), str(path.with_name(name)))
    rights = _rights(ici, dossier)
    handle = os.open(la, _NEUF, 0o666 if rights is None else 0o600, dir_fd=dossier)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(morceaux)
            file.flush()
            os.fsync(file.fileno())
        if rights is not None:
            os.chmod(la, rights, dir_fd=dossier)
        os.replace(la, ici, src_dir_fd=dossier, dst_dir_fd=dossier)
    except BaseException:
        with suppress(OSError):
            os.unlink(la, dir_fd=dossier)
        raise


def _rights(nom: str, dossier: int | None) -> int | None:
    """Those of the old file; None where there is none: a new one has those that files have here."""
    try:
        return os.stat(nom, dir_fd=dossier).st_mode & 0o777
    except OSError:
        return None
