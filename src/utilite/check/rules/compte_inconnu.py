"""Une ligne du budget a un compte qui n'est pas de son côté du plan.

Ce que la règle vérifie
    Que le « compte » d'une ligne est un compte de deux ou trois chiffres : de 60 à 69, ou 86, parmi
    les charges ; de 70 à 79, ou 87, parmi les produits.

Pourquoi
    Le compte dit de quoi il s'agit et où la ligne va, dans tous les dossiers de subvention. Sans
    lui, la ligne n'entre dans aucun total.

Exemple
    Ici, une subvention (74) est rangée parmi les dépenses :

        budget:
          charges:
            - compte: 74
              libelle: Subvention de la commune
              montant: 1450

Corriger
    Déplacez la ligne, ou corrigez le compte. Un compte plus long, comme 6063 en comptabilité, se
    réduit à ses trois premiers chiffres.

        budget:
          produits:
            - compte: 74
              libelle: Subvention de la commune
              montant: 1450
"""

from utilite.diagnostic import Severity

CODE = "UT129"
SEVERITY = Severity.ERROR
LOCKED = True
