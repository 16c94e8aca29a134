"""The archives of XML that word processors write: opened with bounds, written the same each time, read as text."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

OCTETS_MAX = 10_000_000
"""Of the file."""
OUVERT_MAX = 60_000_000
"""Of all that it holds, once decompressed."""
PIECES_MAX = 1000
DATE = (1980, 1, 1, 0, 0, 0)
"""Of each piece: what is made again from the same sources is the same file."""


class IllisibleError(Exception):
    """Why an archive can't be read, in French."""


def ouvre(octets: bytes, exigee: str) -> dict[str, bytes]:
    """The pieces of an archive that has the one named `exigee`, in its own order. Raises IllisibleError."""
    if len(octets) > OCTETS_MAX:
        raise IllisibleError("ce fichier pèse plus de 10 Mo ; réduisez ses images")
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > PIECES_MAX or sum(info.file_size for info in infos) > OUVERT_MAX:
                raise IllisibleError("ce fichier devient bien trop gros une fois ouvert")
            if exigee not in archive.namelist():
                raise IllisibleError("ce fichier n'est pas un document de cette sorte")
            pieces = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise IllisibleError("ce fichier n'est pas un document, ou il est abîmé") from error
    if any(b"<!DOCTYPE" in contenu.replace(b"\0", b"") for nom, contenu in pieces.items() if _est_xml(nom)):
        raise IllisibleError("ce fichier déclare des entités XML, ce qu'aucun traitement de texte n'écrit")
    return pieces


def _est_xml(nom: str) -> bool:
    return nom.lower().endswith((".xml", ".rels"))


def ferme(pieces: Mapping[str, bytes], premiere: str) -> bytes:
    """The archive: its pieces in the order of their names, after the `premiere`, which isn't compressed where it
    is OpenDocument's `mimetype`."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom in sorted(pieces, key=lambda nom: (nom != premiere, nom)):
            info = zipfile.ZipInfo(nom, DATE)
            info.compress_type = zipfile.ZIP_STORED if nom == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, pieces[nom])
    return sortie.getvalue()


_BALISE = re.compile(r"<[^>]*>")
_FIN = "</(?:w:p|text:p|text:h)>"
_DEDANS = f"(?:<(?!{_FIN[1:]})[^>]*>)+"
_COUPEE = re.compile(rf"(?<=\{{){_DEDANS}(?=[{{%#])|(?<=[%}}#]){_DEDANS}(?=\}})")
_SUITE = f"(?:(?!{_FIN}).)*?"
_JINJA = re.compile(rf"\{{\{{{_SUITE}\}}\}}|\{{%{_SUITE}%\}}|\{{#{_SUITE}#\}}", re.DOTALL)
"""A tag, whatever it has been cut into; never from one paragraph to the next."""
_GUILLEMETS = re.compile("«[\\s\u00a0\u202f]*|[\\s\u00a0\u202f]*»|[“”]")


def recoud(xml: str) -> str:
    """The tags of Jinja that a word processor has cut into pieces, quoted or escaped, as they were typed."""
    return _JINJA.sub(lambda tag: _net(tag[0]), _COUPEE.sub("", xml))


def _net(tag: str) -> str:
    tape = html.unescape(_BALISE.sub(lambda b: " " if b[0].startswith(("<text:s", "<text:tab")) else "", tag))
    return re.sub("[‘’]", "'", _GUILLEMETS.sub('"', tape)).replace("\u00a0", " ")


_PARAGRAPHE = re.compile(_FIN)
_BLANC = re.compile(r"<(?:w:tab|text:tab|text:s|w:br|text:line-break)\b[^>]*/>")
_CACHE = re.compile(r"<(?:w:instrText|w:pict|office:binary-data)\b[^>]*>.*?</(?:w:instrText|w:pict|office:binary-data)>")


def lignes(xml: str) -> Iterator[str]:
    """The text of each paragraph, one after the other."""
    for paragraphe in _PARAGRAPHE.split(_CACHE.sub("", xml))[:-1]:
        yield html.unescape(_BALISE.sub("", _BLANC.sub(" ", paragraphe)))
