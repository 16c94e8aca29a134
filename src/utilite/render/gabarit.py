"""Running one template; what is wrong with it becomes a finding, at its line."""

import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from utilite.diagnostic import Finding, Place, Span
from utilite.render.context import recherches
from utilite.render.environment import Environment
from utilite.source import Document
from utilite.workspace import Workspace


class ModeleFautifError(Exception):
    """A template can't be run: its file, its line (0 where none is known), and why, in French."""

    def __init__(self, fichier: str, ligne: int, message: str) -> None:
        super().__init__(f"{fichier}:{ligne}: {message}" if ligne else f"{fichier}: {message}")
        self.fichier = fichier
        self.ligne = ligne
        self.message = message


def fautes(espace: Workspace) -> Iterator[tuple[Document, Finding]]:
    """What is wrong with the syntax of the workspace's own templates, with the source that it is in."""
    for lu in espace.modeles():
        for nom in lu.valeur.fichiers.values() if lu.valeur is not None else ():
            chemin = lu.valeur.dossier / nom if lu.valeur is not None else None
            if chemin is None or not nom.endswith((".md", ".html", ".svg", ".txt")) or not chemin.is_file():
                continue
            texte = chemin.read_text("utf-8", "replace")
            fichier = f"{Path(lu.document.file).parent.as_posix()}/{nom}"
            try:
                SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).parse(texte)
            except TemplateSyntaxError as error:
                ligne = Span(error.lineno, 1, error.lineno, 1)
                place = Place(fichier, span=ligne)
                yield (
                    Document(fichier, texte, None),
                    Finding(rule="modele-fautif", place=place, message=_SYNTAXE, hint=_ACCOLADES),
                )


_SYNTAXE = "la syntaxe du modèle (Jinja) est fautive ici"
_ACCOLADES = "vérifiez les accolades {{ }} et {% %} de cette ligne et de la précédente"

_ATTENDUES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)


def rend_source(environment: Environment, nom: str, contexte: Mapping[str, Any]) -> str:
    """The text that a source gives for a context. Raises ModeleFautifError."""
    try:
        return environment.get_template(nom).render({**contexte, **recherches(contexte)})
    except TemplateNotFound as error:
        raise ModeleFautifError(nom, 0, f"le fichier « {error.name} » n'est pas dans le dossier du modèle") from error
    except TemplateSyntaxError as error:
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(fichier, error.lineno, f"{_SYNTAXE} ; {_ACCOLADES}") from error
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
