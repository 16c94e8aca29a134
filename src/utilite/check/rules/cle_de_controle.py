"""Le numéro contient une faute de frappe.

Ce que la règle vérifie
    Que les chiffres d'un numéro officiel, comme le SIRET, s'accordent entre eux : le dernier est
    calculé d'après les autres.

Pourquoi
    Ce calcul repère un chiffre faux ou deux chiffres échangés. Un tel numéro ne désignerait
    personne, ou désignerait quelqu'un d'autre.

Exemple
    Ici, le dernier chiffre du numéro (inventé) est faux :

        identite:
          nom: Mon association
          siret: 12345678900008

Corriger
    Recopiez le numéro, chiffre à chiffre, depuis un papier officiel :

        identite:
          nom: Mon association
          siret: 12345678900007
"""

from utilite.diagnostic import Severity

CODE = "UT122"
SEVERITY = Severity.ERROR
LOCKED = False
