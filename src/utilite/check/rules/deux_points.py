"""Un texte contient un deux-points suivi d'une espace.

Ce que la règle vérifie
    Qu'un texte écrit sans guillemets ne contient pas de deux-points suivi d'une espace.

Pourquoi
    Dans ces fichiers, le deux-points suivi d'une espace sépare une clé de sa valeur. L'outil ne
    peut pas savoir que celui-ci fait partie du texte.

Exemple
    Ici, le titre contient un deux-points :

        action:
          titre: Atelier : initiation

Corriger
    Mettez tout le texte entre guillemets. Un long texte peut aussi commencer à la ligne, en
    retrait, après « | ».

        action:
          titre: "Atelier : initiation"
"""

from utilite.diagnostic import Severity

CODE = "UT012"
SEVERITY = Severity.ERROR
LOCKED = True
