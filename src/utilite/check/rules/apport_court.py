"""L'apport tient en quelques mots.

Ce que la règle vérifie
    Qu'un « apport » (ce que l'action apporte, sous un critère) compte au moins quarante signes. Un
    brouillon n'est pas concerné.

Pourquoi
    « Du lien social » ne dit rien à qui ne connaît pas l'action. C'est la phrase que l'on lira dans
    les dossiers.

Exemple
    Ici, on ne sait pas qui a rencontré qui :

        utilite_sociale:
          lien-social:
            apport: Des rencontres.

Corriger
    Dites en une ou deux phrases ce que l'action apporte, et à qui :

        utilite_sociale:
          lien-social:
            apport: |
              L'atelier contribue à ce que des voisins de tous âges se rencontrent chaque semaine.
"""

from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche, Statut

CODE = "UT315"
SEVERITY = Severity.NOTE
LOCKED = False

_SIGNES = 40


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each apport of a finished fiche that is a few words long."""
    del contexte
    if fiche.statut is not Statut.TERMINEE:
        return
    for apport in fiche.apports:
        signes = len(apport.texte.strip())
        if 0 < signes < _SIGNES:
            yield Finding(
                rule="apport-court",
                place=fiche.place((*apport.route, "apport")),
                message=f"cet apport tient en {francais.compte(signes, 'signe')}",
                hint="dites en une ou deux phrases ce que l'action apporte, et à qui",
            )
