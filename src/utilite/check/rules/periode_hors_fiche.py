"""Une mesure parle d'une autre période que la fiche.

Ce que la règle vérifie
    Que la période d'une réalisation ou d'un résultat est comprise dans celle de la fiche. Un impact
    peut être vu plus tard, et une « cible » seule regarde l'avenir : ils ne sont pas concernés.

    Une année ou un mois qui ne tient qu'en partie dans la fiche convient : « 2012 » va à une fiche
    qui commence en octobre 2012.

Pourquoi
    Une fiche parle d'une action sur une période. Un nombre d'une autre année y serait compté deux
    fois, ici et dans la fiche de cette année-là. Une faute de frappe est souvent la cause.

Exemple
    Ici, la fiche parle de 2013, et la mesure de 2012 :

        periode: 2013
        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  periode: 2012

Corriger
    Corrigez la période, ou déplacez la mesure dans la fiche de l'autre période. Si c'est le relevé
    qui est plus tardif, écrivez sa date sous « recueilli_le ».

        periode: 2013
        utilite_sociale:
          lien-social:
            indicateurs:
              seances-communes:
                - valeur: 25
                  periode: 2013
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Severity
from utilite.fiche import Fiche, Statut
from utilite.formes.periode import Periode
from utilite.referentiel import Niveau

CODE = "UT313"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each réalisation and résultat whose period isn't within the fiche's."""
    if fiche.periode is None or fiche.statut is Statut.RETIREE:
        return
    for suivi, mesure, _ in contexte.reponses:
        if (
            mesure.periode is None
            or suivi.indicateur.niveau in (None, Niveau.IMPACT)
            or _dedans(mesure.periode, fiche.periode)
        ):
            continue
        yield Finding(
            rule="periode-hors-fiche",
            place=fiche.place((*mesure.route, "periode")),
            message=f"cette mesure sort de la période de la fiche ({fiche.periode.dit})",
            hint="corrigez la période, ou mettez la mesure dans la fiche de cette période",
            related=(Related(fiche.place(("periode",)), "la période de la fiche est ici"),),
        )


def _dedans(periode: Periode, fiche: Periode) -> bool:
    """Whether both ends of a period may be within the fiche's: a year or a month needs to be so in part only."""
    return periode.debut.dernier >= fiche.debut.premier and periode.fin.premier <= fiche.fin.dernier
