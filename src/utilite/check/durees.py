"""« du 9 décembre 2009 au 4 novembre 2010 (9 mois) »: two dates and the duration that a sentence gives of them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from utilite.check.jetons import NOMBRES, Jeton, Jetons, a, approche, ensemble


class Duree(NamedTuple):
    """A duration as it is written, in months, days…; its place in the sentence, end excluded.

    `sens` is `~`, `>`, `<` or nothing.
    """

    nombre: float
    unite: str
    sens: str
    debut: int
    fin: int


class Intervalle(NamedTuple):
    """From one date to another, each year, month, day (0 where it isn't said); its place, end excluded."""

    du: tuple[int, int, int]
    au: tuple[int, int, int]
    flou: bool
    debut: int
    fin: int


UNITES = {
    "jour": "jour", "jours": "jour", "semaine": "semaine", "semaines": "semaine", "mois": "mois", "moi": "mois",
    "an": "an", "ans": "an", "annee": "an", "annees": "an",
}  # fmt: skip

_JOURS = ensemble("lundi mardi mercredi jeudi vendredi samedi dimanche")
_FLOUS = ensemble("fin debut mi courant milieu mi-")


def _date(phrase: Jetons, i: int) -> tuple[Jeton, int, bool] | None:
    """The date that stands here (« le lundi 3 mars 2012 », « fin 2009 »), the index after, whether it is vague."""
    flou = False
    while (a(phrase, i).mot in _JOURS or a(phrase, i).mot in ("le", "la", "l'", "annee", "mois", "de", "d'", "du")
           or a(phrase, i).mot in _FLOUS):  # fmt: skip
        flou = flou or a(phrase, i).mot in _FLOUS
        i += 1
        if i >= len(phrase):
            return None
    jeton = a(phrase, i)
    if jeton.genre in ("date", "annee"):
        return jeton, i + 1, flou
    return None


def _jusque(phrase: Jetons, i: int) -> int:
    """The index after « au », « à », « jusqu'au », « et » that stand here, or -1."""
    mot = a(phrase, i).mot
    if mot == "jusqu'":
        i += 1
        mot = a(phrase, i).mot
    return i + 1 if mot in ("au", "a", "et", "-", "–", "en", "→") else -1


def intervalles(phrase: Jetons) -> Iterator[Intervalle]:
    """« du 9 décembre 2009 au 4 novembre 2010 », « de 2003 à 2013 », « du 12 au 16 décembre 2011 »."""
    i = 0
    while i < len(phrase):
        lu = _intervalle(phrase, i)
        if lu is None:
            i += 1
        else:
            yield lu
            i = lu.fin


def _intervalle(phrase: Jetons, i: int) -> Intervalle | None:
    jeton = a(phrase, i)
    if jeton.genre == "nombre" and jeton.valeur <= 31 and not jeton.decimales:
        du, apres, flou = (0, 0, int(jeton.valeur)), i + 1, False
        if a(phrase, i - 1).mot not in ("du", "le"):
            return None
    elif jeton.genre in ("date", "annee"):
        du, apres, flou = jeton.date, i + 1, a(phrase, i - 1).mot in _FLOUS
    else:
        return None
    suite = _jusque(phrase, apres)
    if suite < 0 or (a(phrase, apres).mot == "et" and not _entre(phrase, i)):
        return None
    lue = _date(phrase, suite)
    if lue is None:
        return None
    fin, apres, flou_fin = lue
    au = fin.date
    if not du[1]:
        du = (au[0], au[1], du[2]) if du[2] else du
        if du[2] and not au[2]:
            return None
    if not du[0]:
        du = (au[0] - (du[1] > au[1]), du[1], du[2])
    if not au[0] or not du[0] or (du[1] == 0) != (au[1] == 0):
        return None
    ordre = (du[0], du[1] or 1, du[2] or 1), (au[0], au[1] or 12, au[2] or 31)
    if ordre[0] > ordre[1]:
        return None
    return Intervalle(du, au, flou or flou_fin, i, apres)


def _entre(phrase: Jetons, i: int) -> bool:
    return any(jeton.mot == "entre" for jeton in phrase[max(i - 4, 0) : i])


def lit_duree(phrase: Jetons, i: int) -> Duree | None:
    """The duration that stands here, with the « environ » before it: « six mois et demi », « un an »."""
    sens, k = approche(phrase, i)
    while a(phrase, k).mot in ("les", "ces", "soit", "seulement"):
        k += 1
    nombre, unite = a(phrase, k), UNITES.get(a(phrase, k + 1).mot)
    if unite is None:
        return None
    if nombre.mot in ("un", "une"):
        valeur = 1.0
    elif nombre.genre == "nombre" and (nombre.mot in NOMBRES or nombre.valeur < 1000):
        valeur = nombre.valeur
    else:
        return None
    fin = k + 2
    if a(phrase, fin).mot == "et" and a(phrase, fin + 1).mot in ("demi", "demie"):
        valeur, fin = valeur + 0.5, fin + 2
    elif a(phrase, fin).mot in ("et", ",") and UNITES.get(a(phrase, fin + 2).mot) == "mois" and unite == "an":
        valeur, unite, fin = 12 * valeur + a(phrase, fin + 1).valeur, "mois", fin + 3
    elif a(phrase, fin).mot in ("et", ",") and UNITES.get(a(phrase, fin + 2).mot) in ("jour", "semaine"):
        sens, fin = "~", fin + 3
    if a(phrase, fin).mot == "environ":
        sens, fin = "~", fin + 1
    return Duree(valeur, unite, sens, k, fin)


_CONTINUS = ensemble("experimentation fonctionnement existence duree projet convention contrat mission engagement")
_AUTRE_CHOSE = ensemble(
    "apres avant plus auparavant tot tard durant hors hormis sans par chacun chacune environ consecutifs de d' en a"
    " scolaire scolaires pleins effectifs ouvres ouvrables et ou sur"
)


def _seule(phrase: Jetons, duree: Duree) -> bool:
    """Whether a duration is that of the dates: not « 9 mois de présence », « 2 ans après », « 10 jours ouvrés »."""
    suivant = a(phrase, duree.fin)
    if suivant.mot in ("de", "d'") and a(phrase, duree.fin + 1).mot in _CONTINUS:
        return True
    return suivant.mot not in _AUTRE_CHOSE


_INTRODUIT = ensemble("soit en pendant durant sur")


def durees(phrase: Jetons) -> Iterator[tuple[Intervalle, Duree]]:
    """Each pair of dates with the duration that is said of it, side by side."""
    for intervalle in intervalles(phrase):
        duree = _derriere(phrase, intervalle.fin, intervalle.debut) or _devant(phrase, intervalle.debut)
        if duree is not None and _seule(phrase, duree):
            yield intervalle, duree


def _derriere(phrase: Jetons, i: int, debut: int) -> Duree | None:
    """« … (9 mois) », « …, soit 9 mois », « … en 9 mois », « … : 9 mois. », « …, 101 contrats en 6 mois »."""
    while a(phrase, i).mot in ("inclus", "compris"):
        i += 1
    ouvre = a(phrase, i).mot in ("(", ",", ":", "–", "-", "=")
    k = i + 1 if ouvre else i
    par = a(phrase, k).mot if a(phrase, k).mot in _INTRODUIT else ""
    if par:
        k = _apres_une_periode(phrase, k + 1)
    duree = lit_duree(phrase, k)
    if duree is None:
        return _apres_un_compte(phrase, k) if ouvre and not par else None
    suivant = a(phrase, duree.fin)
    if par == "soit" or suivant.mot in ("de", "d'"):
        return duree if par or a(phrase, i).mot == "(" else None
    if par == "sur" and k == i + 1 + ouvre:
        return None  # « sur 3 ans » says what a grant is for; « sur une période de 3 ans » is of the dates
    if par in ("pendant", "durant"):
        return duree._replace(sens=">") if not duree.sens else None  # it may be a part of the time
    if a(phrase, i).mot == "(":
        return duree if suivant.mot == ")" else None
    finit = suivant.genre == "" or suivant.mot in (".", ")", ";")
    au_debut = not any(jeton.genre == "mot" and len(jeton.mot) > 2 for jeton in phrase[:debut])
    return duree if finit or (par and suivant.genre == "signe" and not au_debut) else None


def _apres_une_periode(phrase: Jetons, i: int) -> int:
    """« une période de 9 mois », « un total de 9 mois »: the index of the number itself."""
    if a(phrase, i).mot in ("une", "un") and a(phrase, i + 1).mot in ("periode", "duree", "total"):
        return i + 3
    return i


def _apres_un_compte(phrase: Jetons, i: int) -> Duree | None:
    """« 101 contrats [signés] en 6 mois »."""
    if a(phrase, i).genre != "nombre":
        return None
    for k in range(i + 2, i + 4):
        if a(phrase, k).mot == "en":
            return lit_duree(phrase, k + 1)
        if a(phrase, k).genre != "mot":
            return None
    return None


def _devant(phrase: Jetons, i: int) -> Duree | None:
    """« en 6 mois, du 28 février … », « (9 mois, du … », « 9 mois (du … »: the duration that ends before the dates."""
    k = i - 1
    while k >= 0 and (a(phrase, k).mot in ("du", "de", "d'", "le", "entre") or a(phrase, k).mot in _JOURS):
        k -= 1
    if k == i - 1 or a(phrase, k).mot not in (",", "(", ":"):
        return None
    if UNITES.get(a(phrase, k - 1).mot) is None:
        return None
    for debut in (k - 4, k - 3, k - 2):
        duree = lit_duree(phrase, debut) if debut >= 0 else None
        if duree is not None and duree.fin == k:
            avant = a(phrase, debut - 1).mot
            ecarte = a(phrase, duree.debut - 1).genre == "nombre" or avant in ("a", "moins", "age", "agee", "ages")
            return None if ecarte else duree
    return None


class Ecart(NamedTuple):
    """How long it is from one date to the other, at least and at most, in a unit: both ends counted or not."""

    moins: float
    plus: float
    exact: float


def ecart(intervalle: Intervalle, unite: str) -> Ecart | None:
    """The length of an interval in a unit; None where the dates don't say it or don't exist."""
    du, au = intervalle.du, intervalle.au
    if not du[1]:
        annees = au[0] - du[0]
        return Ecart(annees - 1, annees + 1, annees) if unite == "an" else _en_mois(12 * annees, unite)
    if not (du[2] and au[2]):
        return _en_mois(12 * (au[0] - du[0]) + au[1] - du[1], unite)
    try:
        jours = (date(*au) - date(*du)).days
    except ValueError:
        return None
    if unite == "jour":
        return Ecart(0, jours + 1, jours + 1)
    if unite == "semaine":
        return Ecart(0, jours // 7 + 2, (jours + 1) / 7)
    mois = (jours + 1) / 30.44
    touches = 12 * (au[0] - du[0]) + au[1] - du[1] + 1
    if unite == "mois":
        return Ecart(int(mois), touches, mois)
    return Ecart(int(mois / 12), max(int(mois / 12) + 1, au[0] - du[0] + 1), mois / 12)


def _en_mois(mois: int, unite: str) -> Ecart | None:
    """From one month to another: from the end of the first to the start of the last, or both whole."""
    if unite == "mois":
        return Ecart(mois - 1, mois + 1, mois + 1)
    if unite == "an":
        return Ecart((mois - 1) // 12, (mois + 1) // 12 + 1, (mois + 1) / 12)
    return None
