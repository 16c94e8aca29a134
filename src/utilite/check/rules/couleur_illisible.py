"""Une couleur de la présentation se lit mal.

Ce que la règle vérifie
    Que « couleur » se lit sur du blanc, et « couleur_claire » sur « couleur » : un contraste de 4,5
    au moins, le niveau AA des règles d'accessibilité (WCAG, RGAA).

Pourquoi
    Les titres et les liens prennent « couleur » ; l'en-tête écrit en « couleur_claire » dessus. Une
    partie des lecteurs ne les verrait pas, et une impression en gris les perdrait. En attendant, les
    documents prennent la couleur la plus proche qui convient.

Exemple
    Ici, un jaune sur du blanc :

        presentation:
          couleur: "#e2a530"

Corriger
    Prenez la couleur que le message propose, ou une autre plus foncée :

        presentation:
          couleur: "#8c661e"
"""

from utilite.diagnostic import Severity

CODE = "UT215"
SEVERITY = Severity.WARNING
LOCKED = False
