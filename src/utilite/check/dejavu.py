"""The verdict of a workspace where no file has changed since: shown again, without a rule being imported."""

from pathlib import Path
from typing import NamedTuple

from utilite.check import cache, etats, plat
from utilite.check.verdict import Outcome

_DOSSIERS = ("acteurs", "fiches", "prive", "templates")
_FICHIERS = ("referentiel.yaml",)


class Vu(NamedTuple):
    """What was seen of a workspace before it was read: enough to keep its verdict afterwards."""

    ou: Path
    racine: Path
    arbre: etats.Arbre
    depuis: int


def regarde(racine: Path) -> tuple[Vu | None, Outcome | None]:
    """The stats of a workspace's files, and the verdict that was kept of them; None where there is none."""
    ou = cache.dossier(racine)
    if ou is None or not etats.FIABLE:
        return None, None
    depuis = etats.maintenant()
    try:
        arbre = etats.arbre(racine, _DOSSIERS, _FICHIERS)
    except OSError:
        return None, None
    if arbre is None:
        return None, None
    vu = Vu(ou, racine, arbre, depuis)
    garde = cache.lit(ou, cache.nom(racine, "tout"))
    if isinstance(garde, tuple) and len(garde) == 5 and garde[:2] == (cache.outil(), arbre.empreinte):
        _, _, logo, diagnostics, fichiers = garde
        if not logo or etats.etat(racine / logo[0]) == logo[1]:
            return vu, Outcome(plat.de_plat(diagnostics), fichiers)
    return vu, None


def garde(vu: Vu, verdict: Outcome, logo: str) -> None:
    """Keeps a verdict, where all that it was told from is older than the clock's grain."""
    etat = etats.etat(vu.racine / logo) if logo else None
    if vu.arbre.dernier + etats.GRAIN >= vu.depuis or (logo and not etats.est_sur(etat, vu.depuis)):
        return
    quoi = (
        *(cache.outil(), vu.arbre.empreinte, (logo, etat) if logo else ()),
        *(plat.a_plat(verdict.diagnostics), verdict.files),
    )
    cache.ecrit(vu.ou, cache.nom(vu.racine, "tout"), quoi)
