"""Une liste ou un groupe tient la place d'une clé.

Ce que la règle vérifie
    Que chaque clé est un simple mot, et non quelque chose entre crochets ou entre accolades.

Pourquoi
    L'outil retrouve une réponse par le mot qui la précède. Une liste ou un groupe de clés ne peut
    pas jouer ce rôle.

Exemple
    Ici, un texte à compléter est resté entre deux accolades, qui passent pour un groupe de clés :

        action:
          titre: {{ à compléter }}

Corriger
    Écrivez la réponse. Si les accolades ou les crochets font partie du texte, mettez-le entre
    guillemets.

        action:
          titre: Atelier cuisine
"""

from utilite.diagnostic import Severity

CODE = "UT024"
SEVERITY = Severity.ERROR
LOCKED = True
