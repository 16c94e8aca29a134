"""Un modèle demande un format de document qui n'existe pas.

Ce que la règle vérifie
    Que chaque clé de « fichiers », dans la description d'un modèle, est un format connu : « md »,
    « html », « pdf », « docx » ou « odt ».

Pourquoi
    Ce fichier ne servirait à rien : aucun document n'en sortirait.

Exemple
    Ici, « word » n'est pas un format :

        fichiers:
          word: dossier.docx

Corriger
    Écrivez le format tel que finit le nom du document.

        fichiers:
          docx: dossier.docx
"""

from utilite.diagnostic import Severity

CODE = "UT504"
SEVERITY = Severity.ERROR
LOCKED = True
