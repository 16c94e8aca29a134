"""Le fichier contient deux documents.

Ce que la règle vérifie
    Que le fichier ne contient qu'un document. Une ligne de trois tirets, au milieu du fichier, en
    commence un second.

Pourquoi
    Une fiche tient dans un fichier, et un fichier ne contient qu'une fiche. Ce qui suit les trois
    tirets ne serait pas lu.

Exemple
    Ici, les tirets devaient seulement séparer deux parties :

        action:
          titre: Atelier cuisine
        ---
        limites: Peu de personnes ont répondu au questionnaire.

Corriger
    Supprimez la ligne de tirets. S'il s'agit de deux fiches, faites deux fichiers.

        action:
          titre: Atelier cuisine
        limites: Peu de personnes ont répondu au questionnaire.
"""

from utilite.diagnostic import Severity

CODE = "UT008"
SEVERITY = Severity.ERROR
LOCKED = True
