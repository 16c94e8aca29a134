"""Documents made by workers: processes that are bounded in time and memory, ended and replaced where they overstep.

Only under Linux, whose limits are known to hold; elsewhere documents are made in this very process, unbounded.
A worker makes one document after the other out of what it had at its birth, and writes nothing.
"""

import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import PurePosixPath
from types import FrameType, TracebackType
from typing import NamedTuple, Self, TypeVar

from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.render import documents, horloge
from utilite.render.documents import Document, Faute
from utilite.render.gabarit import ModeleFautifError
from utilite.render.modeles import est_livre

T = TypeVar("T")

BORNE = sys.platform == "linux"
"""Whether this system has workers."""
DEMESURES = 2
"""Where the first so many documents overstep, the others aren't tried: the template is at fault, not a fiche."""


class Rendu(NamedTuple):
    """What came of one subject: its documents, the fault that stopped them, the fiches left out (with why).

    `manques`: the obligatory questions that nothing answers; `internes`: what is shown and isn't public.
    """

    documents: tuple[Document, ...] = ()
    faute: Faute | None = None
    laissees: Mapping[str, str] = {}
    manques: tuple[str, ...] = ()
    internes: tuple[str, ...] = ()


Tache = Callable[[str], Rendu]
"""What a worker does of a name."""


class _Bogue(NamedTuple):
    genre: str
    trace: str


class _Ouvrier:
    """A worker as this process sees it: `rang` is what it is at, since `depuis`."""

    def __init__(self, tache: Tache, autres: Sequence["_Ouvrier"], dossier: str) -> None:
        fork = get_context("fork")
        self.tuyau, sien = fork.Pipe()
        tuyaux = [self.tuyau, *(autre.tuyau for autre in autres)]
        self.processus: BaseProcess = fork.Process(target=_travaille, args=(sien, tache, tuyaux, dossier), daemon=True)
        self.processus.start()
        sien.close()
        self.rang: int | None = None
        self.depuis = 0.0

    def prend(self, rang: int, nom: str) -> None:
        """Hands a subject over; a worker that died meanwhile is seen when its answer is read."""
        self.rang, self.depuis = rang, time.monotonic()
        with suppress(OSError):
            self.tuyau.send(nom)

    def tue(self) -> int:
        """Ends it, and gives the signal that it died of, 0 where of none."""
        self.processus.kill()
        self.processus.join()
        self.tuyau.close()
        return max(-(self.processus.exitcode or 0), 0)


class Equipe:
    """Up to `jobs` workers at one task, gone at the end of the block.

    `patience`: how many seconds a document may take on the clock of the wall; `source`: the file that a
    message names where nothing closer is known.
    """

    def __init__(self, tache: Tache, *, jobs: int, patience: float, source: str) -> None:
        self._tache = tache
        self._jobs = jobs
        self._patience = patience
        self._source = source
        self._ouvriers: list[_Ouvrier] = []
        self._dossier = tempfile.TemporaryDirectory(prefix="utilite-")
        self._avant: signal._HANDLER = None
        self._demesures = 0
        self._faits = 0

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._avant = signal.signal(signal.SIGTERM, _quitte)
        return self

    def __exit__(self, genre: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for ouvrier in self._ouvriers:
            ouvrier.tue()
        self._dossier.cleanup()
        if self._avant is not None:
            signal.signal(signal.SIGTERM, self._avant)

    def rend(self, noms: Sequence[str]) -> Iterator[tuple[int, Rendu]]:
        """What comes of each, as it comes, with its rank; nothing of those that aren't tried.

        Raises OperatorError.
        """
        reste = iter(enumerate(noms))
        if not BORNE:
            yield from ((rang, self._tache(nom)) for rang, nom in reste)
            return
        while True:
            self._distribue(reste)
            occupes = {o.tuyau: o for o in self._ouvriers if o.rang is not None}
            if not occupes:
                return
            prets = connection.wait(list(occupes), timeout=self._delai())
            for ouvrier in [occupes[t] for t in prets if isinstance(t, Connection)] or self._en_retard():
                assert ouvrier.rang is not None
                rang, ouvrier.rang = ouvrier.rang, None
                rendu = self._recoit(ouvrier, noms[rang])
                self._faits += bool(rendu.documents) and rendu.faute is None
                if rendu.faute is not None and rendu.faute.demesure:
                    self._demesures += 1
                    self._renvoie(ouvrier)
                self._distribue(reste)  # first, so that nobody waits while this one is written
                yield rang, rendu

    def _distribue(self, reste: Iterator[tuple[int, str]]) -> None:
        """Gives all who have nothing to do a subject, new ones included."""
        libres = [o for o in self._ouvriers if o.rang is None]
        while (self._faits or self._demesures < DEMESURES) and (libres or len(self._ouvriers) < self._jobs):
            suivant = next(reste, None)
            if suivant is None:
                return
            if not libres:
                libres.append(self._embauche())
            libres.pop().prend(*suivant)

    def _embauche(self) -> _Ouvrier:
        """One more. An interruption waits: what is raised while Python forks is lost, and the child unknown."""
        masque = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
        try:
            self._ouvriers.append(_Ouvrier(self._tache, self._ouvriers, self._dossier.name))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masque)
        return self._ouvriers[-1]

    def _delai(self) -> float:
        depuis = min(o.depuis for o in self._ouvriers if o.rang is not None)
        return max(depuis + self._patience - time.monotonic(), 0)

    def _en_retard(self) -> list[_Ouvrier]:
        limite = time.monotonic() - self._patience
        return [o for o in self._ouvriers if o.rang is not None and o.depuis <= limite]

    def _recoit(self, ouvrier: _Ouvrier, nom: str) -> Rendu:
        """The answer of a worker; a fault where it died, or is late."""
        if not ouvrier.tuyau.poll():
            self._renvoie(ouvrier)
            return self._perdu(nom, "il n'avance plus")
        try:
            dit: Rendu | OperatorError | _Bogue = ouvrier.tuyau.recv()
        except (EOFError, OSError):
            return self._perdu(nom, _MORTS.get(self._renvoie(ouvrier), "il a fait tomber le programme"))
        if isinstance(dit, OperatorError):
            raise dit
        if isinstance(dit, _Bogue):
            raise type(dit.genre, (Exception,), {})(dit.trace)
        return dit

    def _perdu(self, nom: str, raison: str) -> Rendu:
        qui = f"le document de « {nom} »" if nom else "ce document"
        return Rendu(faute=Faute(self._source, 0, f"{qui} n'a pas pu être fait : {raison}", demesure=True))

    def _renvoie(self, ouvrier: _Ouvrier) -> int:
        """Ends a worker that is still among them; the signal that it died of."""
        if ouvrier not in self._ouvriers:
            return 0
        self._ouvriers.remove(ouvrier)
        ouvrier.processus.join(timeout=1)
        return ouvrier.tue()


_MORTS = {
    getattr(signal, "SIGKILL", -1): "le système l'a arrêté, souvent faute de mémoire",
    getattr(signal, "SIGXCPU", -2): "il demande trop de calcul",
}
"""What a worker died of, by signal (which Windows lacks)."""


def seul(modele: Modele, fait: Callable[[], bytes | None], format_: str = "html") -> bytes | None:
    """One document of a template, made by a worker of its own where a stranger may have written it.

    Raises ModeleFautifError, OperatorError.
    """
    if est_livre(modele):
        return fait()

    def rend(_: str) -> Rendu:
        try:
            contenu = fait()
        except ModeleFautifError as error:
            return Rendu(faute=Faute.de(error))
        chemin = PurePosixPath(modele.nom)
        return Rendu((Document(chemin=chemin, contenu=contenu),) if contenu is not None else ())

    rendu = un(rend, documents.patience(modele, (format_,), 1), documents.source(modele))
    if rendu.faute is not None:
        raise ModeleFautifError(rendu.faute.fichier, rendu.faute.ligne, rendu.faute.message)
    return rendu.documents[0].contenu if rendu.documents else None


def un(tache: Tache, patience: float, source: str) -> Rendu:
    """What comes of a task without a name, in a worker of its own; see `Equipe`. Raises OperatorError."""
    with Equipe(tache, jobs=1, patience=patience, source=source) as equipe:
        return next(rendu for _, rendu in equipe.rend([""]))


def processeurs() -> int:
    """How many workers can work at once."""
    return len(os.sched_getaffinity(0)) if BORNE else 1


def en_ordre(faits: Iterable[tuple[int, T]]) -> Iterator[T]:
    """What comes with a rank, in the order of the ranks, as soon as may be."""
    attendus: dict[int, T] = {}
    suivant = 0
    for rang, fait in faits:
        attendus[rang] = fait
        while suivant in attendus:
            yield attendus.pop(suivant)
            suivant += 1


def _quitte(_signal: int, _trame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


def _travaille(tuyau: Connection, tache: Tache, autres: Sequence[Connection], dossier: str) -> None:
    """The life of a worker; it ends with the process that it works for, or after a document that overstepped."""
    for autre in autres:
        autre.close()  # else none would see that process end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for that process, which ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    tempfile.tempdir = dossier
    horloge.arme()
    with suppress(EOFError, OSError):
        while True:
            fait = _essaie(tache, tuyau.recv())
            tuyau.send(fait)
            if isinstance(fait, Rendu) and fait.faute is not None and fait.faute.demesure:
                return


def _essaie(tache: Tache, nom: str) -> Rendu | OperatorError | _Bogue:
    try:
        return tache(nom)
    except OperatorError as error:
        return error
    except Exception as error:  # noqa: BLE001 - told by the process that it works for
        return _Bogue(type(error).__name__, traceback.format_exc())
