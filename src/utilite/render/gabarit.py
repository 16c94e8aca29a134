"""Running one template; what is wrong with it is an error at its line."""

import re
import textwrap
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from jinja2 import TemplateAssertionError, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.nodes import Node

from utilite.render import environment
from utilite.render.environment import Environment
from utilite.render.horloge import DepassementError
from utilite.render.recherches import recherches


class ModeleFautifError(Exception):
    """A template can't be run: its file, its line (0 where none is known), and why, in French."""

    def __init__(self, fichier: str, ligne: int, message: str) -> None:
        super().__init__(f"{fichier}:{ligne}: {message}" if ligne else f"{fichier}: {message}")
        self.fichier = fichier
        self.ligne = ligne
        self.message = message


class DemesureError(ModeleFautifError):
    """One that can't be run because it asks for too much time or memory."""


SYNTAXE = "la syntaxe du modèle (Jinja) est fautive ici"
SANS_ACCOLADES = "une expression est attendue, sans accolades : « role('objectifs') », par exemple"
ACCOLADES = "vérifiez les accolades {{ }} et {% %} de cette ligne et de la précédente"


def extrait(paragraphe: str) -> str:
    """The words of a paragraph: a word processor's file shows no lines."""
    return f"dans « {textwrap.shorten(paragraphe, 90, placeholder='…')} »"


_ATTENDUES = (
    TemplateError,
    ArithmeticError,
    LookupError,
    NameError,  # Jinja folds 1e999 into a name
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
    RecursionError: "le modèle s'appelle lui-même sans fin, ou emboîte trop d'expressions",
}
"""What Python and Jinja say in English."""


def rend_source(env: Environment, nom: str, contexte: Mapping[str, Any]) -> str:
    """The text that a source gives for a context. Raises ModeleFautifError."""
    with garde(nom):
        return env.get_template(nom).render({**contexte, **recherches(contexte)})
    raise AssertionError  # `garde` lets nothing else through


def en_octets(texte: str) -> bytes:
    """A document as it is written: one end of line at its end; half a sign, which a template may print, is a « ? »."""
    return texte.strip().encode(errors="replace") + b"\n"


@contextmanager
def garde(nom: str, ligne: int = 0) -> Iterator[None]:
    """What a template does wrong inside becomes a ModeleFautifError, at its line; at this one where none is known."""
    try:
        yield
    except TemplateNotFound as error:
        raise ModeleFautifError(nom, 0, f"le fichier « {error.name} » n'est pas dans le dossier du modèle") from error
    except TemplateAssertionError as error:  # a filter or a test that isn't there
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(fichier, ligne or error.lineno, _outil_inconnu(error)) from error
    except TemplateSyntaxError as error:
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(
            fichier, ligne or error.lineno, f"{SYNTAXE} ; {SANS_ACCOLADES if ligne else ACCOLADES}"
        ) from error
    except UnicodeDecodeError as error:
        raise ModeleFautifError(nom, 0, "ce fichier n'est pas enregistré en UTF-8") from error
    except _ATTENDUES as error:
        fichier, trouvee = (nom, ligne) if ligne else _ou(error, nom)
        genre = DemesureError if isinstance(error, MemoryError) else ModeleFautifError
        raise genre(fichier, trouvee, _dit(error)) from error
    except DepassementError as error:
        error.ou = (nom, ligne) if ligne else _ou(error, nom)
        raise


@contextmanager
def au_paragraphe(lignes: Sequence[str]) -> Iterator[None]:
    """A fault of a word processor's file is told with the words of its paragraph."""
    try:
        yield
    except ModeleFautifError as error:
        if not 0 < error.ligne <= len(lignes):
            raise
        dit = extrait(re.sub(r"<[^>]*>", "", lignes[error.ligne - 1]))
        raise type(error)(error.fichier, 0, f"{error.message} ({dit})") from error


def _outil_inconnu(error: TemplateAssertionError) -> str:
    trouve = re.search(r"No (filter|test) named '(.*?)'", error.message or "")
    if trouve is None:
        return f"{SYNTAXE} ; {ACCOLADES}"
    quoi = "le filtre" if trouve[1] == "filter" else "le test"
    return f"{quoi} « {trouve[2][:60]} » n'existe pas ; tapez « utilite validate » pour voir le plus proche"


def _dit(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return str(error)
    if isinstance(error, SecurityError):
        return f"le modèle fait ce qui n'est pas permis ({error})"
    raison = next((dite for genre, dite in _RAISONS.items() if isinstance(error, genre)), str(error))
    return f"une expression du modèle échoue ({raison})"


def _ou(error: BaseException, nom: str) -> tuple[str, int]:
    """The last line of the template that was run or, before it was, the one that was being compiled.

    What is shipped beside templates (`commun/`) is at fault only where nothing else was running.
    """
    trouvees = [_trame(trame, ligne) for trame, ligne in traceback.walk_tb(error.__traceback__)]
    lignes = [vue for vue in trouvees if vue is not None]
    siennes = [vue for vue in lignes if vue[0].parent != environment.COMMUN]
    if lignes:
        chemin, ligne = (siennes or lignes)[-1]
        return nom if chemin.name == _SANS_FICHIER else chemin.name, ligne
    noeuds = [trame.f_locals.get("node") for trame, _ in traceback.walk_tb(error.__traceback__)]
    return nom, next((noeud.lineno for noeud in reversed(noeuds) if isinstance(noeud, Node)), 0)


_SANS_FICHIER = "<template>"
"""What Jinja calls a source that it was given as a text."""


def _trame(trame: FrameType, ligne: int) -> tuple[Path, int] | None:
    """The file and the line of a template's frame: Jinja gives frames those of the source on its own errors only."""
    chemin = Path(trame.f_code.co_filename)
    if chemin.suffix == ".py" or (chemin.name.startswith("<") and chemin.name != _SANS_FICHIER):
        return None
    modele = trame.f_globals.get("__jinja_template__")
    return chemin, modele.get_corresponding_lineno(ligne) if modele is not None else ligne
