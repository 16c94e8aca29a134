"""Le nom du fichier finit par « .yml ».

Ce que la règle vérifie
    Que les fichiers de « acteurs/ » et de « fiches/ » finissent par « .yaml », et non par « .yml ».

Pourquoi
    L'outil ne lit que les fichiers « .yaml ». Une fiche en « .yml » serait oubliée, et rien ne le
    dirait.

Exemple
    Ici, il manque une lettre :

        fiches/atelier-cuisine.yml

Corriger
    Renommez le fichier :

        fiches/atelier-cuisine.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT030"
SEVERITY = Severity.ERROR
LOCKED = True
