"""Ce texte doit tenir sur une ligne.

Ce que la règle vérifie
    Qu'un texte court, comme un titre, ne contient pas de retour à la ligne.

Pourquoi
    Ce texte sert de titre ou prend place dans un tableau : un retour à la ligne y ferait du
    désordre.

Exemple
    Ici, le titre est écrit sur deux lignes :

        action:
          titre: |
            Atelier cuisine
            du samedi

Corriger
    Retirez le retour à la ligne. Les longs textes ont leurs propres champs.

        action:
          titre: Atelier cuisine du samedi
"""

from utilite.diagnostic import Severity

CODE = "UT116"
SEVERITY = Severity.ERROR
LOCKED = False
