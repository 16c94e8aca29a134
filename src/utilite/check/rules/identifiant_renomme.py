"""Un nom de la grille a changé depuis que la fiche a été écrite.

Ce que la règle vérifie
    Que les critères, indicateurs, champs, axes et choix d'une fiche écrite avec une ancienne version
    du référentiel portent leur nom d'aujourd'hui. Le référentiel dit, sous « changements », ce qu'il
    a renommé. Ce qui porte un ancien nom est lu sous le nouveau : rien n'est perdu.

Pourquoi
    La fiche et la grille ne parlent plus tout à fait la même langue. Plus tard, l'ancien nom
    pourrait en désigner un autre.

Exemple
    Ici, le critère « confiance » s'appelle désormais « estime-de-soi » :

        version_referentiel: "1"
        utilite_sociale:
          confiance:
            apport: Les personnes osent demander de l'aide.

Corriger
    Tapez « utilite migrate » : les noms sont remplacés, et le reste du fichier ne change pas. Ou
    remplacez le nom vous-même.

        version_referentiel: "2"
        utilite_sociale:
          estime-de-soi:
            apport: Les personnes osent demander de l'aide.
"""

from utilite.diagnostic import Severity

CODE = "UT134"
SEVERITY = Severity.WARNING
LOCKED = False
