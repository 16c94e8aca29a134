"""What `SECURITY.md` promises, held by whole commands on copied workspaces: hostile files, full disks, sudden ends."""

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commande import JARDINS, RACINE, utilite
from utilite import cli
from utilite.edit import tampon

RICHE = "saison-2024"
FICHE = f"fiches/{RICHE}.yaml"
MIO = 1024 * 1024
CPU_MAX, MEMOIRE_MAX = 5, 512
"""Seconds of processor, MiB."""


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


class Fini(NamedTuple):
    """How a command ended, and what it took."""

    code: int
    stdout: bytes
    stderr: bytes
    cpu: float
    memoire: float


MILIEU = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
UTILITE = [sys.executable, "-m", "utilite"]


def lance(espace: Path, *arguments: object, **env: str) -> Fini:
    """One command in a process of its own, measured."""
    commande = [*UTILITE, *map(str, arguments)]
    ecrit, dit = espace.parent / "stdout", espace.parent / "stderr"
    with ecrit.open("wb") as vers, dit.open("wb") as erreurs:
        processus = subprocess.Popen(commande, cwd=espace, env={**MILIEU, **env}, stdout=vers, stderr=erreurs)
        _, etat, usage = os.wait4(processus.pid, 0)
        processus.returncode = os.waitstatus_to_exitcode(etat)
    memoire = usage.ru_maxrss / (1024 if sys.platform == "linux" else MIO)
    return Fini(processus.returncode, ecrit.read_bytes(), dit.read_bytes(), usage.ru_utime + usage.ru_stime, memoire)


def _empreinte(racine: Path) -> dict[str, bytes]:
    return {str(p.relative_to(racine)): p.read_bytes() for p in sorted(racine.rglob("*")) if p.is_file()}


# Bounds


def _rempli(tete: str, ligne: str, fin: str = "") -> str:
    """A mebibyte of the same line, `§` being its number."""
    reste = MIO - 200 - len(tete.encode()) - len(fin)
    lignes = "".join(ligne.replace("§", str(i)) for i in range(reste // len(ligne.encode())))
    return tete + lignes.encode()[:reste].decode(errors="ignore") + fin


BOMBES: dict[str, Callable[[], str]] = {
    "a hundred thousand brackets": lambda: "[" * 100_000,
    "braces": lambda: "{a: " * 100_000,
    "lists in lists": lambda: "- " * 100_000,
    "a billion laughs": lambda: "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ),
    "aliases": lambda: _rempli("a: &a b\nx: [", "*a,", "]\n"),
    "anchors": lambda: _rempli("", "k§: &a§ v\n"),
    "tags": lambda: _rempli("", "k§: !!python/object:os.system v\n"),
    "one long key": lambda: "k" * (MIO - 200) + ": 1\n",
    "one long text": lambda: "x: " + "a" * (MIO - 200),
    "an open quote": lambda: _rempli('x: "', "a\n"),
    "forty levels, many times": lambda: _rempli("x: [", "[" * 36 + "1" + "]" * 36 + ",", "]\n"),
    "a key again and again": lambda: _rempli("", "a: 1\n"),
    "unknown keys": lambda: _rempli("", "k§: 1\n"),
    "unknown actors": lambda: _rempli("acteurs:\n", "- inconnu\n"),
    "tabs": lambda: _rempli("", "a:\t1\n"),
    "texts cut by a hash": lambda: _rempli("x:\n", "  - mot #mot\n"),
    "keys with an odd space": lambda: _rempli("", "k§\u00a0: 1\n"),
    "control characters": lambda: _rempli("x:\n", '  - "\\x01"\n'),
    "a line of question marks": lambda: "x" + "? " * 500_000 + "\n",
    "a line of blanks": lambda: "acteurs:\nversio" + " " * 190_000 + "x\nstatut: fini\n",
    "brackets stuck to a key": lambda: "a:" + "[" * 190_000 + "\n  b: 1\n c: 2\n",
    "one number": lambda: "x: " + "9" * (MIO - 200),
    "addresses": lambda: _rempli((JARDINS / FICHE).read_text("utf-8") + "perspectives: |\n  ", "a@b.fr "),
    "stars": lambda: _rempli((JARDINS / FICHE).read_text("utf-8") + "perspectives: |\n  ", "*a "),
    "brackets of links": lambda: _rempli((JARDINS / FICHE).read_text("utf-8") + "perspectives: |\n  ", "["),
}  # fmt: skip


@pytest.mark.parametrize("bombe", BOMBES)
def test_one_file_costs_no_more_than_five_seconds_and_half_a_gibibyte(espace: Path, bombe: str) -> None:
    """Of processor: the clock of a busy machine says nothing. A file's report is bounded too."""
    (espace / FICHE).write_text(BOMBES[bombe](), "utf-8")
    for commande in (["validate"], ["fix", "--diff", FICHE]):
        fini = lance(espace, *commande)
        assert fini.code in (0, 1), fini.stderr[-400:]
        assert fini.cpu < CPU_MAX, commande
        assert fini.memoire < MEMOIRE_MAX, commande
        assert commande[0] != "validate" or fini.stdout.count(f"{FICHE}:".encode()) <= 101


def test_a_hostile_workspace_is_validated_and_rendered(espace: Path) -> None:
    """All of it at once: exit 1, the others rendered, within the bounds."""
    for i, bombe in enumerate(("aliases", "unknown keys", "an open quote", "tabs")):
        (espace / "fiches" / f"bombe-{i}.yaml").write_text(BOMBES[bombe](), "utf-8")
    (espace / "fiches" / "tube.yaml").symlink_to("/dev/zero")
    for commande in (["validate"], ["render", "--out", espace.parent / "o", "--format", "md"]):
        fini = lance(espace, *commande)
        assert fini.code == 1, fini.stderr
        assert fini.cpu < CPU_MAX * 2  # four bombs
        assert fini.memoire < MEMOIRE_MAX
    assert (espace.parent / "o" / "fiche" / f"{RICHE}.md").is_file()


# Files


def _tube(chemin: Path) -> None:
    os.mkfifo(chemin)


def _lien(chemin: Path) -> None:
    chemin.symlink_to("/etc/hostname")


def _nulle_part(chemin: Path) -> None:
    chemin.symlink_to("nulle-part")


def _en_rond(chemin: Path) -> None:
    chemin.symlink_to(chemin.name)


def _zero(chemin: Path) -> None:
    chemin.symlink_to("/dev/zero")


def _dossier(chemin: Path) -> None:
    chemin.mkdir()


def _ferme(chemin: Path) -> None:
    chemin.write_text("titre: x\n")
    chemin.chmod(0)


POSES: dict[str, Callable[[Path], None]] = {
    "a FIFO": _tube, "a link out": _lien, "a link to nowhere": _nulle_part, "a link to itself": _en_rond,
    "a link to a device": _zero, "a folder": _dossier, "a closed file": _ferme,
}  # fmt: skip
PLACES = {
    "a fiche": FICHE,
    "an acteur": "acteurs/jardin-des-lilas.yaml",
    "a private file": f"prive/fiches/{RICHE}.yaml",
    "the référentiel": "referentiel.yaml",
    "a manifest": "templates/appel/modele.yaml",
    "a template's source": "templates/appel/d.md",
    "a form's fields": "templates/appel/champs.yaml",
    "a blank form": "templates/appel/vierge.pdf",
    "a logo": "logo.svg",
}
_APPEL = {
    "modele.yaml": "titre: Appel\nfichiers:\n  md: d.md\n  pdf: {formulaire: vierge.pdf, champs: champs.yaml}\n",
    "d.md": "# {{ action.titre }}\n",
    "champs.yaml": "titre: action.titre\n",
    "vierge.pdf": "%PDF-1.4\n",
}


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("place", PLACES)
def test_only_regular_files_of_the_workspace_are_read(espace: Path, place: str, pose: str) -> None:
    if pose == "a closed file" and os.geteuid() == 0:
        pytest.skip("root ouvre tout")
    (espace / "templates" / "appel").mkdir(parents=True)
    for nom, texte in _APPEL.items():
        (espace / "templates" / "appel" / nom).write_text(texte, "utf-8")
    with (espace / "referentiel.yaml").open("a", encoding="utf-8") as flux:
        flux.write("\npresentation: {logo: logo.svg}\n")
    (espace / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    fichier = espace / PLACES[place]
    fichier.unlink(missing_ok=True)
    POSES[pose](fichier)
    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "absent"
    rend = ["render", "--draft", "--template", "appel", "--format", "md", "--out", espace.parent / "o"]
    for commande in (["validate"], rend):
        fini = lance(espace, *commande)
        assert fini.code in (0, 1, 2), fini.stderr
        assert b"Traceback" not in fini.stderr
        assert len(secret) < 4 or secret.encode() not in fini.stdout + fini.stderr
        if commande[0] == "validate" and fini.code != 2:  # 2: a link to nowhere is no référentiel, hence no workspace
            ou = rf"(?m)^({re.escape(PLACES[place])}|templates/[\w/.]+|referentiel\.yaml):\d+:\d+: "
            assert re.search(ou.encode(), fini.stdout), fini.stdout
    rendus = b"".join(p.read_bytes() for p in (espace.parent / "o").rglob("*.md"))
    assert len(secret) < 4 or secret.encode() not in rendus


def test_a_folder_that_is_a_link_out_is_not_read(espace: Path, tmp_path: Path) -> None:
    dehors = tmp_path / "dehors"
    dehors.mkdir()
    (dehors / "modele.yaml").write_text("titre: SECRET\nfichiers: {md: d.md}\n")
    (dehors / "d.md").write_text("SECRET")
    (espace / "templates").mkdir()
    (espace / "templates" / "appel").symlink_to(dehors)
    vu = lance(espace, "validate")
    assert vu.code == 1
    assert b"templates/appel:1:1: erreur UT002" in vu.stdout
    assert b"SECRET" not in lance(espace, "templates").stdout
    (espace / "images").symlink_to(dehors)
    (dehors / "logo.svg").write_text("<svg>SECRET</svg>")
    with (espace / "referentiel.yaml").open("a", encoding="utf-8") as flux:
        flux.write("\npresentation: {logo: images/logo.svg}\n")
    assert b"UT216" in lance(espace, "validate").stdout


def test_a_file_that_vanishes_is_a_located_message(espace: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    vrai = os.open

    def ouvre(chemin: Any, *autres: Any, **noms: Any) -> int:
        if str(chemin).endswith(FICHE):
            raise FileNotFoundError(errno.ENOENT, "")
        return vrai(chemin, *autres, **noms)

    monkeypatch.setattr(os, "open", ouvre)
    assert cli.lance(["-C", str(espace), "validate"]) == 1
    assert f"{FICHE}:1:1: erreur UT001 fichier-illisible: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "nom", ["../evade", "..", "a/b", "", "A", "é", "e\u0301t\u00e9", "-x", "con ", "x" * 101, "x\n"]
)
def test_no_name_leads_out_of_the_folder_of_outputs(espace: Path, nom: str) -> None:
    """A name is one that ids may have, or nothing is written: whatever asks, and whatever the file is called."""
    avant = _empreinte(espace.parent)
    commandes = [["new"], ["new", "x", "--acteur"], ["templates", "new"], ["render"], ["render", "--template"]]
    for commande in ([*c, nom] for c in commandes):
        assert utilite(*commande, cwd=espace).returncode == 2, commande
    assert _empreinte(espace.parent) == avant
    if "/" not in nom and nom.strip(".\n "):
        (espace / "fiches" / f"{nom}.yaml").write_bytes((espace / FICHE).read_bytes())
        assert b"UT031" in lance(espace, "validate").stdout
        utilite("render", "--draft", "--format", "md", "--out", espace.parent / "o", cwd=espace)
        assert nom not in {p.stem for p in (espace.parent / "o").rglob("*")}


def test_outputs_go_through_no_link_of_the_workspace(espace: Path, tmp_path: Path) -> None:
    """A `build/`, or a folder in it, that a stranger has made a link: nothing is written where it leads."""
    dehors = tmp_path / "dehors"
    dehors.mkdir()
    (espace / "build").symlink_to(dehors)
    for commande in (["render"], ["form", "--format", "csv"]):
        fini = utilite(*commande, cwd=espace)
        assert (fini.returncode, "lien qui sort" in fini.stderr) == (2, True), fini.stderr
    (espace / "build").unlink()
    (espace / "build").mkdir()
    (espace / "build" / "fiche").symlink_to(dehors)
    assert utilite("render", cwd=espace).returncode == 2
    (espace / "schema").symlink_to(dehors)
    assert utilite("schema", cwd=espace).returncode == 2
    assert list(dehors.iterdir()) == []
    (tmp_path / "o").symlink_to(dehors)  # the operator's own choice
    assert utilite("render", RICHE, "--out", tmp_path / "o", cwd=espace).returncode == 0
    assert (dehors / "fiche" / f"{RICHE}.html").is_file()


def test_a_folder_swapped_for_a_link_meanwhile_is_not_written_through(espace: Path, tmp_path: Path) -> None:
    from utilite import atomic

    dehors = tmp_path / "dehors"
    dehors.mkdir()
    vrai = atomic._ouvre

    def echange(base: Path, parties: tuple[str, ...]) -> Any:
        shutil.rmtree(espace / "fiches")
        (espace / "fiches").symlink_to(dehors)
        return vrai(base, parties)

    with pytest.MonkeyPatch.context() as m:
        m.setattr(atomic, "_ouvre", echange)
        assert cli.lance(["-C", str(espace), "new", "essai", "--acteur", "jardin-des-lilas"]) == 2
    assert list(dehors.iterdir()) == []


# Writing


ECRITURES: dict[str, list[str]] = {
    "render": ["render", "--draft", "--format", "md", "--out", "o"],
    "fix": ["fix"],
    "format": ["format"],
    "migrate": ["migrate"],
    "import": ["import", "../recu"],
    "new": ["new", "essai", "--acteur", "nouveau-jardin"],
    "templates new": ["templates", "new", "essai"],
    "init": ["init", "../neuf"],
    "schema": ["schema"],
    "form": ["form", "--format", "csv", "--out", "o/f.csv"],
}


def _a_ecrire(espace: Path) -> None:
    """A workspace in which each command has something to write."""
    fiche = espace / "fiches" / "ruches-2023.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("statut: retiree", "statut:   Retirée"), "utf-8")
    recu = espace.parent / "recu"
    recu.mkdir(exist_ok=True)
    octets = (espace / FICHE).read_bytes()
    (recu / "venue-2024.yaml").write_bytes(octets)
    (recu / f"{RICHE}.yaml").write_bytes(tampon.ligne(FICHE, octets).encode() + octets.replace(b"tomates", b"courges"))


def _plein(*_: object, **__: object) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("commande", ECRITURES)
def test_whatever_call_fails_each_file_is_the_old_or_the_new_one(
    tmp_path: Path, commande: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first, the second… call that writes is refused, until there is none left to refuse; as SQLite is tested."""
    modele = Path(shutil.copytree(JARDINS, tmp_path / "modele" / "jardins"))
    _a_ecrire(modele)
    faits: dict[str, bytes] = {}
    for rang in range(80):
        ici = tmp_path / str(rang)
        shutil.copytree(modele.parent, ici)
        avant = _empreinte(ici)
        reste = rang - 1  # none the first time: what is to be written is then known

        def compte(vrai: Callable[..., Any]) -> Callable[..., Any]:
            def appel(*arguments: Any, **noms: Any) -> Any:
                nonlocal reste
                reste -= 1
                return _plein() if reste == -1 else vrai(*arguments, **noms)

            return appel

        with monkeypatch.context() as m:
            m.chdir(ici / "jardins")
            if rang:
                for nom in ("fsync", "replace", "mkdir", "write"):
                    m.setattr(os, nom, compte(getattr(os, nom)))
            code = cli.lance(ECRITURES[commande])
        capsys.readouterr()
        apres = _empreinte(ici)
        if not rang:
            faits = apres
            assert faits != avant
            continue
        assert not [nom for nom in apres if nom.endswith(".tmp")]
        assert all(octets in (avant.get(nom), faits.get(nom)) for nom, octets in apres.items())
        assert avant.keys() <= apres.keys()
        if reste >= 0:
            assert apres == faits
            return
        assert code == 2 or apres == faits, rang
    pytest.fail("plus de quatre-vingts écritures")


@pytest.mark.parametrize("commande", ["render", "fix", "import"])
def test_killed_at_any_instant_each_file_is_the_old_or_the_new_one(tmp_path: Path, commande: str) -> None:
    modele = Path(shutil.copytree(JARDINS, tmp_path / "modele" / "jardins"))
    _a_ecrire(modele)
    fait = Path(shutil.copytree(modele.parent, tmp_path / "fait"))
    utilite(*ECRITURES[commande], cwd=fait / "jardins")
    faits, avant = _empreinte(fait), _empreinte(modele.parent)
    for rang in range(5):
        ici = Path(shutil.copytree(modele.parent, tmp_path / str(rang)))
        args = [*UTILITE, *ECRITURES[commande]]
        muet = subprocess.DEVNULL
        processus = subprocess.Popen(args, cwd=ici / "jardins", env=MILIEU, stdout=subprocess.PIPE, stderr=muet)
        assert processus.stdout is not None
        if rang % 2 and commande == "render":
            processus.stdout.readline()
        else:
            time.sleep(0.2 * rang)
        processus.kill()
        processus.wait()
        processus.stdout.close()
        apres = {nom: o for nom, o in _empreinte(ici).items() if not nom.endswith(".tmp")}
        assert avant.keys() <= apres.keys()
        assert all(octets in (avant.get(nom), faits.get(nom)) for nom, octets in apres.items())
        encore = utilite(*ECRITURES[commande], cwd=ici / "jardins")
        assert encore.returncode in (0, 1), encore.stderr


def test_two_runs_at_once_leave_whole_files(espace: Path) -> None:
    args = [*UTILITE, "render", "--draft", "--format", "md,html", "--out", "o"]
    muet = subprocess.DEVNULL
    ensemble = [subprocess.Popen(args, cwd=espace, env=MILIEU, stdout=muet, stderr=muet) for _ in range(2)]
    assert {p.wait() for p in ensemble} == {0}
    a_deux = _empreinte(espace / "o")
    shutil.rmtree(espace / "o")
    utilite(*args[3:], cwd=espace)
    assert a_deux == _empreinte(espace / "o")


def test_a_folder_that_takes_no_file_is_one_line(espace: Path) -> None:
    """Read-only, under a file, in the kernel's own: whoever runs it."""
    (espace / "fichier").write_text("")
    for out in ("fichier/o", "/proc/o", "/dev/full/o"):
        fini = utilite("render", RICHE, "--out", out, cwd=espace)
        assert (fini.returncode, fini.stdout) == (2, ""), out
        assert len(fini.stderr.strip().splitlines()) == 1
        assert "ne peut pas être écrit" in fini.stderr


def test_a_pipe_is_not_replaced_by_a_file(espace: Path) -> None:
    """Nor is `/dev/null`, which a report is easily sent to."""
    os.mkfifo(espace / "tube")
    fini = utilite("validate", "--output", "tube", cwd=espace)
    assert (fini.returncode, "n'est pas un fichier que l'on remplace" in fini.stderr) == (2, True), fini.stderr
    assert (espace / "tube").is_fifo()


def test_a_full_disk_leaves_the_old_document(espace: Path) -> None:
    """As full as a limit on what a process may write makes it."""
    utilite("render", RICHE, "--format", "md", "--out", "o", cwd=espace)
    document = espace / "o" / "fiche" / f"{RICHE}.md"
    avant = document.read_bytes()
    fiche = espace / FICHE
    fiche.write_text(fiche.read_text("utf-8").replace("tomates", "courges"), "utf-8")
    fini = subprocess.run(
        [*UTILITE, "render", RICHE, "--draft", "--format", "md", "--out", "o"],
        cwd=espace,
        env={**MILIEU, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        check=False,
    )
    assert fini.returncode == 2, fini.stderr
    assert document.read_bytes() == avant
    assert [p.name for p in document.parent.iterdir()] == [document.name]


# The same bytes


MILIEUX = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/nulle-part"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "SOURCE_DATE_EPOCH": "1900000000"},
]


@pytest.mark.parametrize("commande", ["render", "form", "schema", "validate"])
def test_the_same_sources_make_the_same_bytes_wherever(tmp_path: Path, commande: str) -> None:
    """No clock, no place, no locale, no order of a hash: another folder, another hour, another machine."""
    commandes = {
        "render": ["render", "--draft", "--format", "md,html", "--template", "dossier", "--out", "../o"],
        "form": ["form", "--format", "xlsx", "--out", "../o/f.xlsx"],
        "schema": ["schema", "--out", "../o"],
        "validate": ["validate", "--format", "json", "--output", "../o/v.json"],
    }
    vus = []
    for rang, milieu in enumerate(MILIEUX):
        ici = Path(shutil.copytree(JARDINS, tmp_path / f"{rang}" / ("x" * (rang + 1)) / "jardins"))
        os.utime(ici / FICHE, (rang * 1e8, rang * 1e8))
        fini = lance(ici, *commandes[commande], **milieu)
        assert fini.code in (0, 1), fini.stderr
        sortie = ici.parent / "o"
        vus.append(_empreinte(sortie))
    assert vus[0] == vus[1] == vus[2]


# Dying well


def _coquille(espace: Path, ligne: str) -> "subprocess.CompletedProcess[bytes]":
    env = {**MILIEU, "U": " ".join(UTILITE)}
    return subprocess.run(["bash", "-c", ligne], cwd=espace, env=env, capture_output=True, check=False, timeout=120)


FLUX = {
    "stdout closed": ("$U validate >&-", 2),
    "all closed": ("$U validate <&- >&- 2>&-", 2),
    "stderr closed": ("$U validate 2>&-", 0),
    "stderr full": ("$U validate 2>/dev/full", 2),
    "stdin closed": ("$U new <&-", 2),
    "stdout full": ("$U validate >/dev/full", 2),
    "stdout full, help": ("$U >/dev/full", 2),
    "stdout full, a list": ("$U explain >/dev/full", 2),
    "stdout full, documents": ("$U render --draft --format md --out ../o >/dev/full", 2),
    "a pipe that closes": ("$U explain | head -n 1; exit ${PIPESTATUS[0]}", None),
    "a pipe that is closed": ("$U explain | true; exit ${PIPESTATUS[0]}", None),
}


@pytest.mark.skipif(not Path("/dev/full").exists() or not shutil.which("bash"), reason="il faut bash et /dev/full")
@pytest.mark.parametrize("cas", FLUX)
def test_streams_that_are_closed_or_full_end_it_well(espace: Path, cas: str) -> None:
    ligne, code = FLUX[cas]
    fini = _coquille(espace, ligne)
    assert b"Traceback" not in fini.stderr
    assert b"Exception ignored" not in fini.stderr
    assert "imprévue" not in fini.stderr.decode()
    if code is None:
        assert fini.stderr == b""
        assert fini.returncode in (0, 1)
    else:
        assert fini.returncode == code, fini.stderr


@pytest.mark.parametrize(("signe", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_and_sigterm_end_it_without_a_word(espace: Path, signe: signal.Signals, code: int) -> None:
    """As a shell sees it: a process that a signal ends has 128 and its number. From the first instant on."""
    for attente in (0.2, 0.5, 0.8, 1.2):
        args = [*UTILITE, "render", "--draft", "--out", "../o"]
        processus = subprocess.Popen(args, cwd=espace, env=MILIEU, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(attente)
        processus.send_signal(signe)
        _, dit = processus.communicate()
        vu = processus.returncode if processus.returncode >= 0 else 128 - processus.returncode
        assert vu in (code, 0), dit  # 0: it had ended
        assert b"utilite" not in dit or b"Traceback" not in dit  # before ours, Python's own start says its traceback
        shutil.rmtree(espace.parent / "o", ignore_errors=True)


def test_no_home_is_needed(espace: Path) -> None:
    for maison in ("", "/nulle-part", "/proc"):
        assert lance(espace, "validate", HOME=maison).code == 0
        assert lance(espace, "render", RICHE, "--format", "md", "--out", espace.parent / "o", HOME=maison).code == 0


# Nothing of the workspace is run


PIEGES = (
    "yaml", "jinja2", "typer", "sitecustomize", "usercustomize", "conftest", "encodings", "json", "openpyxl",
    "weasyprint", "rich", "markdown_it", "unicodedata",
)  # fmt: skip


def test_nothing_of_the_workspace_is_imported(espace: Path, tmp_path: Path) -> None:
    note = tmp_path / "note"
    piege = f"open({str(note)!r}, 'a').write(__name__)\n"
    for nom in PIEGES:
        for dossier in (espace, espace / "fiches", espace / "acteurs"):
            (dossier / f"{nom}.py").write_text(piege)
    (espace / "x.pth").write_text(f"import os; {piege}")
    (espace / "pyproject.toml").write_text("[tool.utilite]\nplugins = ['conftest']\n")
    classeur = tmp_path / "f.xlsx"
    for commande in (
        ["validate"],
        ["render", "--draft", "--out", tmp_path / "o"],
        ["form", "--format", "xlsx", "--out", classeur],
        ["import", "--diff", classeur],
        ["panorama"],
        ["fix", "--diff"],
    ):
        assert lance(espace, *commande).code in (0, 1)
        assert not note.exists(), (commande, note.read_text())


@pytest.mark.skipif(shutil.which("git") is None, reason="il faut git")
def test_a_hostile_git_configuration_runs_nothing(espace: Path, tmp_path: Path) -> None:
    """Whatever asks git: `import`, with its branches, and `form`."""
    note = tmp_path / "note"
    piege = tmp_path / "piege.sh"
    piege.write_text(f'#!/bin/sh\necho "$0 $@" >> {note}\nexit 1\n')
    piege.chmod(0o755)
    moi = {f"GIT_{qui}_{quoi}": "x@x.fr" for qui in ("AUTHOR", "COMMITTER") for quoi in ("NAME", "EMAIL")}
    env = {**os.environ, **moi}
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Un"]):
        subprocess.run(["git", *arguments], cwd=espace, check=True, env=env)
    for nom in ("pre-commit", "post-checkout", "reference-transaction", "post-index-change", "pre-push"):
        shutil.copy(piege, espace / ".git" / "hooks" / nom)
    (espace / ".gitattributes").write_text("* diff=x filter=x merge=x\n")
    with (espace / ".git" / "config").open("a") as flux:
        flux.write(
            f"[core]\n\tfsmonitor = {piege}\n\tsshCommand = {piege}\n\tpager = {piege}\n\teditor = {piege}\n"
            f"\talternateRefsCommand = {piege}\n\tgitProxy = {piege}\n\taskPass = {piege}\n"
            f'[diff "x"]\n\ttextconv = {piege}\n\tcommand = {piege}\n'
            f'[filter "x"]\n\tclean = {piege}\n\tsmudge = {piege}\n'
            f"[alias]\n\tcat-file = !{piege}\n\trev-parse = !{piege}\n"
            f"[gpg]\n\tprogram = {piege}\n[commit]\n\tgpgSign = true\n"
            f"[credential]\n\thelper = !{piege}\n[include]\n\tpath = {tmp_path}/autre\n"
            f'[remote "o"]\n\turl = ssh://x/y\n\tpromisor = true\n\tuploadpack = {piege}\n'
            f"[extensions]\n\tpartialClone = o\n"
        )
    (tmp_path / "autre").write_text(f"[core]\n\tfsmonitor = {piege}\n\thooksPath = {espace}/.git/hooks\n")
    _a_ecrire(espace)
    recu = espace.parent / "recu" / f"{RICHE}.yaml"
    recu.write_text(re.sub("[0-9a-f]{40}", "1" * 40, recu.read_text("utf-8"), count=1), "utf-8")  # to be fetched
    for commande in (["import", "--diff", "../recu"], ["import", "--branches", "../recu"], ["validate"]):
        fini = lance(espace, *commande, **moi)
        assert fini.code in (0, 1), fini.stderr
        assert not note.exists(), (commande, note.read_text())


# What `make fuzz` has found, beside what became a case


TROUVES = {
    "a section that takes a fiche's own key": ("referentiel.yaml", "fiche:\n- id: action\n  champs:\n- id: periode\n"),
    "an indicateur of one's own without a niveau": (
        FICHE,
        "utilite_sociale:\n  entraide:\n    indicateurs_propres: {repas: {forme: entier, mesures: [{valeur: 4}]}}\n",
    ),
    "actors that are no names": (FICHE, "acteurs:\n- []\n- {a: b}\n"),
}


@pytest.mark.parametrize("quoi", TROUVES)
def test_what_the_fuzzer_has_found(espace: Path, quoi: str) -> None:
    nom, texte = TROUVES[quoi]
    (espace / nom).write_text(texte, "utf-8")
    rend = ["render", "--draft", "--format", "md", "--template", "dossier", "--out", "../o"]
    for commande in (["validate"], rend, ["templates", "context", RICHE], ["form", "--format", "csv", "--out", "../f"]):
        fini = lance(espace, *commande)
        assert fini.code in (0, 1, 2), fini.stderr


# What is promised is written, and each promise names its test


def test_each_test_that_the_promises_name_exists() -> None:
    nommes = re.findall(r"`tests/(\w+\.py)::(\w+)`", (RACINE / "SECURITY.md").read_text("utf-8"))
    assert len(nommes) > 20
    for fichier, test in nommes:
        assert f"\ndef {test}(" in (RACINE / "tests" / fichier).read_text("utf-8"), f"{fichier}::{test}"
