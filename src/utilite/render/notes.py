"""The notes of a Markdown document, `[^1]` and `[^1]: …`, which markdown-it doesn't know."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from utilite.render import prose

_NOTE = re.compile(r"^\[\^([0-9]+)\]: (.+)$", re.MULTILINE)
_APPEL = re.compile(r"\[\^([0-9]+)\]")


def lecteur() -> MarkdownIt:
    """A reader of documents: a call is a token `appel`, whose content is the note's number in the source.

    The `notes` of its `env` say which are calls.
    """
    neuf = prose.lecteur()
    neuf.inline.ruler.before("link", "appel", _lit_appel)
    return neuf


def separe(texte: str) -> tuple[str, dict[int, str]]:
    """A document without its notes, and these by number."""
    return _NOTE.sub("", texte), {int(m[1]): m[2] for m in _NOTE.finditer(texte)}


def _lit_appel(state: StateInline, silent: bool) -> bool:
    """The rule that reads `[^1]` where there is such a note."""
    trouve = _APPEL.match(state.src, state.pos)
    if trouve is None or int(trouve[1]) not in state.env.get("notes", ()):
        return False
    if not silent:
        state.push("appel", "", 0).content = trouve[1]
    state.pos = trouve.end()
    return True
