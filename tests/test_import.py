"""What comes back is merged with what it was started from; nothing is overwritten unseen, nothing else is touched."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from commande import JARDINS, RACINE, utilite
from utilite import source, workspace
from utilite.edit import arrivees, retours, tampon
from utilite.edit.arbres import arbre
from utilite.edit.formulaire import depart
from utilite.edit.formulaire.pont import Atelier
from utilite.edit.retours import Recu

GIT = shutil.which("git")
avec_git = pytest.mark.skipif(GIT is None, reason="il manque git")
MOI = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Une coordinatrice",
    "GIT_AUTHOR_EMAIL": "elle@example.org",
    "GIT_COMMITTER_NAME": "Une coordinatrice",
    "GIT_COMMITTER_EMAIL": "elle@example.org",
}
PERSONNE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": os.devnull}
RUE = ("action", "rue")
ESPECES = ("utilite_sociale", "biodiversite", "indicateurs", "especes", 0, "valeur")
SAISON = "fiches/saison-2024.yaml"


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


@pytest.fixture
def recus(tmp_path: Path) -> Path:
    dossier = tmp_path / "recus"
    dossier.mkdir()
    return dossier


def git(espace: Path, *arguments: str) -> str:
    assert GIT is not None
    env = {**os.environ, **MOI}
    return subprocess.run([GIT, *arguments], cwd=espace, env=env, check=True, capture_output=True, text=True).stdout


def _depose(espace: Path) -> None:
    """All of it in a first commit."""
    git(espace, "init", "-q")
    git(espace, "add", "-A")
    git(espace, "commit", "-qm", "Un")


def _rempli(espace: Path, nom: str, route: tuple[str | int, ...], valeur: str) -> str:
    """The file that the form gives once one of its fields has been changed."""
    etat = json.loads(json.dumps(depart.de(workspace.ouvre(espace), fiche=nom).etat))
    la: Any = etat["fiche"]
    for pas in route[:-1]:
        la = la[pas]
    la[route[-1]] = valeur
    fichiers = json.loads(Atelier(espace).verifie(json.dumps(etat)))["fichiers"]
    return str(next(f["texte"] for f in fichiers if f["genre"] == "fiche"))


def _change(chemin: Path, avant: str, apres: str) -> None:
    octets = chemin.read_bytes()
    assert avant.encode() in octets
    chemin.write_bytes(octets.replace(avant.encode(), apres.encode()))


@avec_git
def test_twenty_five_files_come_back_two_of_them_in_conflict(espace: Path, recus: Path) -> None:
    texte = (espace / SAISON).read_text("utf-8").replace("precedente: saison-2022\n", "# commentée\n")
    noms = [f"parcelle-{rang:02}" for rang in range(1, 23)]
    for nom in noms:
        (espace / f"fiches/{nom}.yaml").write_text(texte, "utf-8")
    _depose(espace)
    for rang, nom in enumerate(noms):
        route = (
            ("action", "rue")
            if rang % 2
            else ("utilite_sociale", "biodiversite", "indicateurs", "especes", 0, "valeur")
        )
        (recus / f"{nom}{' (1)' if rang % 3 else ''}.yaml").write_text(
            _rempli(espace, nom, route, str(50 + rang)), "utf-8"
        )
    for nom in ("neuve-1", "neuve-2", "neuve-3"):
        (recus / f"{nom}.yaml").write_text(texte, "utf-8")
    for nom in noms[:8]:  # meanwhile, in the workspace, somewhere else
        _change(espace / f"fiches/{nom}.yaml", "reference: JP-012", "reference: JP-013 # relue")
    _change(espace / "fiches/parcelle-01.yaml", "- valeur: 41", "- valeur: 42")
    _change(espace / "fiches/parcelle-02.yaml", "Rue des Lilas, ville imaginaire", "Rue des Roses")
    git(espace, "commit", "-qam", "Deux")

    fini = utilite("-C", espace, "import", recus)

    assert fini.returncode == 1
    lignes = fini.stdout.splitlines()
    assert len([li for li in lignes if li.endswith(" : nouvelle")]) == 3
    assert len([li for li in lignes if li.endswith(" : fusionnée")]) == 20
    assert [li for li in lignes if li.startswith("  ")] == [
        "  ligne 119, utilite_sociale.biodiversite.indicateurs.especes[0].valeur : "
        "ici « 42 », reçu « 50 » (au départ « 41 »)",
        "  ligne 25, action.rue : ici « Rue des Roses », reçu « 51 » (au départ « Rue des Lilas, ville imaginaire »)",
    ]
    assert "3 nouvelles, 20 fusionnées, 2 en conflit" in fini.stderr
    assert git(espace, "diff", "--numstat").splitlines() == [f"1\t1\tfiches/{nom}.yaml" for nom in noms[2:]]
    assert "relue" in (espace / "fiches/parcelle-08.yaml").read_text("utf-8")
    assert utilite("-C", espace, "validate").returncode == 0
    assert "Rien de neuf, 2 en conflit" in utilite("-C", espace, "import", recus).stderr


@avec_git
def test_branches_leave_everything_else_as_it_was(espace: Path, recus: Path) -> None:
    sous = espace / "reseau"
    sous.mkdir()
    for nom in [p.name for p in espace.iterdir() if p.name not in ("reseau", ".git")]:
        shutil.move(espace / nom, sous / nom)
    _depose(espace)
    (recus / "saison-2024.yaml").write_text(_rempli(sous, "saison-2024", RUE, "Rue des Roses"), "utf-8")
    (recus / "neuve.yaml").write_text(
        (sous / "fiches/saison-2022.yaml").read_text("utf-8").replace("jardin-des-lilas", "amis-du-pre")
    )
    (recus / "amis-du-pre.yaml").write_text("identite:\n  nom: Les Amis du pré\n", "utf-8")
    piege = espace / "piege"
    for crochet in ("reference-transaction", "post-commit", "pre-commit", "post-index-change"):
        script = espace / ".git" / "hooks" / crochet
        script.parent.mkdir(exist_ok=True)
        script.write_text(f"#!/bin/sh\ntouch '{piege}'\n")
        script.chmod(0o755)
    git(espace, "config", "core.fsmonitor", f"touch '{piege}'; true")
    _change(sous / SAISON, "surface: 420.5", "surface: 421")
    (espace / "a-moi.txt").write_text("en cours")
    piege.unlink(missing_ok=True)
    avant = {p: p.read_bytes() for p in espace.rglob("*") if p.is_file() and ".git/objects" not in p.as_posix()}

    fini = utilite("-C", sous, "import", "--branches", recus, cwd=RACINE, **MOI)

    assert (fini.returncode, fini.stdout.splitlines()[-2:]) == (0, ["branche fiche/neuve", "branche fiche/saison-2024"])
    apres = {p: p.read_bytes() for p in espace.rglob("*") if p.is_file() and ".git/objects" not in p.as_posix()}
    assert {p.name for p in apres.keys() - avant.keys()} == {"neuve", "saison-2024"}, "two branches, no trap sprung"
    assert all(apres[p] == avant[p] for p in avant)
    piege.unlink(missing_ok=True)
    git(espace, "config", "--unset", "core.fsmonitor")
    assert git(espace, "diff", "--numstat", "HEAD", "fiche/saison-2024").split() == ["1", "1", f"reseau/{SAISON}"]
    assert git(espace, "diff", "--name-only", "HEAD", "fiche/neuve").split() == [
        "reseau/acteurs/amis-du-pre.yaml",
        "reseau/fiches/neuve.yaml",
    ]
    assert "git push origin fiche/" in fini.stderr
    la = git(espace, "rev-parse", "fiche/neuve")
    refait = utilite("-C", sous, "import", "--branches", recus, cwd=RACINE, **MOI)
    assert (refait.returncode, git(espace, "rev-parse", "fiche/neuve")) == (1, la)
    assert "existe déjà" in refait.stdout


@avec_git
def test_branches_say_what_git_lacks(espace: Path, recus: Path) -> None:
    (recus / "x.yaml").write_text((espace / SAISON).read_text("utf-8"), "utf-8")
    dits = [utilite("-C", espace, "import", "--branches", recus, cwd=RACINE, **MOI)]
    git(espace, "init", "-q")
    dits.append(utilite("-C", espace, "import", "--branches", recus, cwd=RACINE, **MOI))
    git(espace, "add", "-A")
    git(espace, "commit", "-qm", "Un")
    dits.append(utilite("-C", espace, "import", "--branches", recus, cwd=RACINE, **PERSONNE))
    assert [(fini.returncode, fini.stdout, fini.stderr.count("\n")) for fini in dits] == [(2, "", 1)] * 3
    for fini, mot in zip(
        dits, ("pas dans un dépôt git", "pas encore de commit", "git config --global user.name"), strict=True
    ):
        assert mot in fini.stderr


# Files as mails and editors leave them

_FICHE = (JARDINS / "fiches/saison-2022.yaml").read_text("utf-8")
_TAMPONNEE = tampon.ligne("fiches/saison-2022.yaml", _FICHE.encode()) + _FICHE

ABIMES = {
    "fins de ligne de Windows, marque d'ordre": (
        "saison-2022.yaml",
        _TAMPONNEE.replace("\n", "\r\n").encode("utf-8-sig"),
    ),
    "Windows-1252": ("saison-2022.yaml", _FICHE.encode("cp1252")),
    "UTF-16": ("saison-2022.yaml", _FICHE.encode("utf-16")),
    "pièce jointe renommée": ("saison-2022.yaml.txt", _FICHE.encode()),
    "téléchargée deux fois": ("Saison 2022 (1).YAML", _FICHE.encode()),
    "copie de Windows, et tampon": ("nouveau document - Copie (2).txt", _TAMPONNEE.encode()),
    "message cité": ("x.txt", "".join(f"> {ligne}\n" for ligne in _TAMPONNEE.splitlines()).encode()),
    "bloc de code": ("saison-2022.yml", f"```yaml\n{_FICHE}```\n".encode()),
    "espaces insécables": (
        "saison-2022.yaml",
        _FICHE.replace("    ", "\u00a0\u00a0\u00a0 ").replace("titre: ", "titre\u00a0:\u00a0").encode(),
    ),
}


@pytest.mark.parametrize("nom", ABIMES)
def test_what_mails_do_to_files_is_undone(nom: str, espace: Path) -> None:
    fichier, octets = ABIMES[nom]
    lit = retours.lecteur(fichier)
    assert lit is not None
    retour = lit(fichier, octets, workspace.ouvre(espace))
    assert not retour.fautes
    (recu,) = retour.recus
    assert recu.fichier == "fiches/saison-2022.yaml"
    assert arbre(source.parse(recu.texte, "")[0].root) == arbre(source.parse(_FICHE, "")[0].root)
    assert "Base" not in recu.texte


@pytest.mark.parametrize(
    ("nom", "octets", "dit"),
    [
        ("x.yaml", _FICHE.encode() + b"Cordialement,\nR.\n", "ligne 22 : cette ligne n'a pas la forme"),
        ("x.yaml", b"a: 1\n", "ni une fiche ni un acteur"),
        ("x.yaml", b"acteurs: &a [x]\n", "une ancre, qui n'est pas admise"),
        ("x.yaml", b"#" * 1_100_000, "dépasse un mégaoctet"),
        ("€.yaml", _FICHE.encode(), "ne dit pas de quelle fiche"),
        ("x.yaml", b"", "le fichier est vide"),
        ("x.docx", b"PK", "pas un fichier que l'on sait reprendre"),
    ],
)
def test_what_can_t_be_taken_is_told_kindly(nom: str, octets: bytes, dit: str, espace: Path, recus: Path) -> None:
    (recus / nom).write_bytes(octets)
    fini = utilite("-C", espace, "import", recus / nom)
    assert fini.returncode == 1
    assert dit in fini.stdout
    assert "Traceback" not in fini.stderr


def test_files_from_strangers_stay_where_they_may(espace: Path, recus: Path, tmp_path: Path) -> None:
    avant = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    dehors = tmp_path / "dehors.yaml"
    dehors.write_text(_FICHE, "utf-8")
    (recus / "lien.yaml").symlink_to(dehors)
    (recus / "vers").symlink_to("/etc")
    os.mkfifo(recus / "tuyau.yaml")
    empreinte = tampon.empreinte(_FICHE.encode())
    for rang, chemin in enumerate(("../dehors.yaml", "fiches/../../dehors.yaml", "referentiel.yaml", "fiches/.x.yaml")):
        (recus / f"a{rang}.yaml").write_text(f"# Base : {chemin} {empreinte}\n{_FICHE}", "utf-8")
    (recus / "b.yaml").write_text(_FICHE, "utf-8")
    (espace / "fiches/b.yaml").symlink_to(dehors)
    fini = utilite("-C", espace, "import", recus)
    assert fini.returncode == 1
    assert fini.stdout.count("pas pris") == 3
    nouveaux = {p for p in tmp_path.rglob("*") if p.is_file()} - avant.keys() - set(recus.iterdir()) - {dehors}
    assert {p.relative_to(espace).as_posix() for p in nouveaux} == {
        *(f"fiches/a{r}.yaml" for r in range(4)),
        "fiches/b.yaml",
    }
    assert (espace / "fiches/b.yaml").is_symlink()
    assert all(p.read_bytes() == octets for p, octets in avant.items())
    assert dehors.read_text("utf-8") == _FICHE


# Merging


def test_check_and_diff_write_nothing(espace: Path, recus: Path) -> None:
    (recus / "saison-2024.yaml").write_text(_rempli(espace, "saison-2024", RUE, "Rue\x1b[2J"), "utf-8")
    (recus / "neuve.yaml").write_text(_FICHE, "utf-8")
    avant = {p: p.read_bytes() for p in espace.rglob("*") if p.is_file()}
    for option in ("--check", "--diff"):
        fini = utilite("-C", espace, "import", recus, option)
        assert fini.returncode == 1
        assert "fiches/neuve.yaml" in fini.stdout
        assert "\x1b" not in fini.stdout
    assert "\n--- /dev/null\n+++ b/fiches/neuve.yaml\n@@ " in f"\n{fini.stdout}"
    assert {p: p.read_bytes() for p in espace.rglob("*") if p.is_file()} == avant


def test_without_a_base_what_differs_is_told_and_kept(espace: Path, recus: Path) -> None:
    (recus / "saison-2022.yaml").write_text(_FICHE.replace("Quinze", "Seize") + "limites: Rien.\n", "utf-8")
    fini = utilite("-C", espace, "import", recus)
    assert fini.returncode == 1
    assert "fusionnée, 1 champ en conflit, point de départ inconnu" in fini.stdout
    assert "ici « Quinze voisins" in fini.stdout
    assert (espace / "fiches/saison-2022.yaml").read_text("utf-8") == _FICHE + "limites: Rien.\n"


@avec_git
def test_a_fiche_that_is_sent_again_goes_on_from_what_was_sent_first(espace: Path, recus: Path) -> None:
    recu = recus / "neuve.yaml"
    recu.write_text(_FICHE, "utf-8")
    utilite("-C", espace, "import", recus)
    _depose(espace)
    _change(espace / "fiches/neuve.yaml", "titre: La saison 2022", "titre: La saison 2022, relue # au téléphone")
    git(espace, "commit", "-qam", "Deux")
    recu.write_text(_FICHE.replace("Quinze", "Seize"), "utf-8")
    fini = utilite("-C", espace, "import", recus)
    assert (fini.returncode, fini.stdout.rpartition(" : ")[2]) == (0, "fusionnée\n")
    ecrit = (espace / "fiches/neuve.yaml").read_text("utf-8")
    assert "relue # au téléphone" in ecrit
    assert "Seize voisins" in ecrit


def test_another_fiche_of_the_same_name_is_not_mixed_in(espace: Path, recus: Path) -> None:
    (recus / "saison-2022.yaml").write_text(_FICHE.replace("jardin-des-lilas", "jardin-du-canal"), "utf-8")
    fini = utilite("-C", espace, "import", recus)
    assert "pas prise, une autre porte déjà ce nom" in fini.stdout
    assert (espace / "fiches/saison-2022.yaml").read_text("utf-8") == _FICHE


def test_two_files_for_one_fiche_are_both_taken(espace: Path, recus: Path) -> None:
    (recus / "a.yaml").write_text(_rempli(espace, "saison-2024", RUE, "Rue des Roses"), "utf-8")
    (recus / "b.yaml").write_text(_rempli(espace, "saison-2024", ("action", "reference"), "JP-014"), "utf-8")
    _depose(espace)
    assert utilite("-C", espace, "import", recus).returncode == 0
    ecrit = (espace / SAISON).read_text("utf-8")
    assert "rue: Rue des Roses" in ecrit
    assert "reference: JP-014" in ecrit


def test_what_a_partial_file_doesn_t_say_stays(espace: Path) -> None:
    lu = workspace.ouvre(espace)
    assert lu.referentiel.valeur is not None
    mesures = "utilite_sociale: {entraide: {indicateurs: {fideles: [{valeur: 10, sur: 15, periode: 2021}]}}}\n"
    recu = Recu("fiches", "saison-2022", mesures, partiel=True)
    sources = arrivees.Sources(lambda nom: (espace / nom).read_bytes(), lambda _: None, lambda _: None)
    bilan = arrivees.accueille(lu.referentiel.valeur, [("mesures.csv", recu)], sources)
    assert [(a.sort, a.conflits) for a in bilan.arrivees] == [(arrivees.Sort.FUSIONNEE, ())]
    ecrit = bilan.apres["fiches/saison-2022.yaml"].decode()
    assert ecrit.startswith(_FICHE)
    assert ecrit.count("- valeur:") == 2
