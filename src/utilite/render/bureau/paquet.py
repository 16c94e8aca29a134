"""The archives of XML that word processors write: opened with bounds, written the same each time, read as text."""

import html
import io
import re
import stat
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


CROISEES = "commencez et finissez une condition dans la même cellule ou le même paragraphe, ou avec {%p %} et {%tr %}"
"""What to do where the tags of Jinja and those of the XML cross."""


class IllisibleError(Exception):
    """Why an archive can't be read, in French."""


def ouvre(octets: bytes, exigee: str) -> dict[str, bytes]:
    """The pieces of an archive, which has the one named `exigee`, in its own order. Raises IllisibleError."""
    if len(octets) > OCTETS_MAX:
        raise IllisibleError("ce fichier pèse plus de 10 Mo ; réduisez ses images")
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > PIECES_MAX or sum(info.file_size for info in infos) > OUVERT_MAX:
                raise IllisibleError("ce fichier devient bien trop gros une fois ouvert")
            if exigee and exigee not in archive.namelist():
                raise IllisibleError("ce fichier n'est pas un document de cette sorte")
            if not all(map(_est_dedans, infos)):
                raise IllisibleError("ce fichier contient une pièce dont le nom mène hors de lui")
            pieces = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise IllisibleError("ce fichier n'est pas un document, ou il est abîmé") from error
    if any(b"<!DOCTYPE" in contenu.replace(b"\0", b"") for nom, contenu in pieces.items() if _est_xml(nom)):
        raise IllisibleError("ce fichier déclare des entités XML, ce qu'aucun traitement de texte n'écrit")
    return pieces


def _est_dedans(info: zipfile.ZipInfo) -> bool:
    """Whether a piece is a file of the archive, and not a link or a way out of where it would be unpacked."""
    nom = info.filename
    ordinaire = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
    return ordinaire and nom.isprintable() and not re.search(r"^/|[\\:]|(?:^|/)\.{0,2}(?:/|$)", nom)


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
    tape = html.unescape(_BALISE.sub("", _BLANC.sub(" ", tag)))
    droit = re.sub("[‘’]", "'", _GUILLEMETS.sub('"', tape)).replace("\u00a0", " ")
    return re.sub(r"^\{\{[pr]\s", "{{ ", droit)  # what it prints finds its own place


_PARAGRAPHE = re.compile(_FIN)
_BLANC = re.compile(r"<(?:w:tab|text:tab|text:s|w:br|text:line-break)\b[^>]*/>")
_CACHE = re.compile(r"<(w:instrText|w:pict|svg:desc|svg:title)\b[^>]*>.*?</\1>", re.DOTALL)
"""What isn't words of the page: fields, the alternative text of pictures."""


def lignes(xml: str) -> Iterator[str]:
    """The text of each paragraph, one after the other."""
    for paragraphe in _PARAGRAPHE.split(_CACHE.sub("", xml))[:-1]:
        yield html.unescape(_BALISE.sub("", _BLANC.sub(" ", paragraphe)))


_TEXTES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml|content\.xml|styles\.xml")


def source(octets: bytes) -> str:
    """The words of a paper, a paragraph a line, with its tags as a plain template has them. Raises IllisibleError."""
    pieces = ouvre(octets, "")
    dites = (
        ligne
        for nom in pieces
        if _TEXTES.fullmatch(nom)
        for ligne in lignes(recoud(pieces[nom].decode("utf-8", "replace")))
    )
    return "\n".join(_DE_DOCXTPL.sub("", re.sub(r"(\{[{%#])(?:p|tr|tc|r)\s", r"\1 ", ligne)) for ligne in dites)


_DE_DOCXTPL = re.compile(r"\{%\s*(?:vm|hm|cellbg|colspan)\b[^%]*%\}")
"""What lays out cells, which Jinja itself doesn't know."""


_LIGNE = r"<table:table-row[ >](?:(?!<table:table-row[ >]).)*?\{%tr\s([^%]*%\}).*?</table:table-row>"
_ALINEA = r"<text:(?:p|h)[ >](?:(?!<text:(?:p|h)[ >]).)*?\{%p\s([^%]*%\}).*?</text:(?:p|h)>"


def ordonne(xml: str) -> str:
    """An ODT's XML whose `{%tr …%}` and `{%p …%}` stand for the row, the paragraph that holds them; each paragraph
    starts a line, so that a fault's line tells which."""
    for motif in (_LIGNE, _ALINEA):
        xml = re.sub(motif, r"{% \1", xml, flags=re.DOTALL)
    return re.sub(r"<text:([ph])(?=[ >])", r"\n<text:\1", xml)
