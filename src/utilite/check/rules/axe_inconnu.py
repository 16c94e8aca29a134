"""L'axe n'existe pas dans le référentiel.

Ce que la règle vérifie
    Qu'un critère propre (un critère que vous ajoutez à la grille commune) se range sous un axe du
    référentiel.

Pourquoi
    L'axe dit à quel domaine le critère se rattache. Un axe inconnu le laisserait hors de la vue
    d'ensemble.

Exemple
    Ici, le référentiel connaît l'axe « vivre-ensemble » :

        criteres_propres:
          journal-de-quartier:
            axe: vivre-ensembles-mieux
            titre: Le journal du quartier

Corriger
    Prenez l'identifiant d'un axe du référentiel. Si aucun ne convient, retirez la ligne : elle
    n'est pas obligatoire.

        criteres_propres:
          journal-de-quartier:
            axe: vivre-ensemble
            titre: Le journal du quartier
"""

from utilite.diagnostic import Severity

CODE = "UT106"
SEVERITY = Severity.ERROR
LOCKED = True
