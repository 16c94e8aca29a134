"""La forme demandée n'existe pas.

Ce que la règle vérifie
    Que la « forme » d'un champ ou d'un indicateur (le genre de réponse attendu) est une de celles
    que l'outil connaît, et qu'elle convient à cet endroit.

Pourquoi
    L'outil lit chaque réponse d'après sa forme. Sans elle, il ne peut rien lire de ce que les
    fiches disent là.

Exemple
    Ici, « pourcentage » n'est pas une forme :

        - id: usagers-reguliers
          titre: Personnes qui reviennent d'un mois à l'autre
          niveau: resultat
          forme: pourcentage

Corriger
    Prenez une des formes que le message propose. Pour un pourcentage, prenez « ratio » : les fiches
    donnent les deux nombres, et l'outil fait le calcul.

        - id: usagers-reguliers
          titre: Personnes qui reviennent d'un mois à l'autre
          niveau: resultat
          forme: ratio
"""

from utilite.diagnostic import Severity

CODE = "UT205"
SEVERITY = Severity.ERROR
LOCKED = True
