"""La fiche suit beaucoup d'indicateurs.

Ce que la règle vérifie
    Qu'une fiche ne suit pas plus de quinze indicateurs, les vôtres compris.

Pourquoi
    Chaque indicateur demande du temps, toute l'année, à ceux qui le relèvent. Trop d'indicateurs,
    et l'on compte au lieu d'agir ; le lecteur, lui, ne voit plus l'essentiel. Cinq à dix suffisent
    le plus souvent.

Exemple
    Ici, la fiche a répondu à tout ce que la grille propose :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
              participants:
                - valeur: 40
          # … et seize autres

Corriger
    Gardez ceux dont vous vous servez pour décider, ou pour montrer ce que l'action apporte. Les
    autres peuvent rester dans vos cahiers.

        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 40
"""

from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche, Statut

CODE = "UT317"
SEVERITY = Severity.NOTE
LOCKED = False

_ASSEZ = 15
"""Five to ten are advised (Konexio keeps ten; https://well-grounded.org/fr/comment-definir-de-bons-indicateurs)."""


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields where a fiche follows more than fifteen indicateurs."""
    del contexte
    suivis = len(fiche.suivis)
    if suivis <= _ASSEZ or fiche.statut is Statut.RETIREE:
        return
    yield Finding(
        rule="trop-d-indicateurs",
        place=fiche.place(fiche.apports[0].route[:1], on_key=True),
        message=f"cette fiche suit {francais.compte(suivis, 'indicateur')}",
        hint="gardez ceux qui vous servent à décider ou à montrer : cinq à dix suffisent le plus souvent",
    )
