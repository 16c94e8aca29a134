"""Where a paper prints what is more than words: a mark in its text, which blocks take the place of.

A mark holds the Markdown itself, safe already, so that nothing has to be kept beside the text.
"""

import re
from base64 import b64decode, b64encode

from utilite.render.bureau.arbre import a_plat, texte_de

_MARQUE = re.compile("\ufdd0([A-Za-z0-9+/=]*)\ufdd1")
"""Between signs that no text of a context keeps (`arbre.propre`)."""


class Ecrit(str):
    """A whole document in Markdown, made by a template: safe as it is."""

    __slots__ = ()


def marque(markdown: str) -> str:
    """The mark of a Markdown text."""
    return f"\ufdd0{b64encode(markdown.encode()).decode()}\ufdd1"


def y_en_a(xml: str) -> bool:
    """Whether a text has marks."""
    return "\ufdd0" in xml


def morceaux(texte: str) -> list[str]:
    """The words between the marks of a text, at even ranks, and their Markdown, at odd ones."""
    return [b64decode(bout).decode() if rang % 2 else bout for rang, bout in enumerate(_MARQUE.split(texte))]


def seule(texte: str, autour: str) -> str | None:
    """The Markdown of a mark that is all that a paragraph, `autour`, says; None where there is more."""
    bouts = morceaux(texte)
    return (
        bouts[1]
        if len(bouts) == 3 and not bouts[0].strip() + bouts[2].strip() and autour.strip() == texte.strip()
        else None
    )


def en_mots(texte: str) -> str:
    """A text whose marks are replaced by the words of their Markdown."""
    return "".join(texte_de(a_plat(bout)) if rang % 2 else bout for rang, bout in enumerate(morceaux(texte)))


def partout(xml: str) -> str:
    """XML whose marks, that stand where no block can, an attribute or a comment, are replaced by words."""
    from xml.sax.saxutils import escape  # it brings all of urllib and ssl, half of what importing `render` took

    return _MARQUE.sub(lambda marque: escape(en_mots(marque[0]), {'"': "&quot;", "--": "- -"}), xml)
