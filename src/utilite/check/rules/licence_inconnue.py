"""La licence n'est pas connue.

Ce que la règle vérifie
    Que « licence », dans le référentiel ou dans une fiche, est le nom d'une licence courante, tel
    que le donne la liste SPDX (https://spdx.org/licenses/) : CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0,
    CC-BY-NC-4.0, CC-BY-NC-SA-4.0, CC-BY-ND-4.0 et CC-BY-NC-ND-4.0 (et leurs versions 3.0, 2.5, 2.0,
    1.0), etalab-2.0, ODbL-1.0, ODC-By-1.0, PDDL-1.0, LAL-1.3 (licence Art libre), GFDL-1.3-only,
    GFDL-1.3-or-later, MIT. Majuscules ou minuscules, peu importe.

    Une licence à vous s'écrit « LicenseRef- » suivi d'un nom : « LicenseRef-mon-reseau ».

Pourquoi
    La licence dit ce que chacun peut faire du texte, et figure sur les documents. Un nom exact se
    reconnaît partout ; « libre » ou « Creative Commons » ne dit pas à quelles conditions.

Exemple
    Ici, il manque le numéro de version :

        licence: CC-BY-SA

Corriger
    Écrivez le nom complet :

        licence: CC-BY-SA-4.0
"""

from utilite.diagnostic import Severity

CODE = "UT221"
SEVERITY = Severity.WARNING
LOCKED = False
