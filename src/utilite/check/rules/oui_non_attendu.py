"""La réponse est oui ou non.

Ce que la règle vérifie
    Qu'une question fermée a pour réponse « oui » ou « non », en minuscules et sans guillemets.
    L'outil comprend aussi « true » (oui) et « false » (non).

Pourquoi
    Un autre mot laisserait un doute sur la réponse.

Exemple
    Ici, « vrai » n'est pas une réponse prévue :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 160
                  environ: vrai

Corriger
    Écrivez oui ou non :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 160
                  environ: oui
"""

from utilite.diagnostic import Severity

CODE = "UT115"
SEVERITY = Severity.ERROR
LOCKED = True
