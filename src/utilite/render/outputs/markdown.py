"""`md`: Markdown, good on a forge as it is."""

import re
from collections.abc import Mapping
from typing import Any

from utilite.modele import Modele
from utilite.render import environment
from utilite.render.bureau.marques import Ecrit
from utilite.render.gabarit import en_octets, rend_source

_APPEL = re.compile(r"(?<!\\)\[\^([0-9]+)\](?!:)")
_NOTE = re.compile(r"^\[\^([0-9]+)\]: .*$", re.MULTILINE)


def offre(modele: Modele) -> bool:
    """Whether it has a Markdown source."""
    return "md" in modele.fichiers


def rend(modele: Modele, contexte: Mapping[str, Any], couleur: str = "") -> bytes:
    """The document, its empty lines folded to one, without the notes that nothing calls.

    With a `couleur`, it has its charts, as pictures in that colour or, for `dessins.EN_PAGE`, as data.
    """
    texte = rend_source(environment.markdown(modele.dossier, tuple(contexte), couleur), modele.fichiers["md"], contexte)
    appelees = set(_APPEL.findall(texte))
    texte = _NOTE.sub(lambda note: note[0] if note[1] in appelees else "", texte)
    return en_octets(re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n", "\n\n", texte))


def avec_corps(modele: Modele, contexte: Mapping[str, Any]) -> dict[str, Any]:
    """A context with the document itself, `corps`, its charts in it: what a paper of ours shows."""
    couleur = contexte["document"]["presentation"]["couleur"]
    return {**contexte, "corps": Ecrit(rend(modele, contexte, couleur).decode())}
