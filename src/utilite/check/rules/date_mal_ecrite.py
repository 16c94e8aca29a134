"""La date n'est pas écrite comme il faut.

Ce que la règle vérifie
    Qu'une date existe dans le calendrier et s'écrit année-mois-jour, par exemple 2025-12-31.

Pourquoi
    Écrite ainsi, une date ne peut pas être confondue avec une autre : 03/04/2025 est en mars ou en
    avril selon les pays.

Exemple
    Ici, le jour vient en premier :

        recueilli_le: 31/12/2025

Corriger
    Mettez l'année d'abord, puis le mois et le jour, séparés par des tirets :

        recueilli_le: 2025-12-31
"""

from utilite.diagnostic import Severity

CODE = "UT111"
SEVERITY = Severity.ERROR
LOCKED = True
