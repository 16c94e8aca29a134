"""Several processes and a cache change how long `validate` takes, and not a byte of what it says."""

import marshal
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

import bench_fiches
from utilite import workspace
from utilite.check import cache, checker, dejavu, etats, partage
from utilite.check.examen import Examen, a_plat, de_plat
from utilite.cli import cibles
from utilite.fiche import Fiche

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
NOMBRE = 90
"""Enough for four processes."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="ni fork ni date de changement sûre sur ce système")


@pytest.fixture
def reserve(tmp_path: Path) -> Path:
    """A folder for the cache, which isn't there yet."""
    return tmp_path / "reserve"


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """Fiches, half of them faulty, some compared with the one before, one with a private part."""
    racine = tmp_path / "espace"
    bench_fiches.fait(racine, NOMBRE)
    fiches = sorted((racine / "fiches").iterdir())
    for i, fiche in enumerate(fiches):
        texte = fiche.read_text("utf-8")
        texte = bench_fiches.fautive(texte, i // 2) if i % 2 else texte
        if i % 10 == 0 and i:
            texte = texte.replace("statut:", f"precedente: {fiches[i - 2].stem}\nstatut:", 1)
        fiche.write_text(texte, "utf-8")
    (racine / "prive" / "fiches").mkdir(parents=True)
    (racine / "prive" / "fiches" / fiches[4].name).write_text(
        "limites: Mme R., née le 12/03/1950.\nlimits: x\n", "utf-8"
    )
    _vieillit(racine)
    return racine


def _vieillit(racine: Path) -> None:
    """Waits until what was just written is older than the clock's grain: only then is a stat trusted."""
    dernier = max(p.lstat().st_ctime_ns for p in [racine, *racine.rglob("*")])
    while etats.maintenant() <= dernier + etats.GRAIN:
        time.sleep(0.05)


def _dit(racine: Path, reserve: Path | str | None, *args: str, **env: str) -> tuple[int, str]:
    """The exit code and the answer of `validate`."""
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
    ou = {"UTILITE_CACHE_DIR": str(reserve)} if reserve is not None else {}
    commande = [sys.executable, "-m", "utilite", "-C", str(racine), "validate", "--format", "json", *args]
    fini = subprocess.run(commande, env={**base, **ou, **env}, capture_output=True, text=True, check=False, timeout=120)
    assert fini.returncode in (0, 1), fini.stderr
    return fini.returncode, fini.stdout


def _nu(racine: Path) -> tuple[int, str]:
    """What is said without any help."""
    return _dit(racine, None, "--no-cache", "--jobs", "1")


def _cache_chaud(racine: Path, reserve: Path) -> tuple[int, str]:
    """Fills the cache; gives what was said."""
    dit = _dit(racine, reserve)
    assert {p.suffix for p in reserve.iterdir()} == {".fiches", ".tout"}
    return dit


def test_the_number_of_processes_changes_nothing(espace: Path) -> None:
    attendu = _nu(espace)
    assert attendu[1].count('"code"') > NOMBRE // 3
    for combien in ("2", "7"):
        assert _dit(espace, None, "--no-cache", "--jobs", combien) == attendu


def test_a_warm_cache_changes_nothing(espace: Path, reserve: Path) -> None:
    attendu = _nu(espace)
    assert _cache_chaud(espace, reserve) == attendu
    assert _dit(espace, reserve) == attendu


def test_what_is_kept_of_a_fiche_comes_back_as_it_was(espace: Path) -> None:
    vus: list[Examen] = []

    def note(noms: Sequence[str], examine: Callable[[str], Examen]) -> Iterator[tuple[str, Examen]]:
        for nom in noms:
            vus.append(examine(nom))
            yield nom, vus[-1]

    checker.run(workspace.ouvre(espace), examens=note)
    assert any(vu.bref and vu.bref.indicateurs and vu.bref.debut and len(vu.lus) > 1 for vu in vus)
    assert any(vu.diagnostics and vu.diagnostics[0].related for vu in vus)
    assert any(vu.bref is None for vu in vus)
    assert [de_plat(marshal.loads(marshal.dumps(a_plat(vu)))) for vu in vus] == [vu._replace(fiche=None) for vu in vus]


def test_a_kept_verdict_is_used(espace: Path, reserve: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole where nothing has changed, else fiche by fiche."""
    _cache_chaud(espace, reserve)
    monkeypatch.setenv("UTILITE_CACHE_DIR", str(reserve))
    garde = dejavu.regarde(espace)[1]
    assert garde == checker.run(workspace.ouvre(espace))
    vus: list[str] = []
    fiche = min((espace / "fiches").iterdir())
    fiche.write_text(fiche.read_text("utf-8") + "# relue\n", "utf-8")
    original = workspace.Workspace.fiche

    def note(espace: workspace.Workspace, nom: str, contenu: bytes | None = None) -> workspace.Lu[Fiche]:
        vus.append(nom)
        return original(espace, nom, contenu)

    monkeypatch.setattr(workspace.Workspace, "fiche", note)
    assert dejavu.regarde(espace)[1] is None
    cibles.verifie(workspace.ouvre(espace), 1, reserve)
    prives = [p.stem for p in (espace / "prive" / "fiches").iterdir()]
    assert [nom for nom in vus if nom not in prives] == [fiche.stem]


def test_an_edit_of_the_same_second_and_size_is_seen(espace: Path, reserve: Path) -> None:
    """Even where its date is put back to what it was."""
    fiche = min((espace / "fiches").iterdir())
    _cache_chaud(espace, reserve)
    avant = fiche.stat()
    texte = fiche.read_text("utf-8").replace("statut: terminee", "statut: termimee")
    fiche.write_text(texte, "utf-8")
    os.utime(fiche, ns=(avant.st_atime_ns, avant.st_mtime_ns))
    assert fiche.stat().st_size == avant.st_size
    attendu = _nu(espace)
    assert "termimee" in attendu[1]
    assert _dit(espace, reserve) == attendu  # what is young isn't trusted…
    for mot in ("brouilon ", "brouillon", "terminee "):
        fiche.write_text(texte.replace("termimee", mot, 1), "utf-8")  # … however often it changes
        os.utime(fiche, ns=(avant.st_atime_ns, avant.st_mtime_ns))
        assert _dit(espace, reserve) == _nu(espace)


@pytest.mark.parametrize(("age", "cru"), [(0, False), (1, True)])
def test_what_was_young_when_it_was_read_is_read_again(
    espace: Path, reserve: Path, monkeypatch: pytest.MonkeyPatch, age: int, cru: bool
) -> None:
    """Another write may have come within the clock's grain, and left the same dates: git's rule."""
    dernier = max(p.lstat().st_ctime_ns for p in [espace, *espace.rglob("*")])
    fiche = max((espace / "fiches").iterdir(), key=lambda p: p.lstat().st_ctime_ns)
    jeune = fiche.lstat().st_ctime_ns + etats.GRAIN + age
    monkeypatch.setenv("UTILITE_CACHE_DIR", str(reserve))
    monkeypatch.setattr(etats, "maintenant", lambda: jeune)
    verdict = cibles.verifie(workspace.ouvre(espace), 1, reserve)
    garde = cache.lit(reserve, cache.nom(espace, "fiches"))[1][f"fiches/{fiche.name}"]
    assert (garde[0] == etats.etat(fiche)) is cru
    monkeypatch.setattr(etats, "maintenant", lambda: dernier + etats.GRAIN + age)
    vu, _ = dejavu.regarde(espace)
    assert vu is not None
    dejavu.garde(vu, verdict, "")
    assert (dejavu.regarde(espace)[1] == verdict) is cru


def test_another_fiche_that_is_compared_with_is_watched(espace: Path, reserve: Path) -> None:
    """A tenfold figure is told in the fiche after, when the one before changes."""
    fiches = sorted((espace / "fiches").iterdir())
    _cache_chaud(espace, reserve)
    avant = fiches[8]
    texte = avant.read_text("utf-8")
    i = texte.index("participants:\n        - valeur: ") + len("participants:\n        - valeur: ")
    suite = fiches[10].read_text("utf-8")
    valeur = int(suite[suite.index("participants:\n        - valeur: ") + 32 :].split("\n", 1)[0].strip())
    avant.write_text(f"{texte[:i]}{valeur * 10}{texte[texte.index(chr(10), i) :]}", "utf-8")
    attendu = _nu(espace)
    assert "UT305" in attendu[1]
    assert _dit(espace, reserve) == attendu
    avant.unlink()
    assert _dit(espace, reserve) == _nu(espace)


@pytest.mark.parametrize(
    ("nom", "avant", "apres"),
    [
        ("referentiel.yaml", "forme: ratio", "forme: texte"),
        ("acteurs/espace-03.yaml", "nom: Espace imaginaire 3", "nom: Espace imaginaire 4"),
    ],
)
def test_what_is_around_the_fiches_is_watched(espace: Path, reserve: Path, nom: str, avant: str, apres: str) -> None:
    _cache_chaud(espace, reserve)
    fichier = espace / nom
    fichier.write_text(fichier.read_text("utf-8").replace(avant, apres), "utf-8")
    assert _dit(espace, reserve) == _nu(espace)
    (espace / "acteurs" / "espace-05.yaml").rename(espace / "acteurs" / "espace-55.yaml")
    attendu = _nu(espace)
    assert "UT107" in attendu[1]
    assert _dit(espace, reserve) == attendu


def test_what_is_private_or_ours_alone_is_watched(espace: Path, reserve: Path) -> None:
    _cache_chaud(espace, reserve)
    prive = next((espace / "prive" / "fiches").iterdir())
    prive.write_text("limitss: autre chose\n", "utf-8")
    assert _dit(espace, reserve) == _nu(espace)
    (espace / "templates" / "lettre").mkdir(parents=True)
    (espace / "templates" / "lettre" / "modele.yaml").write_text("titre: Une lettre\nportee: fiche\n", "utf-8")
    attendu = _nu(espace)
    assert "templates/lettre" in attendu[1]
    assert _dit(espace, reserve) == attendu


@pytest.mark.parametrize("quoi", [b"", b"utilite-cache\n", b"\x00" * 5000, b"utilite-cache\n" + b"\xff" * 200])
def test_garbage_counts_for_nothing(espace: Path, reserve: Path, quoi: bytes) -> None:
    attendu = _cache_chaud(espace, reserve)
    for fichier in reserve.iterdir():
        fichier.write_bytes(quoi)
    assert _dit(espace, reserve) == attendu


def test_a_cut_or_changed_record_counts_for_nothing(espace: Path, reserve: Path) -> None:
    attendu = _cache_chaud(espace, reserve)
    for debut, fin in ((b"", -200), (b"", -1), (b"x", None)):  # cut, or shifted
        for fichier in reserve.iterdir():
            fichier.write_bytes(debut + fichier.read_bytes()[:fin])
            assert cache.lit(reserve, fichier.name) is None
        assert _dit(espace, reserve) == attendu


def test_what_others_may_have_written_counts_for_nothing(espace: Path, reserve: Path) -> None:
    attendu = _cache_chaud(espace, reserve)
    for fichier in list(reserve.iterdir()):
        fichier.chmod(0o666)
        assert cache.lit(reserve, fichier.name) is None
        fichier.chmod(0o600)
        assert cache.lit(reserve, fichier.name) is not None
        fichier.rename(reserve / "ailleurs")
        fichier.symlink_to(reserve / "ailleurs")
        assert cache.lit(reserve, fichier.name) is None
        assert _dit(espace, reserve) == attendu


def test_a_cache_that_cant_be_is_off_without_a_word(espace: Path, tmp_path: Path) -> None:
    attendu = _nu(espace)
    (tmp_path / "fichier").write_text("rien", "utf-8")
    avant = sorted(p.name for p in tmp_path.rglob("*"))
    for impossible in (tmp_path / "fichier", tmp_path / "fichier" / "dedans", "/proc/rien", espace / ".cache"):
        assert _dit(espace, impossible) == attendu
    assert _dit(espace, None) == attendu  # neither HOME nor XDG_CACHE_HOME
    assert _dit(espace, None, HOME=str(espace)) == attendu  # the user's folder is the tree
    assert sorted(p.name for p in tmp_path.rglob("*")) == avant


def test_the_users_folder_is_used(espace: Path, tmp_path: Path) -> None:
    _dit(espace, None, XDG_CACHE_HOME=str(tmp_path / "xdg"), HOME=str(tmp_path / "maison"))
    assert len(list((tmp_path / "xdg" / "utilite").iterdir())) == 2
    assert not (tmp_path / "maison").exists()
    assert [p.stat().st_mode & 0o777 for p in (tmp_path / "xdg" / "utilite").iterdir()] == [0o600, 0o600]


def test_no_cache_writes_none(espace: Path, reserve: Path) -> None:
    _dit(espace, reserve, "--no-cache")
    assert not reserve.exists()


def test_two_runs_at_once(espace: Path, reserve: Path) -> None:
    attendu = _nu(espace)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "UTILITE_CACHE_DIR": str(reserve)}
    commande = [sys.executable, "-m", "utilite", "-C", str(espace), "validate", "--format", "json"]
    lances = [subprocess.Popen(commande, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [lance.communicate(timeout=120)[0] for lance in lances] == [attendu[1]] * 3
    assert _dit(espace, reserve) == attendu
    assert not [p for p in reserve.iterdir() if p.name.startswith(".")]


def test_the_cache_is_bounded(reserve: Path) -> None:
    for i in range(cache.MAX_FICHIERS + 5):
        cache.ecrit(reserve, f"{i:03}.tout", i)
    assert len(list(reserve.iterdir())) == cache.MAX_FICHIERS
    assert cache.lit(reserve, f"{cache.MAX_FICHIERS + 4:03}.tout") == cache.MAX_FICHIERS + 4


def test_links_are_not_trusted(tmp_path: Path, reserve: Path) -> None:
    """A link that leads elsewhere tomorrow."""
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    (espace / "fiches" / "lien.yaml").symlink_to("saison-2022.yaml")
    _vieillit(espace)
    assert _dit(espace, reserve) == _nu(espace)
    (espace / "fiches" / "lien.yaml").unlink()
    (espace / "fiches" / "lien.yaml").symlink_to("ruches-2023.yaml")
    assert _dit(espace, reserve) == _nu(espace)


def _examen(nom: str) -> Examen:
    return Examen((), None, {nom: b"x"})


def test_what_a_dead_child_had_is_done_again() -> None:
    noms = [f"f{i:03}" for i in range(200)]
    parent = os.getpid()

    def meurt(nom: str) -> Examen:
        if nom == "f150" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return _examen(nom)

    assert list(partage.partage(noms, meurt, 4)) == [(nom, _examen(nom)) for nom in noms]


def test_a_bug_in_a_child_shows_as_in_one_process() -> None:
    noms = [f"f{i:03}" for i in range(200)]

    def bogue(nom: str) -> Examen:
        if nom == "f150":
            raise ZeroDivisionError
        return _examen(nom)

    enfants = Path(f"/proc/self/task/{os.getpid()}/children")
    avant = enfants.read_text() if enfants.exists() else ""
    with pytest.raises(ZeroDivisionError):
        list(partage.partage(noms, bogue, 4))
    assert (enfants.read_text() if enfants.exists() else "") == avant, "nobody is left"


def test_an_interruption_leaves_nobody(tmp_path: Path) -> None:
    """Ctrl-C reaches them all; the parent alone is told here, and ends its children."""
    bench_fiches.fait(tmp_path / "espace", 400)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src")}
    commande = [sys.executable, "-m", "utilite", "-C", str(tmp_path / "espace"), "validate", "--jobs", "3"]
    lance = subprocess.Popen(commande, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    enfants = Path(f"/proc/{lance.pid}/task/{lance.pid}/children")
    if not enfants.exists():
        lance.kill()
        pytest.skip("pas de /proc ici")
    while lance.poll() is None and not enfants.read_text():
        time.sleep(0.01)
    lance.send_signal(signal.SIGINT)
    sortie, erreur = lance.communicate(timeout=60)
    assert lance.returncode == 130
    assert sortie == b""
    assert b"Traceback" not in erreur
    fin = time.monotonic() + 20
    while time.monotonic() < fin and _vivants(lance.pid):
        time.sleep(0.05)
    assert not _vivants(lance.pid)


def _vivants(groupe: int) -> list[str]:
    """The processes of a group that still run."""
    vus = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            champs = stat.read_text().rpartition(")")[2].split()
            if int(champs[2]) == groupe and champs[0] not in "ZX":
                vus.append(stat.parent.name)
    return vus
