"""`texte_long`: prose, in a Markdown of paragraphs, lists, emphasis, links and quotations."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import regex, source
from utilite.diagnostic import Route, words_of
from utilite.formes import bornes
from utilite.formes import texte as texte_court
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec

SAISIE = "prose"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {"min": bornes.longueur, "max": bornes.longueur, "motif": bornes.motif}

_RICHE = regex.lazy(
    r"^ {0,3}(?P<titre>#{1,6}[ \t].*|(?:=+|-{2,})[ \t]*$)"
    r"|(?P<image>!\[[^\]\n]{0,200}+\]\([^)\n]{0,500}+\))"
    r"|^ {0,3}(?P<tableau>\|.*\|[ \t]*$|:?-+:?[ \t]*\|[-| :]*$)"
    r"|(?P<html><[A-Za-z/!][^<>\n]*+>)",
    re.MULTILINE,
)
_ADRESSE = regex.lazy(r"<(?:https?://|mailto:)[^>\s]*>|<[^>\s@]+@[^>\s@]+>")
_MOTS = {
    "titre": ("un titre", "mettez ces mots en gras (**ainsi**), ou faites-en un paragraphe"),
    "image": ("une image", "remplacez-la par un lien : [ce qu'on y voit](adresse)"),
    "tableau": ("un tableau", "faites-en une liste à tirets, ou des mesures"),
    "html": ("du HTML", "retirez la balise ; le gras s'écrit **ainsi**"),
}


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """Prose; what it may not have is told at its very words."""
    texte = texte_court.libre(node, route, lecture)
    if texte is None:
        return None
    if "<" in texte or "#" in texte or "|" in texte or "![" in texte or "--" in texte or "==" in texte:
        vus: set[str | None] = {None}
        for trouve in _RICHE.finditer(texte):
            if trouve.lastgroup not in vus and not _ADRESSE.fullmatch(trouve.group(trouve.lastgroup or 0)):
                vus.add(trouve.lastgroup)  # a table has many lines, a tag its end: one fault, one finding
                _trop_riche(texte, trouve, route, lecture)
    return texte


def _trop_riche(texte: str, trouve: re.Match[str], route: Route, lecture: Lecture) -> None:
    assert trouve.lastgroup is not None
    nom, hint = _MOTS[trouve.lastgroup]
    ecrit = trouve.group(trouve.lastgroup).strip()
    debut = texte.index(ecrit, trouve.start(trouve.lastgroup))
    lecture.dit(
        "prose-trop-riche",
        route,
        f"« {ecrit[:60]} » : {nom} n'a pas sa place dans ce texte",
        hint,
        words=words_of(texte, debut, debut + len(ecrit)),
    )


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of prose, with its bounds in signs."""
    return texte_court.avec_longueur(lit, spec)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A prose, with its bounds in signs."""
    return texte_court.decrit_borne(spec)


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The source, as it is."""
    return str(valeur)
