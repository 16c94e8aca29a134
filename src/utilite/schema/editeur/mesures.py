"""The mesures of an indicateur, for an editor: what each forme asks, and what can't stand side by side."""

from collections.abc import Mapping

from utilite import formes
from utilite.formes import editeur
from utilite.formes.spec import Cle, Fragment, Schema, Spec
from utilite.schema.editeur import mots
from utilite.schema.mesures import ANSWERS, cles_d_une_mesure


def schema(spec: Spec) -> Schema:
    """A list of mesures of this forme."""
    return editeur.liste(une(spec)) if spec.forme else editeur.LIBRE


def une(spec: Spec) -> Schema:
    """One mesure: an answer, or the reason why there is none, or a cible."""
    cles = cles_d_une_mesure(spec)
    reponses = [cle for cle in ANSWERS if cle in cles]
    repondu = {"anyOf": [editeur.si(cle) for cle in reponses]}
    exige = [_dit_quelque_chose({cle: cles[cle] for cle in (*reponses, "non_renseigne", "cible") if cle in cles})]
    for cle in formes.INDICATEURS[spec.forme].DEMANDE:
        par_entre = cle == "valeur" and "entre" in cles
        exige.append(editeur.manque(cle, _sans_entre(repondu) if par_entre else repondu, est_texte=cles[cle].texte))
    if "population" in cles:
        exige.append(editeur.manque("sur", {"allOf": [repondu, editeur.si("population")]}))
    deux_fois: list[Fragment] = [{"if": repondu, "then": editeur.aussi(non_renseigne=_DEUX_FOIS)}]
    if "entre" in cles:
        deux_fois.append({"if": editeur.si("valeur"), "then": editeur.aussi(entre=_DEUX_FOIS)})
    return editeur.ensemble(editeur.objet(cles, mots.MESURE), Schema({"allOf": deux_fois}, {"allOf": exige}))


_DEUX_FOIS = editeur.interdit("Cette mesure a déjà une réponse : gardez l'une des deux.")


def _sans_entre(repondu: Fragment) -> Fragment:
    return {"allOf": [repondu, {"not": editeur.si("entre")}]}


def _dit_quelque_chose(cles: Mapping[str, Cle]) -> Fragment:
    """At least one of these keys holds something; « ~ » is a word in a text."""
    present = [editeur.si(nom, editeur.REMPLI_OU_NUL if cle.texte else editeur.REMPLI) for nom, cle in cles.items()]
    message = "Cette mesure ne dit rien : il y faut une réponse, ou « non_renseigne: » suivi de la raison."
    return {"if": {"not": {"anyOf": present}}, "then": editeur.de_type("null", message)}
