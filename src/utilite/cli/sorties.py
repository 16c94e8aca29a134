"""What the commands share: the workspace that is meant, the end of a run, what goes where."""

import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import typer

from utilite import francais, workspace
from utilite.workspace import Workspace


@dataclass(slots=True)
class Chrono:
    """How long a command took, in its own words."""

    debut: float = field(default_factory=time.monotonic)

    @property
    def dit(self) -> str:
        """« en 0,3 s »."""
        return f"en {francais.nombre(time.monotonic() - self.debut, 1)}{francais.INSECABLE}s"


def espace(ctx: typer.Context) -> Workspace:
    """The workspace of `-C`, or the nearest one upwards. Raises OperatorError."""
    dossier: Path | None = ctx.obj
    if dossier is not None:
        return workspace.ouvre(dossier.resolve())
    return workspace.ouvre(workspace.trouve(Path.cwd()))


def dit(texte: str) -> None:
    """A line for the person, on stderr: stdout is for the answer."""
    print(texte, file=sys.stderr)


def en_couleur() -> bool:
    """Whether stdout is a terminal that wants colours (`NO_COLOR` is obeyed)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def chemin_court(chemin: Path) -> str:
    """A path as one would type it from here."""
    try:
        return os.path.relpath(chemin)
    except ValueError:  # another drive
        return str(chemin)
