"""Le fichier ne peut pas être ouvert.

Ce que la règle vérifie
    Que chaque fichier attendu se laisse ouvrir : il est toujours là, c'est un fichier ordinaire, et
    vous avez le droit de le lire.

Pourquoi
    Un fichier qui ne s'ouvre pas n'est ni vérifié ni compté. Mieux vaut le savoir que de croire que
    tout est en règle.

Exemple
    Ici, un dossier porte par erreur le nom d'une fiche :

        fiches/
          atelier-cuisine.yaml/
            notes.txt

Corriger
    Selon le cas, remettez le fichier qui a été déplacé, faites-vous donner le droit de le lire, ou
    mettez un vrai fichier à la place du dossier :

        fiches/
          atelier-cuisine.yaml
"""

from utilite.diagnostic import Severity

CODE = "UT001"
SEVERITY = Severity.ERROR
LOCKED = True
