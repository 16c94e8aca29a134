"""La version du référentiel est inconnue.

Ce que la règle vérifie
    Que « version_referentiel » est une version que le référentiel connaît : celle de sa ligne
    « version », ou l'une de celles qu'il énumère sous « changements ».

Pourquoi
    La version dit avec quelle grille la fiche a été écrite. Si personne ne la connaît, on ne sait
    plus à quoi les réponses répondent.

Exemple
    Ici, le référentiel n'a que deux versions, "1" et "2" :

        version_referentiel: "3"

Corriger
    Écrivez la version avec laquelle vous avez rempli la fiche. Si c'est le référentiel qui est en
    retard, demandez sa dernière version.

        version_referentiel: "2"
"""

from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche

CODE = "UT108"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields where the fiche names a version that the référentiel doesn't know."""
    referentiel = contexte.referentiel
    if referentiel is None or not fiche.version or fiche.version in referentiel.versions:
        return
    connues = francais.enumere([f"« {v} »" for v in dict.fromkeys(referentiel.versions)])
    yield Finding(
        rule="version-inconnue",
        place=fiche.place(("version_referentiel",)),
        message=f"le référentiel n'a pas de version « {fiche.version[:40]} »",
        hint=f'écrivez : "{referentiel.version}" (versions connues : {connues})',
    )
