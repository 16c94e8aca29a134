"""Rien ne lit ce fichier.

Ce que la règle vérifie
    Que les dossiers « acteurs/ » et « fiches/ » ne contiennent que des fichiers « .yaml », sans
    autre fichier ni sous-dossier.

Pourquoi
    Le reste n'y est pas interdit, mais il n'est ni vérifié ni repris dans les documents. Autant que
    personne n'y compte.

Exemple
    Ici, la fiche a été écrite avec un traitement de texte :

        fiches/atelier-cuisine.docx

Corriger
    Rangez ce fichier dans un autre dossier. Si c'est une fiche, recopiez son contenu dans un
    fichier « .yaml » :

        fiches/atelier-cuisine.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT032"
SEVERITY = Severity.NOTE
LOCKED = False
