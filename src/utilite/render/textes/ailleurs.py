"""A document from elsewhere, read in a process of its own: whatever it holds, it ends, and takes little memory."""

import json
import signal
import subprocess
import sys

from utilite.errors import OperatorError
from utilite.render.textes import IllisibleError, Ligne, lignes

SECONDES_MAX = 20
"""On the clock, however busy the machine is."""
CALCUL_MAX = 4
MEMOIRE_MAX = 500_000_000
"""Seconds of the processor, bytes, where the system can bound them."""
_TROP_LONG = "il demande bien trop de temps à lire"


def lit(format_: str, contenu: bytes) -> list[Ligne]:
    """What a document says (`textes.lignes`). Raises IllisibleError, OperatorError where a library is missing."""
    if getattr(sys, "frozen", False):  # the stand-alone program has no interpreter to start
        return lignes(format_, contenu)
    # -P: a module of the folder where the command is typed isn't one of ours.
    commande = [sys.executable, "-P", "-m", __name__, format_]
    try:
        fini = subprocess.run(commande, input=contenu, capture_output=True, timeout=SECONDES_MAX, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise IllisibleError(_TROP_LONG) from error
    if fini.returncode == -getattr(signal, "SIGXCPU", 0) != 0:
        raise IllisibleError(_TROP_LONG)
    if fini.returncode or not fini.stdout:
        raise IllisibleError("il ne peut pas être lu : il est abîmé, ou fait pour ne pas l'être")
    reponse = json.loads(fini.stdout)
    if "operateur" in reponse:
        raise OperatorError(reponse["operateur"])
    if "illisible" in reponse:
        raise IllisibleError(reponse["illisible"])
    return [Ligne(*ligne) for ligne in reponse["lignes"]]


def _borne() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE_MAX, MEMOIRE_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (CALCUL_MAX, CALCUL_MAX + 1))  # whoever waits may be gone


def _repond() -> None:
    _borne()
    try:
        reponse = {"lignes": lignes(sys.argv[1], sys.stdin.buffer.read())}
    except IllisibleError as error:
        reponse = {"illisible": str(error)}  # type: ignore[dict-item]
    except OperatorError as error:
        reponse = {"operateur": str(error)}  # type: ignore[dict-item]
    print(json.dumps(reponse))


if __name__ == "__main__":
    _repond()
