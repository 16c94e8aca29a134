"""Ce qui est donné en nature n'a pas la même valeur des deux côtés du budget.

Ce que la règle vérifie
    Que les comptes 86 (ce que l'on emploie : bénévolat, mise à disposition) et les comptes 87 (d'où
    cela vient) font la même somme, au budget prévu comme au réalisé. Tant qu'un des deux côtés du
    budget n'est pas écrit, la règle se tait.

Pourquoi
    Une contribution en nature ne se paie pas : ce qui est reçu est employé, pour la même valeur.
    Deux sommes différentes disent qu'une ligne manque.

Exemple
    Ici, le bénévolat n'est écrit que d'un côté :

        action:
          budget:
            charges:
              - compte: "86"
                montant: 800
            produits:
              - compte: "87"
                montant: 600

Corriger
    Écrivez chaque contribution deux fois, pour le même montant.

        action:
          budget:
            charges:
              - compte: "86"
                montant: 800
            produits:
              - compte: "87"
                montant: 800
"""

from utilite.diagnostic import Severity

CODE = "UT351"
SEVERITY = Severity.WARNING
LOCKED = False
