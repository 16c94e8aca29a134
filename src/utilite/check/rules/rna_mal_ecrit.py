"""Le numéro RNA n'est pas bien écrit.

Ce que la règle vérifie
    Qu'un numéro RNA (celui d'une association au Répertoire national des associations) est fait d'un
    W suivi de neuf chiffres, sans espaces. En Corse et outre-mer, le second de ces neuf signes est
    une lettre.

Pourquoi
    Les financeurs retrouvent l'association par ce numéro. Il ne faut pas le confondre avec le SIREN
    (9 chiffres) et le SIRET (14 chiffres).

Exemple
    Ici, le numéro (inventé) est écrit avec une minuscule et des espaces :

        identite:
          nom: Mon association
          rna: w 999 000 000

Corriger
    Recopiez-le depuis le récépissé de déclaration, sans espaces. Une association inscrite au
    tribunal, en Alsace et en Moselle, n'en a pas : laissez vide.

        identite:
          nom: Mon association
          rna: W999000000
"""

from utilite.diagnostic import Severity

CODE = "UT126"
SEVERITY = Severity.ERROR
LOCKED = True
