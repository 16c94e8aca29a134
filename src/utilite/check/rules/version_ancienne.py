"""La fiche suit une ancienne version du référentiel.

Ce que la règle vérifie
    Que « version_referentiel » est la version actuelle du référentiel.

Pourquoi
    Depuis, la grille a changé. La fiche est encore lue, mais elle peut ignorer de nouveaux critères
    ou en nommer d'anciens.

Exemple
    Ici, le référentiel en est à la version "2" :

        version_referentiel: "1"

Corriger
    Tapez « utilite migrate » : la fiche passe à la version actuelle, et les noms qui ont changé
    sont remplacés. Relisez-la ensuite.

        version_referentiel: "2"
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche

CODE = "UT109"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields where the fiche was written against an older version of the référentiel."""
    referentiel = contexte.referentiel
    if referentiel is None or fiche.version == referentiel.version or fiche.version not in referentiel.versions:
        return
    yield Finding(
        rule="version-ancienne",
        place=fiche.place(("version_referentiel",)),
        message=f"cette fiche suit la version {fiche.version} du référentiel, qui en est à {referentiel.version}",
        hint="tapez « utilite migrate », puis relisez-la avec la nouvelle grille",
    )
