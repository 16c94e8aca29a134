"""La même clé est écrite deux fois.

Ce que la règle vérifie
    Qu'une clé n'apparaît qu'une fois au même niveau d'un fichier.

Pourquoi
    La plupart des outils ne gardent que la dernière des deux, sans rien dire : ce qui était écrit sous
    la première serait perdu.

Exemple
    Ici, les objectifs sont écrits à deux endroits :

        action:
          objectifs:
            - Rompre l'isolement
          objectifs:
            - Découvrir Internet

Corriger
    Réunissez les deux sous une seule clé :

        action:
          objectifs:
            - Rompre l'isolement
            - Découvrir Internet
"""

from utilite.diagnostic import Severity

CODE = "UT023"
SEVERITY = Severity.ERROR
LOCKED = True
