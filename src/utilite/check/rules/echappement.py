r"""Une barre oblique inverse commence un code inconnu.

Ce que la règle vérifie
    Que, dans un texte entre guillemets doubles ("), la barre oblique inverse \ ne commence pas un
    code que personne ne connaît.

Pourquoi
    Entre guillemets doubles, \ et ce qui la suit forment le code d'un caractère. Entre apostrophes
    ('), ou sans guillemets, c'est un signe comme les autres.

Exemple
    Ici, le chemin d'un fichier contient « \D » :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  source: "C:\Documents\bilan.pdf"

Corriger
    Mettez le texte entre apostrophes, ou doublez chaque barre (\\) :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  source: 'C:\Documents\bilan.pdf'
"""

from utilite.diagnostic import Severity

CODE = "UT019"
SEVERITY = Severity.ERROR
LOCKED = True
