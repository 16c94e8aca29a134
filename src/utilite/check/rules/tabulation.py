"""Une tabulation tient la place d'espaces.

Ce que la règle vérifie
    Que le retrait des lignes (le blanc à leur début) est fait d'espaces, et non de la touche Tab.

Pourquoi
    Une tabulation n'a pas la même largeur d'un logiciel à l'autre : on ne saurait plus quelle ligne
    dépend de quelle autre.

Exemple
    Ici, la flèche ⇥ montre une tabulation :

        action:
        ⇥titre: Atelier cuisine

Corriger
    Remplacez la tabulation par des espaces, deux par niveau de retrait :

        action:
          titre: Atelier cuisine
"""

from utilite.diagnostic import Severity

CODE = "UT010"
SEVERITY = Severity.ERROR
LOCKED = True
