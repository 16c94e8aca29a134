"""Le SIRET n'est pas fait de 14 chiffres.

Ce que la règle vérifie
    Qu'un SIRET (le numéro officiel d'un établissement) est écrit en 14 chiffres, sans espaces.

Pourquoi
    Écrit d'une seule façon, il permet de reconnaître un même établissement d'un fichier à l'autre.

Exemple
    Ici, le numéro (inventé) est écrit avec des espaces :

        identite:
          nom: Mon association
          siret: 123 456 789 00007

Corriger
    Retirez les espaces. Si vous n'avez que 9 chiffres, c'est le SIREN : ajoutez les 5 chiffres
    propres à l'établissement.

        identite:
          nom: Mon association
          siret: 12345678900007
"""

from utilite.diagnostic import Severity

CODE = "UT121"
SEVERITY = Severity.ERROR
LOCKED = True
