"""What a word processor's paper that can't be used makes libraries raise, as a fault of its template."""

from collections.abc import Iterator
from contextlib import contextmanager

from utilite.errors import OperatorError
from utilite.render.bureau import paquet
from utilite.render.gabarit import ModeleFautifError


@contextmanager
def lisible(nom: str, remede: str) -> Iterator[None]:
    """A paper by its name, and what to do where it is broken; ours, which has none, is never at fault.

    Raises ModeleFautifError.
    """
    try:
        yield
    except paquet.IllisibleError as error:
        raise ModeleFautifError(nom, 0, f"{error} ; {remede}") from error
    except (ModeleFautifError, OperatorError, MemoryError):
        raise
    except Exception as error:
        if not nom:
            raise
        raise ModeleFautifError(nom, 0, f"ce fichier est abîmé ; {remede}") from error
