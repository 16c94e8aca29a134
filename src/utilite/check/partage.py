"""The fiches shared out between processes: children made by `fork` check slices of them, the parent the first one.

A child holds all that the parent had read, and gives its slice back by a pipe. What it couldn't give (it died,
it met a bug of ours) the parent does again by itself: nothing is passed by, and a bug shows as it would have.
"""

import marshal
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from utilite.check.examen import Examen, a_plat, de_plat

SEUIL = 40
"""Fiches below which a child costs about what it saves."""
MAX_TACHES = 8
"""By default; more gain little, since the parent's own part doesn't shrink."""

_INTERRUPTION = {signal.SIGINT}


def taches(demandees: int | None) -> int:
    """How many processes: those asked for, else one for each processor that this one may use."""
    if demandees is not None:
        return demandees
    libres = getattr(os, "sched_getaffinity", None)
    return min(len(libres(0)) if libres is not None else os.cpu_count() or 1, MAX_TACHES)


def partage(noms: Sequence[str], examine: Callable[[str], Examen], combien: int) -> Iterator[tuple[str, Examen]]:
    """Each fiche with what was found in it, in their order, whoever has checked it."""
    combien = min(combien, len(noms) // (SEUIL // 2)) if hasattr(os, "fork") else 1
    if combien < 2:
        yield from ((nom, examine(nom)) for nom in noms)
        return
    bornes = [len(noms) * k // combien for k in range(combien + 1)]
    tranches = [noms[debut:fin] for debut, fin in pairwise(bornes)]
    enfants: list[tuple[int, int]] = []
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTION)  # a child that is born is written down
        for tranche in tranches[1:]:
            with suppress(OSError):  # no process left: the parent does that slice
                enfants.append(_enfant(tranche, examine))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTION)
        yield from ((nom, examine(nom)) for nom in tranches[0])
        for k, tranche in enumerate(tranches[1:]):
            plats = _recoit(enfants[k]) if k < len(enfants) else None
            for i, nom in enumerate(tranche):
                yield nom, examine(nom) if plats is None else de_plat(plats[i])
    finally:
        for numero, lit in enfants:
            _finit(numero, lit)


def _enfant(tranche: Sequence[str], examine: Callable[[str], Examen]) -> tuple[int, int]:
    """A child that checks these fiches: its number, and where its answer is read."""
    lit, ecrit = os.pipe()
    try:
        numero = os.fork()
    except OSError:
        os.close(lit)
        os.close(ecrit)
        raise
    if numero:
        os.close(ecrit)
        return numero, lit
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTION)
        os.close(lit)
        with os.fdopen(ecrit, "wb") as flux:
            flux.write(marshal.dumps([a_plat(examine(nom)) for nom in tranche]))
        code = 0
    finally:
        os._exit(code)  # whatever has happened: a child says nothing, and closes nothing of its parent's


def _recoit(enfant: tuple[int, int]) -> list[tuple[object, ...]] | None:
    """What a child has found; None where it didn't finish."""
    numero, lit = enfant
    with os.fdopen(os.dup(lit), "rb") as flux:
        octets = flux.read()
    _, etat = os.waitpid(numero, 0)
    return marshal.loads(octets) if etat == 0 else None  # noqa: S302 - written by our own child


def _finit(numero: int, lit: int) -> None:
    """Ends a child that is still there, and waits for it."""
    os.close(lit)
    with suppress(OSError):
        if os.waitpid(numero, os.WNOHANG)[0] == 0:
            os.kill(numero, signal.SIGKILL)
            os.waitpid(numero, 0)
