"""Un texte commence par « & » ou par « * ».

Ce que la règle vérifie
    Qu'une valeur sans guillemets ne commence pas par « & » ou « * » suivi d'un mot.

Pourquoi
    Le format du fichier y voit une ancre, c'est-à-dire un nom donné à des lignes, ou un renvoi à ce
    nom. Le mot serait perdu, et une fiche doit se lire sans renvois.

Exemple
    Ici, le titre serait vide :

        action:
          titre: &Compagnie

Corriger
    Mettez le texte entre guillemets. Si c'était un renvoi, recopiez la valeur à sa place.

        action:
          titre: "&Compagnie"
"""

from utilite.diagnostic import Severity

CODE = "UT026"
SEVERITY = Severity.ERROR
LOCKED = True
