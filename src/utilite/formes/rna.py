"""`rna`: the number of an association in the Répertoire national des associations.

Source of the form: a W and nine figures (data·inclusion schema 1.0.8, gip-inclusion), of which the
second is a letter in Corsica and overseas, « W9R1000000 » (betagouv/api-subventions-asso, issues 1931
and 3210: every number of its register has this form).
"""

import re
from collections.abc import Callable, Mapping

from utilite.formes import codes, editeur
from utilite.formes.spec import Lecteur, Schema, Spec

SAISIE = "numero"
CONSEIL = "Un W et neuf chiffres, sans espaces."
BORNES: Mapping[str, Lecteur] = {}

_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")


def _est(ecrit: str) -> bool:
    return _RNA.fullmatch(ecrit) is not None


def _faute(ecrit: str) -> tuple[str, str]:
    """What is wrong with a text that should be such a number, and what to write."""
    montre = f"« {ecrit[:40]} »"
    serre = re.sub(r"[^0-9A-Z]", "", ecrit[:200].upper()).replace("O", "0")
    trouves = re.findall(r"W[0-9][0-9A-Z][0-9]{7}(?![0-9])", serre)
    if len(trouves) == 1:
        return f"{montre} : un numéro RNA s'écrit seul et sans espaces", f"écrivez : {trouves[0]}"
    if re.fullmatch(r"[0-9]{14}", serre):
        return "c'est un SIRET (14 chiffres), pas un numéro RNA", "le numéro RNA commence par W"
    if re.fullmatch(r"[0-9]{9}", serre):
        hint = f"si c'est bien lui, et non un SIREN, écrivez : W{serre}"
        return f"{montre} : un numéro RNA commence par W", hint
    if re.fullmatch(r"W[0-9A-Z]{5,15}", serre):
        return f"{montre} : après le W, il faut neuf signes, et {len(serre) - 1} sont écrits", "recopiez-le"
    hint = "il est sur le récépissé de déclaration ; laissez vide s'il n'y en a pas"
    return f"{montre} n'est pas un numéro RNA, fait d'un W et de neuf chiffres", hint


lit = codes.de("rna-mal-ecrit", _est, _faute)
montre = codes.montre


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """W and nine signs."""
    message = "Un numéro RNA est attendu ici : un W et neuf chiffres, sans espaces."
    return editeur.ou_vide(editeur.motif(_RNA.pattern, message))
