"""La clé « << » n'est pas admise.

Ce que la règle vérifie
    Que la clé « << » n'est pas employée. Dans d'autres fichiers du même format, elle reprend des
    lignes écrites ailleurs.

Pourquoi
    Une fiche doit dire, là où on la lit, tout ce qu'elle contient : personne ne devrait avoir à
    chercher d'où viennent ses réponses.

Exemple
    Ici, l'action reprend des lignes écrites ailleurs :

        action:
          <<: *action-habituelle
          titre: Atelier cuisine

Corriger
    Recopiez à cet endroit les lignes voulues :

        action:
          titre: Atelier cuisine
          objectifs:
            - Rompre l'isolement
"""

from utilite.diagnostic import Severity

CODE = "UT025"
SEVERITY = Severity.ERROR
LOCKED = True
