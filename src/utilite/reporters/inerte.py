"""What is printed is inert: nothing that a file holds can act on a terminal or on a CI runner."""

import re

_ACTIFS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_PARTOUT = re.compile(r"##(?=\w*\[)")
"""`##[error]` on GitHub's and Azure's runners, `##vso[…]`, `##teamcity[…]`: commands wherever they stand in a line."""

_EN_TETE = re.compile(r"^([^\S\n]*)::", re.MULTILINE)
"""`::error::` is a command to GitHub's runner at the head of a line, blanks put aside."""


def inerte(texte: str) -> str:
    r"""The text with control characters, direction marks and lone surrogates shown as `\u001b`, `##[` taken apart."""
    return _PARTOUT.sub("## ", _ACTIFS.sub(lambda m: f"\\u{ord(m.group()):04x}", texte))


def sans_commande(texte: str) -> str:
    """The lines of a text, none of which starts with a command: a `::` at the head is taken apart."""
    return _EN_TETE.sub(r"\1: :", texte)


def en_ligne(texte: str) -> str:
    """An inert text on one line."""
    return inerte(" ".join(texte.split()))
