"""Une espace insécable s'est glissée à côté d'une clé.

Ce que la règle vérifie
    Que les espaces qui entourent une clé et son deux-points sont ordinaires. L'espace insécable,
    que les traitements de texte mettent devant les deux-points, a le même aspect à l'écran.

Pourquoi
    Pour l'outil, elle fait partie du mot : « statut » suivi d'une espace insécable n'est plus la
    clé « statut ».

Exemple
    Ici, l'espace qui précède le deux-points est insécable :

        statut : brouillon

Corriger
    Retapez la ligne, sans rien entre la clé et le deux-points, et avec une espace ordinaire
    ensuite :

        statut: brouillon
"""

from utilite.diagnostic import Severity

CODE = "UT014"
SEVERITY = Severity.ERROR
LOCKED = True
