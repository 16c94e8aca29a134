"""Les parts d'une répartition dépassent le total.

Ce que la règle vérifie
    Que les nombres d'une répartition, ajoutés, ne dépassent pas « sur », le total dont ils sont les
    parts. Et qu'aucun n'est négatif.

Pourquoi
    Vingt enfants et trente adultes ne peuvent pas faire quarante personnes : l'un des nombres est
    faux, et les pourcentages le seraient aussi.

Exemple
    Ici, les parts font 50 :

        utilite_sociale:
          mixite:
            indicateurs:
              ages:
                - repartition:
                    enfants: 20
                    adultes: 30
                  sur: 40

Corriger
    Vérifiez chaque nombre. Le total peut dépasser la somme (tout le monde n'a pas répondu), jamais
    l'inverse.

        utilite_sociale:
          mixite:
            indicateurs:
              ages:
                - repartition:
                    enfants: 20
                    adultes: 30
                  sur: 50

    Si une même personne peut compter dans plusieurs catégories, retirez « sur », et dites-le sous
    « recueil ».
"""

import math
from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Route, Severity
from utilite.fiche import Fiche

CODE = "UT302"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each negative part, and each total that the parts exceed."""
    for _, mesure, reponse in contexte.reponses:
        if reponse.repartition is None:
            continue
        negatives = [nom for nom, part in reponse.repartition.items() if part < 0]
        for nom in negatives:
            yield Finding(
                rule="repartition-superieure-au-total",
                place=fiche.place((*mesure.route, "repartition", nom)),
                message="une part ne peut pas être négative",
                hint="vérifiez le nombre, ou retirez le signe moins",
            )
        if not negatives and reponse.sur is not None:
            yield from _somme(fiche, mesure.route, math.fsum(reponse.repartition.values()), reponse.sur)


def _somme(fiche: Fiche, route: Route, somme: float, sur: float) -> Iterator[Finding]:
    if somme - sur <= 1e-9 * max(1, abs(sur)):  # decimals don't add up to the last bit
        return
    yield Finding(
        rule="repartition-superieure-au-total",
        place=fiche.place((*route, "sur")),
        message=f"les parts font {francais.nombre(round(somme, 6))} en tout, plus que le total, {francais.nombre(sur)}",
        hint="vérifiez les nombres ; si l'on peut être dans plusieurs catégories à la fois, retirez « sur »",
        related=(Related(fiche.place((*route, "repartition"), on_key=True), "les parts sont ici"),),
    )
