"""La valeur n'a pas la forme attendue.

Ce que la règle vérifie
    Que chaque clé contient ce qui est attendu d'elle : un texte, un nombre, ou d'autres clés en
    retrait.

Pourquoi
    Une valeur d'une autre forme ne peut pas être lue : elle manquerait dans les documents.

Exemple
    Ici, une liste tient la place d'un texte :

        action:
          besoin:
            - Des habitants ne sortent plus de chez eux.

Corriger
    Donnez à la valeur la forme que le message indique :

        action:
          besoin: Des habitants ne sortent plus de chez eux.
"""

from utilite.diagnostic import Severity

CODE = "UT102"
SEVERITY = Severity.ERROR
LOCKED = True
