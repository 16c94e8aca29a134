"""Ce n'est pas le code INSEE d'une commune.

Ce que la règle vérifie
    Qu'un code INSEE a cinq signes : ceux du département (2A ou 2B en Corse, trois chiffres
    outre-mer), puis le numéro de la commune, qui ne dépasse pas le dernier que ce département a
    donné.

Pourquoi
    Le code INSEE désigne une seule commune, et sert à la placer sur une carte. Le code postal, lui,
    désigne un bureau distributeur : plusieurs communes peuvent l'avoir. On les confond souvent.

Exemple
    Ici, 01500 est un code postal, car les communes de l'Ain ne vont que jusqu'à 01458 :

        lieu:
          commune: 01500

Corriger
    Cherchez le code au nom de la commune (Ambérieu-en-Bugey, pour cet exemple), et écrivez ses cinq
    signes, zéro du début compris.

        lieu:
          commune: 01004
"""

from utilite.diagnostic import Severity

CODE = "UT127"
SEVERITY = Severity.ERROR
LOCKED = True
