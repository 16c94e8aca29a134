"""La mise en forme du fichier ne peut pas être lue.

Ce que la règle vérifie
    Que le fichier respecte la mise en forme YAML, celle de tous les fichiers de l'outil : des clés,
    des deux-points, un retrait régulier. Cette règle parle quand aucune autre n'a reconnu la faute.

Pourquoi
    Un fichier dont la mise en forme est fautive ne peut pas être lu du tout.

Exemple
    Ici, des points de suspension seuls sur leur ligne, qui annoncent la fin du fichier :

        action:
          titre: Atelier cuisine
        ...
        periode: 2013

Corriger
    Regardez la ligne indiquée et celle qui la précède : le retrait, les deux-points, les
    guillemets, un signe de trop.

        action:
          titre: Atelier cuisine
        periode: 2013
"""

from utilite.diagnostic import Severity

CODE = "UT029"
SEVERITY = Severity.ERROR
LOCKED = True
