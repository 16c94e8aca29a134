"""Answers added up: numbers from numbers, ratios from their two numbers, ranges as ranges.

A share is never averaged; what is approximate stays so; what isn't said isn't nought.
"""

from utilite.formes.spec import Reponse

_DECIMALES = 6
"""What is added is rounded to it, so that 0.1 and 0.2 make 0.3."""

EN_PARTIES = frozenset({"ratio", "avant_apres", "repartition"})
"""The formes whose mean is made of their numbers: these are added up either way."""


def premiere(reponse: Reponse) -> Reponse:
    """An answer as the first of a sum; a répartition without a whole is its own whole."""
    sur = reponse.sur
    if reponse.repartition is not None and sur is None:
        sur = _arrondi(sum(reponse.repartition.values()))
    return _entre(reponse._replace(sur=sur, population=None, valeur=None, entre=None), *bornes(reponse))


def ajoute(total: Reponse, reponse: Reponse) -> Reponse:
    """The sum of two. The whole of an avant/après is known where both say it."""
    autre = premiere(reponse)
    (bas, haut), (de, a) = bornes(total), bornes(autre)
    somme = Reponse(
        environ=total.environ or autre.environ,
        sur=_plus(total.sur, autre.sur),
        avant=_plus(total.avant, autre.avant),
        apres=_plus(total.apres, autre.apres),
        repartition=_par_categorie(total, autre),
    )
    return _entre(somme, _plus(bas, de), _plus(haut, a))


def moyenne(total: Reponse, nombre: int) -> Reponse:
    """The mean of `nombre` answers, each counting as much, to a hundredth."""
    bas, haut = (None if bout is None else _simple(round(bout / nombre, 2)) for bout in bornes(total))
    return _entre(Reponse(environ=total.environ), bas, haut)


def bornes(reponse: Reponse) -> tuple[float | None, float | None]:
    """The least and the most that an answer may be; None for both where it isn't one number."""
    return reponse.entre or (reponse.valeur, reponse.valeur)


def _entre(reponse: Reponse, bas: float | None, haut: float | None) -> Reponse:
    if bas is None or haut is None:
        return reponse
    return reponse._replace(valeur=bas) if bas == haut else reponse._replace(entre=(bas, haut))


def _par_categorie(total: Reponse, autre: Reponse) -> dict[str, float] | None:
    if total.repartition is None or autre.repartition is None:
        return None
    noms = dict.fromkeys([*total.repartition, *autre.repartition])
    return {nom: _arrondi(total.repartition.get(nom, 0) + autre.repartition.get(nom, 0)) for nom in noms}


def _plus(un: float | None, autre: float | None) -> float | None:
    return None if un is None or autre is None else _arrondi(un + autre)


def _arrondi(valeur: float) -> float:
    return valeur if isinstance(valeur, int) else _simple(round(valeur, _DECIMALES))


def _simple(valeur: float) -> float:
    return int(valeur) if float(valeur).is_integer() else valeur
