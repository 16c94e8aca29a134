"""Which mesures of a fiche count, so that none counts twice."""

from datetime import date
from typing import NamedTuple

from utilite.fiche import Fiche, Mesure, Suivi
from utilite.formes.periode import Periode


class Retenues(NamedTuple):
    """Of one indicateur in one fiche: the mesures that count, and how many were put aside.

    `internes` aren't for everybody, `inconnues` say that it isn't known, `remplacees` bear on a period that
    a later mesure covers.
    """

    comptees: tuple[Mesure, ...] = ()
    internes: int = 0
    inconnues: int = 0
    remplacees: int = 0


def retient(fiche: Fiche, suivi: Suivi, *, une_seule: bool) -> Retenues:
    """The latest mesure, then those of other periods; `une_seule` where a fiche has one voice.

    Two mesures whose periods meet would count the same thing twice: the latest is kept.
    """
    visibles = [m for m in suivi.mesures if not m.interne]
    dites = [m for m in visibles if m.reponse is not None]
    gardees: list[Mesure] = []
    for mesure in sorted(dites, key=lambda m: _age(m, fiche))[::-1]:
        if not any(une_seule or _se_touchent(periode(mesure, fiche), periode(g, fiche)) for g in gardees):
            gardees.append(mesure)
    return Retenues(
        comptees=tuple(gardees),
        internes=sum(m.interne and m.reponse is not None for m in suivi.mesures),
        inconnues=sum(bool(m.non_renseigne) for m in visibles),
        remplacees=len(dites) - len(gardees),
    )


def periode(mesure: Mesure, fiche: Fiche) -> Periode | None:
    """When it was found: its own period, or the fiche's."""
    return mesure.periode or fiche.periode


def _age(mesure: Mesure, fiche: Fiche) -> tuple[date, date]:
    """The later, the higher; of two that are equal, the sort keeps the one that the file gives last."""
    quand = periode(mesure, fiche)
    return quand.fin.dernier if quand else date.min, mesure.recueilli_le or date.min


def _se_touchent(une: Periode | None, autre: Periode | None) -> bool:
    """Whether two periods have a day in common; one that isn't known may have any."""
    if une is None or autre is None:
        return True
    return une.debut.premier <= autre.fin.dernier and autre.debut.premier <= une.fin.dernier
