"""How long the answer to a funder's question is, in signs and in words, as a document composes it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Template

from utilite.render import contrat, environment, prose

_SOURCE = '{% import "commun/macros.md" as m %}{{ m.rubrique(question, fiche) }}'
_APPEL = re.compile(r"\[\^[0-9]+\]")
_MOT = re.compile(r"\S*\w\S*")


class Longueur(NamedTuple):
    """Of a text without its layout: signs, blanks included, and what stands between blanks and holds a letter."""

    signes: int
    mots: int


def du_texte(texte: str) -> Longueur:
    """Of a plain text."""
    serre = " ".join(texte.split())
    return Longueur(len(serre), len(_MOT.findall(serre)))


def coupe(texte: str, permis: int, *, en_mots: bool = False) -> int:
    """Where in a plain text the limit falls, as an index; blanks count as they do in `du_texte`."""
    if en_mots:
        fins = [m.end() for m in _MOT.finditer(texte)]
        return fins[permis - 1] if 0 < permis <= len(fins) else 0
    vus, blanc = 0, True
    for rang, signe in enumerate(texte):
        if not (signe.isspace() and blanc):
            vus += 1
        if vus > permis:
            return rang
        blanc = signe.isspace()
    return len(texte)


def mesuree(question: contrat.Rubrique, contexte: Mapping[str, Any]) -> contrat.Rubrique:
    """The question with its answer as a plain text and its length; as it is where nobody answered."""
    if not question["renseigne"]:
        return question
    compose = _gabarit().render({**contexte, "question": question})
    texte = prose.en_clair(_APPEL.sub("", compose))
    longueur = du_texte(texte)
    return {**question, "texte": texte, "signes": longueur.signes, "mots": longueur.mots}


@cache
def _gabarit() -> Template:
    return environment.markdown(environment.COMMUN, ()).from_string(_SOURCE)
