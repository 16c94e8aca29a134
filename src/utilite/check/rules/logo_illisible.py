"""Le logo ne peut pas être montré.

Ce que la règle vérifie
    Que « logo » nomme un fichier de l'espace de travail, en .svg ou .png, qui s'ouvre, qui est bien
    de cette sorte, et qui pèse moins de 200 ko.

Pourquoi
    Le logo est recopié dans chaque document, qui doit se lire seul, sans rien demander au réseau. Sans
    lui, les documents sont faits, mais ne le montrent pas.

Exemple
    Ici, une adresse au lieu d'un fichier :

        presentation:
          logo: https://example.org/logo.png

Corriger
    Posez le fichier à côté du référentiel, et donnez son nom :

        presentation:
          logo: logo.png
"""

from utilite.diagnostic import Severity

CODE = "UT216"
SEVERITY = Severity.WARNING
LOCKED = False
