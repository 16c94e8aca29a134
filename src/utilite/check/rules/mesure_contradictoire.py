"""Une mesure répond de deux façons.

Ce que la règle vérifie
    Qu'une mesure ne donne pas à la fois un nombre (« valeur ») et un intervalle (« entre »), ni une
    réponse et « non_renseigne ».

Pourquoi
    L'outil ne peut pas savoir laquelle des deux croire.

Exemple
    Ici, un nombre est donné, puis déclaré inconnu :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  non_renseigne: le cahier de séances est perdu

Corriger
    Gardez l'un des deux :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - non_renseigne: le cahier de séances est perdu
"""

from utilite.diagnostic import Severity

CODE = "UT131"
SEVERITY = Severity.ERROR
LOCKED = False
