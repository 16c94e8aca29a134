"""« 27 personnes sur 36 (75 %) »: a part, its whole and the share that a sentence gives of them.

Only what is written side by side is read so: where another number, another year or a turn of the
sentence stands between, nobody but the writer knows what the share is a share of.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from utilite.check.jetons import Jetons, a, approche, approche_avant, ensemble


class Part(NamedTuple):
    """A share as it is written (« 75 % », « près d'un tiers ») and its place in the sentence, end excluded.

    `sens` is `~` (about), `>`, `<` or nothing; `tolerance`, in points, is what rounding may explain.
    """

    valeur: float
    tolerance: float
    sens: str
    debut: int
    fin: int


class Proportion(NamedTuple):
    """`nombre` out of `tout`, said to be `part`; indexes of both numbers, -1 for a whole said elsewhere."""

    nombre: float
    tout: float
    part: Part
    i_nombre: int
    i_tout: int

    @property
    def reelle(self) -> float:
        """The share that the two numbers give, in percent."""
        return 100 * self.nombre / self.tout


_FRACTIONS = {"tiers": 3, "quart": 4, "quarts": 4}
_FRACTIONS |= {
    f"{nom}{s}": n for n, nom in ((5, "cinquieme"), (6, "sixieme"), (8, "huitieme"), (10, "dixieme")) for s in ("", "s")
}
_POINTS_D_UN_MOT = 6.0
"""How far a share in words (« un quart ») may stand from the figures: 19 % to 31 % are about a quarter."""


def lit_part(phrase: Jetons, i: int) -> Part | None:
    """The share that stands here, with the « environ » before it."""
    sens, k = approche(phrase, i)
    while a(phrase, k).mot in ("les", "la", "le", "l'"):
        k += 1
    jeton = a(phrase, k)
    if jeton.genre == "pourcent":
        if _dans_un_intervalle(phrase, k):
            return None
        fin = k + 1
        if a(phrase, fin).mot == "environ":
            sens, fin = "~", fin + 1
        return Part(jeton.valeur, _tolerance(jeton.valeur, jeton.decimales, sens), sens, k, fin)
    lue = _en_mots(phrase, k)
    if lue is None:
        return None
    valeur, fin = lue
    tolerance = min(_POINTS_D_UN_MOT, valeur / 3) * (1.5 if sens == "~" else 1)
    return Part(valeur, tolerance, sens, k, fin)


def _tolerance(valeur: float, decimales: int, sens: str) -> float:
    """Rounded or cut, the last figure may be one off; « 80 % » is also how one rounds 78,9."""
    points = 10.0**-decimales
    if not decimales and valeur >= 10 and valeur % 5 == 0:
        points = 2.0
    return max(points, 5.0) if sens == "~" else points


def _dans_un_intervalle(phrase: Jetons, i: int) -> bool:
    """« de 10 à 15 % », « entre 10 % et 15 % », « 10 % ou 15 % »."""
    avant, apres = a(phrase, i - 1).mot, a(phrase, i + 1).mot
    if avant in ("a", "et", "ou", "-", "–") and a(phrase, i - 2).genre in ("pourcent", "nombre"):
        return True
    return apres in ("a", "ou", "-", "–") and a(phrase, i + 2).genre in ("pourcent", "nombre")


def _en_mots(phrase: Jetons, i: int) -> tuple[float, int] | None:
    """« la moitié », « deux tiers », « une personne sur quatre », as a percentage and the index after."""
    jeton, suivant = a(phrase, i), a(phrase, i + 1)
    if jeton.mot == "moitie":
        return 50, i + 1
    compte = 1.0 if jeton.mot in ("un", "une") else jeton.valeur if jeton.genre == "nombre" else 0
    if jeton.mot in _FRACTIONS and a(phrase, i + 2).mot not in ("heure", "heures"):
        return 100 / _FRACTIONS[jeton.mot], i + 1
    if not compte:
        return None
    if suivant.mot in _FRACTIONS and a(phrase, i + 3).mot not in ("heure", "heures"):
        return 100 * compte / _FRACTIONS[suivant.mot], i + 2
    for k in range(i + 1, i + 4):
        if a(phrase, k).mot == "sur":
            tout = a(phrase, k + 1)
            if tout.genre == "nombre" and compte < tout.valeur <= 20:
                return 100 * compte / tout.valeur, k + 2
            return None
        if a(phrase, k).genre != "mot":
            return None
    return None


# What a number counts ------------------------------------------------------------------------------


def radical(mot: str) -> str:
    """A noun without the marks of its plural and feminine."""
    return mot.rstrip("'").removesuffix("s").removesuffix("x").rstrip("e")


def _radicaux(mots: str) -> frozenset[str]:
    return frozenset(map(radical, mots.split()))


_PERSONNES = _radicaux(
    "personne repondant abonne participant habitant usager beneficiaire adherent eleve jeune senior adulte enfant"
    " enquete interroge interviewe sonde inscrit stagiaire benevole salarie femme homme fille garcon parent resident"
    " locataire visiteur votant electeur retraite demandeur collegien lyceen etudiant membre utilisateur utilisatrice"
    " apprenant jardinier mere pere patient allocataire aine interesse present"
)
_REPONDANTS = _radicaux("repondants interroges enquetes sondes interviewes")
_TOUS = _radicaux("personnes participants") | _REPONDANTS
"""Whoever is counted, when a share is « des personnes », « des répondants »."""
_ENSEMBLE = _radicaux("ensemble total effectif totalite groupe echantillon")
_TEMPS = _radicaux("an annee mois semaine jour journee heure h minute min nuit trimestre semestre")
_QUALIFIANTS = _radicaux(
    "interroge interviewe enquete sonde inscrit present concerne rencontre accueilli suivi accompagne equipe connecte"
    " eligible possible prevu programme organise vise touche recense invite convoque contacte au en par de d' du qui"
    " que ont sont se s' a est etaient avaient n' ne ayant declare disent declarent disposent utilisent dit soit et ou"
    " lors pour dans durant pendant cette ce des ainsi avait etait sur parmi estiment pensent trouvent souhaitent"
    " connaissent habitent vivent viennent reviennent participent travaillent frequentent recommandent suivent restent"
    " peuvent savent veulent font vont prennent representent constituent valent"
)
"""Words that may follow a number and aren't what it counts."""
_ARTICLES = ensemble("les des ces ses nos leurs l' la le")


def compte(phrase: Jetons, i: int) -> str:
    """What the number at `i` counts: the radical of the noun after it, empty where none is said."""
    suivant = a(phrase, i + 1)
    if suivant.mot in ("€", "euros", "euro"):
        return "€"
    if suivant.genre != "mot":
        return ""
    r = radical(suivant.mot)
    return r if r in _PERSONNES or r not in _QUALIFIANTS else ""


def est_personne(quoi: str) -> bool:
    """Whether a radical counts people."""
    return quoi in _PERSONNES


def _meme_chose(un: str, autre: str) -> bool:
    """Whether two counts may be of one kind: « personnes » and « répondants », or one of them unsaid."""
    return not un or not autre or un == autre or (un in _PERSONNES and autre in _PERSONNES)


def _est_compte(phrase: Jetons, i: int) -> bool:
    """Whether a whole number that stands alone is there, not the end of a range nor an approximation."""
    jeton = a(phrase, i)
    if jeton.genre not in ("nombre", "annee") or jeton.valeur <= 0 or jeton.decimales:
        return False
    if a(phrase, i - 1).mot in ("a", "et", "ou", "-", "–") and a(phrase, i - 2).genre == "nombre":
        return False
    if a(phrase, i + 1).mot in ("a", "ou", "-", "–") and a(phrase, i + 2).genre == "nombre":
        return False
    return not approche_avant(phrase, i)


# « sur 36 » ------------------------------------------------------------------------------------------

_PAS_UN_RAPPORT = ensemble(
    "reparti repartis repartie reparties etale etales etalee etalees portant porte portent portait base basee bases"
    " ouvert ouverts ouverte debouche debouchent echelonne echelonnee echelonnes travaille travaillent"
    " intervient interviennent intervenu intervenus note notes noter moyenne score reflechi reflechissent appuie"
)
"""Before « sur », words that make it something else than a whole."""
_BARRIERES = ensemble(
    "alors tandis contre mais or dont parmi ; sauf hormis lesquels lesquelles entre au-dela auparavant lieu non"
    " plutot pourtant temps mi-temps partiel remise tarif reduction rabais taux charge subvention aide quotite"
    " invalidite incapacite handicap cotisation credit pret financement note score moyenne objectif cible"
)
"""Words after which a share may be one of something else."""
_AVANT_UN_TOUT = ensemble(", : ( ainsi que donc et -")


def _tout(phrase: Jetons, i: int) -> int:
    """The index of the whole's number after « sur », « parmi » at `i`; -1 where there is none."""
    k = i + 1
    while k < i + 5 and (a(phrase, k).mot in _ARTICLES or a(phrase, k).mot in ("un", "une", "total", "ensemble", "de")):
        k += 1
    return k if _est_compte(phrase, k) and (a(phrase, k).genre == "nombre" or k == i + 1) else -1


def _rapport(phrase: Jetons, i: int) -> int:
    """« 27 [personnes] sur 36 » that starts at `i`: the index of the whole's number, or -1."""
    if a(phrase, i).genre != "nombre" or not _est_compte(phrase, i):
        return -1
    for k in range(i + 1, i + 6):
        jeton = a(phrase, k)
        if jeton.mot in ("sur", "parmi") or (jeton.mot == "des" and a(phrase, k + 1).genre == "nombre"):
            return _valide(phrase, i, _tout(phrase, k))
        if (jeton.genre != "mot" and jeton.mot != "€") or jeton.mot in _PAS_UN_RAPPORT or jeton.mot in _BARRIERES:
            return -1
    return -1


def _valide(phrase: Jetons, i: int, t: int) -> int:
    """`t` where what stands there can be the whole of what stands at `i`, else -1."""
    if t < 0 or not 0 < a(phrase, i).valeur <= a(phrase, t).valeur:
        return -1
    de_quoi, dans_quoi = compte(phrase, i), compte(phrase, t)
    if (dans_quoi in _TEMPS or de_quoi in _TEMPS) and de_quoi != dans_quoi:
        return -1
    return t if _meme_chose(de_quoi, dans_quoi) else -1


def _tout_derriere(phrase: Jetons, i: int) -> int:
    """The whole that is said after a share: « (37 %) avaient une connexion, sur 36 »."""
    for k in range(i, min(i + 14, len(phrase))):
        jeton = phrase[k]
        if jeton.mot in ("sur", "parmi") and a(phrase, k - 1).mot not in _PAS_UN_RAPPORT:
            return _tout(phrase, k)
        if jeton.genre in ("nombre", "pourcent", "date", "annee") or jeton.mot in _BARRIERES:
            return -1
    return -1


def _tout_devant(phrase: Jetons) -> int:
    """« Sur 36 répondants, … », « Parmi les 36 … »: the index of 36 where it is the sentence's only whole."""
    devant = -1
    for k, jeton in enumerate(phrase):
        if jeton.mot in ("sur", "parmi"):
            t = _tout(phrase, k)
            if t < 0 or compte(phrase, t) in _TEMPS:
                continue
            if devant < 0 and (k == 0 or a(phrase, k - 1).mot in _AVANT_UN_TOUT):
                devant = t
            elif a(phrase, t).valeur > 20 and (devant < 0 or a(phrase, t).valeur != a(phrase, devant).valeur):
                return -1
    return devant


def tout_dit(phrase: Jetons) -> int:
    """The index of the number that the sentence gives as the whole of its parts, -1 where it gives none.

    « …, sur 36 », « Sur 36 personnes, … », « 36 personnes, dont … », « 36 personnes : … ».
    """
    touts = [t for k, j in enumerate(phrase) if j.mot in ("sur", "parmi") and (t := _tout(phrase, k)) >= 0]
    touts = [t for t in touts if compte(phrase, t) not in _TEMPS]
    if touts:
        return touts[0] if len({phrase[t].valeur for t in touts}) == 1 else -1
    i = next((i for i, jeton in enumerate(phrase) if jeton.genre == "nombre"), -1)
    if i < 0 or not _est_compte(phrase, i):
        return -1
    k = i + 1
    while k < i + 5 and a(phrase, k).genre == "mot" and a(phrase, k).mot != "dont":
        k += 1
    suite = a(phrase, k + 1).mot if a(phrase, k).mot in (",", "(") else a(phrase, k).mot
    return i if suite == "dont" or a(phrase, k).mot in (":", "(") else -1


def repondants(phrases: Iterable[Jetons]) -> float:
    """How many answered, where a text says so once for all: « les 36 répondants »; 0 where it doesn't."""
    dits = {
        jeton.valeur
        for phrase in phrases
        for i, jeton in enumerate(phrase)
        if jeton.genre == "nombre" and _est_compte(phrase, i) and _ont_repondu(phrase, i)
    }
    return dits.pop() if len(dits) == 1 else 0


def _ont_repondu(phrase: Jetons, i: int) -> bool:
    suite = [a(phrase, i + n).mot for n in (1, 2, 3, 4)]
    if radical(suite[0]) in _REPONDANTS or radical(suite[1]) in _REPONDANTS:
        return a(phrase, i - 1).mot in ("les", "des", "aux", "nos", "ces", "sur", "parmi", "aupres", "de")
    if suite[1] == "ayant":
        return suite[2] == "repondu"
    return suite[1:3] == ["ont", "repondu"] and suite[3] in ("a", "au", "aux")


# « 75 % des répondants » -------------------------------------------------------------------------------


class _Base(NamedTuple):
    """What a share is said to be a share of: its noun, its number's index (or -1), the index after it all.

    `vague`: « 40 % de femmes » says what the share is made of, and not of what it is a share.
    """

    quoi: str
    nombre: int
    fin: int
    vague: bool


_PRECISE = ensemble(
    "interroges interrogees enquetes enquetees sondes sondees interviewes interviewees presents inscrits"
)
_TOUT_SEUL = _Base("", -1, 0, vague=False)


def _base(phrase: Jetons, i: int) -> _Base | None:
    """What stands after a share, from `i`; None where it can't be told."""
    de = a(phrase, i).mot
    if de not in ("de", "des", "du", "d'"):
        return _TOUT_SEUL._replace(fin=i)
    k = i + 1
    while a(phrase, k).mot in _ARTICLES:
        k += 1
    vague = de in ("de", "d'") and k == i + 1
    nombre = k if a(phrase, k).genre == "nombre" else -1
    if nombre >= 0:
        quoi = compte(phrase, k)
        k += 1 if quoi else 0
    else:
        quoi = radical(a(phrase, k).mot)
    if a(phrase, k).genre not in ("mot", "nombre"):
        return None
    k += 1
    if a(phrase, k).mot in _PRECISE:
        k += 1
    elif a(phrase, k).mot == "ayant" and a(phrase, k + 1).mot == "repondu":
        k += 2
    return _Base(quoi, nombre, k, vague)


def _accepte(phrase: Jetons, base: _Base, i: int, t: int) -> bool:
    """Whether the share's own words leave it a share of the whole at `t`, that `i` is a part of."""
    if base.nombre >= 0:
        return base.nombre == t
    part, tout = compte(phrase, i), compte(phrase, t)
    if not base.quoi or base.quoi in _ENSEMBLE or base.quoi in (part, tout):
        return True
    return not base.vague and base.quoi in _TOUS and all(not quoi or quoi in _PERSONNES for quoi in (part, tout))


_PAS_UNE_PART = ensemble("tva interet interets baisse hausse augmente diminue remise rabais reduction prix inflation")
"""Before a percentage, words that make it a rate and no share."""
_OUVRE = ensemble("( soit = fait font valent equivaut equivalent")
"""What makes a share the same thing as the numbers before it."""
_OUVRE_SI_DIT = ensemble("represente representent representant constitue constituent")
"""The same, where the share says of what: « 12 familles sur 40 représentent la moitié des achats »."""


def _part_apres(phrase: Jetons, i: int) -> Part | None:
    """The share that is tied to what stands before `i`: « (75 %) », « , soit 75 % », « … font 75 % »."""
    for k in range(i, min(i + 14, len(phrase))):
        jeton = phrase[k]
        if jeton.mot in _OUVRE or jeton.mot in _OUVRE_SI_DIT:
            debut = k + 1
            while a(phrase, debut).mot in ("soit", "donc", "ainsi", ",", "=", "c'", "est-a-dire", "cela"):
                debut += 1
            part = lit_part(phrase, _apres_un_taux(phrase, debut))
            if part is not None:
                si_dit = jeton.mot in _OUVRE_SI_DIT
                return part if _est_close(phrase, part, si_dit=si_dit) else None
            if jeton.mot in ("(", "soit", "="):
                return None
        elif (
            jeton.genre in ("nombre", "pourcent", "date", "autre") or jeton.mot in _BARRIERES or jeton.mot in (")", ":")
        ):
            return None
    return None


def _apres_un_taux(phrase: Jetons, i: int) -> int:
    """« un taux de 56 % », « un taux de retour de 47 % »: the index of the share itself."""
    if a(phrase, i).mot in ("un", "une") and a(phrase, i + 1).mot in ("taux", "part", "proportion", "pourcentage"):
        for k in range(i + 2, i + 6):
            if a(phrase, k).mot in ("de", "d'") and a(phrase, k + 1).genre == "pourcent":
                return k + 1
    return i


def _est_close(phrase: Jetons, part: Part, *, si_dit: bool = False) -> bool:
    """Whether nothing follows that would change the share: not « 80 % de plus », nor « 80 % en 2011 ».

    Nor a series of them: « 27 sur 36 ont cité le prix (60 %) ou l'accueil (40 %) ».
    """
    base = _base(phrase, part.fin)
    if base is None or (si_dit and (not base.quoi or base.quoi in _ENSEMBLE)):
        return False
    if a(phrase, base.fin).genre not in ("signe", "") and a(phrase, base.fin).mot != "et":
        return False
    suite = next((k for k in range(base.fin, len(phrase)) if phrase[k].genre in ("nombre", "pourcent")), -1)
    return suite < 0 or phrase[suite].genre == "nombre" or phrase[suite - 1].mot != "("


# All together ------------------------------------------------------------------------------------------


def proportions(phrase: Jetons, repondants: Callable[[], float]) -> Iterator[Proportion]:
    """All parts of a whole whose share the sentence gives, side by side.

    `repondants` is the whole of what is said to be a share « des répondants »; asked for where it matters.
    """
    devant = _tout_devant(phrase)
    if len({jeton.date[0] for jeton in phrase if jeton.date[0]}) > 1:
        devant = -1  # which year's whole?
    for i, jeton in enumerate(phrase):
        if jeton.genre == "nombre":
            yield from _du_nombre(phrase, i, devant, repondants)
        elif jeton.genre == "pourcent" or jeton.mot in _FRACTIONS or jeton.mot == "moitie":
            yield from _de_la_part(phrase, i, devant, repondants)


def _fait(phrase: Jetons, i: int, t: int, part: Part, repondants: Callable[[], float]) -> Iterator[Proportion]:
    """The part at `i` of the whole at `t`, or of those who answered where no whole is said."""
    base = _base(phrase, part.fin)
    nombre, quoi = a(phrase, i).valeur, compte(phrase, i)
    if base is None:
        return
    if t >= 0:
        if _valide(phrase, i, t) >= 0 and _accepte(phrase, base, i, t):
            yield Proportion(nombre, a(phrase, t).valeur, part, i, t)
        return
    de_qui = {base.quoi} if base.quoi else {quoi}
    if base.quoi in _TOUS and (a(phrase, base.fin - 1).mot in _PRECISE or a(phrase, base.fin - 1).mot == "repondu"):
        de_qui.add("repondant")
    if de_qui & _REPONDANTS and not base.vague and (not quoi or quoi in _PERSONNES) and nombre <= repondants():
        yield Proportion(nombre, repondants(), part, i, -1)


def _du_nombre(phrase: Jetons, i: int, devant: int, repondants: Callable[[], float]) -> Iterator[Proportion]:
    """« 27 sur 36 (75 %) », « 27 (75 %) … sur 36 », « sur 36 …, 27 (75 %) »."""
    if not _est_compte(phrase, i):
        return
    t = _rapport(phrase, i)
    part = _part_apres(phrase, (t if t >= 0 else i) + 1)
    if part is None:
        return
    if t < 0:
        t = _tout_derriere(phrase, part.fin)
    if t < 0 and 0 <= devant < i and not any(j.mot in _BARRIERES for j in phrase[devant:i]):
        t = devant
    yield from _fait(phrase, i, t, part, repondants)


def _de_la_part(phrase: Jetons, i: int, devant: int, repondants: Callable[[], float]) -> Iterator[Proportion]:
    """« 80 % des 36 répondants (27 personnes) », « 80 % (27 personnes sur 36) », « sur 36, 80 % (27) »."""
    debut = _debut_de_la_part(phrase, i)
    part = lit_part(phrase, debut)
    base = _base(phrase, part.fin) if part is not None else None
    if part is None or base is None:
        return
    k = base.fin
    while k < base.fin + 4 and a(phrase, k).genre == "mot" and a(phrase, k).mot not in _VERBES:
        k += 1
    proche = k == base.fin
    k += a(phrase, k).mot == "," and a(phrase, k + 1).mot == "soit"
    i_n = k + 1 + (a(phrase, k + 1).mot == "soit")
    if a(phrase, k).mot not in ("(", "soit") or a(phrase, i_n).genre != "nombre" or not _est_compte(phrase, i_n):
        return
    if any(jeton.mot in _PAS_UNE_PART for jeton in phrase[max(i - 6, 0) : i]):
        return
    part = _avec_ce_qui_precede(phrase, debut, part)
    t = _rapport(phrase, i_n)
    if t >= 0:  # « 65 % de sorties dynamiques (34 sur 52) »: both numbers are there, whatever it is a share of
        yield Proportion(a(phrase, i_n).valeur, a(phrase, t).valeur, part, i_n, t)
        return
    if not proche or not _ferme(phrase, i_n):
        return
    t = base.nombre if base.nombre >= 0 else _tout_derriere(phrase, i_n + 1)
    if t < 0 and 0 <= devant < i:
        t = devant
    yield from _fait(phrase, i_n, t, part, repondants)


_VERBES = ensemble("ont sont est a avaient etaient ait n' ne se s' qui que soit dont en contre pour avec plus moins")


def _debut_de_la_part(phrase: Jetons, i: int) -> int:
    """Where the share that ends at `i` begins: at the « deux » of « deux tiers »."""
    compte = phrase[i].genre != "pourcent" and (a(phrase, i - 1).genre == "nombre" or a(phrase, i - 1).mot == "un")
    return i - 1 if compte else i


def _avec_ce_qui_precede(phrase: Jetons, debut: int, part: Part) -> Part:
    """A share with the « au moins » before it."""
    for k in range(max(debut - 4, 0), debut):
        dite = lit_part(phrase, k)
        if dite is not None and dite.sens and dite.debut == part.debut:
            return dite
    return part


def _ferme(phrase: Jetons, i: int) -> bool:
    """Whether what follows a count closes it: « (27 personnes) », « soit 27 personnes, »."""
    k = i + 1
    while k < i + 4 and a(phrase, k).genre == "mot" and a(phrase, k).mot not in ("de", "d'", "en"):
        k += 1
    return a(phrase, k).genre in ("signe", "")
