"""Le maximum est au-dessous du minimum.

Ce que la règle vérifie
    Que « max » n'est pas plus petit que « min », et qu'une échelle commence (« de ») plus bas
    qu'elle ne finit (« a »).

Pourquoi
    Aucune réponse ne pourrait convenir.

Exemple
    Ici, les deux limites sont échangées :

        - id: participants
          titre: Nombre de participants
          forme: entier
          min: 50
          max: 0

Corriger
    Échangez les deux, ou corrigez celle qui est fausse :

        - id: participants
          titre: Nombre de participants
          forme: entier
          min: 0
          max: 50
"""

from utilite.diagnostic import Severity

CODE = "UT209"
SEVERITY = Severity.ERROR
LOCKED = True
