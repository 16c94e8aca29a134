"""The commands as people call them: what they print and where, their exit codes, what they never do."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commande import JARDINS, RACINE, utilite
from utilite.check.rules import RULES
from utilite.reporters import REPORTERS


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


def _fautif(espace: Path) -> Path:
    fiche = min((espace / "fiches").glob("*.yaml"))
    fiche.write_text(fiche.read_text("utf-8") + "\nlimits: rien\n", "utf-8")
    return fiche


def test_the_repository_validates_without_an_error() -> None:
    fini = utilite("validate", "--format", "json")
    assert fini.returncode == 0, fini.stdout
    assert json.loads(fini.stdout)["summary"]["errors"] == 0


def test_another_network_validates() -> None:
    fini = utilite("-C", JARDINS, "validate", "--format", "json")
    rapport = json.loads(fini.stdout)
    assert fini.returncode == 0, fini.stdout
    assert rapport["version"] == 1
    assert rapport["files"] >= 6
    assert set(rapport) == {"version", "files", "diagnostics", "summary"}


def test_json_has_the_shape_of_the_contract(espace: Path) -> None:
    fiche = _fautif(espace)
    fini = utilite("validate", "--format", "json", cwd=espace)
    rapport = json.loads(fini.stdout)
    trouve = next(d for d in rapport["diagnostics"] if d["code"] == "UT104")
    lignes = fiche.read_text("utf-8").splitlines()
    assert fini.returncode == 1
    assert list(trouve) == [
        "code", "rule", "severity", "message", "hint", "file", "line", "column", "endLine", "endColumn", "path",
        "related", "url",
    ]  # fmt: skip
    assert trouve["file"] == f"fiches/{fiche.name}"
    assert (trouve["line"], trouve["column"], trouve["endColumn"]) == (lignes.index("limits: rien") + 1, 1, 7)
    assert trouve["path"] == ["limits"]
    assert trouve["hint"] == "remplacez par « limites »"
    assert rapport["summary"]["errors"] == sum(d["severity"] == "error" for d in rapport["diagnostics"])


@pytest.mark.parametrize("format_", [*REPORTERS, "auto"])
def test_the_exit_code_is_the_same_whatever_the_format(espace: Path, format_: str) -> None:
    assert utilite("validate", "--format", format_, cwd=espace).returncode == 0
    _fautif(espace)
    assert utilite("validate", "--format", format_, cwd=espace).returncode == 1


def test_auto_is_that_of_the_runner_and_concise_in_a_pipe(espace: Path) -> None:
    _fautif(espace)
    assert "::error file=fiches/" in utilite("validate", cwd=espace, GITHUB_ACTIONS="true").stdout
    assert json.loads(utilite("validate", cwd=espace, GITLAB_CI="true").stdout)[0]["check_name"].startswith("UT104")
    assert " erreur UT104 champ-inconnu: limits: " in utilite("validate", cwd=espace).stdout


def test_on_github_a_summary_is_added_to_the_page_of_the_job(espace: Path, tmp_path: Path) -> None:
    _fautif(espace)
    page = tmp_path / "page.md"
    page.write_text("déjà là\n", "utf-8")
    fini = utilite("validate", cwd=espace, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(page))
    assert fini.returncode == 1
    texte = page.read_text("utf-8")
    assert texte.startswith("déjà là\n## utilite : 1 erreur, ")
    assert "| erreur | fiches/" in texte
    utilite("validate", "--format", "json", cwd=espace, GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text("utf-8") == texte
    ailleurs = str(tmp_path / "rien" / "page.md")
    assert utilite("validate", "--format", "github", cwd=espace, GITHUB_STEP_SUMMARY=ailleurs).returncode == 1


def test_a_clean_report_congratulates_and_says_what_valid_does_not_mean(espace: Path) -> None:
    dit = utilite("validate", "fiches/saison-2024.yaml", cwd=espace).stderr
    assert "Tout est en ordre, bravo : 1 fichier vérifié en " in dit
    assert "Valide ne veut pas dire vrai" in dit
    assert "utilite render" in dit


def test_what_is_hidden_is_no_reason_to_congratulate(espace: Path) -> None:
    _fautif(espace)
    fini = utilite("validate", "--ignore", "UT1", cwd=espace)
    assert fini.returncode == 0
    assert "bravo" not in fini.stderr
    tous = json.loads(utilite("validate", "--format", "json", cwd=espace).stdout)["diagnostics"]
    assert fini.stderr.startswith(f"Rien à montrer ; {len(tous)} constats cachés par --select ou --ignore ; ")
    assert "bravo" not in utilite("validate", "--ignore", "UT104", cwd=espace).stderr


def test_counts_are_exact_and_agree(espace: Path) -> None:
    _fautif(espace)
    fini = utilite("validate", "--format", "json", cwd=espace)
    rapport = json.loads(fini.stdout)
    fautifs = len({d["file"] for d in rapport["diagnostics"]})
    n = rapport["summary"]
    assert (n["errors"], n["notes"]) == (1, 0)
    attendu = (
        f"1 erreur et {n['warnings']} avertissements dans {fautifs} fichiers ; {rapport['files']} fichiers vérifiés "
    )
    assert fini.stderr.startswith(attendu)
    doux = utilite("validate", "fiches/saison-2022.yaml", cwd=espace).stderr
    assert doux.startswith("1 avertissement dans 1 fichier ; rien n'empêche de continuer ; 1 fichier vérifié en ")


def test_a_workspace_without_a_fiche_is_told_how_to_begin(espace: Path) -> None:
    shutil.rmtree(espace / "fiches")
    shutil.rmtree(espace / "prive", ignore_errors=True)
    fini = utilite("validate", cwd=espace)
    assert fini.returncode == 0, fini.stdout
    assert "utilite new NOM" in fini.stderr
    assert "utilite render" not in fini.stderr


def test_text_shows_the_line_and_a_caret(espace: Path) -> None:
    fiche = _fautif(espace)
    numero = fiche.read_text("utf-8").splitlines().index("limits: rien") + 1
    lignes = utilite("validate", "--format", "text", cwd=espace).stdout.splitlines()
    place = next(i for i, ligne in enumerate(lignes) if f"{numero} │ limits: rien" in ligne)
    assert lignes[place + 1].index("^") == lignes[place].index("limits")
    assert lignes[place + 1].count("^") == len("limits")
    assert lignes[place + 2] == "   → remplacez par « limites »."


def test_answers_go_to_stdout_and_the_rest_to_stderr(espace: Path) -> None:
    fini = utilite("validate", cwd=espace)
    assert fini.stdout == "" or " avertissement " in fini.stdout
    assert "utilite render" in fini.stderr or "utilite explain" in fini.stderr


def test_only_the_files_named_are_shown(espace: Path) -> None:
    fiche = _fautif(espace)
    autre = sorted((espace / "fiches").glob("*.yaml"))[1]
    assert utilite("validate", fiche, cwd=espace).returncode == 1
    assert utilite("validate", autre, cwd=espace).returncode == 0
    assert utilite("validate", "acteurs", cwd=espace).returncode == 0
    assert utilite("validate", fiche.stem, cwd=espace).returncode == 1


def test_select_ignore_and_strict(espace: Path) -> None:
    _fautif(espace)
    assert utilite("validate", "--ignore", "UT104", cwd=espace).returncode == 0
    assert utilite("validate", "--select", "UT3,UT4", cwd=espace).returncode == 0
    assert utilite("validate", "--select", "champ-inconnu", cwd=espace).returncode == 1
    ancienne = utilite("validate", "--ignore", "UT104", "--format", "json", cwd=espace)
    avertissements = json.loads(ancienne.stdout)["summary"]["warnings"]
    attendu = 1 if avertissements else 0
    assert utilite("validate", "--ignore", "UT104", "--strict", cwd=espace).returncode == attendu


def test_output_writes_the_report_into_a_file(espace: Path, tmp_path: Path) -> None:
    fini = utilite("validate", "--format", "json", "--output", tmp_path / "rapport.json", cwd=espace)
    assert fini.stdout == ""
    assert json.loads((tmp_path / "rapport.json").read_text("utf-8"))["version"] == 1


OPERATEUR: dict[str, tuple[list[str], str]] = {
    "une commande qui n'existe pas": (["valider"], "utilite validate"),
    "une option qui n'existe pas": (["validate", "--formats", "json"], "--format"),
    "une option sans valeur": (["validate", "--format"], "utilite validate --help"),
    "un format qui n'existe pas": (["validate", "--format", "jason"], "--format json"),
    "une règle qui n'existe pas": (["validate", "--select", "UT999"], "utilite explain"),
    "un chemin qui n'existe pas": (["validate", "fiches/rien.yaml"], "vérifiez le chemin"),
    "un chemin hors de l'espace": (["validate", "/etc/hosts"], "hors de l'espace de travail"),
    "un dossier sans référentiel": (["-C", "/", "validate"], "referentiel.yaml"),
    "une fiche qui n'existe pas": (["render", "rien"], "fiches connues"),
    "un modèle qui n'existe pas": (["render", "--template", "fich"], "--template fiche"),
    "un format de document qui n'existe pas": (["render", "--format", "htm"], "--format html"),
    "une espace entre deux formats": (["render", "--format", "md,", "html"], "« --format md,html », sans espace"),
    "une option donnée deux fois": (["render", "--template", "fiche", "--template", "dossier"], "donnée deux fois"),
    "une fiche sans nom": (["new"], "utilite new NOM"),
    "un nom de fiche mal écrit": (["new", "Été 2013"], "utilite new ete-2013"),
    "un nom de fiche donné comme un fichier": (["new", "fiches/été-2013.yaml"], "utilite new ete-2013"),
    "une règle à expliquer qui n'existe pas": (["explain", "UT10"], "utilite explain"),
    "un argument de trop": (["panorama", "x"], "utilite panorama --help"),
}


@pytest.mark.parametrize("cas", OPERATEUR)
def test_an_operators_mistake_is_one_line_that_says_what_to_type(espace: Path, cas: str) -> None:
    arguments, attendu = OPERATEUR[cas]
    fini = utilite(*arguments, cwd=espace)
    assert fini.returncode == 2, fini.stderr
    assert fini.stdout == ""
    assert len(fini.stderr.strip().splitlines()) == 1
    assert fini.stderr.startswith("utilite : ")
    assert attendu in fini.stderr


def test_the_nearest_workspace_upwards_is_found(espace: Path) -> None:
    assert utilite("validate", cwd=espace / "fiches").returncode == 0


def test_c_may_stand_before_or_after_the_command(espace: Path) -> None:
    assert utilite("-C", espace, "validate", cwd=Path("/")).returncode == 0
    assert utilite("validate", "-C", espace, cwd=Path("/")).returncode == 0


def test_explain_by_code_or_by_name() -> None:
    par_code, par_nom = utilite("explain", "ut301"), utilite("explain", "valeur-superieure-au-total")
    assert par_code.stdout == par_nom.stdout
    for rubrique in ("Ce que la règle vérifie", "Pourquoi", "Exemple", "Corriger"):
        assert rubrique in par_code.stdout
    liste = utilite("explain").stdout
    assert all(f"{regle.CODE}  {nom} " in liste for nom, regle in RULES.items())


def _empreinte(racine: Path) -> dict[str, tuple[str, int]]:
    return {
        str(p.relative_to(racine)): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns)
        for p in racine.rglob("*")
        if p.is_file()
    }


def test_reading_commands_change_no_source_and_no_git_state(espace: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=espace, check=True)
    subprocess.run(["git", "add", "-A"], cwd=espace, check=True)
    _fautif(espace)
    avant = _empreinte(espace)
    utilite("validate", cwd=espace)
    utilite("panorama", cwd=espace)
    utilite("templates", cwd=espace)
    utilite("templates", "context", "saison-2024", cwd=espace)
    utilite("render", "--draft", "--out", tmp_path / "sortie", cwd=espace)
    assert _empreinte(espace) == avant


def test_no_command_asks_the_network(espace: Path, tmp_path: Path) -> None:
    """A `socket` that refuses to reach anything stands in the way of Python's own; a pair of processes may talk."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\ndef refuse(*a, **k):\n    raise AssertionError('network')\n"
        "socket.getaddrinfo = refuse\n"
        "for acte in ('bind', 'connect', 'connect_ex', 'sendto'):\n    setattr(socket.socket, acte, refuse)\n"
    )
    chemin = f"{tmp_path}{os.pathsep}{RACINE / 'src'}"
    for commande in (["validate"], ["render", "--out", str(tmp_path / "o")], ["panorama"]):
        assert utilite(*commande, cwd=espace, PYTHONPATH=chemin).returncode == 0


def test_a_poor_terminal_loses_nothing(espace: Path) -> None:
    _fautif(espace)
    fini = utilite("validate", cwd=espace, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert fini.returncode == 1
    assert "UT104" in fini.stdout


def test_what_is_printed_is_inert(espace: Path) -> None:
    (espace / "fiches" / "piege.yaml").write_text(
        "statut: brouillon\n\"::error::x\\u202e\": 1\naction:\n  titre: x ##[error]y\n  '##[group]': 1\n", "utf-8"
    )
    for format_ in REPORTERS:
        sortie = utilite("validate", "--format", format_, cwd=espace).stdout
        assert "\u202e" not in sortie
        assert "##[" not in sortie
        assert "\x1b" not in sortie
        commandes = [ligne for ligne in sortie.splitlines() if ligne.strip().startswith("::")]
        assert all(ligne.startswith(("::error file=", "::warning file=", "::notice file=")) for ligne in commandes)


def test_new_makes_a_draft_that_validates(espace: Path) -> None:
    fini = utilite("new", "parcelle-2024", "--acteur", "nouveau-jardin", cwd=espace)
    assert fini.returncode == 0
    assert fini.stdout.split() == ["acteurs/nouveau-jardin.yaml", "fiches/parcelle-2024.yaml"]
    assert utilite("validate", "fiches/parcelle-2024.yaml", cwd=espace).returncode == 0
    assert utilite("new", "parcelle-2024", cwd=espace).returncode == 2


@pytest.mark.parametrize("racine", [RACINE, JARDINS], ids=["depot", "jardins"])
def test_the_fiche_of_the_year_after_starts_from_the_one_before(racine: Path, tmp_path: Path) -> None:
    for dossier in ("acteurs", "fiches"):
        shutil.copytree(racine / dossier, tmp_path / dossier)
    shutil.copy(racine / "referentiel.yaml", tmp_path)
    for avant in sorted((tmp_path / "fiches").glob("*.yaml")):
        suite = tmp_path / "fiches" / f"suite-{avant.stem}.yaml"
        assert utilite("new", suite.stem, "--from", avant.stem, cwd=tmp_path).returncode == 0
        texte = suite.read_text("utf-8")
        assert f"\nprecedente: {avant.stem}\n" in texte
        assert "\n    temoignages:" not in texte
        assert "\n  titre: " in texte
        vu = json.loads(utilite("validate", "--format", "json", suite, cwd=tmp_path).stdout)
        assert vu["summary"]["errors"] == 0, vu
        deja = utilite("new", suite.stem, "--from", avant.stem, cwd=tmp_path)
        assert (deja.returncode, suite.read_text("utf-8")) == (2, texte)


def test_the_figures_before_are_recalled_and_not_repeated(espace: Path) -> None:
    utilite("new", "saison-2025", "--from", "saison-2024", cwd=espace)
    texte = (espace / "fiches" / "saison-2025.yaml").read_text("utf-8")
    assert "      # Fiche d'avant : valeur: 22, sur: 30\n      fideles:\n        - valeur:\n          sur:\n" in texte
    assert "      # Fiche d'avant : periode: 2025, cible: {au_moins: 700, au_plus: 900}\n" in texte
    assert "    # economie:" not in texte
    assert "parts-de-soupe:\n        titre: Parts de soupe servies\n" in texte
    rate = utilite("new", "x", "--from", "saison-204", cwd=espace)
    assert (rate.returncode, rate.stdout) == (2, "")
    assert "vouliez-vous dire « saison-2024 » ?" in rate.stderr


def test_new_asks_what_is_missing_on_a_terminal_only(espace: Path) -> None:
    pty = pytest.importorskip("pty", reason="il n'y a pas de pseudo-terminal ici")
    maitre, esclave = pty.openpty()
    os.write(maitre, b"parcelle-2024\njardin-des-lilas, jardin-du-canal\n")
    commande = [sys.executable, "-m", "utilite", "new"]
    garde = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
    fini = subprocess.run(
        commande, cwd=espace, env=garde, stdin=esclave, stdout=subprocess.PIPE, stderr=esclave, check=False, timeout=60
    )
    assert (fini.returncode, fini.stdout) == (0, b"fiches/parcelle-2024.yaml\n")
    texte = (espace / "fiches" / "parcelle-2024.yaml").read_text("utf-8")
    assert "acteurs:\n  - jardin-des-lilas\n  - jardin-du-canal\n" in texte
    assert "Qui répond (ecole-des-platanes, " in os.read(maitre, 4096).decode()


def test_new_shows_a_budget_to_fill_in_that_says_nothing_yet(espace: Path) -> None:
    utilite("new", "parcelle-2024", "--acteur", "jardin-des-lilas", cwd=espace)
    fiche = espace / "fiches" / "parcelle-2024.yaml"
    texte = fiche.read_text("utf-8")
    assert "    #   74 Subventions d'exploitation\n" in texte
    assert "comptes" not in utilite("validate", fiche, cwd=espace).stdout
    fiche.write_text(
        texte.replace("      - compte:\n        libelle:\n", "      - compte: 60\n        libelle:\n", 1), "utf-8"
    )
    assert "comptes.charges[0].montant: « montant » est obligatoire" in utilite("validate", fiche, cwd=espace).stdout


def test_a_skeleton_with_all_its_criteres_chosen_validates(espace: Path) -> None:
    utilite("new", "parcelle-2024", cwd=espace)
    fiche = espace / "fiches" / "parcelle-2024.yaml"
    avant, cle, apres = fiche.read_text("utf-8").partition("utilite_sociale:\n")
    grille, suite, fin = apres.partition("# Un critère que la grille n'a pas")
    choisies = [
        ligne.replace("  # ", "  ", 1) if ligne.startswith("  # ") and (":" in ligne or "  " in ligne[4:]) else ligne
        for ligne in grille.splitlines()
    ]
    fiche.write_text(avant + cle + "\n".join(choisies) + "\n" + suite + fin, "utf-8")
    rapport = json.loads(utilite("validate", "--format", "json", fiche, cwd=espace).stdout)
    assert {d["code"] for d in rapport["diagnostics"]} <= {"UT101", "UT130"}, rapport
    assert rapport["summary"]["errors"] == 0


def test_panorama_names_drafts_and_what_it_leaves_out(espace: Path) -> None:
    assert "(brouillon)" in utilite("panorama").stdout
    fiche = _fautif(espace)
    fini = utilite("panorama", cwd=espace)
    assert fini.returncode == 0
    assert fiche.stem in fini.stderr
    assert max(map(len, fini.stdout.splitlines())) <= 80


@pytest.mark.parametrize("options", [(), ("--empty",), ("--from", str(JARDINS))], ids=["depart", "vide", "repris"])
def test_from_an_empty_folder_to_a_document_in_two_commands(tmp_path: Path, options: tuple[str, ...]) -> None:
    dossier = tmp_path / "mon réseau"
    fini = utilite("init", str(dossier), *options, cwd=tmp_path)
    assert fini.returncode == 0, fini.stderr
    assert "L'espace de travail est prêt : 18 fichiers écrits." in fini.stderr
    verdict = json.loads(utilite("validate", "--format", "json", cwd=dossier).stdout)
    assert {d["code"] for d in verdict["diagnostics"]} == {"UT101"}  # a draft's gaps, to be filled in
    assert verdict["summary"]["errors"] == 0
    assert utilite("format", "--check", cwd=dossier).returncode == 0
    rendu = utilite("render", cwd=dossier)
    assert rendu.returncode == 0, rendu.stderr
    assert "Une action à décrire" in (dossier / "build" / "fiche" / "exemple.md").read_text("utf-8")
    assert (dossier / "schema" / "fiche.schema.json").is_file()
    assert "axes: []" in (dossier / "referentiel.yaml").read_text("utf-8") or options != ("--empty",)
    if options[:1] == ("--from",):
        assert (dossier / "referentiel.yaml").read_bytes() == (JARDINS / "referentiel.yaml").read_bytes()
        assert "CC-BY-SA-4.0" in fini.stderr


def test_init_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("à nous\n", "utf-8")
    fini = utilite("init", cwd=tmp_path)
    assert fini.returncode == 0, fini.stderr
    assert (tmp_path / "README.md").read_text("utf-8") == "à nous\n"
    assert "Laissés comme ils étaient : README.md." in fini.stderr
    encore = utilite("init", cwd=tmp_path)
    assert (encore.returncode, encore.stdout) == (2, "")
    assert "est déjà un espace de travail" in encore.stderr
    assert utilite("init", "x", "--from", "nulle-part", cwd=tmp_path).returncode == 2
    assert utilite("init", "x", "--from", ".", "--empty", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_a_link_out_is_not_written_through(tmp_path: Path) -> None:
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    shutil.rmtree(espace / "fiches")
    (tmp_path / "dehors").mkdir()
    (espace / "fiches").symlink_to(tmp_path / "dehors")
    fini = utilite("new", "essai-x", "--acteur", "jardin-des-lilas", cwd=espace)
    assert fini.returncode == 2
    assert "lien qui sort de l'espace de travail" in fini.stderr
    assert list((tmp_path / "dehors").iterdir()) == []
