"""Le motif n'est pas bien écrit.

Ce que la règle vérifie
    Que le « motif » d'un champ est une expression régulière, c'est-à-dire une façon abrégée de
    décrire un texte : « [0-9]{3} » veut dire trois chiffres.

Pourquoi
    Un motif fautif ne peut être comparé à aucune réponse.

Exemple
    Ici, le crochet n'est pas refermé :

        - id: reference
          titre: Référence du projet
          forme: texte
          motif: "[0-9{3}"

Corriger
    Corrigez l'expression, ou retirez la ligne si n'importe quel texte convient :

        - id: reference
          titre: Référence du projet
          forme: texte
          motif: "[0-9]{3}"
"""

from utilite.diagnostic import Severity

CODE = "UT210"
SEVERITY = Severity.ERROR
LOCKED = True
