"""Un identifiant est pris deux fois dans le référentiel.

Ce que la règle vérifie
    Que chaque axe, critère ou indicateur a un identifiant à lui dans tout le référentiel. De même
    pour les sections, pour les champs d'une section, et pour les mots d'une liste.

Pourquoi
    Une fiche désigne un critère par son seul identifiant. S'il y en a deux, on ne sait plus duquel
    elle parle.

Exemple
    Ici, deux critères s'appellent « lien-social » :

        axes:
          - id: vivre-ensemble
            titre: Vivre ensemble
            criteres:
              - id: lien-social
                titre: Liens entre voisins
              - id: lien-social
                titre: Liens entre générations

Corriger
    Donnez un autre identifiant à l'un des deux, ou réunissez-les :

        axes:
          - id: vivre-ensemble
            titre: Vivre ensemble
            criteres:
              - id: lien-social
                titre: Liens entre voisins
              - id: liens-entre-generations
                titre: Liens entre générations
"""

from utilite.diagnostic import Severity

CODE = "UT204"
SEVERITY = Severity.ERROR
LOCKED = True
