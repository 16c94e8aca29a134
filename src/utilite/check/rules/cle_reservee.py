"""Cette clé est réservée à un usage à venir.

Ce que la règle vérifie
    Que le référentiel n'emploie pas « etend », « equivalences », « exceptions » ou
    « presentation », gardés pour plus tard.

Pourquoi
    Ces clés ne gênent pas, mais rien ne s'en sert encore : ce que vous y écrivez reste sans effet.

Exemple
    Ici, la présentation ne paraîtra dans aucun document :

        presentation: La grille de notre réseau

Corriger
    Retirez la clé, ou gardez-la en sachant qu'elle est sans effet. Un commentaire, après « # »,
    convient pour une simple note :

        # La grille de notre réseau
"""

from utilite.diagnostic import Severity

CODE = "UT212"
SEVERITY = Severity.NOTE
LOCKED = False
