"""`courriel`: an e-mail address.

Source of the form: the « valid e-mail address » of the HTML standard (WHATWG), which is what a
browser's own field takes; here its domain has two parts at least, and may have accents.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import regex, source
from utilite.diagnostic import Route
from utilite.formes import editeur, texte
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec
from utilite.orthographe import sans_accent

SAISIE = "courriel"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {}

MAX = 254
"""The longest address that mail can carry (RFC 5321, §4.5.3.1.3)."""

_LETTRE = r"[^\W_]"
_MOTIF = (
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+"
    rf"@(?:{_LETTRE}(?:(?:{_LETTRE}|-){{0,61}}{_LETTRE})?\.)+(?:[^\W\d_]{{2,63}}|xn--[a-z0-9-]{{1,59}})"
)
_COURRIEL = regex.lazy(_MOTIF)
_DEDANS = rf"(?<![^\s<>()\[\],:;/|\"'])({_MOTIF})(?![\w@-])"
_AT = r"\s*[\[({<]\s*(?:at|a|arobase|@)\s*[\])}>]\s*|\s+(?:at|arobase|chez)\s+"
_POINT = r"\s*[\[({<]\s*(?:dot|point)\s*[\])}>]\s*|\s+(?:dot|point)\s+"


def est_adresse(ecrit: str) -> bool:
    """Whether a text is one address, and nothing else."""
    return len(ecrit) <= MAX and _COURRIEL.fullmatch(ecrit) is not None


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """One address, and nothing else."""
    ecrit = texte.brut(node, route, lecture)
    if ecrit is None or est_adresse(ecrit):
        return ecrit
    message, hint = _faute(ecrit)
    lecture.dit("courriel-mal-ecrit", route, message, hint)
    return None


def _faute(ecrit: str) -> tuple[str, str]:
    """What is wrong with a text that should be an address, and what to write."""
    montre = f"« {ecrit[:60]} »"
    if len(ecrit) > MAX:
        return f"{montre} : c'est trop long pour une adresse de courriel", f"une adresse a {MAX} signes au plus"
    adresses = list(dict.fromkeys(re.findall(_DEDANS, ecrit)))
    if len(adresses) > 1:
        return f"{montre} : une seule adresse de courriel tient ici", f"gardez : {adresses[0]}"
    reparee = adresses[0] if adresses else _reparee(ecrit)
    if reparee:
        return f"{montre} n'est pas écrit comme une adresse de courriel", f"écrivez : {reparee}"
    return f"{montre} n'est pas une adresse de courriel", _manque(ecrit)


def _reparee(ecrit: str) -> str:
    """The address that people mean by « contact at asso point fr », or the empty text."""
    nu = re.sub(_AT, "@", sans_accent(ecrit), flags=re.IGNORECASE)
    nu = re.sub(_POINT, ".", nu, flags=re.IGNORECASE)
    nu = re.sub(r"^mailto:|\s+", "", nu.strip(), flags=re.IGNORECASE)
    nu = re.sub(r"([.@])\1+", r"\1", nu.replace(",", ".")).strip(".:;<>\"'")
    return nu if _COURRIEL.fullmatch(nu) else ""


def _manque(ecrit: str) -> str:
    if re.match(r"https?:|www\.", ecrit, re.IGNORECASE):
        return "c'est l'adresse d'une page : une adresse de courriel contient une arobase, @"
    if "@" not in ecrit:
        return "il y manque l'arobase ; par exemple : contact@example.org"
    if ecrit.count("@") == 1 and "." not in ecrit.partition("@")[2]:
        return "il y manque la fin, après un point ; par exemple : contact@example.org"
    return "par exemple : contact@example.org"


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """An address, in outline: which letters have accents depends on the editor."""
    return editeur.ou_vide(editeur.motif(r"[^\s@]+@[^\s@]+\.[^\s@]+", "Une adresse de courriel est attendue ici."))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The address."""
    return str(valeur)
