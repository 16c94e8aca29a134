"""What the commands share: the workspace that is meant, the end of a run, what goes where."""

import importlib
import os
import shutil
import sys
import textwrap
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from utilite import emplacement, francais
from utilite.errors import OperatorError

if TYPE_CHECKING:
    from utilite.referentiel import Referentiel
    from utilite.workspace import Workspace


@dataclass(slots=True)
class Chrono:
    """How long a command took, in its own words."""

    debut: float = field(default_factory=time.monotonic)

    @property
    def dit(self) -> str:
        """« en 0,3 s »."""
        return f"en {francais.nombre(time.monotonic() - self.debut, 1)}{francais.INSECABLE}s"


def espace(ctx: typer.Context) -> "Workspace":
    """The workspace of `-C`, or the nearest one upwards. Raises OperatorError."""
    return ouvre(racine(ctx))


def racine(ctx: typer.Context) -> Path:
    """Its folder, before anything is read. Raises OperatorError."""
    dossier: Path | None = ctx.obj
    if dossier is None:
        return emplacement.trouve(Path.cwd())
    if not dossier.is_dir():
        raise OperatorError(f"le dossier « {dossier} » n'existe pas : vérifiez ce qui suit -C")
    return dossier.resolve()


def ouvre(racine: Path) -> "Workspace":
    """The workspace of a folder; its readers are imported now. Raises OperatorError."""
    espace: Workspace = importlib.import_module("utilite.workspace").ouvre(racine)
    return espace


def referentiel(espace: "Workspace") -> "Referentiel":
    """The référentiel of a workspace, as far as it could be read. Raises OperatorError where it couldn't at all."""
    if espace.referentiel.valeur is None:
        raise OperatorError("le référentiel ne peut pas être lu : tapez « utilite validate » pour voir pourquoi")
    return espace.referentiel.valeur


def dit(texte: str) -> None:
    """Lines for the person, on stderr, cut between words on a terminal: stdout is for the answer."""
    if sys.stderr.isatty():
        largeur = shutil.get_terminal_size((80, 24)).columns
        texte = "\n".join(textwrap.fill(ligne, largeur, break_long_words=False) for ligne in texte.split("\n"))
    print(texte, file=sys.stderr)


def avance(texte: str) -> None:
    """How far a long command is, on a terminal only: in place of what was said last, gone where empty."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{texte}", end="", file=sys.stderr, flush=True)


def demande(question: str) -> str:
    """What is typed in answer, on a terminal; elsewhere nothing is asked, and the answer is empty."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def dit_non_lus(espace: "Workspace") -> None:
    """Says which files nobody reads because of their name: a fiche that is passed by in silence is lost."""
    findings, _ = espace.autres()
    noms = [f.place.file for f in findings if f.rule in ("nom-de-fichier", "extension-yml")]
    if noms:
        dit(f"Pas lus, à cause de leur nom : {', '.join(noms)}. Pour savoir quoi faire, tapez : utilite validate")


def en_couleur() -> bool:
    """Whether stdout is a terminal that wants colours (`NO_COLOR` is obeyed)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def chemin_court(chemin: Path) -> str:
    """A path as one would type it from here."""
    try:
        return os.path.relpath(chemin)
    except ValueError:  # another drive
        return str(chemin)
