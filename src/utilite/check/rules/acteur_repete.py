"""Le même acteur est nommé deux fois.

Ce que la règle vérifie
    Que « acteurs », dans une fiche, ne nomme pas deux fois le même acteur.

Pourquoi
    C'est sans doute une copie restée là, ou un autre acteur qui manque. Dans les documents, le nom
    paraîtrait deux fois.

Exemple
    Ici, la seconde ligne répète la première :

        acteurs:
          - mon-association
          - mon-association

Corriger
    Retirez la ligne, ou nommez l'autre acteur :

        acteurs:
          - mon-association
          - ecole-du-port
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche

CODE = "UT321"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each acteur that a fiche names again; an unknown one is told as such, each time."""
    if len(set(fiche.acteurs)) == len(fiche.acteurs):
        return
    for i, acteur in enumerate(fiche.acteurs):
        if acteur in contexte.acteurs and acteur in fiche.acteurs[:i]:
            yield Finding(
                rule="acteur-repete",
                place=fiche.place(("acteurs", i)),
                message=f"« {acteur} » est déjà nommé plus haut",
                hint="retirez cette ligne, ou nommez l'autre acteur",
            )
