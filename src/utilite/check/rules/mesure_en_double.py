"""Deux mesures du même indicateur se confondent.

Ce que la règle vérifie
    Que deux mesures d'un même indicateur diffèrent par leur période (« periode ») ou par le jour où
    elles ont été recueillies (« recueilli_le »).

Pourquoi
    Sans date, rien ne dit s'il s'agit d'une correction, d'une évolution ou d'une répétition.

Exemple
    Ici, rien ne distingue les deux nombres :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 24
                - valeur: 25

Corriger
    Donnez à chacune sa période, ou n'en gardez qu'une :

        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 24
                  periode: 2012
                - valeur: 25
                  periode: 2013
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Severity
from utilite.fiche import Fiche, Mesure

CODE = "UT132"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each mesure that nothing sets apart from one before it; the fiche's period is the default."""
    del contexte
    for suivi in fiche.suivis:
        vues: dict[object, Mesure] = {}
        for mesure in suivi.mesures if len(suivi.mesures) > 1 else ():
            if not mesure.entiere:
                continue
            premiere = vues.setdefault((mesure.periode or fiche.periode, mesure.recueilli_le), mesure)
            if premiere is not mesure:
                yield Finding(
                    rule="mesure-en-double",
                    place=fiche.place(mesure.route, on_key=True),
                    message="deux mesures du même indicateur, sans rien qui les distingue",
                    hint="donnez à chacune sa « periode: » ou son « recueilli_le: », ou n'en gardez qu'une",
                    related=(Related(fiche.place(premiere.route, on_key=True), "la première est ici"),),
                )
