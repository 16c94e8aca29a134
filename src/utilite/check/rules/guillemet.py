"""Un guillemet n'est pas à sa place.

Ce que la règle vérifie
    Que le guillemet (") ou l'apostrophe (') qui ouvre un texte est refermé, et que rien ne suit sur
    la ligne.

Pourquoi
    Un guillemet placé au début d'un texte dit où ce texte commence, et le suivant dit où il
    s'arrête. S'il manque ou s'il vient trop tôt, le reste ne peut pas être lu.

Exemple
    Ici, les guillemets n'entourent que le premier mot :

        action:
          titre: "Atelier" de cuisine

Corriger
    Entourez tout le texte. S'il contient déjà des guillemets, entourez-le d'apostrophes :

        action:
          titre: '"Atelier" de cuisine'
"""

from utilite.diagnostic import Severity

CODE = "UT016"
SEVERITY = Severity.ERROR
LOCKED = True
