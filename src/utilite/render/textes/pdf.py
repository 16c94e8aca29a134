"""What a PDF says, printed line by printed line; `utilite[verify]`.

The same page can be cut in other places by another version of what prints it: a word that was cut at the
end of a line is put together again, and what stands at the foot of each page is read once.
"""

import importlib
import re
from collections.abc import Iterator
from typing import Any

from utilite.errors import OperatorError
from utilite.render.textes import SANS_CROCHETS, IllisibleError, Ligne, insu, propre

PAGES_MAX = 1_000
_IMAGE, _ANNOTATION = "[image]", insu("annotation")
_COUPURE = re.compile("\u2010\\s*\r?\n")
"""The sign of hyphenation, which no one types."""
_TRAIT = re.compile("\ufffe|(?<=\\w)-\r?\n")
"""A hyphen that is part of its word, at the end of a line."""


def lignes(contenu: bytes) -> Iterator[Ligne]:
    """Its lines, page after page. Raises IllisibleError, OperatorError where the library is missing."""
    outil = _pdfium()
    try:
        document = outil.PdfDocument(contenu)
        if len(document) > PAGES_MAX:
            raise IllisibleError("il a plus de 1 000 pages")
        pages = [_page(outil, page) for page in document]
        titres = [propre(signet.get_title()) for signet in document.get_toc()]
    except outil.PdfiumError as error:
        raise IllisibleError("ce PDF est abîmé, ou protégé par un mot de passe") from error
    yield from _titrees(_sans_pieds(pages), titres)


def _page(outil: Any, page: Any) -> str:
    """Its words, then one for each picture or annotation, which can cover them."""
    brut = outil.raw
    autres = [_IMAGE for objet in page.get_objects() if objet.type == brut.FPDF_PAGEOBJ_IMAGE]
    for rang in range(brut.FPDFPage_GetAnnotCount(page)):
        annotation = brut.FPDFPage_GetAnnot(page, rang)
        if brut.FPDFAnnot_GetSubtype(annotation) not in (brut.FPDF_ANNOT_LINK, brut.FPDF_ANNOT_POPUP):
            autres.append(_ANNOTATION)
        brut.FPDFPage_CloseAnnot(annotation)
    return "\n".join([*autres, page.get_textpage().get_text_range().translate(SANS_CROCHETS)])


def _sans_pieds(pages: list[str]) -> list[str]:
    """The lines of all pages, without their numbers, and with what each repeats at its foot said once."""
    lues: list[str] = []
    pied = ""
    for numero, page in enumerate(pages, 1):
        entiere = _TRAIT.sub("-", _COUPURE.sub("", page)).rstrip()
        *autres, derniere = [propre(ligne) for ligne in entiere.splitlines()] or [""]
        derniere = derniere.removesuffix(f"{numero} / {len(pages)}").strip()
        lues += autres
        if derniere != pied:
            lues.append(derniere)
            pied = derniere or pied
    return [ligne for ligne in lues if ligne]


def _titrees(lues: list[str], titres: list[str]) -> Iterator[Ligne]:
    """The lines, each heading known by the bookmarks, which come in the order of the text."""
    restants = iter(titres)
    titre = next(restants, "")
    for rang, ligne in enumerate(lues):
        if titre and titre.startswith(ligne) and " ".join(lues[rang : rang + 6]).startswith(titre):
            yield Ligne(ligne, titre)
            titre = next(restants, "")
        else:
            yield Ligne(ligne)


def _pdfium() -> Any:
    try:
        return importlib.import_module("pypdfium2")
    except ImportError as error:
        raise OperatorError("lire un PDF demande un complément : tapez « pip install 'utilite[verify]' »") from error
