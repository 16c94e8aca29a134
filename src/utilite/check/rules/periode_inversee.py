"""La période finit avant de commencer.

Ce que la règle vérifie
    Que la fin d'une période ne vient pas avant son début.

Pourquoi
    L'une des deux dates est fausse, et l'outil ne peut pas savoir laquelle.

Exemple
    Ici, l'année de la fin est sans doute fausse :

        periode:
          debut: 2013-09
          fin: 2012-06

Corriger
    Corrigez la date fausse, ou échangez les deux :

        periode:
          debut: 2013-09
          fin: 2014-06
"""

from utilite.diagnostic import Severity

CODE = "UT113"
SEVERITY = Severity.ERROR
LOCKED = True
