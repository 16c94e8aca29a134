"""La même enquête n'a pas toujours le même nombre de réponses.

Ce que la règle vérifie
    Que les mesures tirées d'une même enquête ont le même total, « sur ». Deux mesures viennent de
    la même enquête si elles ont la même « source », le même « recueil » (ou aucun), la même
    période, la même date de recueil et la même unité.

    La règle se tait quand la différence est dite par « population », ou quand le nombre est donné
    comme approché par « environ ». Elle se tait aussi devant un total bien plus petit que l'autre
    (moins des trois quarts) : la question n'a sans doute été posée qu'à une partie des personnes.

Pourquoi
    Si trente-six personnes ont répondu, et que trente-quatre seulement sont comptées à la question
    suivante, le lecteur se demande où sont passées les deux autres. Il manque des réponses, ou l'un
    des nombres est faux.

Exemple
    Ici, deux réponses ont disparu :

        utilite_sociale:
          lien-social:
            indicateurs:
              nouvelles-rencontres:
                - valeur: 20
                  sur: 36
                  source: questionnaire de fin
              sorties-plus-frequentes:
                - valeur: 12
                  sur: 34
                  source: questionnaire de fin

Corriger
    Corrigez le nombre faux. S'il manque des réponses à une question, dites-le : « population »
    compte alors toutes les personnes interrogées.

        utilite_sociale:
          lien-social:
            indicateurs:
              nouvelles-rencontres:
                - valeur: 20
                  sur: 36
                  source: questionnaire de fin
              sorties-plus-frequentes:
                - valeur: 12
                  sur: 34
                  population: 36
                  source: questionnaire de fin
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Route, Severity
from utilite.fiche import Fiche, Statut

CODE = "UT304"
SEVERITY = Severity.WARNING
LOCKED = False

_VOISIN = 0.75
"""From which part of the larger total on the smaller one is taken for the same people: below, the question
was put to some of them only (in the Kerourien inquiry, 8 of 36)."""


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each total that isn't that of the other mesures of its inquiry."""
    if fiche.statut is Statut.RETIREE:
        return
    for totaux in _enquetes(fiche, contexte):
        comptes = Counter(sur for sur, _ in totaux)
        if len(comptes) < 2:
            continue
        repere = max(comptes, key=lambda sur: (comptes[sur], sur))
        temoin = next(route for sur, route in totaux if sur == repere)
        for sur, route in totaux:
            if sur != repere and min(sur, repere) >= _VOISIN * max(sur, repere):
                yield _finding(fiche, sur, route, repere, temoin)


def _enquetes(fiche: Fiche, contexte: Contexte) -> Iterable[list[tuple[float, Route]]]:
    """The totals of each inquiry, with their routes; those that say why they differ are left out."""
    comparables = [
        (suivi, mesure, reponse.sur)
        for suivi, mesure, reponse in contexte.reponses
        if reponse.sur and reponse.population is None and not reponse.environ and mesure.source
    ]
    enquetes: dict[object, list[tuple[float, Route]]] = {}
    if len({sur for _, _, sur in comparables}) > 1:
        for suivi, mesure, sur in comparables:
            enquete = (
                _plat(mesure.source),
                _plat(mesure.recueil),
                mesure.periode or fiche.periode,
                mesure.recueilli_le,
                suivi.indicateur.spec.unite,
            )
            enquetes.setdefault(enquete, []).append((sur, (*mesure.route, "sur")))
    return enquetes.values()


def _plat(texte: str) -> str:
    return " ".join(texte.casefold().split())


def _finding(fiche: Fiche, sur: float, route: Route, repere: float, temoin: Route) -> Finding:
    ici, la = francais.nombre(sur), francais.nombre(repere)
    if sur < repere:
        hint = f"corrigez le nombre faux ; s'il manque des réponses, ajoutez « population: {repere} »"
    else:
        hint = f"corrigez le nombre faux ; si des réponses manquent ailleurs, ajoutez-y « population: {sur} »"
    return Finding(
        rule="effectifs-divergents",
        place=fiche.place(route),
        message=f"le total est de {ici} ici et de {la} ailleurs, d'après la même source",
        hint=hint,
        related=(Related(fiche.place(temoin), f"{la} ici"),),
    )
