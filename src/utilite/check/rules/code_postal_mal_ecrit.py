"""Le code postal n'a pas cinq chiffres.

Ce que la règle vérifie
    Qu'un code postal est écrit seul, en cinq chiffres.

Pourquoi
    Un tableur efface souvent le zéro du début : 01500 devient 1500, qui n'existe pas.

Exemple
    Ici, le zéro du début a été perdu :

        lieu:
          code_postal: 1500

Corriger
    Écrivez les cinq chiffres, sans le nom de la ville. En Corse, un code postal commence par 20 ; 2A
    et 2B sont ceux du code INSEE.

        lieu:
          code_postal: 01500
"""

from utilite.diagnostic import Severity

CODE = "UT128"
SEVERITY = Severity.ERROR
LOCKED = True
