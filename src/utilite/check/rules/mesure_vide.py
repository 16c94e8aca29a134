"""Une mesure ne dit rien.

Ce que la règle vérifie
    Que chaque mesure (ce qui a été constaté pour un indicateur) donne une réponse, une cible, ou la
    raison pour laquelle il n'y a pas de réponse.

Pourquoi
    Une mesure sans réponse laisse croire à un oubli. Dire « non renseigné », et pourquoi, est une
    réponse honnête. Dans un brouillon, ce n'est qu'un avertissement.

Exemple
    Ici, la source est donnée, mais pas le nombre :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - source: cahier de séances

Corriger
    Ajoutez la réponse. Si vous ne l'avez pas, écrivez « non_renseigne: » suivi de la raison.

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  source: cahier de séances
"""

from utilite.diagnostic import Severity

CODE = "UT130"
SEVERITY = Severity.ERROR
LOCKED = False
