"""Une section porte un nom réservé.

Ce que la règle vérifie
    Qu'une section de la fiche, dans le référentiel, ne porte pas le nom d'une clé que toute fiche
    possède déjà, comme « periode », « limites » ou « auteurs ».

Pourquoi
    Deux choses différentes seraient écrites sous le même nom.

Exemple
    Ici, « periode » est déjà une clé de toute fiche :

        - id: periode
          titre: Le calendrier
          champs:
            - id: jours
              titre: Jours d'ouverture
              forme: texte

Corriger
    Donnez un autre nom à la section :

        - id: calendrier
          titre: Le calendrier
          champs:
            - id: jours
              titre: Jours d'ouverture
              forme: texte
"""

from utilite.diagnostic import Severity

CODE = "UT203"
SEVERITY = Severity.ERROR
LOCKED = True
