"""Le nom du fichier n'est pas un identifiant.

Ce que la règle vérifie
    Que le nom du fichier, avant « .yaml », est fait de minuscules sans accent, de chiffres et de
    tirets, et n'a pas plus de cent signes.

Pourquoi
    Ce nom est l'identifiant de la fiche ou de l'acteur : d'autres fichiers s'en servent pour la
    nommer. Les accents, les capitales et les espaces se perdent d'un ordinateur à l'autre.

Exemple
    Ici, le nom a une capitale, des espaces, une apostrophe et des accents :

        fiches/Atelier d'été.yaml

Corriger
    Renommez le fichier, et corrigez les fichiers qui citent son ancien nom :

        fiches/atelier-d-ete.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT031"
SEVERITY = Severity.ERROR
LOCKED = True
