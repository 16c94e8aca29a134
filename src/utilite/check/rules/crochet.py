"""Un crochet ou une accolade n'est pas à sa place.

Ce que la règle vérifie
    Que chaque crochet ou accolade au début d'une valeur est refermé, et que rien ne suit sur la
    ligne.

Pourquoi
    Au début d'une valeur, le crochet « [ » ouvre une liste, et l'accolade « { » un groupe de clés.
    S'ils restent ouverts, tout ce qui suit semble en faire partie.

Exemple
    Ici, le crochet n'est pas refermé :

        action:
          publics: [jeunes, seniors
          titre: Atelier cuisine

Corriger
    Refermez le crochet. Si c'était du texte, mettez-le entre guillemets.

        action:
          publics: [jeunes, seniors]
          titre: Atelier cuisine
"""

from utilite.diagnostic import Severity

CODE = "UT017"
SEVERITY = Severity.ERROR
LOCKED = True
