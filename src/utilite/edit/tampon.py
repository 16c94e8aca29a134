"""The line that a form writes at the head of a file: which file it was started from, as git names its content."""

import hashlib
import re

_LIGNE = re.compile(r"(?m)^#[ \u00a0]?Base[ \u00a0]?:[ \u00a0]([a-z0-9/.-]+)[ \u00a0]([0-9a-f]{40})[ \u00a0]*(?:\n|\Z)")


def empreinte(octets: bytes) -> str:
    """The name that git gives to this content (its blob), lines ended as git stores them."""
    contenu = octets.replace(b"\r\n", b"\n")
    return hashlib.sha1(b"blob %d\0%s" % (len(contenu), contenu), usedforsecurity=False).hexdigest()


def ligne(fichier: str, octets: bytes) -> str:
    """The stamp of a file, named from the workspace's root."""
    return f"# Base : {fichier} {empreinte(octets)}\n"


def est(texte: str) -> bool:
    """Whether a text is a stamp, and nothing more."""
    return _LIGNE.fullmatch(texte) is not None


def retire(texte: str) -> tuple[str, str, str]:
    """A text (lines ended by LF) without its stamp, and the file and the content that this names, if any."""
    trouve = _LIGNE.search(texte)
    if trouve is None:
        return texte, "", ""
    return texte[: trouve.start()] + texte[trouve.end() :], trouve[1], trouve[2]
