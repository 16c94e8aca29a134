"""A Word paper with Jinja tags, run by docxtpl; its marks give way to blocks (`word`)."""

import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from utilite.render.bureau import marques, paquet
from utilite.render.bureau.styles import Styles
from utilite.render.bureau.word import Redaction
from utilite.render.environment import Environment


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
        if not marques.y_en_a(xml):
            return xml
        return self._ecrivain().pose(xml, part)

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
        section = self.docx.sections[0]
        cotes = (section.page_width, section.left_margin, section.right_margin)
        return round((cotes[0] - cotes[1] - cotes[2]) / 635) if None not in cotes else 9400
