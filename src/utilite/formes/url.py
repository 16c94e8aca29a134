"""`url`: a web address."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import regex, source
from utilite.diagnostic import Route
from utilite.formes import editeur, texte
from utilite.formes.spec import Cle, Lecteur, Lecture, Schema, Spec

SAISIE = "url"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {}

_ADRESSE = regex.lazy(r'[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#<>"\\^`{|}@]+(?:[/?#][^\s<>"\\^`{|}]*)?')
_AVEC_UN_NOM = regex.lazy("[a-z]+://[^/?#]*@", re.IGNORECASE)
_SANS_PROTOCOLE = regex.lazy(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """An http or https address; no other scheme is a link in a document."""
    adresse = texte.brut(node, route, lecture)
    if adresse is None or _ADRESSE.fullmatch(adresse):
        return adresse
    hint, repair = "copiez l'adresse depuis le navigateur ; elle commence par https://", None
    if _SANS_PROTOCOLE.fullmatch(adresse[:300]):
        hint = f"écrivez : https://{adresse}"
        if _ADRESSE.fullmatch(f"https://{adresse}"):
            repair = source.scalar(f"https://{adresse}")
    if _AVEC_UN_NOM.match(adresse):
        hint = "retirez le nom et le mot de passe, jusqu'à « @ » : ils seraient publiés ; puis changez le mot de passe"
    message = f"« {adresse[:80]} » n'est pas une adresse de page"
    lecture.dit("adresse-mal-ecrite", route, message, hint, repair=repair)
    return None


def _decrit() -> Schema:
    return decrit(Spec(forme="url"), lambda _: Schema({}))


CLE = Cle(lecteur=lit, decrit=_decrit)


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A web address."""
    message = "Une adresse de page est attendue ici : elle commence par https://"
    return editeur.ou_vide(editeur.motif(_ADRESSE.pattern, message))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The address."""
    return str(valeur)
