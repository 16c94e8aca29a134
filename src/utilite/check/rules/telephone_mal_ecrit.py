"""Le numéro de téléphone n'est pas bien écrit.

Ce que la règle vérifie
    Qu'un numéro de téléphone a dix chiffres et commence par 0, ou qu'il commence par + et
    l'indicatif du pays. Des espaces et des points peuvent séparer les chiffres ; les numéros courts,
    comme 3939, sont acceptés.

Pourquoi
    Un tableur efface souvent le zéro du début, et un numéro incomplet ne mène à personne.

Exemple
    Ici, le zéro du début (le numéro est inventé) a été perdu :

        contact:
          telephone: 199001234

Corriger
    Recopiez le numéro entier, seul : ni nom, ni second numéro à côté.

        contact:
          telephone: 01 99 00 12 34
"""

from utilite.diagnostic import Severity

CODE = "UT125"
SEVERITY = Severity.ERROR
LOCKED = True
