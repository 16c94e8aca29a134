"""Running one template; what is wrong with it becomes a finding, at its line."""

import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.nodes import Node

from utilite import formes
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Finding, Place, Span
from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context, environment, noms
from utilite.render.context import Cadre, Montree
from utilite.render.environment import Environment
from utilite.render.horloge import DepassementError
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


class DemesureError(ModeleFautifError):
    """One that can't be run because it asks for too much time or memory."""


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
        for document in _sources(lu.valeur):
            try:
                arbre = env.parse(document.text)
                vus = list(noms.inconnus(arbre, document.text, env, connus))
                montres.append(noms.montres(arbre, criteres))
            except TemplateSyntaxError as error:
                vus = [noms.NomInconnu(Span(error.lineno, 1, error.lineno, 1), _SYNTAXE, _ACCOLADES)]
                montres.append(None)
            except RecursionError:
                vus = [noms.NomInconnu(Span(1, 1, 1, 1), _TROP_PROFOND, _PARENTHESES)]
                montres.append(None)
            fautes += [(document, _finding(document.file, vu)) for vu in vus]
        if any(not nom.endswith(_TEXTES) for nom in lu.valeur.fichiers.values()):
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


def _finding(fichier: str, vu: noms.NomInconnu) -> Finding:
    return Finding(rule="modele-fautif", place=Place(fichier, span=vu.span), message=vu.message, hint=vu.hint)


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
_TROP_PROFOND = "ce modèle emboîte trop d'expressions, de boucles ou de conditions pour être lu"
_PARENTHESES = "enlevez des parenthèses, ou sortez-en une partie dans un autre fichier"

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
    RecursionError: "le modèle s'appelle lui-même sans fin, ou emboîte trop d'expressions",
}
"""What Python and Jinja say in English."""


def rend_source(env: Environment, nom: str, contexte: Mapping[str, Any]) -> str:
    """The text that a source gives for a context. Raises ModeleFautifError."""
    try:
        return env.get_template(nom).render({**contexte, **recherches(contexte)})
    except TemplateNotFound as error:
        raise ModeleFautifError(nom, 0, f"le fichier « {error.name} » n'est pas dans le dossier du modèle") from error
    except TemplateSyntaxError as error:
        fichier = Path(error.filename or error.name or nom).name
        raise ModeleFautifError(fichier, error.lineno, f"{_SYNTAXE} ; {_ACCOLADES}") from error
    except UnicodeDecodeError as error:
        raise ModeleFautifError(nom, 0, "ce fichier n'est pas enregistré en UTF-8") from error
    except _ATTENDUES as error:
        fichier, ligne = _ou(error, nom)
        genre = DemesureError if isinstance(error, MemoryError) else ModeleFautifError
        raise genre(fichier, ligne, _dit(error)) from error
    except DepassementError as error:
        error.ou = _ou(error, nom)
        raise


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
