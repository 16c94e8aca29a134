"""Le fichier est trop gros pour être une fiche.

Ce que la règle vérifie
    Que le fichier ne pèse pas plus de 1 Mio (1024 Kio), soit environ un million de caractères.

Pourquoi
    Une fiche bien remplie pèse des dizaines de fois moins. Un fichier plus lourd est presque
    toujours autre chose : une photo, un PDF, un texte collé par erreur. Le lire ralentirait tout le
    reste.

Exemple
    Ici, une photo a été rangée sous le nom d'une fiche :

        fiches/photo-du-groupe.yaml (3500 Kio)

Corriger
    Sortez ce fichier du dossier : les photos et les pièces jointes se gardent ailleurs. S'il s'agit
    bien d'une fiche, cherchez ce qui y a été collé par erreur, et retirez-le.
"""

from utilite.diagnostic import Severity

CODE = "UT003"
SEVERITY = Severity.ERROR
LOCKED = True
