"""A template and a context → the bytes of a document; one format = one file, and a line here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from utilite.modele import Modele
from utilite.render.outputs import demarche, docx, html, markdown, odt, pdf


class Output(Protocol):
    """A module of this folder."""

    def offre(self, modele: Modele) -> bool:
        """Whether this template can give this format."""
        ...

    def rend(self, modele: Modele, contexte: Mapping[str, Any]) -> bytes:
        """The document. Raises ModeleFautifError where the template is at fault."""
        ...


OUTPUTS: Mapping[str, Output] = MappingProxyType(
    {"md": markdown, "html": html, "pdf": pdf, "docx": docx, "odt": odt, "json": demarche}
)
