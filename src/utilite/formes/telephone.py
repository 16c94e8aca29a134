"""`telephone`: a telephone number, as people write it: spaces, dots, an international prefix.

Source of the form: the national numbering plan (Arcep, décision n° 2018-0881, annexe 1): ten figures
from 01 to 09, short numbers of 2 to 4 or 6 figures; elsewhere ITU's E.164, 15 figures at most.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import francais, regex, source
from utilite.diagnostic import Route
from utilite.formes import codes, editeur, texte
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec

SAISIE = "telephone"
CONSEIL = "Comme 01 99 00 12 34."
BORNES: Mapping[str, Lecteur] = {}

_SEPARE = regex.lazy(r"[\s.]")
_NUMERO = regex.lazy(
    r"0[1-9][0-9]{8}|\+33[1-9][0-9]{8}|\+(?!33)[1-9][0-9]{6,14}"
    r"|1[0-9]{1,2}|[13][0-9]{3}|11[68][0-9]{3}"
)
_EXEMPLE = "par exemple : 01 99 00 12 34"


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """The number as it is written, its spaces made plain."""
    ecrit = texte.brut(node, route, lecture)
    if ecrit is None:
        return None
    if _NUMERO.fullmatch(serre(ecrit)):
        return " ".join(ecrit.split())
    message, hint = _faute(ecrit)
    nu = codes.serre(ecrit)
    repair = espace(nu) if re.fullmatch("0[1-9][0-9]{8}", nu) else None
    lecture.dit("telephone-mal-ecrit", route, message, hint, repair=repair)
    return None


def serre(ecrit: str) -> str:
    """The figures of a number, with its + where it has one."""
    return _SEPARE.sub("", ecrit)


def espace(nu: str) -> str:
    """Bare figures as they are printed: « 01 99 00 12 34 », « +33 1 99 00 12 34 »."""
    debut, reste = nu[:2], nu[2:]
    if nu.startswith("+33"):
        debut, reste = f"+33 {nu[3]}", nu[4:]
    elif len(nu) != 10 or nu[0] != "0":
        return nu
    return " ".join((debut, *(reste[i : i + 2] for i in range(0, 8, 2))))


def _faute(ecrit: str) -> tuple[str, str]:
    """What is wrong with a text that should be a number, and what to write."""
    montre = f"« {ecrit[:60]} »"
    entier = _repare(ecrit)
    if entier and re.fullmatch(r"[1-9][0-9]{8}", serre(ecrit)):
        return f"{montre} a perdu son premier zéro", f"écrivez : {entier}"
    if entier:
        return f"{montre} n'est pas écrit comme un numéro de téléphone", f"écrivez : {entier}"
    numeros = [n for n in map(_repare, re.split(r"[/;,|]|\s(?:ou|et|puis)\s", ecrit[:200])) if n]
    if len(numeros) > 1:
        return f"{montre} : un seul numéro de téléphone tient ici", f"gardez : {numeros[0]}"
    national = re.fullmatch(r"(\+33|)([0-9]{5,})", re.sub(r"[^\w+]", "", ecrit))
    attendu = 9 if national and national[1] else 10
    if national and len(national[2]) != attendu:
        compte = francais.compte(len(national[2]), "chiffre") + (" après +33" if national[1] else "")
        return f"{montre} a {compte}, et il en faut {attendu}", f"recopiez-le ; {_EXEMPLE}"
    return f"{montre} n'est pas un numéro de téléphone", f"écrivez le numéro seul ; {_EXEMPLE}"


def _repare(ecrit: str) -> str:
    """The number that people mean by « Tél. : 01-99-00-12-34 » or « +33 (0)1 … », or the empty text."""
    nu = re.sub(r"[^0-9+]", "", ecrit)
    nu = re.sub(r"^00(?=[1-9])", "+", nu)
    nu = re.sub(r"^(?:\+33|33(?=0?[1-9][0-9]{8}$))0?", "+33", nu)
    if re.fullmatch(r"[1-9][0-9]{8}", nu):
        nu = f"0{nu}"
    return espace(nu) if len(nu) > 8 and _NUMERO.fullmatch(nu) else ""


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A number, in outline: spaces and dots stand anywhere, and what has none is a number to YAML."""
    numero = editeur.motif(
        r"\+?[0-9](?:[\s.]*[0-9]){1,14}[\s.]*", f"Un numéro de téléphone est attendu ici, {_EXEMPLE}"
    )
    return editeur.ou_vide(numero, {"type": "number"})


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« 01 99 00 12 34 », on one line; a foreign number keeps the groups that it was written with."""
    nu = serre(str(valeur))
    groupes = espace(nu)
    return (str(valeur) if groupes == nu else groupes).replace(" ", francais.INSECABLE)
