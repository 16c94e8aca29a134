"""La valeur sort des limites fixées.

Ce que la règle vérifie
    Qu'un nombre, une date, l'échelon d'une échelle, la longueur d'un texte ou celle d'une liste
    reste dans les limites que le référentiel a fixées.

Pourquoi
    Ces limites repèrent les fautes de frappe, et gardent les textes assez courts pour les
    documents.

Exemple
    Ici, le référentiel demande un nombre de séances de 0 au moins :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: -25

Corriger
    Corrigez la valeur. Si elle est juste, parlez-en à la personne qui tient le référentiel : la
    limite est peut-être trop étroite.

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
"""

from utilite.diagnostic import Severity

CODE = "UT118"
SEVERITY = Severity.ERROR
LOCKED = False
