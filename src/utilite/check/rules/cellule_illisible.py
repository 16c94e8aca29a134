"""Une case d'un tableau rendu ne peut pas être reprise.

Ce que la règle vérifie
    Que chaque case remplie d'un classeur ou d'un fichier CSV qui revient dit une réponse, et une
    seule : pas de formule, pas de pourcentage, pas de date venue à la place d'un nombre, pas de ligne
    ou de colonne que personne ne demande.

Pourquoi
    Un tableur interprète ce qu'on y tape : « 10-12 » y devient le 10 décembre. Reprendre ce qu'il
    en a fait mettrait dans la fiche ce que personne n'a voulu dire.

Exemple
    Dans la feuille « Mesures », cellule D5, sous « Nombre ou réponse » :

        =12+8

Corriger
    Tapez le résultat lui-même, puis enregistrez et reprenez le classeur :

        20
"""

from utilite.diagnostic import Severity

CODE = "UT036"
SEVERITY = Severity.ERROR
LOCKED = True
