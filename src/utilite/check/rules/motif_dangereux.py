"""Ce motif pourrait bloquer l'outil.

Ce que la règle vérifie
    Que le « motif » d'un champ n'a pas deux façons de lire le même texte sous une répétition :
    « (a+)+ », « (a|a)* », « (.*)* ». Et qu'il reste simple : pas de renvoi (« \\1 »), pas de regard
    en avant ni en arrière (« (?=…) »), pas plus de deux cents signes une fois ses répétitions
    dépliées.

Pourquoi
    Un motif est une façon abrégée de décrire un texte. Quand il hésite à chaque signe, chaque signe
    de plus double le temps de la lecture : une réponse de quarante lettres peut prendre des années.
    Aucune réponse n'est comparée à un tel motif.

Exemple
    Ici, « [A-Z]+ » est répété, et le « + » de l'intérieur et celui de l'extérieur se disputent
    chaque lettre :

        - id: reference
          titre: Référence du projet
          forme: texte
          motif: "([A-Z]+)+-[0-9]{3}"

Corriger
    Gardez une seule des deux répétitions, ou mettez entre elles un signe qui les sépare :

        - id: reference
          titre: Référence du projet
          forme: texte
          motif: "[A-Z]+-[0-9]{3}"
"""

from utilite.diagnostic import Severity

CODE = "UT224"
SEVERITY = Severity.ERROR
LOCKED = True
