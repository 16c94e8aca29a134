"""Le fichier a tant de fautes que la suite n'est pas vérifiée.

Ce que la règle vérifie
    Que le fichier n'a pas cent fautes ou plus. Les cent premières sont montrées, et il n'est pas lu
    plus loin.

Pourquoi
    Cent fautes viennent presque toujours d'une seule : un fichier pris pour un autre, un retrait
    perdu en route, une fiche écrite pour un autre référentiel. En montrer mille n'aiderait personne,
    et un fichier fait exprès pourrait bloquer la vérification des autres.

Exemple
    Ici, un tableau entier a été collé dans la fiche, et chaque ligne est prise pour un champ :

        action:
          titre: Jardin partagé
        Ligne 1: 12
        Ligne 2: 15

Corriger
    Corrigez la première faute, puis relancez la vérification. Si le fichier n'est pas une fiche,
    sortez-le du dossier :

        action:
          titre: Jardin partagé
"""

from utilite.diagnostic import Severity

CODE = "UT034"
SEVERITY = Severity.ERROR
LOCKED = True
