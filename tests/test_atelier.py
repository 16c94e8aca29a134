"""Templates from strangers: what they cost is bounded, a document takes no other with it, nothing is left."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commande import JARDINS, RACINE, utilite
from utilite.render.atelier import en_ordre

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="les ateliers ne sont bornés que sous Linux")
FICHES = ("compost-2025", "saison-2022", "saison-2024")


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace, with a template of its own: `essai`."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


def _modele(espace: Path, source: str, manifeste: str = "fichiers: {md: essai.md}") -> None:
    dossier = espace / "templates" / "essai"
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / "modele.yaml").write_text(f"titre: Essai\n{manifeste}\n", "utf-8")
    (dossier / "essai.md").write_text(source, "utf-8")


def _ecrits(dossier: Path) -> dict[str, bytes]:
    return {p.relative_to(dossier).as_posix(): p.read_bytes() for p in dossier.rglob("*") if p.is_file()}


def _essaie(espace: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    return utilite("render", "--template", "essai", *args, cwd=espace, TMPDIR=str(espace.parent))


SEULE = "# {{ fiche.titre }}\n{% if fiche.id == 'saison-2022' %}\n\nOn y va.\nICI\n{% endif %}\n"
"""A template that goes wrong for one fiche, at its line 5."""
TEMPS = "essai.md:5: erreur UT501 modele-fautif: le document de « saison-2022 » demande plus de"
GRAND = "essai.md:5: erreur UT501 modele-fautif: une expression du modèle échoue"
ATTAQUES: dict[str, tuple[str, str]] = {
    "des boucles dans des boucles": (
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        TEMPS,
    ),
    "une boucle qui écrit": ("{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}", ""),
    "un nombre que Python calcule d'un trait": ("{{ (9 * (fiche.titre|length)) ** (9 ** 9) }}", TEMPS),
    "des macros qui s'appellent deux fois": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
        TEMPS,
    ),
    "un texte plus grand que la mémoire": ("{{ 'a' * 999999999 }}", GRAND),
    "un nombre sur cent millions de signes": ("{{ '%99999999d' % 1 }}", ""),
    "une liste plus grande que la mémoire": ("{{ ([0] * 999999999)|length }}", GRAND),
    "un texte qui double": (
        "{% set n = namespace(x='abc') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        GRAND,
    ),
}


@pytest.mark.parametrize("cas", ATTAQUES)
def test_a_template_that_oversteps_for_one_fiche_is_located_and_the_others_are_rendered(espace: Path, cas: str) -> None:
    source, attendu = ATTAQUES[cas]
    _modele(espace, SEULE.replace("ICI", source))
    fini = _essaie(espace, "--format", "md")
    assert fini.returncode == 1, fini.stderr
    assert (attendu or "templates/essai/essai.md") in fini.stderr
    assert "erreur UT501" in fini.stderr
    assert set(_ecrits(espace / "build")) == {"essai/compost-2025.md", "essai/saison-2024.md"}
    assert not list(espace.parent.glob("utilite-*")), "a folder of the workers is left"


@pytest.mark.parametrize("source", ["{{ 9 ** (9 ** 9) }}", "{{ 'a' * 999999999 }}"])
def test_a_template_that_oversteps_for_all_is_given_up(espace: Path, source: str) -> None:
    """Found while it is compiled, before any line was run."""
    _modele(espace, f"un\n\n{source}\n")
    fini = _essaie(espace)
    assert fini.returncode == 1
    assert "templates/essai/essai.md:3: erreur UT501" in fini.stderr
    assert "Pas tentés" in fini.stderr
    assert not (espace / "build").exists()


def test_a_fault_of_all_is_told_once_and_of_an_included_source_at_its_line(espace: Path) -> None:
    _modele(espace, "{% include 'partie.md' %}")
    (espace / "templates" / "essai" / "partie.md").write_text("un\n{{ 1 / 0 }}\n", "utf-8")
    fini = _essaie(espace)
    assert fini.returncode == 1
    assert fini.stderr.count("templates/essai/partie.md:2: erreur UT501") == 1
    assert "en faute pour 3 fiches" in fini.stderr


def test_what_a_macro_of_ours_was_given_is_told_where_it_was_given(espace: Path) -> None:
    _modele(espace, '{% import "commun/macros.md" as m %}\n\n{{ m.notes(3) }}\n')
    assert "templates/essai/essai.md:3: erreur UT501" in _essaie(espace).stderr


def test_a_source_too_deep_to_be_read_is_a_fault_of_its_own(espace: Path) -> None:
    _modele(espace, "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")
    for fini in (_essaie(espace), utilite("validate", "--format", "concise", cwd=espace)):
        assert fini.returncode == 1, fini.stderr
        assert "templates/essai/essai.md" in fini.stdout + fini.stderr
        assert "emboîte trop" in fini.stdout + fini.stderr


def test_markdown_that_takes_long_to_read_names_its_document(espace: Path) -> None:
    _modele(espace, "{% if fiche.id == 'saison-2022' %}{{ '*' * 999999 }}{% else %}rien{% endif %}\n")
    fini = _essaie(espace)
    assert fini.returncode == 1
    assert "templates/essai/essai.md: erreur UT501" in fini.stderr
    assert "le document de « saison-2022 » demande plus de" in fini.stderr
    assert set(_ecrits(espace / "build")) >= {f"essai/{nom}.md" for nom in FICHES}


def test_the_same_bytes_and_the_same_words_however_many_workers(espace: Path, tmp_path: Path) -> None:
    _modele(espace, "# {{ fiche.titre }}\n{% if 'saison' in fiche.id %}{{ fiche.id / 2 }}{% endif %}\n")
    for modele in ("dossier", "essai", "dossier-acteur", "rapport"):
        dits = []
        for jobs in ("1", "4"):
            sortie = tmp_path / "sortie"
            shutil.rmtree(sortie, ignore_errors=True)
            fini = utilite("render", "--template", modele, "--out", sortie, "--jobs", jobs, cwd=espace)
            dits.append((fini.stdout, re.sub(r" en [\d,]+\s*s\.", "", fini.stderr), _ecrits(sortie)))
        assert dits[0][2]
        assert dits[0] == dits[1], modele


def test_no_fiche_a_number_that_is_none_and_a_folder_that_cant_be_written(espace: Path, tmp_path: Path) -> None:
    assert utilite("render", "--jobs", "0", cwd=espace).returncode == 2
    (tmp_path / "prise").write_text("un fichier", "utf-8")
    fini = utilite("render", "--out", tmp_path / "prise", "--jobs", "2", cwd=espace)
    assert fini.returncode == 2
    assert len(fini.stderr.strip().splitlines()) == 1
    shutil.rmtree(espace / "fiches")
    fini = utilite("render", "--jobs", "2", cwd=espace)
    assert fini.returncode == 0
    assert "Il n'y a pas de fiche" in fini.stderr


Lance = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def lance(espace: Path) -> Iterator[Lance]:
    """Starts a command that works for long, and gives it back once its workers do."""
    lances: list[subprocess.Popen[str]] = []
    _modele(
        espace,
        "{% if fiche.id == 'saison-2022' %}{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}"
        "{% endfor %}{% endif %}\n",
    )

    def fait(*args: str) -> subprocess.Popen[str]:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
        commande = [sys.executable, "-m", "utilite", "-C", str(espace), "render", "--template", "essai", *args]
        lancee = subprocess.Popen(
            commande, env={**env, "TMPDIR": str(espace.parent)}, stdout=-1, stderr=-1, text=True, encoding="utf-8"
        )
        lances.append(lancee)
        while not _enfants(lancee.pid) and lancee.poll() is None:
            time.sleep(0.05)
        return lancee

    yield fait
    for lancee in lances:
        lancee.kill()
        lancee.communicate()


def _enfants(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def _vit(pid: int) -> bool:
    """Whether it is there still, and not only to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("fin", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_worker_and_no_half_file(espace: Path, lance: Lance, fin: signal.Signals) -> None:
    lancee = lance("--jobs", "2")
    enfants = _enfants(lancee.pid)
    assert enfants
    lancee.send_signal(fin)
    dit = lancee.communicate(timeout=60)
    assert lancee.returncode == 128 + fin, dit
    assert "Traceback" not in dit[1]
    assert not [pid for pid in enfants if _vit(pid)]
    assert not list(espace.rglob("*.tmp"))
    assert not list(espace.parent.glob("utilite-*"))


def test_a_worker_that_is_killed_is_told_and_the_others_are_rendered(espace: Path, lance: Lance) -> None:
    lancee = lance()
    while not (espace / "build" / "essai" / "compost-2025.html").exists():
        time.sleep(0.05)
    for pid in _enfants(lancee.pid):
        os.kill(pid, signal.SIGKILL)
    _, dit = lancee.communicate(timeout=60)
    assert lancee.returncode == 1
    assert "n'a pas pu être fait : le système l'a arrêté, souvent faute de mémoire" in dit
    assert len(_ecrits(espace / "build")) == 4, dit


def test_workers_end_with_a_run_that_is_killed(lance: Lance) -> None:
    lancee = lance("--jobs", "2")
    enfants = _enfants(lancee.pid)
    lancee.kill()
    lancee.communicate()
    for _ in range(600):  # at the latest when its document is made, or overstepped
        if not any(map(_vit, enfants)):
            break
        time.sleep(0.1)
    assert not any(map(_vit, enfants))


def test_what_comes_in_any_order_is_said_in_one() -> None:
    assert list(en_ordre([(2, "c"), (0, "a"), (1, "b"), (3, "d")])) == ["a", "b", "c", "d"]


def test_a_closed_pipe_is_silent(espace: Path) -> None:
    commande = f"{sys.executable} -m utilite -C {espace} render --jobs 2 | true"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
    fini = subprocess.run(["bash", "-c", commande], env=env, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in fini.stderr
