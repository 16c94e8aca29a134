"""What answers the fields of a form: expressions over the context of a document, evaluated one by one."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2.environment import TemplateExpression

from utilite import source, workspace
from utilite.diagnostic import Route
from utilite.modele import ChampDeFormulaire, Modele
from utilite.render import environment
from utilite.render.environment import Environment
from utilite.render.gabarit import ModeleFautifError, garde
from utilite.render.recherches import recherches
from utilite.schema import formulaire as schema
from utilite.source import Document


def reponses(modele: Modele, format_: str, contexte: Mapping[str, Any]) -> Iterator[tuple[ChampDeFormulaire, Any]]:
    """Each field of this form with its answer, in the terms of the context (`environment.texte` prints it).

    Raises ModeleFautifError, at the expression's line.
    """
    document, champs = _lus(modele.dossier, modele.formulaires[format_].champs)
    env = environment.simple(modele.dossier, tuple(contexte))
    connus = {**contexte, **recherches(contexte)}
    for champ in champs:
        with garde(document.file, _ligne(document, champ.place.route)):
            valeur = _arretee(_compilee(env, champ.expression)(**connus))
            environment.texte(valeur)  # raises where a name is lacking, or a number can't be written
            yield champ, valeur


def _arretee(valeur: Any) -> Any:
    """A value that nothing is left to compute of: Jinja's filters fail once they are gone through."""
    return [_arretee(v) for v in valeur] if isinstance(valeur, Iterator | list | tuple) else valeur


def nommes(modele: Modele, format_: str) -> frozenset[str]:
    """The names of fields that a template's file gives, those that it leaves unanswered included."""
    document, champs = _lus(modele.dossier, modele.formulaires[format_].champs)
    cles = document.root.entries if isinstance(document.root, source.Mapping) else ()
    return frozenset([*cles, *(nom for champ in champs for nom in champ.noms)])


def ligne(modele: Modele, format_: str, champ: ChampDeFormulaire) -> int:
    """Where a field stands in that file."""
    document, _ = _lus(modele.dossier, modele.formulaires[format_].champs)
    return _ligne(document, champ.place.route)


@lru_cache(maxsize=8)
def _lus(dossier: Path, nom: str) -> tuple[Document, tuple[ChampDeFormulaire, ...]]:
    document, fautes = workspace.lire(dossier, nom)
    champs, autres = schema.lit(document)
    for faute in (*fautes, *autres):
        ligne = faute.place.span.line if faute.place.span else _ligne(document, faute.place.route)
        raise ModeleFautifError(nom, ligne, faute.message)
    return document, champs


def oublie() -> None:
    """Forgets what was read: a file may have changed since."""
    _lus.cache_clear()


@lru_cache(maxsize=2000)
def _compilee(env: Environment, expression: str) -> TemplateExpression:
    return env.compile_expression(expression, undefined_to_none=False)


def _ligne(document: Document, route: Route) -> int:
    return document.locate(route).line
