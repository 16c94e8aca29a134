"""Une mesure ne dit pas d'où elle vient.

Ce que la règle vérifie
    Que chaque mesure qui affirme quelque chose a une « source » : un document, un relevé, une
    adresse, ou la personne qui l'a dit. Une mesure « non_renseigne » n'en a pas besoin, une
    « cible » seule non plus.

Pourquoi
    Un nombre dont on sait d'où il vient peut être vérifié, et défendu devant un financeur. Deux ans
    plus tard, vous serez les premiers à vous le demander.

Exemple
    Ici, rien ne dit qui a compté les séances :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25

Corriger
    Ajoutez la source, aussi simple soit-elle :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  source: cahier de séances
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche, Statut

CODE = "UT310"
SEVERITY = Severity.WARNING
LOCKED = False

_EXEMPLE = "cahier de séances"


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each mesure that states something and doesn't say according to what."""
    if fiche.statut is Statut.RETIREE:
        return
    for suivi, mesure, _ in contexte.reponses:
        if mesure.source or contexte.dits.absence(mesure.route, "source"):
            continue
        recueil = suivi.indicateur.recueil
        exemple = recueil if 0 < len(recueil) < 60 else _EXEMPLE
        yield Finding(
            rule="indicateur-sans-source",
            place=fiche.place(mesure.route, on_key=True),
            message="cette mesure ne dit pas d'où elle vient",
            hint=f"ajoutez la ligne « source: », par exemple « source: {exemple} »",
        )
