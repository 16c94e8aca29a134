"""Aucun fichier ne décrit cet acteur.

Ce que la règle vérifie
    Que chaque acteur nommé par une fiche a son fichier dans « acteurs/ ». L'acteur est
    l'association ou la structure qui s'évalue.

Pourquoi
    L'identité d'un acteur (son nom, ses coordonnées) n'est écrite qu'une fois, dans son fichier. La
    fiche ne donne que le nom de ce fichier.

Exemple
    Ici, le fichier de l'acteur s'appelle « acteurs/mon-association.yaml » :

        acteurs:
          - mon-assoc

Corriger
    Écrivez le nom du fichier, sans « .yaml ». Si ce fichier n'existe pas encore, créez-le.

        acteurs:
          - mon-association
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche
from utilite.orthographe import identifiant, proche, seul

CODE = "UT107"
SEVERITY = Severity.ERROR
LOCKED = True


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each acteur of the fiche that has no file."""
    for i, acteur in enumerate(fiche.acteurs):
        if acteur in contexte.acteurs:
            continue
        voisin = proche(acteur, contexte.acteurs)
        if voisin:
            hint = f"remplacez par « {voisin} »"
        else:
            nom = identifiant(acteur) or "mon-association"
            ecrivez = "" if nom == acteur else f" et écrivez ici « {nom} »"
            hint = f"créez le fichier « acteurs/{nom}.yaml »{ecrivez}, ou corrigez l'identifiant"
        yield Finding(
            rule="acteur-inconnu",
            place=fiche.place(("acteurs", i)),
            message=f"aucun acteur ne s'appelle « {acteur[:60]} »",
            hint=hint,
            repair=seul(acteur, contexte.acteurs),
        )
