"""A template over a context → the documents, a format after the other, and where each goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from utilite.modele import Modele
from utilite.render.outputs import OUTPUTS
from utilite.render.valeurs import Rempli


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document and where it goes, under the folder of outputs; `avis`: what of its data it could not say."""

    chemin: PurePosixPath
    contenu: bytes
    avis: tuple[str, ...] = ()


def rend(modele: Modele, formats: tuple[str, ...], contexte: Mapping[str, Any], nom: str = "") -> Iterator[Document]:
    """The documents about a fiche or an acteur of this name; about the whole network where there is none.

    Raises ModeleFautifError.
    """
    chemin = PurePosixPath(modele.nom, nom) if nom else PurePosixPath(modele.nom)
    for format_ in formats:
        contenu = OUTPUTS[format_].rend(modele, contexte)
        avis = contenu.avis if isinstance(contenu, Rempli) else ()
        yield Document(chemin=chemin.with_name(f"{chemin.name}.{format_}"), contenu=contenu, avis=avis)
