"""What is printed is inert: nothing that a file holds can act on a terminal or on a CI runner."""

import re

_ACTIFS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def inerte(texte: str) -> str:
    r"""The text with control characters, direction marks and lone surrogates shown as `\u001b`.

    `##[` is a command to GitHub's runner wherever it stands in a line: it is taken apart.
    """
    return _ACTIFS.sub(lambda m: f"\\u{ord(m.group()):04x}", texte).replace("##[", "## [")
