"""The closing dates of calls as an iCalendar file (RFC 5545), the same bytes each time."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from utilite import __version__
from utilite.modele import Modele

LIGNE = 75
"""How many bytes a line may have (RFC 5545, 3.1)."""
RAPPEL = 14
"""How many days before, a calendar reminds."""


def ics(modeles: Iterable[Modele], reseau: str) -> str:
    """The calendar of the templates that have a closing date; `reseau`, the id that makes theirs unique."""
    lignes = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//utilite//{__version__}//FR", "CALSCALE:GREGORIAN"]
    for modele in modeles:
        if modele.cloture is not None:
            lignes += _evenement(modele, modele.cloture, reseau)
    return "".join(f"{ligne}\r\n" for entiere in (*lignes, "END:VCALENDAR") for ligne in _plie(entiere))


def _evenement(modele: Modele, jour: date, reseau: str) -> list[str]:
    # A stamp is asked for, and no clock is read: the date itself serves.
    return [
        "BEGIN:VEVENT",
        f"UID:{modele.nom}@{reseau}",
        f"DTSTAMP:{jour:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{jour:%Y%m%d}",
        f"DTEND;VALUE=DATE:{jour + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_texte(f'Clôture : {modele.titre}')}",
        *([f"DESCRIPTION:{_texte('Pièces à joindre : ' + ', '.join(modele.pieces))}"] if modele.pieces else []),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_texte(f'Dans {RAPPEL} jours : {modele.titre}')}",
        f"TRIGGER:-P{RAPPEL}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _texte(dit: str) -> str:
    plat = " ".join(dit.split())
    for signe in ("\\", ";", ","):
        plat = plat.replace(signe, f"\\{signe}")
    return plat


def _plie(ligne: str) -> Iterator[str]:
    """Lines of at most `LIGNE` bytes, cut between signs; those that follow begin with a blank."""
    bout, taille = "", 0
    for signe in ligne:
        poids = len(signe.encode())
        if taille + poids > LIGNE:
            yield bout
            bout, taille = " ", 1
        bout, taille = bout + signe, taille + poids
    yield bout
