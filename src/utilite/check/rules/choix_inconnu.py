"""La réponse n'est pas un des choix possibles.

Ce que la règle vérifie
    Que la réponse est un des mots prévus, écrit exactement comme dans la liste : en minuscules et
    sans accent, le plus souvent.

Pourquoi
    Des mots communs permettent de rassembler les fiches et de les compter. Un mot hors de la liste
    ne serait pas compté.

Exemple
    Ici, « finie » n'est pas un statut :

        statut: finie

Corriger
    Prenez un mot de la liste, que le message rappelle. S'il en manque un, demandez à la personne
    qui tient le référentiel de l'ajouter.

        statut: terminee
"""

from utilite.diagnostic import Severity

CODE = "UT105"
SEVERITY = Severity.ERROR
LOCKED = True
