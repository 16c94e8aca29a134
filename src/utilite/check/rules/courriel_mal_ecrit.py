"""L'adresse de courriel n'est pas bien écrite.

Ce que la règle vérifie
    Qu'une adresse de courriel est écrite seule, sans espace ni accent, avec une arobase (@) et, à la
    fin, un point et deux lettres au moins.

Pourquoi
    Une adresse mal recopiée, et personne ne peut vous répondre. Écrite telle quelle, elle s'ouvre
    d'un clic dans les documents.

Exemple
    Ici, l'arobase est écrite en toutes lettres :

        contact:
          courriel: contact at example.org

Corriger
    Écrivez l'adresse comme dans un logiciel de courrier. Si vous ne voulez pas la publier, mettez-la
    dans le dossier « prive ».

        contact:
          courriel: contact@example.org
"""

from utilite.diagnostic import Severity

CODE = "UT124"
SEVERITY = Severity.ERROR
LOCKED = True
