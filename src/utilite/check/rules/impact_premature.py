"""Un impact est constaté avant la fin de l'action.

Ce que la règle vérifie
    Que la période d'un impact (ce que l'action a changé pour longtemps) ne finit pas avant
    celle de la fiche.

Pourquoi
    Un changement durable se voit une fois l'action finie. Ce que l'on observe en chemin est plutôt
    un résultat.

Exemple
    Ici, l'action dure jusqu'en juin, et l'impact est constaté en février :

        periode:
          debut: 2012-10
          fin: 2013-06
        utilite_sociale:
          lien-social:
            indicateurs:
              contacts-proches:
                - valeur: Elle téléphone plus souvent à ses petits-enfants.
                  periode: 2013-02

Corriger
    Corrigez la période si elle est fausse. Sinon, retournez voir les personnes quelques mois après,
    ou rangez ce constat parmi les résultats : sous un indicateur de niveau « resultat », ou un
    indicateur propre.

        periode:
          debut: 2012-10
          fin: 2013-06
        utilite_sociale:
          lien-social:
            indicateurs:
              contacts-proches:
                - valeur: Elle téléphone plus souvent à ses petits-enfants.
                  periode: 2013-12
"""

from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Severity
from utilite.fiche import Fiche, Statut
from utilite.referentiel import Niveau

CODE = "UT312"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each impact whose period ends before the action's does."""
    if fiche.periode is None or fiche.statut is Statut.RETIREE:
        return
    fin = fiche.periode.fin.dernier
    for suivi, mesure, _ in contexte.reponses:
        if mesure.periode is None or suivi.indicateur.niveau is not Niveau.IMPACT or mesure.periode.fin.dernier >= fin:
            continue
        yield Finding(
            rule="impact-premature",
            place=fiche.place((*mesure.route, "periode")),
            message=f"cet impact s'arrête au {francais.jour(mesure.periode.fin.dernier)}, "
            f"avant la fin de l'action ({francais.jour(fin)})",
            hint="vérifiez la période ; ce que l'on voit pendant l'action est plutôt un résultat",
            related=(Related(fiche.place(("periode",)), "la période de la fiche est ici"),),
        )
