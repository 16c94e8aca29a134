"""Sous ce critère, on ne lit que ce qui a été fait.

Ce que la règle vérifie
    Que les indicateurs suivis sous un critère ne sont pas tous des réalisations (des séances, des
    présences, du matériel). Un résultat, un impact ou un témoignage suffit, même « non_renseigne ».
    Un brouillon n'est pas concerné.

Pourquoi
    Compter les séances dit ce que vous avez fait, pas ce que les personnes en ont retiré. C'est
    pourtant là que se trouve l'utilité sociale.

Exemple
    Ici, un seul nombre, celui des séances :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25

Corriger
    Ajoutez un résultat, un impact ou un témoignage. Si l'effet n'a pas pu être observé, dites
    pourquoi :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
              relations-nouees:
                - non_renseigne: nous n'avons pas encore posé la question
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Apport, Fiche, Statut
from utilite.referentiel import Niveau

CODE = "UT314"
SEVERITY = Severity.NOTE
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each critère of a finished fiche under which there are only réalisations."""
    if fiche.statut is not Statut.TERMINEE:
        return
    for apport in fiche.apports:
        niveaux = {suivi.indicateur.niveau for suivi in apport.suivis}
        if niveaux != {Niveau.REALISATION} or apport.temoignages or contexte.dits.sous(apport.route):
            continue
        yield Finding(
            rule="realisations-seules",
            place=fiche.place(apport.route, on_key=True),
            message="ce critère dit ce qui a été fait, pas ce que cela a changé",
            hint=_remede(apport),
        )


def _remede(apport: Apport) -> str:
    """An indicateur of the critère that tells more, or how to bring one."""
    autres = [i.id for i in apport.critere.indicateurs if i.niveau is not Niveau.REALISATION]
    if autres:
        return f"répondez aussi à « {autres[0]} », ou ajoutez un témoignage"
    return "ajoutez un témoignage, ou un indicateur propre de niveau « resultat »"
