"""What people write where a number should be, and what to write instead.

A repair is proposed only where it is itself a number that would be read.
"""

import re
from collections.abc import Callable
from functools import cache

from utilite import regex
from utilite.orthographe import sans_accent

NOMBRE = regex.lazy(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""The one writing of a number (format.md, *Grammar*)."""

MAX_CHIFFRES = 15
"""Digits that every tool down the line keeps exactly."""

Permis = frozenset[str]
"""The other keys of the mesure that a repair may use: `entre`, `environ`, `sur`; none for a field."""

_NU = r"[0-9]+(?:[ \u00a0\u202f'’_.][0-9]{3})*(?:[.,][0-9]+)?"
_MULTIPLES = r"[km]€|k\b|millions?|milliers?|cents?\b|mille\b"
_MOT = r"[€A-Za-zÀ-ÖØ-öø-ÿ]"
_MOTS = {
    "zero": 0, "aucun": 0, "aucune": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000,
}  # fmt: skip
_APPROCHES = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_SEUL = rf"[+-]?{_NU}"
_EXPOSANT = r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}"
_MILLIERS = r"[+-]?[0-9]{1,3}[.,][0-9]{3}"
"""`1,234`: 1.234 for some, 1234 for others and for spreadsheets."""

_ENVIRON = regex.lazy(rf"(?:environ|env\.?|à peu près|~|≈)\s*({_NU})|({_NU})\s*environ", re.IGNORECASE)
_UNE = regex.lazy(rf"(?:environ )?(?:une? )?({'|'.join(_APPROCHES)})(?: d[e'].*)?")
_LETTRES = regex.lazy(
    rf"(?:{'|'.join((*_MOTS, *(f'{m}s?' for m in _APPROCHES), 'cents', 'vingts', 'quelques', 'et', 'plusieurs'))})"
    r"(?:[ -]+[a-z]+)*"
)


def faute(texte: str, *, quoted: bool, entier: bool, permis: Permis) -> tuple[str, str]:
    """What is wrong with a text that should be a number, and what to write."""
    ecrit = f"« {texte[:60]} »"
    if NOMBRE.fullmatch(texte):
        if len(texte) > MAX_CHIFFRES:
            return f"{ecrit} a trop de chiffres", f"{MAX_CHIFFRES} au plus : vérifiez le nombre"
        if quoted:
            return "un nombre s'écrit sans guillemets", f"écrivez : {texte}"
    for motif, regle in _fautes():
        trouve = motif.fullmatch(texte) if len(texte) < 100 else None
        dit = regle(trouve, entier, permis) if trouve is not None else None
        if dit is not None:
            return f"{ecrit} {dit[0]}", dit[1]
    if _LETTRES.fullmatch(sans_accent(texte[:80]).lower()):
        return f"{ecrit} n'est pas écrit en chiffres", _en_lettres(texte, permis)
    return f"{ecrit} n'est pas un nombre", _sinon(permis)


def repare(texte: str, *, entier: bool) -> str | None:
    """The number that a text can only stand for: its own figures, written as they should be."""
    nombre: str | None = None
    if re.fullmatch(_MILLIERS, texte) or len(texte) > 40:
        return None
    if re.fullmatch(_EXPOSANT, texte):
        valeur = float(texte)
        nombre = str(int(valeur)) if abs(valeur) < 10**MAX_CHIFFRES and valeur.is_integer() else None
    elif re.fullmatch(_SEUL, texte):
        nombre = _chiffres(texte)
    else:
        mot = sans_accent(texte).lower()
        nombre = str(_MOTS[mot]) if mot in _MOTS else None
    if nombre is not None and entier and "." in nombre:
        return str(int(float(nombre))) if float(nombre).is_integer() else None
    return nombre


def repare_environ(texte: str, *, entier: bool) -> str | None:
    """The number of « environ 164 », where nothing else is said: no unit, no « plus de »."""
    trouve = _ENVIRON.fullmatch(texte) if len(texte) <= 40 else None
    return repare(trouve[1] or trouve[2], entier=entier) if trouve is not None else None


def pas_entier(ecrit: str) -> tuple[str, str]:
    """The same for a number with decimals where a whole one is asked for."""
    milliers = re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", ecrit)
    if milliers is not None and not ecrit.endswith("000"):
        return (
            f"« {ecrit} » n'est pas un nombre entier",
            f"si le point sépare les milliers, écrivez : {ecrit.replace('.', '')}",
        )
    if milliers is not None:
        return f"« {ecrit} » a ses chiffres séparés", f"écrivez sans point : {ecrit.replace('.', '')}"
    if float(ecrit).is_integer():
        return f"« {ecrit} » n'est pas écrit comme un nombre entier", f"écrivez : {int(float(ecrit))}"
    return f"« {ecrit.replace('.', ',')} » n'est pas un nombre entier", "arrondissez, ou changez d'unité"


def _sinon(permis: Permis) -> str:
    if permis:
        return "écrivez le nombre en chiffres, ou « non_renseigne: » suivi de la raison"
    return "écrivez le nombre en chiffres, ou laissez vide"


def _en_lettres(texte: str, permis: Permis) -> str:
    mots = sans_accent(texte).lower().split()
    if len(mots) == 1 and mots[0] in _MOTS:
        return f"écrivez en chiffres : {_MOTS[mots[0]]}"
    une = _UNE.fullmatch(" ".join(mots))
    if une is not None:
        suite = " et, à la ligne, « environ: true »" if "environ" in permis else ""
        return f"écrivez en chiffres : {_APPROCHES[une.group(1)]}{suite}"
    return _sinon(permis)


def _chiffres(texte: str) -> str | None:
    """`1 200,50` → `1200.50`; None where what comes out isn't a number."""
    nu = re.sub(r"[ \u00a0\u202f'’_]", "", texte).lstrip("+")
    if "," in nu:
        nu = nu.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}", nu):
        nu = nu.replace(".", "")
    signe = "-" if nu.startswith("-") else ""
    entier, point, decimales = nu.lstrip("-").partition(".")
    propre = f"{signe}{entier.lstrip('0') or '0'}{point}{decimales}"
    return propre if NOMBRE.fullmatch(propre) and len(propre) <= MAX_CHIFFRES else None


Dit = tuple[str, str] | None


def _dit_exposant(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    valeur = float(trouve.group())
    if abs(valeur) < 10**MAX_CHIFFRES and valeur.is_integer():
        return "est écrit avec un exposant", f"écrivez tous les chiffres : {int(valeur)}"
    return "est écrit avec un exposant", _sinon(permis)


def _dit_zero(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    nombre = _chiffres(trouve.group())
    return ("commence par un zéro inutile", f"écrivez : {nombre}") if nombre else None


def _dit_separe(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    texte = trouve.group()
    nombre = _chiffres(texte)
    if nombre is None:
        return None
    if entier and "." in nombre and not float(nombre).is_integer():
        return "n'est pas un nombre entier", "arrondissez, ou changez d'unité"
    if entier and "." in nombre:
        nombre = str(int(float(nombre)))
    if "," in texte and not re.search(r"[^0-9,+-]", texte):
        return "a une virgule ; les décimales prennent un point", f"écrivez : {nombre}"
    if texte.startswith("+"):
        return "a un signe + inutile", f"écrivez : {nombre}"
    return "a ses chiffres séparés", f"écrivez sans espace : {nombre}"


def _dit_environ(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    nombre = _chiffres(trouve.group(1) or trouve.group(2))
    suite = " et, à la ligne, « environ: true »" if "environ" in permis else ""
    return ("n'est pas un nombre seul", f"écrivez le nombre : {nombre}{suite}") if nombre else None


def _dit_pourcent(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    nombre = _chiffres(trouve.group(1))
    if "sur" in permis:
        return (
            "est un pourcentage, que l'outil calcule lui-même",
            "écrivez les deux nombres dont il vient : « valeur: » et « sur: » (par exemple 6 et 8)",
        )
    if permis:
        return "est un pourcentage, et un nombre est attendu ici", "écrivez le nombre dont il vient"
    return ("porte un signe %", f"écrivez le nombre seul : {nombre}") if nombre else None


def _dit_fraction(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    partie, tout = _chiffres(trouve.group(1)), _chiffres(trouve.group(2))
    if partie is None or tout is None:
        return None
    if "sur" in permis:
        return "dit deux nombres", f"écrivez « valeur: {partie} » et, à la ligne, « sur: {tout} »"
    return "dit deux nombres", "un seul est attendu ici"


def _dit_entre(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    bouts = [_chiffres(trouve.group(1)), _chiffres(trouve.group(2))]
    if bouts[0] is None or bouts[1] is None:
        return None
    bas, haut = sorted((b for b in bouts if b is not None), key=float)
    if "entre" in permis:
        return "est un intervalle", f"remplacez la ligne par : entre: [{bas}, {haut}]"
    return "est un intervalle", "un seul nombre est attendu ici"


def _dit_unite(trouve: re.Match[str], entier: bool, permis: Permis) -> Dit:  # noqa: ARG001
    nombre = _chiffres(trouve.group(1))
    return ("porte son unité", f"écrivez le nombre seul : {nombre}") if nombre else None


Faute = tuple[re.Pattern[str], Callable[[re.Match[str], bool, Permis], Dit]]


@cache  # compiled at the first mistake: most runs have none of these
def _fautes() -> tuple[Faute, ...]:
    return (
        (re.compile(_EXPOSANT), _dit_exposant),
        (re.compile(r"[+-]?0+[0-9]+(?:\.[0-9]+)?"), _dit_zero),
        (re.compile(_SEUL), _dit_separe),
        (
            re.compile(
                rf"(?:environ|env\.?|à peu près|presque|près de|~|≈|±)\s*({_NU})(?:\s*{_MOT}.*)?|({_NU})\s*environ",
                re.IGNORECASE,
            ),
            _dit_environ,
        ),
        (re.compile(rf"({_NU})\s*(?:%|pour ?cents?)", re.IGNORECASE), _dit_pourcent),
        (re.compile(rf"({_NU})\s*(?:/|sur)\s*({_NU})(?:\s*{_MOT}.*)?", re.IGNORECASE), _dit_fraction),
        (
            re.compile(rf"(?:entre|de)?\s*({_NU})\s*(?:-|–|à|et|ou)\s*({_NU})(?:\s*{_MOT}.*)?", re.IGNORECASE),
            _dit_entre,
        ),
        (
            re.compile(
                rf"([+-]?(?!0x){_NU})(?!o+$)\s*(?![kM]€|k |millions?|milliers?|cents?\b|mille\b){_MOT}.*", re.IGNORECASE
            ),
            _dit_unite,
        ),
    )
