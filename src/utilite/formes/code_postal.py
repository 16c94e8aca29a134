"""`code_postal`: five figures.

Source of the form: the national schema of the « lieux de médiation numérique » 1.0.2 (`^\\d{5}$`).
Which of these are in use is La Poste's affair: CEDEX codes come and go.
"""

import re
from collections.abc import Callable, Mapping

from utilite.formes import bornes, codes, editeur, texte
from utilite.formes.spec import Fragment, Lecteur, Schema, Spec

SAISIE = "numero"
CONSEIL = "Cinq chiffres, comme 01500."
BORNES: Mapping[str, Lecteur] = {"motif": bornes.motif}

_CODE = re.compile(r"[0-9]{5}")


def _est(ecrit: str) -> bool:
    return _CODE.fullmatch(ecrit) is not None


def _faute(ecrit: str) -> tuple[str, str]:
    """What is wrong with a text that should be a postal code, and what to write."""
    montre = f"« {ecrit[:40]} »"
    serre = re.sub(r"[\s.\-]", "", ecrit[:200].upper()).replace("O", "0")
    if re.fullmatch(r"[1-9][0-9]{3}", serre):
        return f"{montre} a perdu son premier zéro", f"écrivez : 0{serre}"
    trouves = [serre] if _CODE.fullmatch(serre) else re.findall(r"(?<![0-9])[0-9]{5}(?![0-9])", ecrit)
    if len(trouves) == 1:
        return f"{montre} : un code postal s'écrit seul, en cinq chiffres", f"écrivez : {trouves[0]}"
    if re.fullmatch(r"2[AB][0-9]{0,3}", serre):
        return (
            f"{montre} n'est pas un code postal",
            "en Corse, un code postal commence par 20 ; 2A et 2B sont de l'INSEE",
        )
    return f"{montre} n'est pas un code postal", "écrivez ses cinq chiffres, par exemple : 01500"


lit = codes.de("code-postal-mal-ecrit", _est, _faute)
montre = codes.montre


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one code, with the `motif` that the référentiel sets on it."""
    return texte.avec_longueur(lit, spec)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """Five signs; without quotes, a number that loses its first zeros."""
    code = editeur.motif(_CODE.pattern, "Un code postal est attendu ici : cinq chiffres, comme 01500.")
    nombre: Fragment = {"type": "integer", "minimum": 0, "maximum": 99999}
    return texte.decrit_borne(spec, forme={"anyOf": [code, nombre]})
