"""`make bench`: what validating costs, as ratios of one run; never a test, since machines differ.

The yardstick is what reading the same files costs by `yaml.load(…, CSafeLoader)`, start-up included.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

RACINE = Path(__file__).parents[1]
FICHES = 1000
OCTETS = 5000

LECTURE = """
import sys, yaml
from pathlib import Path
for chemin in sorted(Path(sys.argv[1], "fiches").glob("*.yaml")):
    yaml.load(chemin.read_bytes(), yaml.CSafeLoader)
"""


def main() -> None:
    """Prints the ratios."""
    with tempfile.TemporaryDirectory() as dossier:
        racine = Path(dossier)
        taille = _espace(racine)
        lire = [sys.executable, "-c", LECTURE, dossier]
        valider = [sys.executable, "-m", "utilite", "-C", dossier, "validate", "--format", "concise"]
        mesures = [(_cpu(lire), _cpu(valider)) for _ in range(5)]
    ratios = sorted(v / max(lu, 1e-9) for lu, v in mesures)
    print(f"{FICHES} fiches de {taille} octets en moyenne, cinq tours")
    print(f"validate / yaml.load(CSafeLoader), cpu : médiane {ratios[2]:.2f} ({ratios[0]:.2f} à {ratios[-1]:.2f})")


def _espace(racine: Path) -> int:
    """A workspace of a thousand fiches made of the repository's own, cut or lengthened to 5 KB."""
    shutil.copy(RACINE / "referentiel.yaml", racine)
    shutil.copytree(RACINE / "acteurs", racine / "acteurs")
    (racine / "fiches").mkdir()
    modele = (RACINE / "fiches" / "intergenerations.yaml").read_text("utf-8")
    for i in range(FICHES):
        (racine / "fiches" / f"fiche-{i:04}.yaml").write_text(modele, "utf-8")
    return len(modele.encode())


def _cpu(commande: list[str]) -> float:
    avant = resource.getrusage(resource.RUSAGE_CHILDREN)
    environnement = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(commande, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environnement)
    apres = resource.getrusage(resource.RUSAGE_CHILDREN)
    return apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime


if __name__ == "__main__":
    main()
