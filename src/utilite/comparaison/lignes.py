"""What changed, one sentence each, and what to look at twice."""

import math
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from utilite import francais

COURT = 60
"""In signs: a longer text isn't quoted, its lengths are."""
_ECHELLES = ((10, "dix"), (100, "cent"), (1000, "mille"))
_TOLERANCE = 0.1


class Alerte(StrEnum):
    """Why a change is worth a second look."""

    ORDRE_DE_GRANDEUR = "ordre-de-grandeur"
    PREUVE_RETIREE = "preuve-retiree"


class Ligne(NamedTuple):
    """One change: its subject, what became of it, whether it is to be looked at twice."""

    sujet: str
    dit: str
    alerte: Alerte | None = None

    @property
    def texte(self) -> str:
        """« Participants, 2025 : 120 → 135 (+12,5 %) »."""
        return francais.typographie(f"{self.sujet} : {self.dit}" if self.sujet else self.dit)


def fois(avant: float, apres: float) -> str:
    """« dix fois plus », « cent fois moins »; empty where nothing suggests a slip of the keyboard."""
    if avant <= 0 or apres <= 0:
        return ""
    rapport = max(avant, apres) / min(avant, apres)
    mot = next((mot for echelle, mot in _ECHELLES if math.isclose(rapport, echelle, rel_tol=_TOLERANCE)), "")
    return f"{mot} fois {'plus' if apres > avant else 'moins'}" if mot else ""


def evolution(avant: float, apres: float) -> str:
    """« +12,5 % »; empty from nothing, or where it rounds to none."""
    part = francais.nombre(abs(100 * (apres - avant) / avant), 1) if avant > 0 else ""
    if part in ("", "0,0"):
        return ""
    return f"{'+' if apres > avant else '−'}{part.removesuffix(',0')}{francais.INSECABLE}%"


def chiffres(sujet: str, dits: tuple[str, str], nombres: tuple[float, float], *, part: bool = True) -> Ligne:
    """A number that became another: how much more, and whether a zero may be one too many."""
    ecart, slip = evolution(*nombres) if part else "", fois(*nombres)
    suite = f" ({ecart})" if ecart else ""
    if slip:
        return Ligne(sujet, f"{dits[0]} → {dits[1]}{suite} ; vérifiez : {slip}", Alerte.ORDRE_DE_GRANDEUR)
    return Ligne(sujet, f"{dits[0]} → {dits[1]}{suite}")


def textes(sujet: str, avant: str, apres: str, *, preuve: bool = False) -> Ligne | None:
    """A text that became another: quoted where it is short, else by its lengths; None where it says the same."""
    avant, apres = " ".join(avant.split()), " ".join(apres.split())
    if avant == apres:
        return None
    if not apres:
        return Ligne(sujet, "texte retiré" if len(avant) > COURT else f"« {avant} », retiré", _si(preuve))
    if not avant:
        return Ligne(sujet, f"nouveau texte, {_signes(apres)}" if len(apres) > COURT else f"« {apres} » (nouveau)")
    if max(len(avant), len(apres)) > COURT:
        return Ligne(sujet, f"texte réécrit : {francais.nombre(len(avant))} → {_signes(apres)}")
    return Ligne(sujet, f"« {avant} » → « {apres} »")


def ensembles(sujet: str, avant: tuple[str, ...], apres: tuple[str, ...]) -> Ligne | None:
    """A list that became another: what it gained, what it lost, else its order."""
    if avant == apres:
        return None
    plus = [f"+ {_cite(mot)}" for mot in apres if mot not in avant]
    moins = [f"− {_cite(mot)}" for mot in avant if mot not in apres]
    return Ligne(sujet, " ; ".join(plus + moins) or "dans un autre ordre")


def valeurs(sujet: str, avant: Any, apres: Any, montre: Callable[[Any], str]) -> Ligne | None:
    """A field's value that became another, whatever it is."""
    if avant == apres:
        return None
    if _nombre(avant) and _nombre(apres):
        return chiffres(sujet, (montre(avant), montre(apres)), (avant, apres), part=False)
    if isinstance(avant, str) and isinstance(apres, str):
        return textes(sujet, montre(avant) if avant else "", montre(apres) if apres else "")
    dits = tuple(" ".join(montre(v).split()) if v not in (None, "", ()) else "" for v in (avant, apres))
    if max(map(len, dits)) > COURT or dits[0] == dits[1]:
        return Ligne(sujet, "retiré" if not dits[1] else "rempli" if not dits[0] else "changé")
    if not all(dits):
        return Ligne(sujet, f"{dits[1]} (nouveau)" if dits[1] else f"{dits[0]}, retiré")
    return Ligne(sujet, f"{dits[0]} → {dits[1]}")


def _nombre(valeur: Any) -> bool:
    return isinstance(valeur, int | float) and not isinstance(valeur, bool)


def _si(preuve: bool) -> Alerte | None:
    return Alerte.PREUVE_RETIREE if preuve else None


def _signes(texte: str) -> str:
    return francais.compte(len(texte), "signe")


def _cite(mot: str) -> str:
    return mot if len(mot) <= COURT else f"{mot[:COURT].rstrip()}…"
