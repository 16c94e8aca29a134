"""A Word paper with Jinja tags, run by docxtpl; its marks give way to blocks (`word`)."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter
from docxtpl import DocxTemplate

from utilite.modele import Modele
from utilite.render import environment
from utilite.render.bureau import marques, paquet
from utilite.render.bureau.papiers import lisible
from utilite.render.bureau.styles import Styles
from utilite.render.bureau.word import Redaction
from utilite.render.environment import Environment
from utilite.render.gabarit import ModeleFautifError, au_paragraphe, garde
from utilite.render.recherches import recherches

PAPIER = environment.COMMUN / "papier.docx"
"""The paper of templates that have none."""
CORPS = "word/document.xml"
_PREMIERE = "[Content_Types].xml"
_LARGEUR = 9400
"""Of a line of an A4 page, in twentieths of a point."""


def rend(modele: Modele, vu: Mapping[str, Any]) -> bytes:
    """The document, on the template's paper, or on ours, which asks for `corps`. Raises ModeleFautifError."""
    presentation, nom = vu["document"]["presentation"], modele.fichiers.get("docx", "")
    env = environment.bureau(modele.dossier, tuple(vu), presentation["couleur"], "\n")
    with lisible(nom, _REMEDE):
        octets = (modele.dossier / nom if nom else PAPIER).read_bytes()
        _verifie(octets)
        papier = Papier(octets, PAPIER, presentation, teint=not nom)
        papier.init_docx()
        papier.date()
    with lisible(nom, _REMEDE), au_paragraphe(papier.lignes), garde(nom):
        try:
            papier.render({**vu, **recherches(vu)}, env)
        except SyntaxError as error:  # lxml's
            raise ModeleFautifError(nom, 0, f"ses balises Jinja se croisent ; {paquet.CROISEES}") from error
    with lisible(nom, _REMEDE):
        return paquet.ferme(papier.pieces(), _PREMIERE)


@lru_cache(maxsize=1)
def _verifie(octets: bytes) -> None:
    """Holds a paper against the bounds, once for all documents made on it. Raises IllisibleError."""
    paquet.ouvre(octets, CORPS)


_REMEDE = "enregistrez-le depuis Word ou LibreOffice au format .docx"


class _Pieces(dict[str, bytes]):
    """Pieces by name, where an archive would be written."""

    def write(self, uri: Any, contenu: bytes) -> None:
        """One more."""
        self[uri.membername] = contenu


class Papier(DocxTemplate):  # type: ignore[misc] # it has no types
    """A paper; `lignes` are the paragraphs of the part that is being run."""

    def __init__(self, octets: bytes, notre: Path, theme: Mapping[str, str], *, teint: bool) -> None:
        super().__init__(BytesIO(octets))
        self.lignes: list[str] = []
        self._notre, self._theme, self._teint = notre, theme, teint
        self._redaction: Redaction | None = None

    def patch_xml(self, src_xml: str) -> str:
        """The tags whole, in straight quotes: Word cuts them, and writes « … »."""
        return str(super().patch_xml(paquet.recoud(src_xml)))

    def render_xml_part(self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Environment) -> str:
        """A part run, its marks replaced."""
        self.lignes[:] = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml).splitlines()
        xml = str(super().render_xml_part(src_xml, part, context, jinja_env))
        return self._ecrivain().pose(xml, part) if marques.y_en_a(xml) else xml

    def date(self) -> None:
        """Gives a paper that says nothing of itself, not even a title, what is the same each time."""
        if all(lien.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for lien in self.docx.part.package.rels.values()):
            proprietes = self.docx.core_properties  # made at once, with the hour
            proprietes.modified = datetime(*paquet.DATE)
            proprietes.title = proprietes.last_modified_by = ""

    def pieces(self) -> dict[str, bytes]:
        """What the file is made of; `save` would make an archive, to be opened and made again."""
        parts = tuple(self.docx.part.package.iter_parts())
        for part in parts:
            part.before_marshal()
        pieces, writer = _Pieces(), cast("Any", PackageWriter)  # whose `write` makes an archive
        writer._write_content_types_stream(pieces, parts)
        writer._write_pkg_rels(pieces, self.docx.part.package.rels)
        writer._write_parts(pieces, parts)
        return pieces

    def render_properties(self, context: Mapping[str, Any], jinja_env: Environment) -> None:
        """The title and the like, as words; no library takes them longer."""
        for nom in ("author", "comments", "identifier", "language", "subject", "title"):
            dit = jinja_env.from_string(getattr(self.docx.core_properties, nom)).render(context)
            setattr(self.docx.core_properties, nom, unescape(marques.en_mots(dit))[:255])

    def _ecrivain(self) -> Redaction:
        if self._redaction is None:
            couleurs = {"54194A": self._theme["couleur"], "E2A530": self._theme["couleur_claire"]}
            styles = Styles(self.docx, self._notre, {notre: c.lstrip("#").upper() for notre, c in couleurs.items()})
            if self._teint:
                styles.colore()
            self._redaction = Redaction(styles.style, styles.numero, self._theme, self._largeur())
        return self._redaction

    def _largeur(self) -> int:
        """Of a line, in twentieths of a point; that of A4 where the page doesn't say."""
        try:
            section = self.docx.sections[0]
            largeur = (section.page_width - section.left_margin - section.right_margin) // 635
        except (LookupError, TypeError, ValueError):
            return _LARGEUR
        return largeur if 0 < largeur < _LARGEUR * 10 else _LARGEUR
