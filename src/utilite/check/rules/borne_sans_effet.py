"""Une précision ne veut rien dire pour cette forme.

Ce que la règle vérifie
    Que les précisions d'un champ ou d'un indicateur (« min », « max », « motif », « parmi »,
    « de »…) conviennent à sa forme.

Pourquoi
    Une précision sans effet laisse croire à un contrôle qui n'a pas lieu.

Exemple
    Ici, une adresse web ne peut pas avoir de maximum :

        - id: site
          titre: Site web
          forme: url
          max: 80

Corriger
    Retirez la ligne, ou changez la forme :

        - id: site
          titre: Site web
          forme: url
"""

from utilite.diagnostic import Severity

CODE = "UT208"
SEVERITY = Severity.ERROR
LOCKED = False
