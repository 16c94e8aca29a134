"""Tries a stand-alone executable in an empty folder, with nothing on PATH, from init to import; says what it weighs."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMANDES = (
    ("init",),
    ("validate",),
    ("render", "--template", "dossier"),
    ("form",),
    ("form", "--format", "xlsx"),
    ("import", "build/formulaire.xlsx", "--check"),
)


def essaie(programme: Path) -> None:
    """Runs each command as a newcomer would; raises CalledProcessError where one fails."""
    # Windows' own programs need to know where it is.
    env = {"PATH": "", **{nom: os.environ[nom] for nom in ("SYSTEMROOT", "TEMP") if nom in os.environ}}
    with tempfile.TemporaryDirectory() as dossier:
        for commande in COMMANDES:
            subprocess.run([programme, *commande], cwd=dossier, env=env, check=commande[0] != "import", timeout=300)
        assert (Path(dossier) / "build" / "dossier" / "exemple.html").is_file()
        assert (Path(dossier) / "build" / "formulaire.html").stat().st_size > 5_000_000
        depart = time.perf_counter()
        subprocess.run([programme, "--version"], cwd=dossier, env=env, check=True, timeout=60)
        duree = time.perf_counter() - depart
    print(f"{programme.name} : {programme.stat().st_size / 1e6:.0f} Mo, démarre en {duree:.2f} s".replace(".", ","))


essaie(Path(sys.argv[1]).resolve())
