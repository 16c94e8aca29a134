"""Une liste est attendue ici.

Ce que la règle vérifie
    Qu'une clé qui peut recevoir plusieurs réponses contient une liste, même quand il n'y en a
    qu'une.

Pourquoi
    Une seule façon d'écrire évite les malentendus : un texte avec des virgules, est-ce une réponse
    ou plusieurs ?

Exemple
    Ici, l'acteur est écrit à la suite de la clé :

        acteurs: mon-association

Corriger
    Mettez chaque élément sur sa ligne, après un tiret :

        acteurs:
          - mon-association
"""

from utilite.diagnostic import Severity

CODE = "UT103"
SEVERITY = Severity.ERROR
LOCKED = True
