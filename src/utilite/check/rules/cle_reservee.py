"""Cette clé est réservée à un usage à venir.

Ce que la règle vérifie
    Que le référentiel n'emploie pas « etend », « equivalences » ou « exceptions », gardés pour plus
    tard.

Pourquoi
    Ces clés ne gênent pas, mais rien ne s'en sert encore : ce que vous y écrivez reste sans effet.

Exemple
    Ici, l'autre référentiel ne sera pas lu :

        etend: https://example.org/referentiel.yaml

Corriger
    Retirez la clé, ou gardez-la en sachant qu'elle est sans effet. Un commentaire, après « # »,
    convient pour une simple note :

        # D'après https://example.org/referentiel.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT212"
SEVERITY = Severity.NOTE
LOCKED = False
