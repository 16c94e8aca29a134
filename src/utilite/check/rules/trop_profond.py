"""Trop de niveaux sont emboîtés l'un dans l'autre.

Ce que la règle vérifie
    Que le fichier n'a pas plus de quarante niveaux emboîtés, de retrait ou de crochets.

Pourquoi
    Une fiche en a une dizaine. Au-delà de quarante, il s'agit d'une erreur de frappe, et le fichier
    ne peut pas être lu sans risque.

Exemple
    Ici, la touche du crochet est restée enfoncée :

        action:
          objectifs: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Rompre l'isolement

Corriger
    Vérifiez les crochets et le retrait :

        action:
          objectifs:
            - Rompre l'isolement
"""

from utilite.diagnostic import Severity

CODE = "UT009"
SEVERITY = Severity.ERROR
LOCKED = True
