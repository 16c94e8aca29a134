"""Un budget n'est pas équilibré.

Ce que la règle vérifie
    Que, dans un budget prévu, les charges et les produits font la même somme. Les contributions en
    nature (comptes 86 et 87) sont comptées à part. Tant qu'un des deux côtés n'est pas écrit, ou
    qu'un montant n'a pas pu être lu, la règle se tait ; elle ne regarde pas le réalisé, qui peut
    finir avec un excédent ou un déficit.

Pourquoi
    Les financeurs refusent un budget prévu dont les deux totaux diffèrent : il manque une recette,
    ou une dépense est de trop.

Exemple
    Ici, il manque 250 € de produits :

        action:
          budget:
            charges:
              - compte: "60"
                montant: 1450
            produits:
              - compte: "74"
                montant: 1200

Corriger
    Vérifiez les montants. Ce que l'association paie elle-même s'écrit aussi parmi les produits.

        action:
          budget:
            charges:
              - compte: "60"
                montant: 1450
            produits:
              - compte: "74"
                montant: 1200
              - compte: "75"
                montant: 250
"""

from utilite.diagnostic import Severity

CODE = "UT350"
SEVERITY = Severity.WARNING
LOCKED = False
