"""Rien n'appuie ce que l'apport affirme.

Ce que la règle vérifie
    Qu'un « apport » (ce que l'action apporte, sous un critère) est appuyé par une mesure ou par un
    témoignage. Une mesure « non_renseigne » suffit : elle dit que la question a été posée. Un
    brouillon n'est pas concerné.

Pourquoi
    Un lecteur extérieur n'est pas tenu de vous croire. Un nombre, même petit, ou la parole d'une
    personne lui montre sur quoi vous vous fondez.

Exemple
    Ici, rien ne montre que des voisins se rencontrent :

        utilite_sociale:
          lien-social:
            apport: |
              L'atelier contribue à ce que des voisins de tous âges se rencontrent.

Corriger
    Ajoutez une mesure ou un témoignage :

        utilite_sociale:
          lien-social:
            apport: |
              L'atelier contribue à ce que des voisins de tous âges se rencontrent.
            indicateurs:
              seances-communes:
                - valeur: 25
                  source: cahier de séances
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Apport, Fiche, Statut, Suivi

CODE = "UT316"
SEVERITY = Severity.NOTE
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each apport of a finished fiche that no mesure and no témoignage bears."""
    if fiche.statut is not Statut.TERMINEE:
        return
    for apport in fiche.apports:
        if not apport.texte or apport.temoignages or any(map(_appuie, apport.suivis)):
            continue
        if not contexte.dits.sous(apport.route):
            yield Finding(
                rule="apport-sans-appui",
                place=fiche.place(apport.route, on_key=True),
                message="cet apport n'est appuyé ni par une mesure, ni par un témoignage",
                hint=_remede(apport),
            )


def _appuie(suivi: Suivi) -> bool:
    """Whether it has a mesure, or may have one that the référentiel's own fault left unread."""
    return bool(suivi.mesures) or not suivi.indicateur.spec.forme


def _remede(apport: Apport) -> str:
    indicateurs = apport.critere.indicateurs
    if indicateurs:
        return f"répondez à un indicateur, par exemple « {indicateurs[0].id} », ou ajoutez un témoignage"
    return "ajoutez un indicateur propre, ou un témoignage"
