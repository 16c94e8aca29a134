"""Bytes → text: the encoding, the size, and the characters that would hide or break lines."""

import re

from yaml.reader import Reader

from utilite.diagnostic import Finding, Place, Span

MAX_BYTES = 1024 * 1024
"""1 MiB (promesses, no. 4): two hundred times a full fiche."""

FORBIDDEN = Reader.NON_PRINTABLE
"""What YAML can't hold: control characters, lone surrogates. The parser's own pattern, compiled already."""

_BREAKS = ("\u2028", "\u2029", "\x85", "\ufeff")
"""Line breaks that only YAML 1.1 knows (they would shift lines), and a byte order mark inside the text."""

_NAMES = {
    0x2028: "séparateur de lignes",
    0x2029: "séparateur de paragraphes",
    0x85: "saut de ligne NEL",
    0xFEFF: "marque d'ordre des octets",
    0: "caractère nul",
    0x1B: "échappement",
}


def decode(data: bytes, file: str) -> tuple[str, Finding | None]:
    """The text of a file in UTF-8 (a byte order mark and CRLF are accepted), or what is wrong."""
    if len(data) > MAX_BYTES:
        return "", trop_gros(file)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", _encoding(file, Span(1, 1, 1, 1), "UTF-16")
    try:
        # « utf-8-sig » : with a BOM left in, the compiled parser's marks are off by one.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig", errors="replace")
        return "", _encoding(file, _span_at(before, len(before)), "Windows-1252 ou Latin-1")
    return text, hidden_break(text, file)


def trop_gros(file: str) -> Finding:
    """A file of more than MAX_BYTES."""
    return Finding(
        rule="fichier-trop-gros",
        place=Place(file),
        message="le fichier dépasse un mégaoctet",
        hint="vérifiez que c'est le bon fichier ; les pièces jointes vont ailleurs",
    )


def hidden_break(text: str, file: str) -> Finding | None:
    """The first character that would shift the lines unseen, if any."""
    at = [text.index(c) for c in _BREAKS if c in text]
    return _invisible(text, file, min(at)) if at else None


def forbidden(text: str, file: str) -> Finding | None:
    """The first character that YAML can't hold, if any: looked for once the parser has refused a text."""
    found = FORBIDDEN.search(text)
    return _invisible(text, file, found.start()) if found is not None else None


def _invisible(text: str, file: str, index: int) -> Finding:
    number = ord(text[index])
    name = _NAMES.get(number, "caractère de contrôle")
    return Finding(
        rule="caractere-invisible",
        place=Place(file, span=_span_at(text, index)),
        message=f"caractère invisible U+{number:04X} ({name})",
        hint="effacez-le et retapez l'espace ou le retour à la ligne ; il vient souvent d'un copier-coller",
    )


def _encoding(file: str, span: Span, guess: str) -> Finding:
    return Finding(
        rule="encodage",
        place=Place(file, span=span),
        message=f"le fichier n'est pas en UTF-8 (il semble en {guess})",
        hint="dans l'éditeur, choisissez « Enregistrer sous… » et l'encodage UTF-8",
    )


def _span_at(text: str, index: int) -> Span:
    lines = re.split("\r\n|\r|\n", text[:index])
    column = len(lines[-1]) + 1
    return Span(len(lines), column, len(lines), column + 1)
