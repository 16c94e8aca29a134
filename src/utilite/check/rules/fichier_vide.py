"""Le fichier est vide.

Ce que la règle vérifie
    Que le fichier contient autre chose que des lignes blanches et des commentaires (les lignes qui
    commencent par « # »).

Pourquoi
    Rien ne dit si un fichier vide reste à remplir ou si son contenu a été perdu.

Exemple
    Ici, tout le fichier tient en un commentaire :

        # fiche à remplir

Corriger
    Remplissez-le : tapez « utilite new » suivi d'un nom pour obtenir un modèle. Si personne n'en a
    besoin, supprimez-le.
"""

from utilite.diagnostic import Severity

CODE = "UT006"
SEVERITY = Severity.ERROR
LOCKED = True
