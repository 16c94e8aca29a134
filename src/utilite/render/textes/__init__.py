"""Documents that come back → the lines that a reader sees, so that two of them can be compared.

One file for each format. What comes from elsewhere is read by `ailleurs`, which bounds time and memory.
"""

import importlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

OCTETS_MAX = 20_000_000
"""Of a file."""
SIGNES_MAX, LIGNES_MAX = 3_000_000, 200_000
"""Of what it says."""


class Ligne(NamedTuple):
    """A paragraph, a cell, or a printed line; `titre` where a heading starts here: the whole of it."""

    texte: str
    titre: str = ""


class IllisibleError(Exception):
    """Why a file can't be read as a document, in a few words of French."""


LECTEURS: Mapping[str, str] = MappingProxyType(
    {
        "html": "utilite.render.textes.html",
        "pdf": "utilite.render.textes.pdf",
        "docx": "utilite.render.textes.docx",
        "md": "utilite.render.textes.markdown",
    }
)
"""Where `lignes` is, for each format; imported when it is used."""


def format_de(contenu: bytes) -> str:
    """The format of a document, by what it holds. Raises IllisibleError where it is none of ours."""
    if len(contenu) > OCTETS_MAX:
        raise IllisibleError("il pèse plus de 20 Mo")
    if not contenu.strip():
        raise IllisibleError("il est vide")
    if contenu.startswith(b"%PDF-"):  # elsewhere, it may be a page to whoever opens it
        return "pdf"
    if contenu.startswith(b"PK\x03\x04"):
        if not _est_word(contenu):
            if b"opendocument.text" in contenu[:200]:
                raise IllisibleError("les fichiers LibreOffice (.odt) ne se vérifient pas encore")
            raise IllisibleError("c'est une archive ou un document d'une autre sorte")
        return "docx"
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IllisibleError("ce n'est pas un document d'une sorte connue") from error
    if "\0" in texte:
        raise IllisibleError("ce n'est pas un document d'une sorte connue")
    debut = texte[:4000].lower()
    return "html" if "<html" in debut or "<!doctype html" in debut else "md"


def _est_word(contenu: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def lignes(format_: str, contenu: bytes) -> list[Ligne]:
    """What a document of this format says. Raises IllisibleError, OperatorError where a library is missing."""
    lues = [
        Ligne(propre(ligne.texte), propre(ligne.titre))
        for ligne in importlib.import_module(LECTEURS[format_]).lignes(contenu)
    ]
    pleines = [ligne for ligne in lues if ligne.texte]
    if len(pleines) > LIGNES_MAX or sum(len(ligne.texte) for ligne in pleines) > SIGNES_MAX:
        raise IllisibleError("il est bien trop long")
    return pleines


_SANS_LARGEUR = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def insu(nom: str) -> str:
    """What stands in a text for what isn't read, which may show anything: its name, in brackets of its own."""
    return f" ⟦{lisible(nom)}⟧ "


SANS_CROCHETS = str.maketrans("⟦⟧", "[]")


def lisible(texte: str) -> str:
    """A stranger's words, on one line and without those brackets."""
    return texte.translate(SANS_CROCHETS).replace("\n", " ")


_INSU = re.compile("⟦[^⟦⟧]*⟧")


def sans_insus(lues: Iterable[Ligne]) -> list[Ligne]:
    """A text without the names of what isn't read in it."""
    return [ligne._replace(texte=_INSU.sub("", ligne.texte)) for ligne in lues]


def propre(texte: str) -> str:
    """A text as the eye reads it: one kind of blank, one way to write a letter, nothing that has no width."""
    return " ".join(unicodedata.normalize("NFC", texte.translate(_SANS_LARGEUR)).split())
