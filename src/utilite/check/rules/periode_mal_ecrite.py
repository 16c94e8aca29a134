"""La période n'est pas écrite comme il faut.

Ce que la règle vérifie
    Qu'une période est une année (2013), un mois (2013-06), un jour (2013-06-17), ou qu'elle a un
    début et une fin.

Pourquoi
    La période dit quand l'action a eu lieu et à quand remontent les nombres. Elle doit se lire
    d'une seule façon.

Exemple
    Ici, deux années sont écrites d'un trait :

        periode: 2013-2014

Corriger
    Donnez un début et une fin, aussi précis que vous le pouvez :

        periode:
          debut: 2013-09
          fin: 2014-06
"""

from utilite.diagnostic import Severity

CODE = "UT112"
SEVERITY = Severity.ERROR
LOCKED = True
