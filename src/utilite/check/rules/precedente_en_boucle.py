"""Des fiches se précèdent en boucle.

Ce que la règle vérifie
    Qu'en remontant de fiche précédente en fiche précédente, on ne revient pas à la fiche de départ.

Pourquoi
    Une fiche ne peut pas venir après elle-même. Les comparaisons d'une période à l'autre seraient à
    l'envers.

Exemple
    Ici, chacune dit venir après l'autre :

        # fiches/atelier-2012.yaml
        precedente: atelier-2013

        # fiches/atelier-2013.yaml
        precedente: atelier-2012

Corriger
    Retirez la ligne de la fiche la plus ancienne, que le message désigne quand les périodes sont
    connues :

        # fiches/atelier-2013.yaml
        precedente: atelier-2012
"""

from collections.abc import Iterator
from datetime import date

from utilite.check.sujets import Reseau
from utilite.diagnostic import Finding, Place, Severity

CODE = "UT403"
SEVERITY = Severity.ERROR
LOCKED = False

_NOMMEES = 6
"""How many fiches of a loop a message names."""


def check(reseau: Reseau) -> Iterator[Finding]:
    """Yields each loop once, at its earliest fiche: no other of the loop can come before that one."""
    vues: set[str] = set()
    for depart in reseau.fiches:
        chemin: list[str] = []
        nom = depart
        while nom in reseau.fiches and nom not in vues:
            vues.add(nom)
            chemin.append(nom)
            nom = reseau.fiches[nom].precedente
        if nom in chemin:
            yield _finding(reseau, chemin[chemin.index(nom) :])


def _finding(reseau: Reseau, boucle: list[str]) -> Finding:
    premiere = min(boucle, key=lambda nom: (reseau.fiches[nom].debut or date.max, nom))
    rang = boucle.index(premiere)
    tour = [*boucle[rang:], *boucle[:rang], premiere]
    suite = " → ".join(tour if len(tour) <= _NOMMEES else [*tour[: _NOMMEES - 2], "…", premiere])
    message = f"de précédente en précédente, on revient à cette fiche : {suite}"
    return Finding(
        rule="precedente-en-boucle",
        place=Place(reseau.fiches[premiere].file, ("precedente",)),
        message="cette fiche se donne elle-même pour précédente" if len(boucle) == 1 else message,
        hint="retirez cette ligne, ou nommez la fiche de la période d'avant",
    )
