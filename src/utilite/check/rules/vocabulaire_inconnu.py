"""La liste de choix n'existe pas.

Ce que la règle vérifie
    Que le nom écrit après « parmi » est celui d'une liste définie sous « vocabulaires », dans le
    référentiel.

Pourquoi
    Sans cette liste, l'outil ne sait pas quelles réponses sont possibles.

Exemple
    Ici, la liste du référentiel s'appelle « publics » :

        - id: public_principal
          titre: Public principal
          forme: choix
          parmi: public

Corriger
    Écrivez le nom exact de la liste, ou définissez-la sous « vocabulaires » :

        - id: public_principal
          titre: Public principal
          forme: choix
          parmi: publics
"""

from utilite.diagnostic import Severity

CODE = "UT207"
SEVERITY = Severity.ERROR
LOCKED = True
