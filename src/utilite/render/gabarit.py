"""Running one template; what is wrong with it is an error at its line."""

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from utilite.render.environment import Environment
from utilite.render.recherches import recherches


class ModeleFautifError(Exception):
    """A template can't be run: its file, its line (0 where none is known), and why, in French."""

    def __init__(self, fichier: str, ligne: int, message: str) -> None:
        super().__init__(f"{fichier}:{ligne}: {message}" if ligne else f"{fichier}: {message}")
        self.fichier = fichier
        self.ligne = ligne
        self.message = message


SYNTAXE = "la syntaxe du modèle (Jinja) est fautive ici"
ACCOLADES = "vérifiez les accolades {{ }} et {% %} de cette ligne et de la précédente"

_ATTENDUES = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
)


_RAISONS: Mapping[type[Exception], str] = {
    ZeroDivisionError: "elle divise par zéro",
    OverflowError: "elle donne un nombre ou une boucle trop grands",
    MemoryError: "elle donne un texte ou un nombre trop grands",
    RecursionError: "le modèle s'appelle lui-même sans fin",
}
"""What Python and Jinja say in English."""


def rend_source(env: Environment, nom: str, contexte: Mapping[str, Any]) -> str:
    """The text that a source gives for a context. Raises ModeleFautifError."""
    with garde(nom):
        return env.get_template(nom).render({**contexte, **recherches(contexte)})
    raise AssertionError  # `garde` lets nothing else through


@contextmanager
def garde(nom: str, ligne: int = 0) -> Iterator[None]:
    """What a template does wrong inside becomes a ModeleFautifError, at its line; at this one where none is known."""
    try:
        yield
    except TemplateNotFound as error:
        raise ModeleFautifError(nom, 0, f"le fichier « {error.name} » n'est pas dans le dossier du modèle") from error
    except TemplateSyntaxError as error:
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(fichier, ligne or error.lineno, f"{SYNTAXE} ; {ACCOLADES}") from error
    except UnicodeDecodeError as error:
        raise ModeleFautifError(nom, 0, "ce fichier n'est pas enregistré en UTF-8") from error
    except _ATTENDUES as error:
        fichier, trouvee = (nom, ligne) if ligne else _ou(error, nom)
        raise ModeleFautifError(fichier, trouvee, _dit(error)) from error


def _dit(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return str(error)
    if isinstance(error, SecurityError):
        return f"le modèle fait ce qui n'est pas permis ({error})"
    raison = next((dite for genre, dite in _RAISONS.items() if isinstance(error, genre)), str(error))
    return f"une expression du modèle échoue ({raison})"


def _ou(error: BaseException, nom: str) -> tuple[str, int]:
    """The last template frame: Jinja gives its frames the file and the line of the source."""
    for trame in reversed(traceback.extract_tb(error.__traceback__)):
        if not trame.filename.endswith(".py") and trame.lineno is not None:
            return Path(trame.filename).name, trame.lineno
    return nom, 0
