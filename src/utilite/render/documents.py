"""A template over a context → the documents, a format after the other, and where each goes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from utilite.modele import Modele
from utilite.render import horloge
from utilite.render.gabarit import DemesureError, ModeleFautifError
from utilite.render.horloge import MEBI, Limite
from utilite.render.modeles import est_livre
from utilite.render.outputs import OUTPUTS, pdf
from utilite.render.valeurs import Rempli
from utilite.schema.modele import MANIFESTE

D_ICI = Limite(secondes=4, octets=512 * MEBI)
"""What a document of a workspace's own template may cost: an honest one takes hundredths of a second."""
LIVRE = Limite(secondes=60, octets=2048 * MEBI)
"""The same of a shipped template, which is slow on a huge text only."""
PATIENCE = 12
"""How many times what it may compute a document may take on the clock of the wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document and where it goes, under the folder of outputs; `avis`: what of its data it could not say."""

    chemin: PurePosixPath
    contenu: bytes
    avis: tuple[str, ...] = ()


class Faute(NamedTuple):
    """Why a document can't be made: the template's file, its line (0 where none is known), the reason.

    `demesure` where it took too much time or memory.
    """

    fichier: str
    ligne: int
    message: str
    demesure: bool = False

    @classmethod
    def de(cls, error: ModeleFautifError) -> "Faute":
        """The same as data."""
        return cls(error.fichier, error.ligne, error.message, isinstance(error, DemesureError))


def rend(modele: Modele, formats: tuple[str, ...], contexte: Mapping[str, Any], nom: str = "") -> Iterator[Document]:
    """The documents about a fiche or an acteur of this name; about the whole network where there is none.

    Raises ModeleFautifError; in a worker, DemesureError where one takes too much time or memory.
    """
    chemin = PurePosixPath(modele.nom, nom) if nom else PurePosixPath(modele.nom)
    for format_ in formats:
        with _borne(modele, contexte, format_, nom):
            contenu = OUTPUTS[format_].rend(modele, contexte)
        avis = contenu.avis if isinstance(contenu, Rempli) else ()
        yield Document(chemin=chemin.with_name(f"{chemin.name}.{format_}"), contenu=contenu, avis=avis)


def source(modele: Modele, format_: str = "") -> str:
    """The file of a template that a message names where nothing closer is known."""
    return modele.fichiers.get(format_) or next(iter(modele.fichiers.values()), MANIFESTE)


def patience(modele: Modele, formats: tuple[str, ...], fiches: int) -> float:
    """How many seconds one of its documents, about so many fiches, may take on the clock of the wall."""
    longue = pdf.MISE_EN_PAGE if "pdf" in formats else _limite(modele)
    return PATIENCE * longue.pour(fiches).secondes


def _limite(modele: Modele) -> Limite:
    return LIVRE if est_livre(modele) else D_ICI


@contextmanager
def _borne(modele: Modele, contexte: Mapping[str, Any], format_: str, nom: str) -> Iterator[None]:
    qui = f"le document de « {nom} »" if nom else "ce document"
    conseil = _D_UNE_FICHE if est_livre(modele) else _D_UN_MODELE
    try:
        with horloge.tient(_limite(modele).pour(len(contexte.get("fiches", ())))):
            yield
    except horloge.DepassementError as error:
        fichier, ligne = error.ou or (source(modele, format_), 0)
        message = f"{qui} demande plus de {error.secondes} secondes de calcul : {conseil}"
        raise DemesureError(fichier, ligne, message) from error
    except MemoryError as error:
        message = f"{qui} demande trop de mémoire : {conseil}"
        raise DemesureError(source(modele, format_), 0, message) from error


_D_UN_MODELE = "cherchez une boucle sans fin dans le modèle, un texte démesuré dans la fiche"
_D_UNE_FICHE = "cherchez un texte démesuré dans la fiche"
