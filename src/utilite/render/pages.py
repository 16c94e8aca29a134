"""Whether two sources of a page are the same, apart from what changes nothing: a byte order mark, ends of lines."""

from difflib import SequenceMatcher


def ecarts(depot: bytes, document: bytes) -> list[tuple[int, str]]:
    """The lines of a document that aren't the repository's, with their numbers; the next one where some are missing."""
    a, b = _lignes(depot), _lignes(document)
    return [
        (rang + 1, b[rang] if rang < len(b) else "")
        for genre, _, _, k, fin in SequenceMatcher(None, a, b, autojunk=len(b) > 20_000).get_opcodes()
        if genre != "equal"
        for rang in range(k, max(fin, k + 1))
    ]


def _lignes(source: bytes) -> list[str]:
    texte = source.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
    return [ligne.rstrip(" \t\r") for ligne in texte.split("\n")]
