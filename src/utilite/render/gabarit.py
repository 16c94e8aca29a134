"""Running one template; what is wrong with it becomes a finding, at its line."""

import re
import textwrap
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from utilite import formes
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Finding, Place, Span
from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context, environment, noms
from utilite.render.context import Cadre, Montree
from utilite.render.environment import Environment
from utilite.render.recherches import recherches
from utilite.render.reseau import du_reseau
from utilite.schema import reponses
from utilite.source import Document
from utilite.workspace import Workspace


class ModeleFautifError(Exception):
    """A template can't be run: its file, its line (0 where none is known), and why, in French."""

    def __init__(self, fichier: str, ligne: int, message: str) -> None:
        super().__init__(f"{fichier}:{ligne}: {message}" if ligne else f"{fichier}: {message}")
        self.fichier = fichier
        self.ligne = ligne
        self.message = message


def examine(espace: Workspace) -> Gabarits:
    """What is wrong with the sources of the workspace's own templates, and the indicateurs that they show."""
    referentiel = espace.referentiel.valeur
    if referentiel is None:
        return Gabarits()
    fautes: list[tuple[Document, Finding]] = []
    montres: list[frozenset[str] | None] = []
    criteres = {c.id: frozenset(i.id for i in c.indicateurs) for c in referentiel.criteres}
    for lu in espace.modeles():
        if lu.valeur is None:
            continue
        connus = _connus(referentiel, lu.valeur)
        env = environment.markdown(lu.valeur.dossier, ())
        montres.append(_par_reponses(lu.valeur, criteres))
        for document in (*_sources(lu.valeur), *_papiers(lu.valeur)):
            try:
                arbre = env.parse(document.text)
                vus = list(noms.inconnus(arbre, document.text, env, connus))
                montres.append(noms.montres(arbre, criteres))
            except TemplateSyntaxError as error:
                vus = [noms.NomInconnu(Span(error.lineno, 1, error.lineno, 1), _SYNTAXE, _ACCOLADES)]
                montres.append(None)
            fautes += [(document, _finding(document, vu)) for vu in vus]
        if any(not nom.endswith((*_TEXTES, *_PAPIERS)) for nom in lu.valeur.fichiers.values()):
            montres.append(None)
    tout = not montres or None in montres
    return Gabarits(fautes=tuple(fautes), montres=None if tout else frozenset().union(*(m or () for m in montres)))


_TEXTES = (".md", ".html", ".svg", ".txt")


def _sources(modele: Modele) -> Iterator[Document]:
    for nom in dict.fromkeys(modele.fichiers.values()):
        chemin = modele.dossier / nom
        if nom.endswith(_TEXTES) and chemin.is_file():
            fichier = f"{Path(modele.file).parent.as_posix()}/{nom}"
            yield Document(fichier, chemin.read_text("utf-8", "replace"), None)


_PAPIERS = (".docx", ".odt")


def _papiers(modele: Modele) -> Iterator[Document]:
    """The words of word processors' papers, a paragraph a line; nothing of one that can't be read."""
    for nom in dict.fromkeys(modele.fichiers.values()):
        chemin = modele.dossier / nom
        if nom.endswith(_PAPIERS) and chemin.is_file():
            from utilite.render.bureau import paquet  # most workspaces have no such paper

            with suppress(paquet.IllisibleError):  # `render` says so
                texte = paquet.source(chemin.read_bytes())
                yield Document(f"{Path(modele.file).parent.as_posix()}/{nom}", texte, None)


def _finding(document: Document, vu: noms.NomInconnu) -> Finding:
    if not document.file.endswith(_PAPIERS):
        place = Place(document.file, span=vu.span)
        return Finding(rule="modele-fautif", place=place, message=vu.message, hint=vu.hint)
    lignes = document.text.splitlines()
    message = f"{vu.message} ({_extrait(lignes[min(vu.span.line, len(lignes)) - 1])})"
    return Finding(rule="modele-fautif", place=Place(document.file), message=message, hint=vu.hint)


def _extrait(paragraphe: str) -> str:
    """The words of a paragraph: a word processor's file shows no lines."""
    return f"dans « {textwrap.shorten(paragraphe, 90, placeholder='…')} »"


def _connus(referentiel: Referentiel, modele: Modele) -> noms.Connus:
    roles = frozenset(reponses.TOUS_LES_ROLES)
    return noms.Connus(
        contexte=_vide(Cadre(referentiel, modele)),
        recherches={
            "role": roles,
            "champs": roles,
            "formes": frozenset(formes.CHAMPS),
            "critere": frozenset(c.id for c in referentiel.criteres),
            "indicateur": frozenset(i.id for c in referentiel.criteres for i in c.indicateurs),
        },
    )


def _vide(cadre: Cadre) -> dict[str, Any]:
    """The context of a document about nothing: all its names are there."""
    if cadre.modele.portee == "reseau":
        return du_reseau(cadre, [])
    if cadre.modele.portee == "acteur":
        return context.d_acteur(cadre, Acteur(id="", file=""), [])
    return context.de_fiche(cadre, Montree(Fiche(id="", file="")))


def _par_reponses(modele: Modele, criteres: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The indicateurs that the answers to a funder's questions show; None for all of them."""
    nommes = [nom for rubrique in modele.rubriques for nom in rubrique.reponses]
    if "utilite_sociale" in nommes:
        return None
    return frozenset(i for nom in nommes for i in criteres.get(nom.removeprefix("utilite_sociale."), ()))


_SYNTAXE = "la syntaxe du modèle (Jinja) est fautive ici"
_ACCOLADES = "vérifiez les accolades {{ }} et {% %} de cette ligne et de la précédente"

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
    with fautes_dites(nom):
        return env.get_template(nom).render({**contexte, **recherches(contexte)})
    raise AssertionError  # for mypy


@contextmanager
def fautes_dites(nom: str) -> Iterator[None]:
    """What running the source of this name raises, as ModeleFautifError."""
    try:
        yield
    except TemplateNotFound as error:
        raise ModeleFautifError(nom, 0, f"le fichier « {error.name} » n'est pas dans le dossier du modèle") from error
    except TemplateSyntaxError as error:
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(fichier, error.lineno, f"{_SYNTAXE} ; {_ACCOLADES}") from error
    except UnicodeDecodeError as error:
        raise ModeleFautifError(nom, 0, "ce fichier n'est pas enregistré en UTF-8") from error
    except _ATTENDUES as error:
        fichier, ligne = _ou(error, nom)
        raise ModeleFautifError(fichier, ligne, _dit(error)) from error


@contextmanager
def au_paragraphe(lignes: Sequence[str]) -> Iterator[None]:
    """A fault of a word processor's file is told with the words of its paragraph."""
    try:
        yield
    except ModeleFautifError as error:
        if not 0 < error.ligne <= len(lignes):
            raise
        dit = _extrait(re.sub(r"<[^>]*>", "", lignes[error.ligne - 1]))
        raise ModeleFautifError(error.fichier, 0, f"{error.message} ({dit})") from error


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
            fichier = Path(trame.filename).name
            return nom if fichier == "<template>" else fichier, trame.lineno
    return nom, 0
