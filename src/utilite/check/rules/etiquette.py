"""Un texte commence par « ! ».

Ce que la règle vérifie
    Qu'une valeur sans guillemets ne commence pas par « ! ».

Pourquoi
    Le format du fichier y voit une étiquette, qui change le sens de la valeur. Le mot serait perdu.

Exemple
    Ici, il ne resterait que « à tous » :

        action:
          titre: !Bienvenue à tous

Corriger
    Mettez le texte entre guillemets :

        action:
          titre: "!Bienvenue à tous"
"""

from utilite.diagnostic import Severity

CODE = "UT027"
SEVERITY = Severity.ERROR
LOCKED = True
