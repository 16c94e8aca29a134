"""Bytes → text: the encoding, the size, and the characters that would hide or break lines."""

import re

from utilite.diagnostic import Finding, Place, Span

MAX_BYTES = 1024 * 1024
"""1 MiB (promesses, no. 4): two hundred times a full fiche."""

# Not printable for YAML (its spec's c-printable), the line breaks that only YAML 1.1 knows, a byte
# order mark inside the text, and noncharacters.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

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
        return "", Finding(
            rule="fichier-trop-gros",
            place=Place(file),
            message=f"le fichier dépasse {MAX_BYTES // 1024} Kio",
            hint="vérifiez qu'il s'agit bien d'une fiche ; les pièces jointes vont ailleurs",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", _encoding(file, Span(1, 1, 1, 1), "UTF-16")
    try:
        # « utf-8-sig » : with a BOM left in, the compiled parser's marks are off by one.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig", errors="replace")
        return "", _encoding(file, _span_at(before, len(before)), "Windows-1252 ou Latin-1")
    return text, invisible(text, file)


def invisible(text: str, file: str) -> Finding | None:
    """The first character that a YAML file can't hold, if any."""
    found = FORBIDDEN.search(text)
    if found is None:
        return None
    number = ord(found.group())
    name = _NAMES.get(number, "caractère de contrôle")
    return Finding(
        rule="caractere-invisible",
        place=Place(file, span=_span_at(text, found.start())),
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
