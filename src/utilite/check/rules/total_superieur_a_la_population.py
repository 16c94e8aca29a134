"""Il y a plus de réponses que de personnes.

Ce que la règle vérifie
    Que « sur » ne dépasse pas « population ». Le premier compte les personnes qui ont répondu, le
    second toutes celles que l'action concerne ou que l'on a interrogées.

Pourquoi
    Soixante réponses pour quarante personnes, c'est impossible : l'un des deux nombres est faux.

Exemple
    Ici, 60 dépasse 40 :

        utilite_sociale:
          lien-social:
            indicateurs:
              usagers-reguliers:
                - valeur: 24
                  sur: 60
                  population: 40

Corriger
    Vérifiez les deux nombres : ils sont peut-être échangés.

        utilite_sociale:
          lien-social:
            indicateurs:
              usagers-reguliers:
                - valeur: 24
                  sur: 40
                  population: 60
"""

from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Severity
from utilite.fiche import Fiche

CODE = "UT303"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each count of answers that is above the population it comes from."""
    for _, mesure, reponse in contexte.reponses:
        sur, population = reponse.sur, reponse.population
        if sur is not None and population is not None and sur > population:
            yield Finding(
                rule="total-superieur-a-la-population",
                place=fiche.place((*mesure.route, "sur")),
                message=f"{francais.nombre(sur)} dépasse la population, {francais.nombre(population)}",
                hint="vérifiez les deux nombres ; « sur » compte les réponses, « population » toutes les personnes",
                related=(Related(fiche.place((*mesure.route, "population")), "la population est ici"),),
            )
