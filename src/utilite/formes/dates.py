"""Days, months and years as people write them: one grammar that is right, a word for what is not."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from utilite import francais, regex, source
from utilite.diagnostic import Route
from utilite.formes import editeur
from utilite.formes.spec import Fragment, Lecture, Schema
from utilite.orthographe import sans_accent


class Moment(NamedTuple):
    """A year, a month or a day: as written, with its first and last day."""

    texte: str
    premier: date
    dernier: date

    @property
    def dit(self) -> str:
        """« 2013 », « juin 2013 » or « 17 juin 2013 »."""
        if len(self.texte) == 4:
            return self.texte
        if len(self.texte) == 7:
            return f"{francais.MOIS[self.premier.month - 1]} {self.premier.year}"
        return francais.jour(self.premier)


_ISO = regex.lazy(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_CHIFFRES = regex.lazy(r"([0-9]{1,4})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{1,4})")
_MOIS_ANNEE = regex.lazy(r"([0-9]{1,2})[/.\-]([0-9]{4})|([0-9]{4})[/.\-]([0-9]{1,2})")
_SIECLE = 70
"""A year of two figures below it is of this century."""

_LETTRES = regex.lazy(r"(?:le )?(?:([0-9]{1,2})(?:er)?[ \u00a0]+)?([a-z]{3,9})\.?[ \u00a0]+([0-9]{4})")


def moment(texte: str) -> Moment | None:
    """A year, month or day that exists, in the ISO form; None for anything else."""
    trouve = _ISO.fullmatch(texte)
    if trouve is None:
        return None
    annee, mois, jour = trouve.groups()
    try:
        if jour is not None:
            exact = date(int(annee), int(mois), int(jour))
            return Moment(texte, exact, exact)
        if mois is not None:
            premier = date(int(annee), int(mois), 1)
            return Moment(texte, premier, premier.replace(day=monthrange(premier.year, premier.month)[1]))
        return Moment(texte, date(int(annee), 1, 1), date(int(annee), 12, 31))
    except ValueError:
        return None


_EXEMPLES = "écrivez 2013, 2013-06 ou 2013-06-17"


def lit_jour(node: source.Node, route: Route, lecture: Lecture) -> date | None:
    """A day: `2025-12-31`."""
    texte = _texte(node, route, lecture, "une date est attendue ici", "écrivez par exemple : 2025-12-31")
    if texte is None:
        return None
    lu = moment(texte)
    if lu is not None and len(texte) == 10:
        return lu.premier
    if lu is not None:
        exemple = f"{texte}-01" if len(texte) == 7 else f"{texte}-12-31"
        lecture.dit(
            "date-mal-ecrite", route, f"« {texte} » n'est pas un jour", f"donnez aussi le jour : {exemple}, par exemple"
        )
        return None
    iso = iso_probable(texte) or ""
    message, hint = faute(texte)
    if len(iso) == 7:
        hint = f"donnez aussi le jour : {iso}-01, par exemple"
    elif not iso and hint == _EXEMPLES:
        hint = "écrivez par exemple : 2025-12-31"
    repair = repare(texte) if len(iso) == 10 else None
    lecture.dit("date-mal-ecrite", route, message, hint, repair=repair)
    return None


def lit_moment(node: source.Node, route: Route, lecture: Lecture) -> Moment | None:
    """A year, a month or a day."""
    texte = _texte(node, route, lecture, "une date est attendue ici", _EXEMPLES)
    if texte is None:
        return None
    lu = moment(texte)
    if lu is None:
        message, hint = faute(texte)
        lecture.dit("date-mal-ecrite", route, message, hint, repair=repare(texte))
    return lu


def repare(texte: str) -> str | None:
    """The ISO form, where the year is written whole: « 31/12/25 » leaves its century to be guessed."""
    iso = iso_probable(texte)
    return iso if iso is not None and iso[:4] in texte else None


def faute(texte: str) -> tuple[str, str]:
    """What is wrong with a text that should be a date, and what to write."""
    ecrit = f"« {texte[:60]} »"
    iso = iso_probable(texte)
    if iso is not None:
        quatre = "" if iso[:4] in texte else ", l'année avec quatre chiffres"
        return f"{ecrit} : une date s'écrit année-mois-jour{quatre}", f"écrivez : {iso}"
    if _ISO.fullmatch(texte) or _CHIFFRES.fullmatch(texte):
        return f"{ecrit} n'existe pas dans le calendrier", "vérifiez le jour et le mois"
    return f"{ecrit} n'est pas une date", _EXEMPLES


def iso_probable(texte: str) -> str | None:
    """The ISO form that a date in another writing can only stand for."""
    simple = sans_accent(texte[:40]).lower().strip()
    chiffres = _CHIFFRES.fullmatch(simple)
    if chiffres is not None:
        a, b, c = chiffres.groups()
        annee, mois, jour = (a, b, c) if len(a) == 4 else (c, b, a)
        if len(annee) == 2 and "/" in simple:  # two figures: this century or the last, whichever is past or near
            annee = f"20{annee}" if int(annee) < _SIECLE else f"19{annee}"
        candidat = f"{annee}-{int(mois):02d}-{int(jour):02d}" if len(annee) == 4 else ""
        return candidat if moment(candidat) and candidat != texte else None
    lettres = _LETTRES.fullmatch(simple)
    if lettres is not None:
        quantieme, nom, annee = lettres.groups()
        mois_du_nom = [n for n, m in enumerate(francais.MOIS, 1) if len(nom) >= 3 and sans_accent(m).startswith(nom)]
        numero = mois_du_nom[0] if len(mois_du_nom) == 1 else None
        if numero is None:
            return None
        candidat = f"{annee}-{numero:02d}" + (f"-{int(quantieme):02d}" if quantieme else "")
        return candidat if moment(candidat) else None
    court = _MOIS_ANNEE.fullmatch(simple)
    if court is not None:
        mois, annee = (court[1], court[2]) if court[1] else (court[4], court[3])
        candidat = f"{annee}-{int(mois):02d}"
        return candidat if moment(candidat) and candidat != texte else None
    return None


def _texte(node: source.Node, route: Route, lecture: Lecture, message: str, hint: str) -> str | None:
    if type(node) is source.Scalar:
        return node.value.strip()
    if type(node) is not source.Unread:
        lecture.dit("date-mal-ecrite", route, message, hint)
    return None


def decrit_jour() -> Schema:
    """A day, in outline: not each of these is in the calendar."""
    message = "Une date est attendue ici : année-mois-jour, comme 2025-12-31."
    return editeur.commun("jour", editeur.ou_vide(editeur.motif(_JOUR, message)))


def decrit_moment() -> Schema:
    """A year, a month or a day."""
    return editeur.commun("moment", editeur.ou_vide(*fragments_de_moment()))


def fragments_de_moment() -> tuple[Fragment, Fragment]:
    """A year, a month or a day, in outline; a year without quotes is a number to YAML."""
    message = "Une année (2013), un mois (2013-06) ou un jour (2013-06-17) est attendu ici."
    annee: Fragment = {"type": "integer", "minimum": 1, "maximum": 9999}
    return editeur.motif(f"[0-9]{{4}}|{_MOIS}|{_JOUR}", message), annee


_MOIS = "[0-9]{4}-(?:0[1-9]|1[0-2])"
_JOUR = f"{_MOIS}-(?:0[1-9]|[12][0-9]|3[01])"
