"""La forme n'est pas encore lue par cette version.

Ce que la règle vérifie
    Que la « forme » d'un champ est déjà lue par la version de l'outil que vous avez. Quelques
    formes sont prévues, mais ne sont pas encore prêtes.

Pourquoi
    L'outil préfère vous le dire plutôt que de laisser passer des réponses sans les vérifier.

Exemple
    Ici, la forme « telephone » est prévue, mais n'est pas encore lue :

        - id: telephone
          titre: Téléphone
          forme: telephone

Corriger
    En attendant, demandez un simple texte :

        - id: telephone
          titre: Téléphone
          forme: texte
"""

from utilite.diagnostic import Severity

CODE = "UT206"
SEVERITY = Severity.ERROR
LOCKED = True
