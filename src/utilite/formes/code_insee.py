"""`code_insee`: a commune's number in INSEE's Code officiel géographique. It isn't its postal code.

Source of the form: the national schema of the « lieux de médiation numérique » 1.0.2; of the départements
and of the last number that each has given, INSEE's code through @etalab/decoupage-administratif 6.0.0,
former communes included.
"""

import re
from collections.abc import Callable, Mapping

from utilite import regex
from utilite.formes import bornes, codes, editeur, texte
from utilite.formes.spec import Fragment, Lecteur, Schema, Spec

SAISIE = "numero"
CONSEIL = "Les cinq signes de la commune, comme 01004 ; ce n'est pas le code postal."
BORNES: Mapping[str, Lecteur] = {"motif": bornes.motif}

_CODE = regex.lazy(r"[0-9][0-9AB][0-9]{3}")
_MARGE = 9
"""Communes that may yet be born in a département."""


def departement(code: str) -> str:
    """The first two signs of a code, three overseas."""
    return code[:3] if code[:2] in ("97", "98") else code[:2]


_CODES = (
    "01458 02834 03321 04245 05184 06163 07349 08503 09342 10445 11441 12307 13216 14764 15269 16425 17486 18290 "
    "19289 21717 22391 23266 24587 25636 26382 27701 28426 29302 2A363 2B366 30356 31593 32468 33555 34344 35363 "
    "36248 37282 38567 39586 40334 41297 42339 43268 44225 45349 46340 47328 48198 49382 50649 51664 52550 53276 "
    "54602 55586 56264 57767 58313 59670 60703 61513 62909 63473 64560 65482 66234 67562 68386 69389 70583 71591 "
    "72386 73330 74315 75120 76759 77534 78692 79357 80836 81326 82195 83154 84151 85307 86300 87206 88532 89486 "
    "90106 91692 92078 93079 94081 95690 97134 97234 97362 97424 97502 97617 97701 97801 98415 98613 98758 98833 "
    "98901"
)
_DERNIERS = {departement(code): int(code[len(departement(code)) :]) for code in _CODES.split()}
"""The last number that each département has given: two postal codes out of five are beyond, and so told apart."""


def existe(code: str) -> bool:
    """Whether a commune may have this code: a département, and one of its numbers."""
    if not _CODE.fullmatch(code):
        return False
    chez = departement(code)
    return 0 < int(code[len(chez) :]) <= _DERNIERS.get(chez, -_MARGE) + _MARGE


def _faute(ecrit: str) -> tuple[str, str]:
    """What is wrong with a text that should be a commune's code, and what to write."""
    montre = f"« {ecrit[:40]} »"
    serre = re.sub(r"[\s.\-]", "", ecrit[:200].upper()).replace("O", "0")
    if existe(f"0{serre}"):
        return f"{montre} a perdu son premier zéro", f"écrivez : 0{serre}"
    trouves = [serre] if existe(serre) else re.findall(rf"(?<![0-9]){_CODE.pattern}(?![0-9])", ecrit[:200].upper())
    if len(trouves) == 1 and existe(trouves[0]):
        return f"{montre} : un code INSEE s'écrit seul, en cinq signes", f"écrivez : {trouves[0]}"
    if re.fullmatch(r"20[0-9]{3}", serre):
        return f"{montre} n'est pas un code INSEE, mais un code postal", "en Corse, il commence par 2A ou 2B"
    if re.fullmatch(r"[0-9]{5}", serre):
        hint = "ses premiers signes ne sont ceux d'aucun département"
        if departement(serre) in _DERNIERS:
            hint = "c'est sans doute un code postal ; cherchez « code INSEE » et le nom de la commune"
        return f"{montre} n'est le code INSEE d'aucune commune", hint
    if serre in _DERNIERS:
        return f"{montre} est un département", "donnez les cinq signes du code INSEE de la commune"
    return f"{montre} n'est pas un code INSEE", "il a cinq signes, par exemple : 01004"


lit = codes.de("code-insee-mal-ecrit", existe, _faute)
montre = codes.montre


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one code, with the `motif` that the référentiel sets on it."""
    return texte.avec_longueur(lit, spec)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """Five signs; without quotes, a number that loses its first zeros."""
    code = editeur.motif(_CODE.pattern, "Un code INSEE est attendu ici : cinq signes, comme 01004.")
    nombre: Fragment = {"type": "integer", "minimum": 0, "maximum": 99999}
    return texte.decrit_borne(spec, forme={"anyOf": [code, nombre]})
