"""What a piece of work may cost, in computing time and in memory; held in workers only (`atelier`)."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple

RAPPEL = 0.2
"""In seconds: the clock rings again, for code that can't be stopped where it rang first."""
REPIT = 2
"""In seconds: how long after it rang the system ends a process that can't be stopped by a ring."""


MEBI = 1024 * 1024
PAR_LIMITE = 50
"""How many fiches one document may tell of within its limit; it has as much time again for each so many more."""


class Limite(NamedTuple):
    """`secondes` of computing, whatever else the machine does meanwhile; `octets` of memory, above what is taken."""

    secondes: int
    octets: int

    def pour(self, fiches: int) -> "Limite":
        """The limit of a document that tells of so many fiches."""
        return self._replace(secondes=self.secondes * (1 + fiches // PAR_LIMITE))


class DepassementError(BaseException):
    """The time is up. Like an interruption, it isn't for those on its way who catch every Exception.

    `ou` is the file and the line of the template that was running, once it is known.
    """

    def __init__(self, limite: Limite) -> None:
        super().__init__(limite)
        self.secondes = limite.secondes
        self.ou: tuple[str, int] | None = None


class _Etat:
    armee = False
    limite: Limite | None = None


def arme() -> None:
    """From now on this process holds itself to what it is allowed."""
    import signal

    signal.signal(signal.SIGPROF, _sonne)
    # A ring inside a destructor is lost, and told on stderr; the next one isn't lost.
    sys.unraisablehook = lambda _: None
    _Etat.armee = True


@contextmanager
def tient(limite: Limite) -> Iterator[None]:
    """Work under this limit. Raises DepassementError, or MemoryError; nothing in a process that isn't a worker."""
    repart(limite)
    try:
        yield
    finally:
        _libere()


def repart(limite: Limite) -> None:
    """Another limit for what remains of this work: the clock starts again."""
    if not _Etat.armee:
        return
    import resource
    import signal

    _Etat.limite = limite
    _borne(resource.RLIMIT_CPU, int(time.process_time()) + limite.secondes + REPIT)
    with suppress(OSError):  # a system that doesn't show /proc
        _borne(resource.RLIMIT_AS, _memoire() + limite.octets)
    signal.setitimer(signal.ITIMER_PROF, limite.secondes, RAPPEL)


def _libere() -> None:
    if not _Etat.armee:
        return
    import resource
    import signal

    _Etat.limite = None
    signal.setitimer(signal.ITIMER_PROF, 0)
    for quoi in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        _borne(quoi, resource.RLIM_INFINITY)


def _sonne(_signal: int, _trame: FrameType | None) -> None:
    if _Etat.limite is not None:
        raise DepassementError(_Etat.limite)


def _borne(quoi: int, valeur: int) -> None:
    """Sets a soft limit, under the hard one that the machine may have set."""
    import resource

    dure = resource.getrlimit(quoi)[1]
    bornee = (
        valeur if dure == resource.RLIM_INFINITY else dure if valeur == resource.RLIM_INFINITY else min(valeur, dure)
    )
    with suppress(OSError, ValueError):
        resource.setrlimit(quoi, (bornee, dure))


def _memoire() -> int:
    """The addresses that this process has by now, in bytes."""
    import resource

    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
