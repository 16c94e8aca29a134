"""Un nombre à virgule est écrit entre accolades.

Ce que la règle vérifie
    Qu'entre accolades « { } », un nombre n'a pas de virgule.

Pourquoi
    Entre accolades, la virgule sépare deux clés : 1,5 se lirait 1, puis une clé « 5 ».

Exemple
    Ici, la valeur serait 1 :

        utilite_sociale:
          lien-social:
            indicateurs:
              heures-par-semaine:
                - {valeur: 1,5}

Corriger
    Les décimales prennent un point. Sans accolades, une clé par ligne, c'est plus lisible :

        utilite_sociale:
          lien-social:
            indicateurs:
              heures-par-semaine:
                - valeur: 1.5
"""

from utilite.diagnostic import Severity

CODE = "UT022"
SEVERITY = Severity.ERROR
LOCKED = True
