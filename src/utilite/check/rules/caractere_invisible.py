"""Un caractère invisible s'est glissé dans le fichier.

Ce que la règle vérifie
    Que le fichier ne contient ni caractère de contrôle, ni saut de ligne d'un autre genre que celui
    de la touche Entrée. Rien de cela ne se voit à l'écran.

Pourquoi
    Ces caractères cachent du texte ou coupent des lignes, et chaque logiciel les traite à sa façon.
    Ils viennent souvent d'un copier-coller.

Exemple
    Ici, [U+2028] montre l'endroit d'un caractère invisible, un « séparateur de lignes » :

        action:
          titre: Atelier[U+2028]cuisine

Corriger
    Allez à la ligne et à la colonne indiquées, effacez le caractère, puis retapez l'espace ou le
    retour à la ligne. Si le caractère est écrit par un code (une barre oblique inverse et des
    chiffres), retirez ce code.

        action:
          titre: Atelier cuisine
"""

from utilite.diagnostic import Severity

CODE = "UT005"
SEVERITY = Severity.ERROR
LOCKED = True
