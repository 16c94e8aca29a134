"""Un nombre est dix fois celui de la fiche précédente.

Ce que la règle vérifie
    Qu'un nombre n'est pas environ dix, cent ou mille fois plus grand, ou plus petit, que celui du
    même indicateur dans la fiche précédente (la clé « precedente »).

    La règle se tait si l'un des nombres est plus petit que 5, ou si les deux périodes n'ont pas à
    peu près la même durée : une année ne se compare pas à un mois. Elle se tait aussi quand tous
    les nombres de la mesure ont changé ensemble : l'action a grandi.

Pourquoi
    D'une année à l'autre, un nombre décuple rarement. Un zéro de trop, un zéro oublié ou une
    virgule mal placée sont plus probables.

Exemple
    Ici, la fiche précédente compte 41 participants :

        precedente: atelier-2012
        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 430

Corriger
    Comptez les zéros, ici et dans la fiche précédente. Si les deux nombres sont justes, gardez-les,
    et dites sous « limites » ou « apport » ce qui a changé : le lecteur se posera la question.

        precedente: atelier-2012
        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 43
"""

import math
from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Route, Severity
from utilite.fiche import Fiche, Mesure, Statut, Suivi
from utilite.formes.spec import Reponse

CODE = "UT305"
SEVERITY = Severity.WARNING
LOCKED = False

_FORMES = frozenset({"entier", "nombre", "montant", "ratio", "avant_apres", "repartition"})
_FOIS = {1: "dix fois", 2: "cent fois", 3: "mille fois"}
_MARGE = 0.15
"""How far from a power of ten, in powers of ten: from 7 to 14 times is « about ten times »."""
_PLANCHER = 5
"""Below it, one more or one less changes everything."""
_DUREES = 2
"""How many times longer a period may be for its figures to be compared."""


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each figure that is about 10, 100 or 1000 times, or that part of, the one before."""
    if fiche.precedente == fiche.id or fiche.precedente not in contexte.fiches or fiche.statut is Statut.RETIREE:
        return
    avant = contexte.fiche(fiche.precedente)
    if avant is None or avant.statut is Statut.RETIREE:
        return
    connus = {_cle(suivi): suivi for suivi in avant.suivis}
    for suivi in fiche.suivis:
        ancien = connus.get(_cle(suivi))
        if ancien is None or suivi.indicateur.spec.forme not in _FORMES:
            continue
        for mesure in suivi.mesures:
            anciennes = [m for m in ancien.mesures if _comparables(_jours(mesure, fiche), _jours(m, avant))]
            yield from _mesure(fiche, mesure, avant, anciennes)


def _cle(suivi: Suivi) -> tuple[str, bool, str, str]:
    """What makes it the same indicateur in another fiche."""
    indicateur = suivi.indicateur
    return indicateur.id, indicateur.propre, indicateur.spec.forme, indicateur.spec.unite


def _jours(mesure: Mesure, fiche: Fiche) -> int:
    """The length of what it counts, in days; 0 where it isn't known."""
    periode = mesure.periode or fiche.periode
    return (periode.fin.dernier - periode.debut.premier).days + 1 if periode else 0


def _comparables(jours: int, anciens: int) -> bool:
    return 0 < jours <= _DUREES * anciens and anciens <= _DUREES * jours


def _mesure(fiche: Fiche, mesure: Mesure, avant: Fiche, anciennes: list[Mesure]) -> Iterator[Finding]:
    chiffres = _chiffres(mesure.reponse)
    lus = [(ancienne, _chiffres(ancienne.reponse)) for ancienne in anciennes]
    sauts = {cle: _saut(chiffre, [lu[cle] for _, lu in lus if cle in lu]) for cle, chiffre in chiffres.items()}
    vus = [cle for cle, saut in sauts.items() if saut]
    if len(chiffres) > 1 and len(vus) == len(chiffres):
        return  # all of it has grown or shrunk together
    for cle in vus:
        temoin, ancien = next((ancienne, lu[cle]) for ancienne, lu in reversed(lus) if cle in lu)
        mot = "plus" if sauts[cle] > 0 else "moins"
        yield Finding(
            rule="ordre-de-grandeur",
            place=fiche.place(_route(mesure, cle)),
            message=f"{_dit(mesure, cle, chiffres[cle])} : environ {_FOIS[abs(sauts[cle])]} {mot} que dans la fiche "
            f"précédente ({_dit(temoin, cle, ancien)})",
            hint="comptez les zéros, et regardez où tombe la virgule ; si les deux nombres sont justes, gardez-les",
            related=(Related(avant.place(_route(temoin, cle)), f"{_dit(temoin, cle, ancien)} ici"),),
        )


def _route(mesure: Mesure, cle: str) -> Route:
    return (*mesure.route, "entre" if _est_intervalle(mesure, cle) else cle)


def _est_intervalle(mesure: Mesure, cle: str) -> bool:
    return cle == "valeur" and mesure.reponse is not None and mesure.reponse.entre is not None


def _dit(mesure: Mesure, cle: str, chiffre: float) -> str:
    """A figure as it was taken: the middle of a range and the sum of the parts aren't written anywhere."""
    nombre = francais.nombre(round(chiffre, 6))
    if _est_intervalle(mesure, cle):
        return f"autour de {nombre}"
    return f"{nombre} en tout" if cle == "repartition" else nombre


def _chiffres(reponse: Reponse | None) -> dict[str, float]:
    """The figures of a mesure, by key; the middle of a range, the sum of the parts."""
    if reponse is None:
        return {}
    chiffres = {"valeur": reponse.valeur, "avant": reponse.avant, "apres": reponse.apres, "sur": reponse.sur}
    if reponse.entre is not None:
        chiffres["valeur"] = sum(reponse.entre) / 2
    if reponse.repartition is not None:
        chiffres["repartition"] = math.fsum(reponse.repartition.values())
    return {cle: chiffre for cle, chiffre in chiffres.items() if isinstance(chiffre, int | float)}


def _saut(chiffre: float, anciens: list[float]) -> int:
    """The power of ten that a figure is away from each of the earlier ones; 0 where there is none."""
    if not anciens or min(chiffre, *anciens) < _PLANCHER:
        return 0
    ecarts = [math.log10(chiffre / ancien) for ancien in anciens]
    saut = round(ecarts[-1])
    proches = all(abs(ecart - saut) <= _MARGE for ecart in ecarts)
    return saut if proches and abs(saut) in _FOIS else 0
