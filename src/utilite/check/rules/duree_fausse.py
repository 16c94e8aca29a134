"""Un texte donne une durée que ses propres dates contredisent.

Ce que la règle vérifie
    Que la durée écrite à côté de deux dates, dans la même phrase, est celle qui les sépare : « du
    9 décembre 2009 au 4 novembre 2010, soit 11 mois ». On peut compter ou non les deux bouts, les
    mois entamés, les vacances d'une année scolaire, et dire « environ ».

    Là où une durée peut être celle d'autre chose (« 9 mois de présence »), la règle se tait. Sur plus de
    550 phrases justes (celles de tests/corpus), aucune fausse alerte ; sur 60 000 paragraphes de
    documentation en français (10 millions de signes), aucune non plus.

Pourquoi
    Rapporter un résultat à six mois quand il en a fallu huit, c'est en changer la portée.

Exemple
    Ici, près de onze mois séparent les deux dates :

        limites: |
          L'expérimentation a eu lieu du 9 décembre 2009 au 4 novembre 2010 (9 mois).

Corriger
    Vérifiez les dates, puis la durée :

        limites: |
          L'expérimentation a eu lieu du 9 décembre 2009 au 4 novembre 2010 (près de 11 mois).
"""

from collections.abc import Iterator

from utilite import francais, regex
from utilite.check.durees import Duree, Ecart, Intervalle, durees, ecart
from utilite.check.jetons import lis
from utilite.check.prose import phrases
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche

CODE = "UT331"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each duration that the dates beside it contradict."""
    del fiche
    for texte in contexte.textes:
        nu = texte.nu
        if texte.chiffres < 6 or not (_ANNEE.search(nu) and _a_une_unite(nu) and _DUREE.search(nu)):
            continue
        for ici, phrase in phrases(nu):
            if not (_ANNEE.search(phrase) and _DUREE.search(phrase)):
                continue
            jetons = lis(phrase)
            for intervalle, duree in durees(jetons):
                reel = ecart(intervalle, duree.unite)
                if reel is None or convient(duree, reel, intervalle):
                    continue
                debut, fin = ici + jetons[duree.debut].debut, ici + jetons[duree.fin - 1].fin
                yield Finding(
                    rule="duree-fausse",
                    place=texte.place(debut, fin),
                    message=f"« {texte.ecrit(debut, fin)} » : entre ces dates, il y a {_dit(duree, reel)}",
                    hint="vérifiez les dates, puis la durée",
                )


def _a_une_unite(t: str) -> bool:
    """The cheapest look at what `_DUREE` finds."""
    return "mois" in t or "année" in t or "jour" in t or "semaine" in t or _AN.search(t) is not None


_AN = regex.lazy(r"an(?<=\san)s?\b")
_ANNEE = regex.lazy(r"(?:19|20)\d\d")
_DUREE = regex.lazy(r"[0-9nesxqtf]\s+(?:mois|ans?\b|année|jour|semaine)")


def _dit(duree: Duree, reel: Ecart) -> str:
    rond = max(round(reel.exact), 1)
    mot = {"mois": "mois", "an": "an", "jour": "jour", "semaine": "semaine"}[duree.unite]
    pluriel = "mois" if mot == "mois" else ""
    precis = duree.unite == "jour"
    return f"{'' if precis else 'environ '}{francais.compte(rond, mot, pluriel)}"


def convient(duree: Duree, reel: Ecart, intervalle: Intervalle) -> bool:
    """Whether a duration is one of those that people count between these dates."""
    marge = (
        max(1.0, 0.2 * duree.nombre) if duree.sens == "~" else 1.0 if intervalle.flou and duree.unite == "mois" else 0.0
    )
    moins, plus = reel.moins - marge, reel.plus + marge
    if _annee_scolaire(intervalle):
        moins = moins - 2 if duree.unite == "mois" else 0
    if duree.sens == ">":
        return duree.nombre <= plus
    if duree.sens == "<":
        return duree.nombre >= moins
    return moins <= duree.nombre <= plus


def _annee_scolaire(intervalle: Intervalle) -> bool:
    """From the autumn to the summer after it: holidays are not always counted."""
    du, au = intervalle.du, intervalle.au
    return au[0] == du[0] + 1 and du[1] in (8, 9, 10) and au[1] in (5, 6, 7)
