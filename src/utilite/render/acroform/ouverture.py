"""A PDF that someone brings: opened where it can be read, and where it has fields; refused in one line."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from utilite.errors import OperatorError, raison
from utilite.render.acroform import champs
from utilite.render.acroform.champs import Champ
from utilite.render.horloge import DepassementError
from utilite.render.outputs.pdf import DEMESURE

MAXIMUM = 20_000_000
"""Bytes: forms of administrations are below two million."""
_ILLISIBLE = (
    pikepdf.PdfError,
    ArithmeticError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    RecursionError,
)
"""What reading a broken file raises, along the way."""


@contextmanager
def ouvre(chemin: Path) -> Iterator[tuple[Pdf, list[Champ]]]:
    """The form and its fields. Raises OperatorError, that names the file; also of what goes wrong inside."""
    nom = chemin.name
    octets = _octets(chemin)
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what it repairs along the way, in English
    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(BytesIO(octets)) as pdf:
            lus = champs.lis(pdf)
            if not lus:
                raise OperatorError(_SANS_CHAMP.format(nom))
            yield pdf, lus
    except pikepdf.PasswordError as error:
        message = f"« {nom} » est protégé par un mot de passe : enregistrez-en une copie sans mot de passe"
        raise OperatorError(message) from error
    except (DepassementError, MemoryError) as error:
        raise OperatorError(DEMESURE.format(nom)) from error
    except _ILLISIBLE as error:
        message = f"« {nom} » ne se laisse pas lire, il est abîmé : téléchargez-le de nouveau"
        raise OperatorError(message) from error


_SANS_CHAMP = (
    "« {} » n'a pas de champ que l'on puisse remplir : ce n'est pas un formulaire, ou il est au format « XFA », "
    "que seul le logiciel d'Adobe remplit"
)


def _octets(chemin: Path) -> bytes:
    try:
        if not chemin.is_file():
            raise OperatorError(f"« {chemin.name} » n'existe pas, ou n'est pas un fichier : vérifiez le chemin donné")
        if chemin.stat().st_size > MAXIMUM:
            raise OperatorError(f"« {chemin.name} » est trop gros pour un formulaire (plus de 20 Mo)")
        octets = chemin.read_bytes()
    except OSError as error:
        raise OperatorError(f"« {chemin.name} » ne peut pas être lu : {raison(error)}") from error
    if b"%PDF-" not in octets[:1024]:
        raise OperatorError(f"« {chemin.name} » n'est pas un PDF : donnez le formulaire vierge, au format PDF")
    return octets
