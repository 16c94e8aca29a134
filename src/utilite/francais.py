"""French print: numbers, dates, agreements, and the spaces of its typography.

Applied when a document is made, never to the sources. Sources of the rules: the Imprimerie
nationale's usage as summed up at https://lautre.info/fine (narrow no-break space before « ; ! ? »
and inside numbers, no-break space before « : », « % », « € » and inside « »).
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from utilite import regex

FINE = "\u202f"
INSECABLE = "\u00a0"

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def nombre(valeur: float, decimales: int | None = None) -> str:
    """« 1 234,5 »: thousands set apart, decimal comma, no needless zero.

    `decimales` fixes the number of decimals (half away from zero).
    """
    if decimales is not None:
        ecart = 10**decimales
        entier, reste = divmod(int(abs(valeur) * ecart + 0.5), ecart)
        fraction = str(reste).zfill(decimales) if decimales else ""
        signe = "-" if valeur < 0 and (entier or reste) else ""
    else:
        texte = f"{abs(valeur):.10f}".rstrip("0").rstrip(".")
        partie_entiere, _, fraction = texte.partition(".")
        entier = int(partie_entiere)
        signe = "-" if valeur < 0 else ""
    groupes = f"{entier:,}".replace(",", FINE)
    return f"{signe}{groupes},{fraction}" if fraction else f"{signe}{groupes}"


def montant(valeur: float, *, centimes: bool = False) -> str:
    """« 1 450 € », with its cents only where there are any, or where its column has some."""
    decimales = 2 if centimes or not float(valeur).is_integer() else 0
    return f"{nombre(valeur, decimales)}{INSECABLE}€"


def pourcentage(partie: float, tout: float) -> str:
    """« 75 % » out of its two numbers; one decimal where the whole is 100 or more.

    `tout` is above zero. A part that is neither none nor all never prints as 0 % or 100 %.
    """
    part = 100 * partie / tout
    decimales = 0 if tout < 100 or float(part).is_integer() else 1
    texte = nombre(part, decimales)
    if 0 < partie < tout and texte in ("0", "0,0", "100", "100,0"):
        texte = f"moins de {nombre(10**-decimales)}" if part < 50 else f"plus de {nombre(100 - 10**-decimales)}"
    elif texte.endswith(",0"):
        texte = texte[:-2]
    return f"{texte}{INSECABLE}%"


def jour(valeur: date) -> str:
    """« 1er octobre 2012 »."""
    quantieme = "1er" if valeur.day == 1 else str(valeur.day)
    return f"{quantieme}{INSECABLE}{MOIS[valeur.month - 1]} {valeur.year}"


def accord(compte: float, singulier: str, pluriel: str = "") -> str:
    """The word that agrees with a number: singular below 2, as French counts."""
    return singulier if abs(compte) < 2 else pluriel or singulier + "s"


def compte(nombre_de: int, singulier: str, pluriel: str = "") -> str:
    """« 1 fiche », « 3 fiches »."""
    return f"{nombre(nombre_de)} {accord(nombre_de, singulier, pluriel)}"


def minuscule(titre: str) -> str:
    """A title inside a sentence: « Calendrier » → « calendrier »; « SIRET » and « L'action » stay."""
    return titre[:1].lower() + titre[1:] if titre[1:2].islower() else titre


def titres(noms: Sequence[str]) -> str:
    """Titles in a sentence, « budget, publics »; between quotes where one of them has a stop of its own."""
    if any(_PONCTUE.search(nom) for nom in noms):
        return enumere([f"« {nom} »" for nom in noms])
    return ", ".join(map(minuscule, noms))


_PONCTUE = re.compile("[.,;:?!…«]")


def enumere(mots: list[str], conjonction: str = "et") -> str:
    """« a, b et c »."""
    if len(mots) < 2:
        return "".join(mots)
    return f"{', '.join(mots[:-1])} {conjonction} {mots[-1]}"


_LIENS = {"de", "du", "des", "à", "au", "aux", "en", "par", "pour", "sur", "dans", "d'", "sans"}
_INVARIABLES = frozenset(
    ["accès", "avis", "choix", "concours", "cours", "fois", "mois", "parcours", "prix", "refus", "repas", "temps"]
)


def singulier(unite: str) -> str:
    """The singular of a unit (« personnes accompagnées » → « personne accompagnée »)."""
    mots = re.split(r"([ -])", unite)
    for i, mot in enumerate(mots):
        if mot in _LIENS or mot.startswith("d'"):
            break
        mots[i] = _mot_singulier(mot)
    return "".join(mots)


def _mot_singulier(mot: str) -> str:
    if mot in _INVARIABLES or not mot.endswith(("s", "x")):
        return mot
    if mot.endswith("eaux"):
        return mot[:-1]
    if mot.endswith("aux"):
        return mot[:-3] + "al"
    return mot[:-1] if mot.endswith(("s", "eux", "oux")) else mot


def unite(mot: str, valeur: float) -> str:
    """The unit, agreeing with its number."""
    return mot if abs(valeur) >= 2 else singulier(mot)


_GENRES = {
    "aucun": "accompagnement adhérent atelier article bénévole contrat courrier document emploi enfant exemplaire "
    "foyer habitant jeune kilomètre lieu logement livre membre message numéro ordinateur organisme partenaire "
    "participant poste professionnel projet public quartier refus repas rendez-vous salarié senior service site "
    "stagiaire territoire usage usager visiteur volontaire",
    "aucune": "action activité adresse aide animation association candidature commune démarche demande école "
    "entreprise famille fiche formation heure initiative inscription institution intervention journée machine minute "
    "page permanence personne photo pratique ressource réponse réunion réutilisation séance semaine structure tablette "
    "ville visite vidéo",
}
"""The units that are met most, by gender: what a zero says of them."""
_AUCUN = {mot: dit for dit, mots in _GENRES.items() for mot in mots.split()}


def aucun(unite: str) -> str:
    """« aucun participant », « aucune personne par an »; empty where the unit's gender isn't known."""
    seule = singulier(unite)
    dit = _AUCUN.get(seule.split(" ", 1)[0])
    return f"{dit} {seule}" if dit else ""


_INTACT = regex.lazy(r"(\b(?:https?|mailto):\S+|\bwww\.\S+|(?<!\S)[^\s@]++@\S+\.\S+|`[^`\n]+`)")
"""What typography never enters: addresses, and what is written as code."""
_ESPACES = "[ \u00a0\u202f]"
_UNITES = "ans?|euros?|h|min|km|m|m²|ha|kg|Go|Mo|kWh"
_CHIFFRES = "0123456789"
_PREMIER = rf"(?<!{_ESPACES})"
"""Where spaces start: looked for from each of them, a long run would take hours."""


@cache
def _regles() -> tuple[tuple[frozenset[str], re.Pattern[str], str], ...]:
    """Each with the signs without one of which it changes nothing.

    Made when a document is: it would take most of this module's time at each start.
    """
    return tuple(
        (frozenset(signes), re.compile(motif), remplacement)
        for signes, motif, remplacement in (
            ("'", r"(?<=[^\W\d_])'(?!')", "’"),
            ('"', r"(?<![\w\"«»])\"(?=[^\s\"])([^\"\n«»]*[^\s\"])\"(?![\w\"])", r"«\1»"),
            ('«"', rf"«{_ESPACES}*", f"«{INSECABLE}"),
            ('»"', rf"{_PREMIER}{_ESPACES}*+»", f"{INSECABLE}»"),
            (";!?", rf"{_PREMIER}{_ESPACES}++([;!?])", rf"{FINE}\1"),
            (";!?", r"(?<=[^\W\d_])([;!?])(?=\s|$)", rf"{FINE}\1"),
            (";!?", r"(?<=[»)%€\]])([;!?])(?=\s|$)", rf"{FINE}\1"),
            (":", rf"{_PREMIER}{_ESPACES}++:(?=\s|$)", f"{INSECABLE}:"),
            (":", r"(?<=[^\W\d_]):(?=\s|$)", f"{INSECABLE}:"),
            (":", r"(?<=[»)%€\]]):(?=\s|$)", f"{INSECABLE}:"),
            ("%€°", rf"(?<=\d){_ESPACES}(?=[%€°])", INSECABLE),
            (_CHIFFRES, rf"(?<=\d) (?=(?:{_UNITES})(?!\w))", INSECABLE),
            (_CHIFFRES, rf"(?<=\d) (?=(?:{'|'.join(MOIS)})\b)", INSECABLE),
            ("1", rf"\b(1er) (?=(?:{'|'.join(MOIS)})\b)", rf"\1{INSECABLE}"),
            ("MD°", r"\b(Mme|Mlle|Dr|n°|M\.) (?=[A-ZÉÈÀ\d])", rf"\1{INSECABLE}"),
        )
    )


_GROUPES = regex.lazy(rf"(?<![\d,.])(?<!\d{_ESPACES})[1-9]\d{{0,2}}(?:{_ESPACES}\d{{3}})+(?!{_ESPACES}?\d)")
"""A number set apart by thousands; not a telephone's, a SIRET's."""


@lru_cache(maxsize=2048)  # the référentiel's words come back in each document
def typographie(texte: str) -> str:
    """The text with French spaces, quotation marks and apostrophes; addresses and code are left as they are.

    « 1er » stays so: it also stands in titles and attributes, which hold no superscript. Idempotent;
    nothing but spaces, quotation marks and apostrophes changes.
    """
    morceaux = _INTACT.split(texte)
    for i in range(0, len(morceaux), 2):
        presents = set(morceaux[i])
        for signes, motif, remplacement in _regles():
            if not presents.isdisjoint(signes):
                morceaux[i] = motif.sub(remplacement, morceaux[i])
        morceaux[i] = _GROUPES.sub(_fines, morceaux[i])
    return "".join(morceaux)


def _fines(trouve: re.Match[str]) -> str:
    return re.sub(_ESPACES, FINE, trouve[0])
