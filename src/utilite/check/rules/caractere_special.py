"""Un texte commence par un signe réservé.

Ce que la règle vérifie
    Qu'un texte écrit sans guillemets ne commence pas par un signe réservé, comme « @ » ou « % ».

Pourquoi
    Au début d'une valeur, ces signes ont un sens pour le format du fichier. Plus loin dans le
    texte, ou entre guillemets, ce sont des signes comme les autres.

Exemple
    Ici, le titre commence par une arobase :

        action:
          titre: @telier cuisine

Corriger
    Mettez le texte entre guillemets :

        action:
          titre: "@telier cuisine"
"""

from utilite.diagnostic import Severity

CODE = "UT018"
SEVERITY = Severity.ERROR
LOCKED = True
