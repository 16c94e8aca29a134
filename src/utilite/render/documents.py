"""Documents out of fiches: which ones, in which formats, under which name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context
from utilite.render.outputs import OUTPUTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document and where it goes, under the folder of outputs."""

    chemin: PurePosixPath
    contenu: bytes


def de_fiche(
    referentiel: Referentiel,
    fiche: Fiche,
    acteurs: list[Acteur],
    modele: Modele,
    formats: tuple[str, ...],
    *,
    public: bool,
    fautive: bool,
    precedente: Fiche | None = None,
    logo: bytes = b"",
) -> Iterator[Document]:
    """The documents of one fiche, a format after the other. Raises ModeleFautifError.

    `precedente` is the fiche of the period before, where there is one to show; `logo` a picture.
    """
    public = public or modele.public
    contexte = context.fiche(
        referentiel,
        fiche,
        acteurs,
        modele,
        public=public or modele.public,
        fautive=fautive,
        precedente=precedente,
        logo=logo,
    )
    for format_ in formats:
        texte = OUTPUTS[format_].rend(modele, contexte)
        yield Document(chemin=PurePosixPath(modele.nom, f"{fiche.id}.{format_}"), contenu=texte.encode())
