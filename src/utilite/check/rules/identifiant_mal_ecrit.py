"""L'identifiant contient un caractère qui n'est pas admis.

Ce que la règle vérifie
    Qu'un identifiant (le nom court qui désigne une chose d'un fichier à l'autre) est fait de
    minuscules sans accent, de chiffres et de tirets. Ceux des sections et des champs du référentiel
    ont des « _ » à la place des tirets.

Pourquoi
    Les accents, les capitales et les espaces s'écrivent de plusieurs façons selon les ordinateurs :
    deux noms qui paraissent égaux pourraient différer.

Exemple
    Ici, l'identifiant a une capitale et des espaces :

        criteres_propres:
          Journal de quartier:
            titre: Le journal du quartier

Corriger
    Gardez le beau nom pour le titre :

        criteres_propres:
          journal-de-quartier:
            titre: Le journal du quartier
"""

from utilite.diagnostic import Severity

CODE = "UT123"
SEVERITY = Severity.ERROR
LOCKED = True
