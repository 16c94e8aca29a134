"""Le format du référentiel est inconnu.

Ce que la règle vérifie
    Que la ligne « format » du référentiel porte le numéro que cette version de l'outil sait lire :
    1.

Pourquoi
    Un autre numéro annonce une autre façon d'écrire le référentiel, que l'outil pourrait comprendre
    de travers.

Exemple
    Ici, le référentiel annonce un format à venir :

        format: 2

Corriger
    Mettez l'outil à jour. Si le numéro est une erreur, corrigez-le :

        format: 1
"""

from utilite.diagnostic import Severity

CODE = "UT201"
SEVERITY = Severity.ERROR
LOCKED = True
