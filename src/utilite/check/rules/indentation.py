"""Une ligne n'est pas alignée comme il faut.

Ce que la règle vérifie
    Que chaque ligne est alignée sur celles de son niveau, et que ce qui dépend d'une clé est en
    retrait sous elle. Le retrait est le nombre d'espaces au début de la ligne.

Pourquoi
    C'est le retrait qui dit de quelle clé une ligne dépend. Avec une espace de trop ou de moins,
    l'outil ne peut pas le deviner.

Exemple
    Ici, « besoin » a une espace de trop :

        action:
          titre: Atelier cuisine
           besoin: Des habitants ne sortent plus de chez eux.

Corriger
    Alignez la ligne sur celle du dessus. Une liste, elle, commence à la ligne qui suit sa clé, un
    tiret par élément.

        action:
          titre: Atelier cuisine
          besoin: Des habitants ne sortent plus de chez eux.
"""

from utilite.diagnostic import Severity

CODE = "UT011"
SEVERITY = Severity.ERROR
LOCKED = True
