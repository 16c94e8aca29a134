"""Un fichier privé ne complète aucun fichier.

Ce que la règle vérifie
    Que chaque fichier de « prive/acteurs/ » ou de « prive/fiches/ » a un fichier du même nom dans
    « acteurs/ » ou « fiches/ ».

Pourquoi
    Un fichier privé complète le fichier du même nom avec ce qui ne doit pas être partagé. S'il n'y
    a pas de fichier de ce nom, ce qu'il contient n'apparaît nulle part.

Exemple
    Ici, les deux noms diffèrent d'un mot :

        fiches/atelier-cuisine.yaml
        prive/fiches/atelier-de-cuisine.yaml

Corriger
    Donnez-lui exactement le nom du fichier qu'il complète, ou créez celui qui manque :

        fiches/atelier-cuisine.yaml
        prive/fiches/atelier-cuisine.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT033"
SEVERITY = Severity.ERROR
LOCKED = False
