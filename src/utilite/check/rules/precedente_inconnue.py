"""La fiche précédente n'existe pas.

Ce que la règle vérifie
    Que « precedente » est le nom d'une fiche du dossier « fiches/ ».

Pourquoi
    La fiche précédente est celle de la même action, pour la période d'avant. Elle permet de montrer
    ce qui a changé ; si son nom est mal écrit, la comparaison est perdue.

Exemple
    Ici, la fiche s'appelle « fiches/atelier-2012.yaml » :

        precedente: ateliers2012

Corriger
    Écrivez le nom du fichier, sans « .yaml ». S'il n'y a pas de fiche précédente, retirez la ligne.

        precedente: atelier-2012
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche
from utilite.orthographe import proche, seul

CODE = "UT402"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields where `precedente` names no fiche."""
    if not fiche.precedente or fiche.precedente in contexte.fiches:
        return
    nom = fiche.precedente.removeprefix("fiches/").removesuffix(".yaml")
    autres = contexte.fiches - {fiche.id}
    voisin = proche(nom, autres)
    yield Finding(
        rule="precedente-inconnue",
        place=fiche.place(("precedente",)),
        message=f"aucune fiche ne s'appelle « {fiche.precedente[:60]} »",
        hint=f"remplacez par « {voisin} »"
        if voisin
        else "écrivez le nom d'un fichier de « fiches/ », sans « .yaml », ou retirez cette ligne",
        repair=nom if nom in autres else seul(nom, autres),
    )
