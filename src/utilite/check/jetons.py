"""A sentence → its words, numbers, percentages and dates: what the rules that read prose look at.

It goes once from left to right, and looks ahead by a fixed number of words.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from utilite import francais
from utilite.orthographe import sans_accent


class Jeton(NamedTuple):
    """A word or a sign of a sentence, without accents nor capitals, and where it stands in the sentence.

    `genre` is `mot`, `nombre`, `pourcent`, `annee`, `date`, `signe`, or `autre`: what holds figures and
    counts nothing (« A4 », « 14:30 », « article 7415 »). A date is year, month, day, 0 for what it
    doesn't say.
    """

    genre: str
    mot: str
    debut: int
    fin: int
    valeur: float = 0
    decimales: int = 0
    date: tuple[int, int, int] = (0, 0, 0)


Jetons = tuple[Jeton, ...]


def ensemble(mots: str) -> frozenset[str]:
    """The words of a list, each told from the others by blanks."""
    return frozenset(mots.split())


_MOT = r"(?:[^\W\d]++[\u0300-\u036f]*+)++"
_ESPACE = "[ \u00a0\u202f]"
_JETON = re.compile(
    rf"(?P<mot>{_MOT}(?:-{_MOT})*+(?!\d)['’]?)"
    r"|(?P<date>\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?![\w/])"
    r"|(?P<ordinal>\d{1,4}(?:er|re|ère|e|è?me|ème|ième|nde?)(?!\w))"
    rf"|(?P<nombre>(?:\d{{1,3}}(?:{_ESPACE}\d{{3}}){{1,4}}(?!\d)|\d{{1,12}})(?:,\d{{1,6}}|\.\d{{1,2}})?)(?!\w|[.,]\d)"
    r"|(?P<autre>\w+)"
    r"|(?P<signe>\S)"
)

MOIS = {sans_accent(nom): numero for numero, nom in enumerate(francais.MOIS, 1)}
_MOIS_ABREGES = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_REFERENCES = ensemble(
    "article articles art page pages p chapitre annexe loi decret arrete circulaire cerfa figure tableau question lot"
    " version numero numeros no odd bp cs tel telephone fax poste convention dossier facture agrement"
)
_COLLES = frozenset(".:,+#@&\\°")
_TRAITS = frozenset("-–")


@lru_cache(maxsize=256)  # several rules read the same sentence, one after the other
def lis(phrase: str) -> Jetons:
    """The words of a sentence."""
    bruts = [
        tuple.__new__(Jeton, ("mot", _plat(trouve.group()), *trouve.span(), 0, 0, _SANS_DATE))  # most are
        if trouve.lastgroup == "mot"
        else _brut(trouve, phrase)
        for trouve in _JETON.finditer(phrase)
    ]
    faits: list[Jeton] = []
    i = 0
    while i < len(bruts):
        jeton = bruts[i]
        if (jeton.genre == "mot" and jeton.mot not in _PARLANTS) or jeton.genre in _SEULS:
            i += 1
        else:
            jeton, i = _suivant(bruts, i, faits)
        faits.append(jeton)
    return tuple(faits)


_SEULS = frozenset({"autre", "date"})
"""What stands for itself, whatever is around it."""


@lru_cache(maxsize=4096)
def _plat(mot: str) -> str:
    return sans_accent(mot.lower().replace("’", "'"))


def _brut(trouve: re.Match[str], texte: str) -> Jeton:
    genre = trouve.lastgroup or ""
    ecrit = trouve.group()
    debut, fin = trouve.span()
    if genre == "nombre":
        return _nombre(ecrit, debut, fin, texte)
    if genre == "date":
        morceaux = [int(m) for m in re.split("[/.-]", ecrit)]
        annee, mois, jour = morceaux if "-" in ecrit else morceaux[::-1]
        return Jeton("date" if mois <= 12 and jour <= 31 else "autre", ecrit, debut, fin, date=(annee, mois, jour))
    if genre == "ordinal" and ecrit == "1er":
        return Jeton("ordinal", ecrit, debut, fin, 1)
    return Jeton("signe" if genre == "signe" else "autre", ecrit, debut, fin)


_SANS_DATE = (0, 0, 0)


def _nombre(ecrit: str, debut: int, fin: int, texte: str) -> Jeton:
    serre = "".join(ecrit.split()).replace(",", ".")
    valeur = float(serre)
    if _colle(texte, debut, fin):
        return Jeton("autre", ecrit, debut, fin)
    if len(ecrit) == 4 and ecrit.isdigit() and 1900 <= valeur < 2100:
        return Jeton("annee", ecrit, debut, fin, valeur, date=(int(valeur), 0, 0))
    return Jeton("nombre", serre, debut, fin, valeur, len(serre.partition(".")[2]))


def _colle(texte: str, debut: int, fin: int) -> bool:
    """Whether a number is a part of something longer: « 12-16 », « n°7 », « 3.2.1 »; « 18/36 » are two."""
    avant, apres = texte[max(debut - 2, 0) : debut], texte[fin : fin + 2]
    return (
        (avant != "" and avant[-1] in _COLLES)
        or (len(avant) == 2 and avant[1] in _TRAITS and not avant[0].isspace())
        or (len(apres) == 2 and apres[0] in _TRAITS and apres[1].isalnum())
        or (len(apres) == 2 and apres[0] == ":" and apres[1].isdigit())
    )


_PETITS = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)


def _mots_de_nombres() -> dict[str, int]:
    """« deux » to « quatre-vingt-dix-neuf », and « cent »; « un » is an article first."""
    dizaines = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
    noms = {nom: n for n, nom in enumerate(_PETITS) if n > 1}
    for base, dizaine in dizaines.items():
        noms[dizaine + ("s" if base == 80 else "")] = base
        for n in range(1, 20 if base in (60, 80) else 10):
            lien = "-et-" if n in (1, 11) and base != 80 else "-"
            noms[f"{dizaine}{lien}{_PETITS[n]}"] = base + n
    noms["cent"] = 100
    return noms


NOMBRES = _mots_de_nombres()
_PARLANTS = MOIS.keys() | _MOIS_ABREGES.keys() | NOMBRES.keys()
"""The words that may be a part of a number or of a date."""
_GRANDS = frozenset(["cent", "cents", "mille", "million", "millions", "milliard", "milliards"])


def _suivant(bruts: list[Jeton], i: int, faits: list[Jeton]) -> tuple[Jeton, int]:
    jeton = bruts[i]
    apres = bruts[i + 1] if i + 1 < len(bruts) else _RIEN
    if jeton.genre == "mot":
        return _mot(bruts, i, faits)
    if jeton.genre in ("nombre", "annee"):
        if apres.mot == "%" or apres.mot in ("pourcent", "pourcents"):
            return jeton._replace(genre="pourcent", fin=apres.fin), i + 2
        if apres.mot == "pour" and i + 2 < len(bruts) and bruts[i + 2].mot == "cent":
            return jeton._replace(genre="pourcent", fin=bruts[i + 2].fin), i + 3
        avant = faits[-1] if faits else _RIEN
        if avant.mot in _REFERENCES or (avant.mot == "°" and len(faits) > 1 and faits[-2].mot == "n"):
            return jeton._replace(genre="autre"), i + 1
        if apres.mot in _GRANDS:
            return jeton._replace(genre="autre"), i + 1
    if jeton.genre == "ordinal" or (jeton.genre == "nombre" and 1 <= jeton.valeur <= 31 and not jeton.decimales):
        mois, fin = _mois(bruts, i + 1)
        if mois:
            annee, fin = _annee(bruts, fin)
            return Jeton("date", jeton.mot, jeton.debut, bruts[fin - 1].fin, date=(annee, mois, int(jeton.valeur))), fin
        if jeton.genre == "ordinal":
            return jeton._replace(genre="autre"), i + 1
    if jeton.mot == "/" and faits and faits[-1].genre == apres.genre == "nombre":
        return jeton._replace(genre="mot", mot="sur"), i + 1
    return jeton, i + 1


def _mot(bruts: list[Jeton], i: int, faits: list[Jeton]) -> tuple[Jeton, int]:
    jeton = bruts[i]
    mois, fin = _mois(bruts, i)
    if mois:
        annee, fin = _annee(bruts, fin)
        if annee or jeton.mot in MOIS:
            return Jeton("date", jeton.mot, jeton.debut, bruts[fin - 1].fin, date=(annee, mois, 0)), fin
    valeur = NOMBRES.get(jeton.mot)
    if valeur is not None:
        voisins = {faits[-1].mot if faits else "", bruts[i + 1].mot if i + 1 < len(bruts) else ""}
        compose = any(v in NOMBRES or v in _GRANDS for v in voisins)
        neuf = jeton.mot == "neuf" and (i + 1 == len(bruts) or bruts[i + 1].genre != "mot")
        if compose or neuf:
            return jeton._replace(genre="autre"), i + 1
        return jeton._replace(genre="nombre", valeur=valeur), i + 1
    return jeton, i + 1


def _mois(bruts: list[Jeton], i: int) -> tuple[int, int]:
    """The month that stands here and the index after it; 0 where there is none."""
    if i >= len(bruts):
        return 0, i
    nom = bruts[i].mot
    if nom in MOIS:
        return MOIS[nom], i + 1
    if nom in _MOIS_ABREGES:
        point = i + 1 < len(bruts) and bruts[i + 1].mot == "."
        return _MOIS_ABREGES[nom], i + 2 if point else i + 1
    return 0, i


def _annee(bruts: list[Jeton], i: int) -> tuple[int, int]:
    if i < len(bruts) and bruts[i].genre == "annee":
        return int(bruts[i].valeur), i + 1
    return 0, i


_RIEN = Jeton("", "", 0, 0)


def a(phrase: Jetons, i: int) -> Jeton:
    """The word at an index, or an empty one outside the sentence."""
    return phrase[i] if 0 <= i < len(phrase) else _RIEN


_DE = ("de", "d'")
_APPROCHES: dict[tuple[str, ...], str] = {
    ("environ",): "~",
    ("presque",): "~",
    ("quasiment",): "~",
    ("quasi",): "~",
    ("approximativement",): "~",
    ("quelque",): "~",
    ("quelques",): "~",
    ("a", "peu", "pres"): "~",
    ("a", "peine"): "~",
    ("un", "bon"): "~",
    ("une", "bonne"): "~",
    ("un", "petit"): "~",
    ("une", "petite"): "~",
    ("~",): "~",
    ("≈",): "~",
    ("au", "moins"): ">",
    ("au", "plus"): "<",
    (">",): ">",
    ("<",): "<",
    **{("pres", de): "~" for de in _DE},
    **{("autour", de): "~" for de in _DE},
    **{("loin", de): "~" for de in _DE},
    **{("ordre", de): "~" for de in _DE},
    **{("plus", de): ">" for de in _DE},
    **{("moins", de): "<" for de in _DE},
}
_DEBUTS_D_APPROCHE = frozenset(mots[0] for mots in _APPROCHES)
_AVANT_APPROCHE = ensemble("soit de l' pas un peu bien seulement deja donc meme")


def approche(phrase: Jetons, i: int) -> tuple[str, int]:
    """« environ », « plus de » that stand here, as `~ > <` (nothing where there are none), and the index after."""
    for k in range(i, min(i + 4, len(phrase))):
        premier = phrase[k].mot
        for longueur in (3, 2, 1) if premier in _DEBUTS_D_APPROCHE else ():
            sens = _APPROCHES.get(tuple(jeton.mot for jeton in phrase[k : k + longueur]))
            if sens is not None:
                return sens, k + longueur
        if premier not in _AVANT_APPROCHE:
            break
    return "", i


_APPROCHE_SEULE = ensemble("environ quelque quelques presque ~ ≈ < >")
_APPROCHE_DE = ensemble("pres plus moins autour ordre loin")


def approche_avant(phrase: Jetons, i: int) -> bool:
    """Whether « environ », « plus de »… stand right before."""
    dernier = a(phrase, i - 1).mot
    return dernier in _APPROCHE_SEULE or (dernier in ("de", "d'") and a(phrase, i - 2).mot in _APPROCHE_DE)


def mots(phrase: Jetons) -> frozenset[str]:
    """The words of a sentence, for a quick look."""
    return frozenset(jeton.mot for jeton in phrase)
