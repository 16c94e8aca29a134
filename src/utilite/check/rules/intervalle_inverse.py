"""L'intervalle va du plus grand au plus petit.

Ce que la règle vérifie
    Que le premier nombre de « entre » n'est pas plus grand que le second. De même pour « au_moins »
    et « au_plus » dans une cible.

Pourquoi
    Un intervalle à l'envers cache souvent une faute de frappe dans l'un des deux nombres.

Exemple
    Ici, 15 vient avant 10 :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - entre:
                    - 15
                    - 10

Corriger
    Mettez le plus petit en premier, ou corrigez le nombre faux :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - entre:
                    - 10
                    - 15
"""

from utilite.diagnostic import Severity

CODE = "UT114"
SEVERITY = Severity.ERROR
LOCKED = True
