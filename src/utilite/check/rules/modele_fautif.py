"""Un modèle de document contient une faute.

Ce que la règle vérifie
    Que chaque modèle de document (un dossier de « templates/ ») a une description, « modele.yaml »,
    et des fichiers bien écrits. Les endroits à remplir, entre doubles accolades, doivent nommer des
    choses qui existent.

Pourquoi
    Un modèle fautif ne peut produire aucun document.

Exemple
    Ici, dans « dossier.md », il manque une accolade :

        {{ role('besoin') }

Corriger
    Allez à la ligne indiquée, et corrigez-la. Les fiches, elles, ne sont pas en cause.

        {{ role('besoin') }}
"""

from utilite.diagnostic import Severity

CODE = "UT501"
SEVERITY = Severity.ERROR
LOCKED = True
