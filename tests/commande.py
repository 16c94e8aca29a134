"""`utilite` for the tests: whole command lines, each in a process of its own."""

import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import IO
from unittest import mock

from utilite.__main__ import main

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
MILIEU = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
"""The bare environment of a command."""
SECONDES = 60

_NES_PRETS = multiprocessing.get_context("forkserver") if sys.platform == "linux" else None
if _NES_PRETS:
    _NES_PRETS.set_forkserver_preload(["chaud"])


def utilite(*args: str | Path, cwd: Path = RACINE, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a command line with a bare environment, to which `env` is added.

    Without `env` the process is born of one that has imported everything already, where the system can: starting
    Python thousands of times would take most of the suite's time. With `env` it starts from nothing.
    """
    texte = [*map(str, args)]
    if _NES_PRETS and not env:
        return _ne_pret(texte, cwd)
    return subprocess.run(
        [sys.executable, "-m", "utilite", *texte],
        cwd=cwd,
        env={**MILIEU, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDES,
    )


def _ne_pret(args: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    assert _NES_PRETS
    _mere()
    with tempfile.TemporaryFile() as sortie, tempfile.TemporaryFile() as erreurs:
        ou = [f"/proc/{os.getpid()}/fd/{f.fileno()}" for f in (sortie, erreurs)]
        processus = _NES_PRETS.Process(target=_lance, args=(args, str(cwd), *ou))
        processus.start()
        processus.join(SECONDES)
        if processus.exitcode is None:
            processus.kill()
            raise subprocess.TimeoutExpired(args, SECONDES)
        return subprocess.CompletedProcess(args, processus.exitcode, _lu(sortie), _lu(erreurs))


@cache
def _mere() -> None:
    """Starts the process that gives birth, which must find `chaud`."""
    with mock.patch.dict(os.environ, PYTHONPATH=os.pathsep.join([str(RACINE / "src"), str(RACINE / "tests")])):
        forkserver.ensure_running()


def _lu(fichier: IO[bytes]) -> str:
    fichier.seek(0)
    return fichier.read().decode("utf-8")


def _lance(args: list[str], cwd: str, *ou: str) -> None:
    for numero, chemin in enumerate(ou, 1):
        os.dup2(os.open(chemin, os.O_WRONLY | os.O_APPEND), numero)
    assert isinstance(sys.stdout, io.TextIOWrapper)
    assert isinstance(sys.stderr, io.TextIOWrapper)
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    os.environ.clear()
    os.environ.update(MILIEU)
    os.chdir(cwd)
    sys.argv = ["utilite", *args]
    main()
