"""L'échelle n'a pas autant de libellés que d'échelons.

Ce que la règle vérifie
    Qu'une échelle qui donne des libellés (un mot par échelon) en a un pour chaque échelon, de
    « de » à « a ».

Pourquoi
    S'il en manque un, les suivants se décalent, et une réponse est montrée avec le mot d'une autre.

Exemple
    Ici, l'échelle a quatre échelons et trois libellés :

        - id: satisfaction
          titre: Satisfaction des participants
          niveau: resultat
          forme: echelle
          de: 1
          a: 4
          libelles:
            - Pas du tout
            - Plutôt
            - Tout à fait

Corriger
    Donnez un libellé par échelon, dans l'ordre :

        - id: satisfaction
          titre: Satisfaction des participants
          niveau: resultat
          forme: echelle
          de: 1
          a: 4
          libelles:
            - Pas du tout
            - Plutôt pas
            - Plutôt
            - Tout à fait
"""

from utilite.diagnostic import Severity

CODE = "UT211"
SEVERITY = Severity.ERROR
LOCKED = False
