"""`periode`: a year, a month, a day, or from one to another."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from utilite import regex, source
from utilite.diagnostic import Route
from utilite.formes import dates, editeur, objet
from utilite.formes.dates import Moment
from utilite.formes.spec import Cle, Lecteur, Lecture, Schema, Spec

SAISIE = "periode"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {}

_DEUX_ANNEES = regex.lazy(r"(?:de )?([12][0-9]{3})\s*(?:[-–/]|à|au|et)\s*((?:[12][0-9])?[0-9]{2})")
_CLES = {
    "debut": Cle(lecteur=dates.lit_moment, obligatoire=True, exemple="2012-10-01", decrit=dates.decrit_moment),
    "fin": Cle(lecteur=dates.lit_moment, obligatoire=True, exemple="2013-06-17", decrit=dates.decrit_moment),
}
_MOTS = {"debut": "Une année, un mois ou un jour.", "fin": "Une année, un mois ou un jour ; il est compris."}
_BOUTS = objet.de(_CLES)


class Periode(NamedTuple):
    """From the first day of `debut` to the last day of `fin`; both ends are included."""

    debut: Moment
    fin: Moment

    @property
    def dit(self) -> str:
        """« 2013 », « du 1er octobre 2012 au 17 juin 2013 », « de 2003 à 2013 »."""
        if self.debut == self.fin:
            return self.debut.dit
        entier = self.debut.texte.endswith("-01-01") and self.fin.texte == f"{self.debut.texte[:4]}-12-31"
        if entier:
            return self.debut.texte[:4]
        debut = f"du {self.debut.dit}" if len(self.debut.texte) == 10 else f"{_de(self.debut.dit)}"
        fin = f"au {self.fin.dit}" if len(self.fin.texte) == 10 else f"à {self.fin.dit}"
        return f"{debut} {fin}"


def _de(mois: str) -> str:
    return f"d'{mois}" if mois[0] in "ao" else f"de {mois}"


def lit(node: source.Node, route: Route, lecture: Lecture) -> Periode | None:
    """A moment, or `{debut: …, fin: …}`."""
    if type(node) is source.Scalar:
        texte = node.value.strip()
        moment = dates.moment(texte)
        if moment is None:
            message, hint = _faute(texte)
            repair = _repare(texte)
            lecture.dit("periode-mal-ecrite", route, message, hint, repair=repair)
            return None
        return Periode(moment, moment)
    if isinstance(node, source.Sequence):
        message = "des clés sont attendues ici, pas une liste"
        lecture.dit("forme-attendue", route, message, "remplacez les tirets par « debut: » et « fin: »")
        return None
    bouts = _BOUTS(node, route, lecture)
    if bouts is None:
        return None
    debut, fin = bouts.get("debut"), bouts.get("fin")
    if debut is None or fin is None:
        return None
    if debut.premier > fin.dernier:
        lecture.dit(
            "periode-inversee",
            route,
            f"la période finit ({fin.texte}) avant de commencer ({debut.texte})",
            "échangez les deux dates, ou corrigez l'année",
        )
        return None
    return Periode(debut, fin)


def _repare(texte: str) -> str | None:
    """What a text can only stand for: « 2013-2014 », where both years are written whole."""
    annees = _DEUX_ANNEES.fullmatch(texte)
    if annees is None:
        return dates.repare(texte)
    debut, fin = annees.groups()
    return f"{{debut: {debut}, fin: {fin}}}" if len(fin) == 4 and debut < fin else None


def _faute(texte: str) -> tuple[str, str]:
    ecrit = f"« {texte[:60]} »"
    annees = _DEUX_ANNEES.fullmatch(texte)
    debut, fin = annees.groups() if annees is not None else ("", "")
    if len(fin) == 2:  # « 2013-14 » is a school year, « 2013-13 » a month that doesn't exist
        fin = debut[:2] + fin if int(fin) == (int(debut) + 1) % 100 else ""
    if fin:
        return (
            f"{ecrit} : une période de plusieurs années a un début et une fin",
            f"écrivez {{debut: {debut}, fin: {fin}}}, ou des dates plus précises",
        )
    iso = dates.iso_probable(texte)
    if iso is not None:
        return f"{ecrit} : une date s'écrit année-mois-jour", f"écrivez : {iso}"
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){1,2}", texte):
        return f"{ecrit} n'existe pas dans le calendrier", "vérifiez le jour et le mois" if len(
            texte
        ) > 7 else "vérifiez le mois"
    return f"{ecrit} n'est pas une période", "écrivez 2013, 2013-06, ou {debut: 2012-10-01, fin: 2013-06-17}"


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A moment, or both ends."""
    return decrit_periode()


def decrit_periode() -> Schema:
    """A moment, or both ends."""
    bouts = editeur.objet(_CLES, _MOTS)
    vu = editeur.ou_vide(*dates.fragments_de_moment(), {"type": "object", **bouts.forme})
    return editeur.commun("periode", vu._replace(exige=bouts.exige))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The period in words."""
    return str(valeur.dit)
