"""Running one template; what is wrong with it becomes a finding, at its line."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from utilite.render.context import recherches
from utilite.render.environment import Environment


class ModeleFautifError(Exception):
    """A template can't be run: its file, its line (0 where none is known), and why, in French."""

    def __init__(self, fichier: str, ligne: int, message: str) -> None:
        super().__init__(f"{fichier}:{ligne}: {message}" if ligne else f"{fichier}: {message}")
        self.fichier = fichier
        self.ligne = ligne
        self.message = message


_ATTENDUES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)


def rend_source(environment: Environment, nom: str, contexte: Mapping[str, Any]) -> str:
    """The text that a source gives for a context. Raises ModeleFautifError."""
    try:
        return environment.get_template(nom).render({**contexte, **recherches(contexte)})
    except TemplateNotFound as error:
        raise ModeleFautifError(nom, 0, f"le fichier « {error.name} » n'est pas dans le dossier du modèle") from error
    except TemplateSyntaxError as error:
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(fichier, error.lineno, f"la syntaxe Jinja est fautive ({error.message})") from error
    except _ATTENDUES as error:
        fichier, ligne = _ou(error, nom)
        raise ModeleFautifError(fichier, ligne, _dit(error)) from error


def _dit(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return str(error)
    if isinstance(error, SecurityError):
        return f"le modèle fait ce qui n'est pas permis ({error})"
    return f"une expression du modèle échoue ({error})"


def _ou(error: BaseException, nom: str) -> tuple[str, int]:
    """The last template frame: Jinja gives its frames the file and the line of the source."""
    for trame in reversed(traceback.extract_tb(error.__traceback__)):
        if not trame.filename.endswith(".py") and trame.lineno is not None:
            return Path(trame.filename).name, trame.lineno
    return nom, 0
