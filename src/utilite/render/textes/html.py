"""What a page says. What a style or a script would make of it isn't seen here: bytes are compared for that."""

from collections.abc import Iterator
from html.parser import HTMLParser

from utilite.render.textes import IllisibleError, Ligne

_DANS_LA_LIGNE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span")
    + ("strong", "sub", "time", "u", "var", "tspan")
)
_TITRES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MUETS = frozenset(("style", "script", "template"))


def lignes(contenu: bytes) -> Iterator[Ligne]:
    """Its blocks of text, in the order of the source. Raises IllisibleError."""
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IllisibleError("cette page n'est pas en UTF-8") from error
    lecteur = _Lecteur()
    lecteur.feed(texte)
    lecteur.close()
    lecteur.coupe()
    yield from lecteur.lues


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lues: list[Ligne] = []
        self._morceaux: list[str] = []
        self._titre = False
        self._muet = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _MUETS:
            self._muet = tag
        elif tag == "sup":
            self._morceaux.append(" ")
        elif tag not in _DANS_LA_LIGNE:
            self.coupe()
            self._titre = tag in _TITRES

    def handle_endtag(self, tag: str) -> None:
        if tag == self._muet:
            self._muet = ""
        elif tag == "sup":
            self._morceaux.append(" ")
        elif tag not in _DANS_LA_LIGNE:
            self.coupe()

    def handle_data(self, data: str) -> None:
        if not self._muet:
            self._morceaux.append(data)

    def coupe(self) -> None:
        """Ends the line."""
        texte = "".join(self._morceaux)
        if texte.strip():
            self.lues.append(Ligne(texte, texte if self._titre else ""))
        self._morceaux = []
        self._titre = False
