"""Helvetica, which every reader of PDF has: what it can draw (WinAnsi), and how wide.

The widths are those of its published metrics (Adobe's AFM), in thousandths of the size.
"""

import re
import unicodedata

NOM = "/Helvetica"
HAUT, BAS = 0.718, 0.207
"""How far its letters go above and below their line, for a size of 1."""

# fmt: off
LARGEURS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584, 0, 556, 0, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 0, 611, 0, 0, 222, 222, 333,
    333, 350, 556, 1000, 333, 1000, 500, 333, 944, 0, 500, 667, 278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370,
    556, 584, 333, 737, 333, 400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667,
    667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778,
    722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
)
"""From sign 32 to sign 255."""
# fmt: on

_PROCHES = str.maketrans(
    {
        "\u202f": "\xa0",
        "\u2009": "\xa0",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "–",
        "\u2015": "—",
        "\u2212": "-",
        "\u2032": "'",
        "\u2192": "->",
        "\u2264": "<=",
        "\u2265": ">=",
        "\t": " ",
    }
)
"""Signs that it lacks, and that are as well said by others."""
_CACHES = re.compile(r"[^\n\x20-\x7e\xa0-\U0010ffff]")


def propre(texte: str) -> str:
    """A text as a field may hold it: no control or direction mark, composed letters, spaces that readers know."""
    compose = unicodedata.normalize("NFC", texte.replace("\r\n", "\n").replace("\r", "\n")).translate(_PROCHES)
    return "".join(c for c in _CACHES.sub("", compose) if c == "\n" or unicodedata.category(c) not in ("Cf", "Cs"))


def dessine(texte: str) -> tuple[str, str]:
    """A clean text as it can be drawn, and the signs that can't be: their letter without its accent, or « ? »."""
    manquent = "".join(dict.fromkeys(c for c in texte if c != "\n" and not _connu(c)))
    return "".join(c if c not in manquent else _voisin(c) for c in texte), manquent


def largeur(texte: str, corps: float) -> float:
    """How wide a line is, at this size."""
    return sum(LARGEURS[octet - 32] for octet in code(texte)) * corps / 1000


def code(texte: str) -> bytes:
    """The line as the font numbers its signs."""
    return texte.encode("cp1252", "replace")


def _connu(signe: str) -> bool:
    return bool(signe.encode("cp1252", "ignore"))


def _voisin(signe: str) -> str:
    base = unicodedata.normalize("NFKD", signe)[:1]
    return base if base.isascii() and base.isalnum() else "?"
