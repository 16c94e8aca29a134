"""What a Word file says: its body, then its heads, feet and notes; `utilite[verify]`. Nothing in it is obeyed."""

import importlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from utilite.errors import OperatorError
from utilite.render.textes import IllisibleError, Ligne

OUVERT_MAX = 60_000_000
"""Of all the parts that are read, once decompressed, in bytes."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTIES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SECONDS = (f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_IMAGE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_TITRE = re.compile(r"(?:heading|titre|title)\s*\d?", re.IGNORECASE)
_EST_NUMERO = re.compile(r"\b(?:NUM|SECTION)?PAGES?\b")
_BORNES = {"begin": "\x01", "separate": "\x03", "end": "\x04"}
"""What stands for the marks of a field, whose code is between two \\x02: no text of an XML can hold them."""
_NUMERO = re.compile(rf"\x01\s*\x02[^\x02]*{_EST_NUMERO.pattern}[^\x02]*\x02\s*\x03[\s\d]*\x04")
"""The number of a page, which whatever shows the document counts anew."""
_AUTRES_CHAMPS = re.compile(r"\x02[^\x02]*\x02|[\x01\x03\x04]")
_ABIME = "ce document Word est abîmé, ou fait d'une façon qui ne se lit pas"
_ILLISIBLES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError)


def lignes(contenu: bytes) -> Iterator[Ligne]:
    """Its paragraphs. Raises IllisibleError, OperatorError where the library is missing."""
    xml = _defusedxml()
    for partie in _parties(contenu):
        try:
            racine = xml.fromstring(partie, forbid_dtd=True)
        except (SyntaxError, ValueError) as error:  # what is refused is a ValueError, what can't be read a ParseError
            raise IllisibleError(_ABIME) from error
        yield from _paragraphes(racine)


def _parties(contenu: bytes) -> list[bytes]:
    """The parts that hold text, the body first."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            lues = sorted((p for p in archive.infolist() if _PARTIES.fullmatch(p.filename)), key=_rang)
            if sum(p.file_size for p in lues) > OUVERT_MAX:
                raise IllisibleError("ce document Word devient bien trop gros une fois ouvert")
            return [archive.read(p) for p in lues]
    except _ILLISIBLES as error:
        raise IllisibleError(_ABIME) from error


def _rang(piece: zipfile.ZipInfo) -> tuple[bool, str]:
    return piece.filename != "word/document.xml", piece.filename


def _paragraphes(racine: Any) -> Iterator[Ligne]:
    _simplifie(racine)
    for paragraphe in racine.iter(f"{_W}p"):
        texte = _AUTRES_CHAMPS.sub("", _NUMERO.sub("", "".join(_dit(paragraphe)).replace("\x02\x02", "")))
        style = paragraphe.find(f"{_W}pPr/{_W}pStyle")
        titre = style is not None and _TITRE.fullmatch(style.get(f"{_W}val", "").strip())
        yield Ligne(texte, texte if titre else "")


def _simplifie(racine: Any) -> None:
    """Takes out what no reader sees: the second way to say a drawing, what was moved elsewhere."""
    for parent in list(racine.iter()):
        for enfant in [e for e in parent if e.tag in _SECONDS]:
            parent.remove(enfant)


def _dit(noeud: Any) -> Iterator[str]:
    """The words of a paragraph: neither those of a paragraph inside it, which comes by itself, nor hidden ones."""
    for enfant in noeud:
        if enfant.tag == f"{_W}t":
            yield enfant.text or ""
        elif enfant.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif enfant.tag == f"{_W}fldChar":
            yield _BORNES.get(enfant.get(f"{_W}fldCharType", ""), "")
        elif enfant.tag == f"{_W}instrText":
            yield f"\x02{enfant.text or ''}\x02"
        elif enfant.tag == f"{_W}fldSimple":
            yield f"\x01\x02{enfant.get(f'{_W}instr', '')}\x02\x03"
            yield from _dit(enfant)
            yield "\x04"
        elif enfant.tag == _IMAGE:
            yield " [image] "
        elif enfant.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif enfant.tag != f"{_W}p" and enfant.find(f"{_W}rPr/{_W}vanish") is None:
            yield from _dit(enfant)


def _defusedxml() -> Any:
    try:
        return importlib.import_module("defusedxml.ElementTree")
    except ImportError as error:
        raise OperatorError(
            "lire un document Word demande un complément : tapez « pip install 'utilite[verify]' »"
        ) from error
