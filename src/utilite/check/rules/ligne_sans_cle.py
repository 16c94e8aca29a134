"""Une ligne n'a pas de clé.

Ce que la règle vérifie
    Que chaque ligne a la forme « clé: valeur », commence par un tiret dans une liste, ou continue
    en retrait le texte d'une clé.

Pourquoi
    L'outil ne saurait pas à quelle question répond une ligne sans clé.

Exemple
    Ici, la troisième ligne est hors de tout retrait :

        action:
          titre: Atelier cuisine
        Chaque samedi matin
        periode: 2013

Corriger
    Si la ligne continue un texte, mettez-la en retrait sous sa clé. Sinon, donnez-lui une clé :

        action:
          titre: Atelier cuisine
          calendrier: Chaque samedi matin
        periode: 2013
"""

from utilite.diagnostic import Severity

CODE = "UT015"
SEVERITY = Severity.ERROR
LOCKED = True
