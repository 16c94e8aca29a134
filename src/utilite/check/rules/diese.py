"""Du texte est perdu après un « # ».

Ce que la règle vérifie
    Qu'un texte sans guillemets n'est pas coupé par une espace suivie d'un « # » et d'un mot.

Pourquoi
    Après une espace, « # » commence un commentaire : ce qui suit n'est pas lu, et manquerait dans
    les documents sans que rien ne le dise.

Exemple
    Ici, il ne reste que « Atelier » :

        action:
          titre: Atelier #2

Corriger
    Mettez le texte entre guillemets. Si c'était bien un commentaire, mettez une espace après « # ».

        action:
          titre: "Atelier #2"
"""

from utilite.diagnostic import Severity

CODE = "UT021"
SEVERITY = Severity.ERROR
LOCKED = True
