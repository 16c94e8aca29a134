"""Le nombre n'est pas écrit en chiffres seuls.

Ce que la règle vérifie
    Qu'un nombre est écrit en chiffres, sans espace, sans unité, sans guillemets, et avec un point
    pour les décimales.

Pourquoi
    L'outil additionne ces nombres et en tire des pourcentages. Une façon unique de les écrire évite
    de les lire de travers.

Exemple
    Ici, un mot accompagne le nombre :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: environ 160

Corriger
    Laissez le nombre seul : 1200 et non « 1 200 », 1.5 et non « 1,5 ». Pour une estimation, ajoutez
    « environ ». Un pourcentage se calcule tout seul : donnez les deux nombres dont il vient.

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 160
                  environ: true
"""

from utilite.diagnostic import Severity

CODE = "UT110"
SEVERITY = Severity.ERROR
LOCKED = True
