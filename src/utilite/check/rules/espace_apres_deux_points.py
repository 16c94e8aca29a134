"""Il manque une espace après le deux-points.

Ce que la règle vérifie
    Que le deux-points qui suit une clé est lui-même suivi d'une espace.

Pourquoi
    Sans cette espace, la clé et sa valeur ne font qu'un seul mot, et la réponse ne peut pas être
    lue.

Exemple
    Ici, la valeur est collée au deux-points :

        statut:brouillon
        periode: 2013

Corriger
    Ajoutez l'espace :

        statut: brouillon
        periode: 2013
"""

from utilite.diagnostic import Severity

CODE = "UT013"
SEVERITY = Severity.ERROR
LOCKED = True
