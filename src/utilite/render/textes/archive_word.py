"""The parts of a Word file that a reader is shown, found as a word processor finds them: by their relations."""

import importlib
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from utilite.errors import OperatorError
from utilite.render.textes import IllisibleError

OUVERT_MAX = 60_000_000
"""Of all the parts that are read, once decompressed, in bytes."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOSSIERS = ("word/", "docProps/", "customXml/", "_rels/")
ABIME = "ce document Word est abîmé, ou fait d'une façon qui ne se lit pas"
_ILLISIBLES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError)


class Partie(NamedTuple):
    """A part of the file, as XML; `nom` tells which: document, styles, numbering, footer default, footnotes…"""

    nom: str
    racine: Any


class _Lien(NamedTuple):
    genre: str
    cible: str


class Archive:
    """A Word file, opened. Raises IllisibleError, OperatorError where the library is missing."""

    def __init__(self, contenu: bytes) -> None:
        self._xml = _defusedxml()
        self._reste = OUVERT_MAX
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(contenu))
        except _ILLISIBLES as error:
            raise IllisibleError(ABIME) from error
        noms = [nom.lower() for nom in self._zip.namelist()]
        if len(noms) != len(set(noms)) or self._zip.comment:  # which of two is read depends on the reader
            raise IllisibleError(ABIME)

    def etrangeres(self) -> list[str]:
        """The names of the pieces that no Word file has: those of another format, which may be what is opened."""
        return [n for n in self._zip.namelist() if not n.startswith(_DOSSIERS) and n != "[Content_Types].xml"]

    def parties(self) -> Iterator[Partie]:
        """All that hold words or decide which are seen, the body first."""
        principales = [lien for lien in self._liens("").values() if lien.genre == "officeDocument"]
        if len(principales) != 1:
            raise IllisibleError(ABIME)
        corps = principales[0].cible
        liens = self._liens(corps)
        racine = self._lit(corps)
        if len(racine.findall(f"{W}body")) != 1:
            raise IllisibleError(ABIME)
        yield Partie("document", racine)
        for genre in ("header", "footer"):
            for renvoi in racine.iter(f"{W}{genre}Reference"):
                lien = liens.get(renvoi.get(f"{_R}id", ""))
                if lien is None:
                    raise IllisibleError(ABIME)
                yield Partie(f"{genre} {renvoi.get(f'{W}type', '')}", self._lit(lien.cible))
        for genre in ("footnotes", "endnotes", "comments", "numbering", "styles"):
            yield from (Partie(genre, self._lit(lien.cible)) for lien in liens.values() if lien.genre == genre)

    def _liens(self, partie: str) -> dict[str, _Lien]:
        """The relations of a part, or of the file itself, by their names."""
        dossier, nom = posixpath.split(partie)
        chemin = posixpath.join(dossier, "_rels", f"{nom}.rels")
        if chemin not in self._zip.namelist():
            return {}
        return {
            lien.get("Id", ""): _Lien(lien.get("Type", "").rpartition("/")[2], _chemin(dossier, lien.get("Target", "")))
            for lien in self._lit(chemin)
            if lien.get("TargetMode") != "External"
        }

    def _lit(self, chemin: str) -> Any:
        try:
            piece = self._zip.getinfo(chemin)
            self._reste -= piece.file_size
            if self._reste < 0:
                raise IllisibleError("ce document Word devient bien trop gros une fois ouvert")
            return self._xml.fromstring(self._zip.read(piece), forbid_dtd=True)
        # what is refused is a ValueError, what can't be read a ParseError, what isn't there a KeyError
        except (*_ILLISIBLES, SyntaxError, KeyError) as error:
            raise IllisibleError(ABIME) from error


def _chemin(dossier: str, cible: str) -> str:
    return posixpath.normpath(posixpath.join("/", dossier, cible)).lstrip("/")


def _defusedxml() -> Any:
    try:
        return importlib.import_module("defusedxml.ElementTree")
    except ImportError as error:
        raise OperatorError(
            "lire un document Word demande un complément : tapez « pip install 'utilite[verify]' »"
        ) from error
