"""`docx`: a Word file, on the template's own paper or on ours; an extra, `utilite[docx]`.

A paper is a Word file with Jinja tags (docxtpl). Ours has one, `{{ corps }}`: the Markdown of the template,
laid out, so that every template gives a Word file that says what its Markdown says.
"""

import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.render import environment
from utilite.render.bureau import marques, paquet
from utilite.render.gabarit import ModeleFautifError, au_paragraphe, fautes_dites
from utilite.render.outputs import markdown
from utilite.render.recherches import recherches

PAPIER = environment.COMMUN / "papier.docx"
"""The paper of templates that have none."""
CORPS = "word/document.xml"
_PREMIERE = "[Content_Types].xml"


def offre(modele: Modele) -> bool:
    """Whether it has a paper, or a Markdown source to lay out on ours."""
    return "docx" in modele.fichiers or markdown.offre(modele)


def rend(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The document. Raises OperatorError where the library is missing."""
    if importlib.util.find_spec("docxtpl") is None:
        raise OperatorError("le format Word demande un complément : tapez « pip install 'utilite[docx]' »")
    from utilite.render.bureau.papier_word import Papier  # docxtpl is an extra, and a fifth of a second of start-up

    presentation = contexte["document"]["presentation"]
    nom, vu = modele.fichiers.get("docx", ""), dict(contexte)
    if not nom:
        vu["corps"] = marques.Ecrit(markdown.rend(modele, contexte, presentation["couleur"]).decode())
    env = environment.bureau(modele.dossier, tuple(vu), presentation["couleur"], "\n")
    with _lisible(nom):
        octets = (modele.dossier / nom if nom else PAPIER).read_bytes()
        paquet.ouvre(octets, CORPS)
        papier = Papier(octets, PAPIER, presentation, teint=not nom)
        papier.init_docx()
    with au_paragraphe(papier.lignes), fautes_dites(nom):
        papier.render({**vu, **recherches(vu)}, env)
    with _lisible(nom):
        sortie = BytesIO()
        papier.save(sortie)
        return paquet.ferme(paquet.ouvre(sortie.getvalue(), CORPS), _PREMIERE)


@contextmanager
def _lisible(nom: str) -> Iterator[None]:
    """What a file that isn't a Word file, or not quite, makes libraries raise, as ModeleFautifError."""
    try:
        yield
    except paquet.IllisibleError as error:
        raise ModeleFautifError(nom, 0, f"{error} ; {_REMEDE}") from error
    except Exception as error:
        raise ModeleFautifError(nom, 0, f"ce fichier Word est abîmé ; {_REMEDE}") from error


_REMEDE = "enregistrez-le depuis Word ou LibreOffice au format .docx"


def texte(octets: bytes) -> str:
    """The words of a Word file, a paragraph a line. Raises paquet.IllisibleError."""
    return "\n".join(paquet.lignes(paquet.ouvre(octets, CORPS)[CORPS].decode()))
