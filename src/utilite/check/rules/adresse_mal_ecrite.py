"""L'adresse d'une page web n'est pas complète.

Ce que la règle vérifie
    Qu'une adresse web commence par « https:// » ou « http:// » et ne contient pas d'espace.

Pourquoi
    Sans ce début, le lien ne s'ouvrirait pas dans les documents.

Exemple
    Ici, il manque le début :

        identite:
          nom: Mon association
          site: www.example.org

Corriger
    Copiez l'adresse entière depuis le navigateur :

        identite:
          nom: Mon association
          site: https://www.example.org
"""

from utilite.diagnostic import Severity

CODE = "UT120"
SEVERITY = Severity.ERROR
LOCKED = True
