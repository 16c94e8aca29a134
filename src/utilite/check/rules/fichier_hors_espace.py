"""Un lien mène hors de l'espace de travail.

Ce que la règle vérifie
    Que les liens mènent à un fichier de l'espace de travail, c'est-à-dire du dossier qui contient
    « referentiel.yaml ». Un lien est un fichier sans contenu à lui, qui renvoie à un autre, un peu
    comme un raccourci.

Pourquoi
    Le lien ne marcherait que sur votre ordinateur. Et un fichier que vous ne vouliez pas partager
    pourrait se retrouver dans un document.

Exemple
    Ici, la fiche n'est qu'un lien vers un autre dossier :

        fiches/atelier-cuisine.yaml → ../../Documents/atelier-cuisine.yaml

Corriger
    Supprimez le lien, et copiez à sa place le fichier lui-même :

        fiches/atelier-cuisine.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT002"
SEVERITY = Severity.ERROR
LOCKED = True
