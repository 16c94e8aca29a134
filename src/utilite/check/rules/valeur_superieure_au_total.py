"""Une partie est plus grande que le tout.

Ce que la règle vérifie
    Que « valeur » ne dépasse pas « sur », le total dont elle fait partie. De même pour « avant » et
    « apres ».

Pourquoi
    Six personnes sur quatre, c'est impossible : l'un des deux nombres est faux, et le pourcentage
    le serait aussi.

Exemple
    Ici, 8 dépasse 6 :

        utilite_sociale:
          lien-social:
            indicateurs:
              usagers-reguliers:
                - valeur: 8
                  sur: 6

Corriger
    Vérifiez les deux nombres : ils sont peut-être échangés.

        utilite_sociale:
          lien-social:
            indicateurs:
              usagers-reguliers:
                - valeur: 6
                  sur: 8
"""

from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Severity
from utilite.fiche import Fiche, Mesure
from utilite.formes.spec import Reponse

CODE = "UT301"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each part that is above the whole it is a part of."""
    for _, mesure, reponse in contexte.reponses:
        if reponse.sur is not None:
            yield from _mesure(fiche, mesure, reponse, reponse.sur)


def _mesure(fiche: Fiche, mesure: Mesure, reponse: Reponse, sur: float) -> Iterator[Finding]:
    haut = reponse.entre[1] if reponse.entre else None
    parties = {"valeur": reponse.valeur, "entre": haut, "avant": reponse.avant, "apres": reponse.apres}
    for cle, partie in parties.items():
        if partie is not None and partie > sur:
            yield Finding(
                rule="valeur-superieure-au-total",
                place=fiche.place((*mesure.route, cle)),
                message=f"{francais.nombre(partie)} dépasse le total, {francais.nombre(sur)}",
                hint="vérifiez les deux nombres ; « sur » compte toutes les personnes qui ont répondu",
                related=(Related(fiche.place((*mesure.route, "sur")), "le total est ici"),),
            )
