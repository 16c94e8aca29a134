"""`make bench`: what `validate` costs, in ratios of one run; never a test, since machines differ.

Whole commands, in rounds where each comes once, against yardsticks of the same rounds: *floor* reads the same
files with `yaml.load(…, CSafeLoader)` in one process, *stat* lists the tree and asks the system about each
file, *hello* is the least that a command made with Typer can be. What counts is the median of each.

    python tests/bench.py [how many fiches]… [--tours N]
"""

import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import bench_fiches
import bench_pairs

COMPAREES = 1000
"""Fiches that the peers are given."""
RENDUES = 200
"""Fiches that documents are made of."""
LECTURE = """
import sys, yaml
from pathlib import Path
for chemin in sorted(Path(sys.argv[1], "fiches").glob("*.yaml")):
    yaml.load(chemin.read_bytes(), yaml.CSafeLoader)
"""
LISTE = """
import os, sys
def suit(dossier):
    for entree in os.scandir(dossier):
        if entree.is_dir(follow_symlinks=False):
            suit(entree.path)
        else:
            entree.stat()
suit(sys.argv[1])
"""
BONJOUR = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def bonjour(nom: str = "le monde") -> None:
    print(f"Bonjour, {nom}")
app()
"""


class Cout(NamedTuple):
    """What a command took: seconds of processor, seconds on the clock, peak memory in MiB."""

    cpu: float
    mur: float
    memoire: float


class Banc:
    """Commands by name, and what each has taken at each round."""

    def __init__(self, ou: Path) -> None:
        self.reserve = ou / "reserve"
        self.couts: dict[str, list[Cout]] = {}

    def lance(self, nom: str, *args: str) -> None:
        """Runs Python once."""
        self.commande(nom, [sys.executable, *args])

    def commande(self, nom: str, commande: list[str], dans: Path | None = None) -> None:
        """Runs a command once. Raises where it fails otherwise than on faulty files."""
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "UTILITE_CACHE_DIR": str(self.reserve)}
        debut = time.perf_counter()
        rien = subprocess.DEVNULL
        processus = subprocess.Popen(commande, cwd=dans, stdout=rien, stderr=rien, env=env)
        _, etat, usage = os.wait4(processus.pid, 0)
        processus.returncode = os.waitstatus_to_exitcode(etat)
        assert processus.returncode in (0, 1), f"{nom} : code {processus.returncode}"
        cout = Cout(usage.ru_utime + usage.ru_stime, time.perf_counter() - debut, usage.ru_maxrss / 1024)
        self.couts.setdefault(nom, []).append(cout)

    def utilite(self, nom: str, *args: str) -> None:
        """Runs a command of ours once."""
        self.lance(nom, "-m", "utilite", *args)

    def oublie(self, nom: str) -> None:
        """Leaves out what only prepared the others."""
        self.couts.pop(nom, None)

    def __getitem__(self, nom: str) -> Cout:
        """The medians of a command; its highest peak."""
        cpu, mur, memoire = zip(*self.couts[nom], strict=True)
        return Cout(statistics.median(cpu), statistics.median(mur), max(memoire))


class Ligne(NamedTuple):
    """A line of the table: what, against what, its two ratios, its peak, the bound."""

    quoi: str
    etalon: str
    cpu: float
    mur: float
    memoire: float
    borne: str


def main() -> None:
    """Prints the table."""
    lecture = argparse.ArgumentParser()
    lecture.add_argument("nombres", nargs="*", type=int, default=[1000, 10000])
    lecture.add_argument("--tours", type=int, default=5)
    lecture.add_argument("--sans-pairs", action="store_true", help="not the other validators, which are slow")
    choix = lecture.parse_args()
    lignes: list[Ligne] = []
    with tempfile.TemporaryDirectory() as dossier:
        ou = Path(dossier)
        bonjour = ou / "bonjour.py"
        bonjour.write_text(BONJOUR, "utf-8")
        demarrage = _demarrage(ou, bonjour, choix.tours)
        lignes += _lignes_du_demarrage(demarrage)
        for nombre in choix.nombres:
            banc = _tours(ou / str(nombre), bonjour, nombre, choix.tours)
            lignes += _lignes(banc, nombre)
            froid = banc["froid"].cpu / banc["bonjour"].cpu * demarrage["bonjour"].cpu
            exposant = math.log(froid / demarrage["dix"].cpu) / math.log(nombre / 10)
            lignes.append(Ligne(f"de 10 à {nombre} fiches", "exposant", exposant, math.nan, math.nan, "1,05"))
        lignes += _rendus(ou / "rendus")
        lignes += [] if choix.sans_pairs else _pairs(ou / "pairs")
    _imprime(lignes, choix.tours)


def _demarrage(ou: Path, bonjour: Path, tours: int) -> Banc:
    banc = Banc(ou)
    dix = str(ou / "dix")
    bench_fiches.fait(Path(dix), 10)
    time.sleep(2.1)  # what is younger isn't trusted
    banc.utilite("prépare", "-C", dix, "validate")
    for _ in range(2 * tours):
        banc.lance("bonjour", str(bonjour))
        banc.utilite("version", "--version")
        banc.utilite("dix", "-C", dix, "validate", "--no-cache")
        banc.utilite("dix, déjà vues", "-C", dix, "validate")
    return banc


def _lignes_du_demarrage(banc: Banc) -> list[Ligne]:
    etalon = banc["bonjour"]
    bornes = {"version": "1,15", "dix": "1,6", "dix, déjà vues": "1,6"}
    noms = {"version": "`--version`", "dix": "10 fiches, `--no-cache`", "dix, déjà vues": "10 fiches, déjà vues"}
    return [_ligne(noms[n], "hello", banc[n], etalon, bornes[n]) for n in bornes]


def _tours(ou: Path, bonjour: Path, nombre: int, tours: int) -> Banc:
    justes, fautives = ou / "justes", ou / "fautives"
    bench_fiches.fait(justes, nombre)
    bench_fiches.fait(fautives, nombre, fautives=True)
    banc = Banc(ou)
    fiche = justes / "fiches" / f"{bench_fiches.nom(0)}.yaml"
    for tour in range(tours):
        banc.lance("bonjour", str(bonjour))
        banc.lance("lecture", "-c", LECTURE, str(justes))
        banc.lance("liste", "-c", LISTE, str(justes))
        banc.utilite("froid", "-C", str(justes), "validate", "--no-cache", "--jobs", "1")
        banc.utilite("froid, à plusieurs", "-C", str(justes), "validate", "--no-cache")
        banc.utilite("fautives", "-C", str(fautives), "validate", "--no-cache", "--jobs", "1")
        banc.utilite("froid, retenu", "-C", str(justes), "validate", "--jobs", "1")
        time.sleep(2.1)
        banc.utilite("prépare", "-C", str(justes), "validate")
        banc.utilite("déjà vu", "-C", str(justes), "validate")
        fiche.write_text(bench_fiches.fiche(0).replace("# Fictif", f"# Tour {tour}. Fictif"), "utf-8")
        banc.utilite("une changée", "-C", str(justes), "validate")
        for garde in banc.reserve.iterdir():
            garde.unlink()
    banc.oublie("prépare")
    return banc


def _lignes(banc: Banc, nombre: int) -> list[Ligne]:
    lecture, froid = banc["lecture"], banc["froid"]
    listes = {k: _somme(banc["bonjour"], banc["liste"], k) for k in (2, 3)}
    n = f"{nombre} fiches"
    return [
        _ligne(f"{n}, un processus", "floor", froid, lecture, "0,8 (processeur)"),
        _ligne(f"{n}, `--jobs` par défaut", "floor", banc["froid, à plusieurs"], lecture, "0,5 (temps)"),
        _ligne(f"{n}, cache à faire", "un processus", banc["froid, retenu"], froid, ""),
        _ligne(f"{n}, toutes fautives", "un processus", banc["fautives"], froid, "1,5"),
        _ligne(f"{n}, déjà vues", "hello + 2 stat", banc["déjà vu"], listes[2], "1"),
        _ligne(f"{n}, une changée", "hello + 3 stat", banc["une changée"], listes[3], "1"),
    ]


def _rendus(ou: Path) -> list[Ligne]:
    """One round only, in one worker."""
    bench_fiches.fait(ou / "justes", RENDUES)
    banc = Banc(ou)
    banc.lance("lecture", "-c", LECTURE, str(ou / "justes"))
    for format_ in ("md", "html"):
        suite = ("--format", format_, "--out", str(ou / format_), "--jobs", "1")
        banc.utilite(format_, "-C", str(ou / "justes"), "render", "--draft", *suite)
    quoi = f"{RENDUES} fiches, `render --format"
    bornes = {"md": "1,5", "html": "3"}
    return [_ligne(f"{quoi} {f}`", "floor", banc[f], banc["lecture"], bornes[f]) for f in bornes]


def _pairs(ou: Path) -> list[Ligne]:
    """One round only: some of them take a hundred times as long as we do."""
    bench_fiches.fait(ou / "justes", COMPAREES)
    banc = Banc(ou)
    pairs = bench_pairs.commandes(ou / "justes", ou / "eux")
    banc.utilite("froid", "-C", str(ou / "justes"), "validate", "--no-cache", "--jobs", "1")
    for nom, (commande, dans) in pairs.items():
        banc.commande(nom, commande, dans)
    banc.utilite("froid", "-C", str(ou / "justes"), "validate", "--no-cache", "--jobs", "1")
    quoi = f"{COMPAREES} fiches, un processus"
    return [_ligne(quoi, nom, banc["froid"], banc[nom], f"{bench_pairs.BORNES[nom]} (processeur)") for nom in pairs]


def _somme(un: Cout, autre: Cout, fois: int) -> Cout:
    return Cout(un.cpu + fois * autre.cpu, un.mur + fois * autre.mur, 0)


def _ligne(quoi: str, etalon: str, cout: Cout, contre: Cout, borne: str) -> Ligne:
    return Ligne(quoi, etalon, cout.cpu / contre.cpu, cout.mur / contre.mur, cout.memoire, borne)


def _imprime(lignes: list[Ligne], tours: int) -> None:
    versions = ", ".join(f"{nom} {version(nom)}" for nom in ("utilite", "PyYAML", "typer"))
    octets = len(bench_fiches.fiche(0).encode())
    print(f"Python {platform.python_version()}, {versions} ; {platform.system()}, {os.cpu_count()} processeurs ;")
    print(f"médianes de {tours} tours, fiches de {octets} octets environ.\n")
    print("| validate | rapporté à | processeur | temps | mémoire (Mio) | borne |\n|---|---|---|---|---|---|")
    for ligne in lignes:
        memoire = "" if math.isnan(ligne.memoire) else f"{ligne.memoire:.0f}"
        print(f"| {ligne.quoi} | {ligne.etalon} | {_dit(ligne.cpu)} | {_dit(ligne.mur)} | {memoire} | {ligne.borne} |")


def _dit(rapport: float) -> str:
    return "" if math.isnan(rapport) else f"{rapport:.2f}".replace(".", ",")


if __name__ == "__main__":
    main()
