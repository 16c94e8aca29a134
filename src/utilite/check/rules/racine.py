"""Le fichier commence par une liste.

Ce que la règle vérifie
    Que le fichier est fait, à son premier niveau, de lignes « clé: valeur » sans tiret devant.

Pourquoi
    C'est par leur clé que l'outil retrouve les réponses. Un tiret en fait les éléments d'une liste,
    où les clés ne se trouvent plus.

Exemple
    Ici, chaque ligne du premier niveau commence par un tiret :

        - statut: brouillon
        - periode: 2013

Corriger
    Retirez les tirets du premier niveau :

        statut: brouillon
        periode: 2013
"""

from utilite.diagnostic import Severity

CODE = "UT007"
SEVERITY = Severity.ERROR
LOCKED = True
