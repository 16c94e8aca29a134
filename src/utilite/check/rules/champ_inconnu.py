"""La clé est inconnue à cet endroit.

Ce que la règle vérifie
    Que chaque clé est prévue par le format ou par le référentiel (la grille commune du réseau), et
    qu'elle est à sa place.

Pourquoi
    Ce qui est écrit sous une clé inconnue n'apparaît dans aucun document. Le plus souvent, il
    s'agit d'une faute de frappe ou d'un retrait qui manque.

Exemple
    Ici, « objectif » n'a pas son « s » :

        action:
          objectif:
            - Rompre l'isolement

Corriger
    Corrigez le mot, ou déplacez la clé là où elle est attendue. Le message vous dit laquelle des
    deux faire.

        action:
          objectifs:
            - Rompre l'isolement
"""

from utilite.diagnostic import Severity

CODE = "UT104"
SEVERITY = Severity.ERROR
LOCKED = True
