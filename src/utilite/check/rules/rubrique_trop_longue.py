"""Une réponse dépasse la longueur que le financeur permet.

Ce que la règle vérifie
    Avec « utilite validate --template MODÈLE » seulement : que chaque réponse tient dans les signes
    (« max_signes ») ou les mots (« max_mots ») de sa rubrique. Les blancs comptent, la mise en forme
    non.

Pourquoi
    Un formulaire en ligne coupe ce qui dépasse, ou le refuse. Un brouillon n'en reçoit qu'un
    avertissement.

Exemple
    Ici, le financeur permet 40 signes :

        action:
          besoin: Dans le quartier, une partie des habitants reste loin du numérique.

Corriger
    Le message dit après quels mots la limite tombe. Raccourcissez :

        action:
          besoin: Des habitants restent loin du numérique.
"""

from utilite.diagnostic import Severity

CODE = "UT506"
SEVERITY = Severity.ERROR
LOCKED = False
