"""Du texte suit « | » ou « > » sur la même ligne.

Ce que la règle vérifie
    Que le signe « | » ou « > » qui annonce un long texte est seul à la fin de sa ligne.

Pourquoi
    Ce signe veut dire : le texte commence à la ligne suivante, en retrait.

Exemple
    Ici, le texte commence sur la même ligne :

        utilite_sociale:
          lien-social:
            apport: | Des voisins se connaissent mieux.

Corriger
    Laissez le signe seul, et commencez le texte à la ligne :

        utilite_sociale:
          lien-social:
            apport: |
              Des voisins se connaissent mieux.
"""

from utilite.diagnostic import Severity

CODE = "UT020"
SEVERITY = Severity.ERROR
LOCKED = True
