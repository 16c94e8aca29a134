"""Le fichier n'est pas enregistré en UTF-8.

Ce que la règle vérifie
    Que le fichier est enregistré en UTF-8, la façon d'écrire les lettres accentuées que tous les
    ordinateurs comprennent.

Pourquoi
    Dans un autre encodage, les accents seraient lus de travers ou perdus.

Exemple
    Ce titre a été enregistré en Windows-1252. Voici ce qu'il en reste, lu en UTF-8 :

        action:
          titre: Un caf� partag�

Corriger
    Ouvrez le fichier dans le logiciel où il s'affiche bien, choisissez « Enregistrer sous… », puis
    l'encodage UTF-8. Les accents reviennent :

        action:
          titre: Un café partagé
"""

from utilite.diagnostic import Severity

CODE = "UT004"
SEVERITY = Severity.ERROR
LOCKED = True
