"""What others plug into their own forge or git: the files are what their platforms read, and they do run."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((RACINE / ".github" / "workflows").glob("*.yml"))


def _lance(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False, timeout=120, **options
    )


def _exige(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} n'est pas installé : pip install -e '.[dev]'")


def _suit_le_schema(schema: str, *fichiers: Path) -> None:
    _exige("check_jsonschema")
    fini = _lance(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *fichiers)
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_workflows_follow_the_schema_of_github() -> None:
    _suit_le_schema("github-workflows", *WORKFLOWS)


def test_the_action_follows_the_schema_of_github() -> None:
    _suit_le_schema("github-actions", RACINE / "action.yml")


def test_the_gitlab_component_follows_the_schema_of_gitlab(tmp_path: Path) -> None:
    """The checker reads one document a file: the header of the component and its body are two."""
    entete, corps = (RACINE / "templates" / "validate.yml").read_text("utf-8").split("\n---\n")
    (tmp_path / "entete.yml").write_text(entete, "utf-8")
    (tmp_path / "corps.yml").write_text(corps, "utf-8")
    _suit_le_schema("gitlab-ci", RACINE / ".gitlab-ci.yml", tmp_path / "entete.yml", tmp_path / "corps.yml")
    demandes = set(yaml.safe_load(entete)["spec"]["inputs"])
    assert {mot.split(" ]]")[0] for mot in corps.split("$[[ inputs.")[1:]} == demandes


def test_hooks_are_what_pre_commit_reads() -> None:
    _exige("pre_commit")
    fini = _lance(sys.executable, "-m", "pre_commit", "validate-manifest", RACINE / ".pre-commit-hooks.yaml")
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_an_auditor_of_workflows_has_nothing_to_say() -> None:
    zizmor = BIN / "zizmor"
    if not zizmor.exists():
        pytest.skip("zizmor n'est pas installé : pip install -e '.[dev]'")
    fini = _lance(zizmor, "--offline", "--persona", "auditor", RACINE / "action.yml", *WORKFLOWS)
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_the_samples_of_the_page_follow_the_schemas_too(tmp_path: Path) -> None:
    page = (RACINE / "docs" / "integration.md").read_text("utf-8")
    github, gitlab, sans_composant, hooks = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (tmp_path / "github.yml").write_text(github, "utf-8")
    (tmp_path / "gitlab.yml").write_text(gitlab + sans_composant, "utf-8")
    _suit_le_schema("github-workflows", tmp_path / "github.yml")
    _suit_le_schema("gitlab-ci", tmp_path / "gitlab.yml")
    manifeste = yaml.safe_load((RACINE / ".pre-commit-hooks.yaml").read_text("utf-8"))
    cites = [hook["id"] for hook in yaml.safe_load(hooks)["repos"][0]["hooks"]]
    assert sorted(cites) == sorted(hook["id"] for hook in manifeste)
    entrees = yaml.safe_load((RACINE / "action.yml").read_text("utf-8"))["inputs"]
    assert set(re.findall(r"^\| `(\w+)", page, re.MULTILINE)) == set(entrees)
    assert all(ligne in page for ligne in re.findall(r"actions/checkout@.*", WORKFLOWS[0].read_text("utf-8")))


def test_the_package_that_is_published_can_make_forms() -> None:
    """Wheel and executable are built after « make moteur »; the workflow types what the Makefile does."""
    makefile = (RACINE / "Makefile").read_text("utf-8")
    for cible in ("roue", "executable"):
        assert re.search(rf"^{cible}: .*\bmoteur\b", makefile, re.MULTILINE)
    paquets = (RACINE / ".github" / "workflows" / "paquets.yml").read_text("utf-8")
    assert "make roue" in paquets
    npm = re.search(r"^moteur: .*\n\t@(.*)$", makefile, re.MULTILINE)
    assert npm is not None
    assert paquets.index(npm[1]) < paquets.index("PyInstaller")


@pytest.fixture
def etape(tmp_path: Path) -> Path:
    """A runner's folder where the first step of the action has already installed `utilite`."""
    if os.name == "nt":
        pytest.skip("l'action demande bash")
    programme = tmp_path / "runner" / "utilite" / "bin" / "utilite"
    programme.parent.mkdir(parents=True)
    programme.write_text(f'#!/bin/sh\nPYTHONPATH={RACINE}/src exec {sys.executable} -m utilite "$@"\n', "utf-8")
    programme.chmod(0o755)
    shutil.copytree(JARDINS, tmp_path / "depot")
    return tmp_path


def _verifie(etape: Path, **entrees: str) -> subprocess.CompletedProcess[str]:
    """Runs the action's second step as a runner does: its shell, its variables, the inputs as given or by default."""
    action = yaml.safe_load((RACINE / "action.yml").read_text("utf-8"))
    donnees = {nom: entrees.get(nom, entree["default"]) for nom, entree in action["inputs"].items()}
    pas = action["runs"]["steps"][1]
    env = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(etape / "sommaire.md"),
        "RUNNER_TEMP": str(etape / "runner"),
        **{nom: donnees[valeur.split("inputs.")[1].removesuffix(" }}")] for nom, valeur in pas["env"].items()},
    }
    (etape / "pas.sh").write_text(pas["run"], "utf-8")
    return _lance("bash", "--noprofile", "--norc", "-eo", "pipefail", etape / "pas.sh", cwd=etape / "depot", env=env)


def test_the_action_annotates_and_sums_up(etape: Path) -> None:
    assert _verifie(etape).returncode == 0
    fiche = min((etape / "depot" / "fiches").glob("*.yaml"))
    fiche.write_text(fiche.read_text("utf-8") + "\nlimits: rien\n", "utf-8")
    fini = _verifie(etape, sarif="utilite.sarif")
    assert fini.returncode == 1
    assert f"::error file=fiches/{fiche.name},line=" in fini.stdout
    assert "UT104" in (etape / "sommaire.md").read_text("utf-8")
    assert json.loads((etape / "depot" / "utilite.sarif").read_text("utf-8"))["version"] == "2.1.0"
    ailleurs = "acteurs\nreferentiel.yaml\n"
    assert _verifie(etape, chemins=ailleurs, sarif="autre.sarif").returncode == 0


def test_the_inputs_of_the_action_are_never_code(etape: Path) -> None:
    fini = _verifie(etape, chemins="$(touch piege); `touch piege`\n--help", sarif="")
    assert fini.returncode == 2
    assert not (etape / "depot" / "piege").exists()


# What « utilite init » gives to the forges of a network


@pytest.fixture(scope="module")
def neuf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dossier = tmp_path_factory.mktemp("neuf")
    assert _utilite("init", cwd=dossier).returncode == 0
    return dossier


def _utilite(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
    return _lance(sys.executable, "-m", "utilite", *arguments, cwd=cwd, env=env)


def test_the_workflows_of_a_new_network_follow_the_schemas(neuf: Path) -> None:
    _suit_le_schema("github-workflows", *sorted((neuf / ".github" / "workflows").glob("*.yml")))
    _suit_le_schema("gitlab-ci", neuf / ".gitlab-ci.yml")


def test_an_auditor_has_nothing_to_say_of_them(neuf: Path) -> None:
    zizmor = BIN / "zizmor"
    if not zizmor.exists():
        pytest.skip("zizmor n'est pas installé : pip install -e '.[dev]'")
    fini = _lance(zizmor, "--offline", "--persona", "auditor", neuf / ".github" / "workflows")
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_what_they_type_is_what_the_tool_takes(neuf: Path) -> None:
    """Each of their commands runs in the new workspace as it is written there."""
    textes = [p.read_text("utf-8") for p in (neuf / ".gitlab-ci.yml", *(neuf / ".github" / "workflows").glob("*.yml"))]
    commandes = {mots for texte in textes for mots in re.findall(r"/bin/utilite\"? ((?:validate|form)[^|'\n]*)", texte)}
    assert {c.split()[0] for c in commandes} == {"validate", "form"}
    for commande in commandes:
        sorte = (
            commande.replace("form --out", "form --format csv --out").replace("$RUNNER_TEMP", "tmp").replace('"', "")
        )
        fini = _utilite(*sorte.split(), cwd=neuf)
        assert fini.returncode == 0, fini.stderr


def test_from_an_empty_folder_to_a_dossier_in_three_commands(tmp_path: Path) -> None:
    assert _utilite("init", cwd=tmp_path).returncode == 0
    assert _utilite("new", "atelier", "--acteur", "exemple", cwd=tmp_path).returncode == 0
    fini = _utilite("render", "--template", "dossier", cwd=tmp_path)
    assert fini.returncode == 0, fini.stderr
    assert "<html" in (tmp_path / "build" / "dossier" / "atelier.html").read_text("utf-8")
