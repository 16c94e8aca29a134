"""Le financeur demande une réponse que la fiche n'a pas.

Ce que la règle vérifie
    Avec « utilite validate --template MODÈLE » seulement : que chaque rubrique obligatoire du modèle
    trouve une réponse dans la fiche, ou chez l'acteur.

Pourquoi
    Un dossier sans cette réponse est marqué « incomplet », et le financeur peut l'écarter. Un
    brouillon n'en reçoit qu'un avertissement.

Exemple
    Ici, le modèle demande les objectifs, et la fiche n'en dit rien :

        action:
          titre: Ateliers du quartier

Corriger
    Remplissez le champ que le message nomme :

        action:
          titre: Ateliers du quartier
          objectifs:
            - Apprendre à se servir d'un téléphone
"""

from utilite.diagnostic import Severity

CODE = "UT505"
SEVERITY = Severity.ERROR
LOCKED = False
