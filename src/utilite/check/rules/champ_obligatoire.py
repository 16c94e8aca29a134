"""Il manque une réponse obligatoire.

Ce que la règle vérifie
    Que tout ce qui est obligatoire est là. Une clé sans valeur compte comme absente.

Pourquoi
    Les documents ont besoin de ces réponses. Dans une fiche au statut « brouillon », une réponse
    qui manque n'est qu'un avertissement : vous avez le temps de la compléter.

Exemple
    Ici, l'action n'a pas de titre :

        statut: terminee
        action:
          besoin: Des habitants ne sortent plus de chez eux.

Corriger
    Ajoutez la ligne qui manque :

        statut: terminee
        action:
          titre: Atelier cuisine
          besoin: Des habitants ne sortent plus de chez eux.
"""

from utilite.diagnostic import Severity

CODE = "UT101"
SEVERITY = Severity.ERROR
LOCKED = False
