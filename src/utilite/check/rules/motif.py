"""Le texte n'a pas la forme que le référentiel demande.

Ce que la règle vérifie
    Qu'un texte suit le motif du référentiel, quand il en donne un. Un motif est une façon abrégée
    de dire quels caractères sont attendus, et combien.

Pourquoi
    Une référence ou un code qui ne suit pas son modèle ne serait pas reconnu par ceux qui s'en
    servent.

Exemple
    Ici, le motif « [A-Z]{2}-[0-9]{3} » demande deux capitales, un tiret et trois chiffres :

        action:
          reference: ab 12

Corriger
    Recopiez le texte tel qu'il vous a été donné :

        action:
          reference: AB-012
"""

from utilite.diagnostic import Severity

CODE = "UT119"
SEVERITY = Severity.ERROR
LOCKED = False
