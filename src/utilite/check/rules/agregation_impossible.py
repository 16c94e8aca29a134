"""Ces réponses ne s'additionnent pas.

Ce que la règle vérifie
    Que l'« agregation » d'un indicateur convient à sa forme : ni somme ni moyenne pour un texte ou
    un oui/non, pas de somme pour une échelle.

Pourquoi
    L'agrégation dit comment le réseau réunit les réponses de plusieurs fiches. Deux textes n'ont
    pas de somme ; et trois « plutôt satisfait » ne font pas un « tout à fait ».

Exemple
    Ici, les réponses sont des textes :

        - id: relations-nouees
          titre: Relations nouées
          niveau: resultat
          forme: texte
          agregation: somme

Corriger
    Écrivez « aucune », ou « moyenne » pour une échelle :

        - id: relations-nouees
          titre: Relations nouées
          niveau: resultat
          forme: texte
          agregation: aucune
"""

from utilite.diagnostic import Severity

CODE = "UT222"
SEVERITY = Severity.ERROR
LOCKED = False
