"""Le référentiel ne demande pas un nom indispensable.

Ce que la règle vérifie
    Que le référentiel demande le nom de chaque acteur (champ « nom » de la section « identite ») et
    le titre de chaque fiche (champ « titre » de la section « action »), sous la forme « texte ».

Pourquoi
    C'est par ce nom et par ce titre que les documents et les messages désignent un acteur et une
    fiche. Tout le reste est libre.

Exemple
    Ici, rien ne demande le nom de l'acteur :

        acteur:
          - id: identite
            titre: Identité
            champs:
              - id: sigle
                titre: Sigle
                forme: texte

Corriger
    Ajoutez le champ qui manque :

        acteur:
          - id: identite
            titre: Identité
            champs:
              - id: nom
                titre: Nom
                forme: texte
                obligatoire: oui
              - id: sigle
                titre: Sigle
                forme: texte
"""

from utilite.diagnostic import Severity

CODE = "UT202"
SEVERITY = Severity.ERROR
LOCKED = True
