"""Deux mesures du même indicateur se confondent.

Ce que la règle vérifie
    Que deux mesures d'un même indicateur diffèrent par leur période (« periode ») ou par le jour où
    elles ont été recueillies (« recueilli_le »).

Pourquoi
    Sans date, rien ne dit s'il s'agit d'une correction, d'une évolution ou d'une répétition.

Exemple
    Ici, rien ne distingue les deux nombres :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 24
                - valeur: 25

Corriger
    Donnez à chacune sa période, ou n'en gardez qu'une :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 24
                  periode: 2012
                - valeur: 25
                  periode: 2013
"""

from utilite.diagnostic import Severity

CODE = "UT132"
SEVERITY = Severity.ERROR
LOCKED = False
