"""Writing whole or not at all: a reader sees the old file or the new one, never a half."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from utilite.errors import OperatorError, raison


def write(path: Path, data: bytes) -> bool:
    """Puts `data` in a file, its folders made where needed; False where it held just that already.

    Raises OperatorError where it can't be written; the old file is then untouched.
    """
    try:
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise OperatorError(
            f"« {path} » ne peut pas être écrit ({raison(error)}) : vérifiez la place et les droits, "
            "ou choisissez un autre endroit"
        ) from error
    return True


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The old file's rights, or those that a new file has here."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
