"""`utilite diff`: what changed between two revisions, in a reader's words, on real sequences of commits."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from commande import JARDINS, utilite
from test_import import avec_git, git

SAISON = "fiches/saison-2024.yaml"

pytestmark = avec_git


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A network's folder, in a repository, with a first revision."""
    racine = Path(shutil.copytree(JARDINS, tmp_path / "depot" / "jardins"))
    git(racine.parent, "init", "-q")
    (racine / ".gitignore").write_text("/prive/\n/build/\n")
    _commit(racine)
    return racine


def _commit(espace: Path) -> None:
    git(espace, "add", "-A")
    git(espace, "commit", "-qm", "Un pas")


def _change(espace: Path, fichier: str, *remplacements: tuple[str, str]) -> None:
    texte = (espace / fichier).read_text("utf-8")
    for avant, apres in remplacements:
        assert avant in texte, avant
        texte = texte.replace(avant, apres, 1)
    (espace / fichier).write_text(texte, "utf-8")


def _diff(espace: Path, *arguments: str) -> str:
    fini = utilite("diff", *arguments, cwd=espace)
    assert fini.returncode == 0, fini.stderr
    return fini.stdout


def _json(espace: Path, *arguments: str) -> dict[str, Any]:
    lu: dict[str, Any] = json.loads(_diff(espace, *arguments, "--format", "json"))
    return lu


def _plat(texte: str) -> str:
    """French spaces as plain ones, so that a test reads as it is typed."""
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def test_nothing_has_changed(espace: Path) -> None:
    assert _diff(espace, "HEAD") == (
        "Rien n'a changé, ni dans le référentiel, ni dans les acteurs, ni dans les fiches.\n"
    )


def test_figures_evidence_and_texts_are_told_as_a_reader_would(espace: Path) -> None:
    _change(
        espace,
        SAISON,
        ("- valeur: 41", "- valeur: 45"),
        ("          source: inventaire d'automne\n", ""),
        ("- valeur: 640.5", "- valeur: 6405"),
        ("          sur: 30\n          population: 34\n", "          sur: 32\n          population: 34\n"),
        ("            - 250\n", "            - 270\n"),
        ("- non_renseigne: le cahier a pris l'eau", "- valeur: 12\n          source: cahier du jardin"),
        ("      - texte: On s'est un peu disputés pour l'eau.\n        accord: interne\n", ""),
        ("Tout est inventé.", f"Tout est inventé. {'Cela se dit ici en plus de mots. ' * 3}"),
        ("    - voisins\n    - ecoliers\n", "    - voisins\n    - allocataires\n"),
        ("statut: terminee", "statut: brouillon"),
        ("  - ecole-des-platanes\n", ""),
        ("        montant: 980\n", "        montant: 9800\n"),
        ("somme_demandee: 1450.50", "somme_demandee: 14505"),
    )
    texte = _plat(_diff(espace, "HEAD"))
    lignes = [ligne.strip() for ligne in texte.splitlines()]
    assert lignes[0] == "Fichiers : 1 changé ; 5 points à regarder de près."
    assert lignes[2] == f"{SAISON}, « La saison 2024 : tomates et compost »"
    assert any(
        "60 graines" in li and li.endswith("prévu : 980 € → 9 800 € ; vérifiez : dix fois plus") for li in lignes
    )
    assert "- Acteurs : − L’école des Platanes (fictive)" in lignes
    assert "- Statut : terminée → brouillon" in lignes
    assert "- Espèces observées, 2024-05 : 41 → 45 (+9,8 %)" in [
        ligne.replace("mai 2024", "2024-05") for ligne in lignes
    ]
    assert any(li.startswith("! Espèces observées") and li.endswith(": source retirée") for li in lignes)
    assert any("environ 640,5 → environ 6 405 (+900 %) ; vérifiez : dix fois plus" in li for li in lignes)
    assert any("22 jardiniers sur 30" in li and "→ 22 jardiniers sur 32" in li for li in lignes)
    assert any(li.startswith("- Économie de collecte") and li.endswith("(interne) : chiffre changé") for li in lignes)
    assert "270" not in texte
    assert any("non renseigné → 12" in li for li in lignes)
    assert "! Entraide : 1 témoignage retiré" in lignes
    assert "disputés" not in texte
    assert "- Jardiniers : + Allocataires de minima sociaux ; − Écoliers" in lignes
    assert any(li.startswith("! Somme demandée") and li.endswith("vérifiez : dix fois plus") for li in lignes)
    assert any(li.startswith("- Limites : ") and "signes" in li for li in lignes)


def test_between_two_commits_files_come_go_and_are_renamed(espace: Path) -> None:
    git(espace, "mv", "fiches/ruches-2023.yaml", "fiches/abeilles-2023.yaml")
    _change(espace, "fiches/abeilles-2023.yaml", ("- valeur: 1\n", "- valeur: 2\n"))
    (espace / "fiches" / "compost-2025.yaml").unlink()
    _change(espace, SAISON, ("# Fictif.", "# Relue. Fictif."), ("tour-de-parole", "'tour-de-parole'"))
    _commit(espace)
    (espace / "fiches" / "saison-2022.yaml").unlink()  # not committed: not asked for
    lu = {f["fichier"]: f for f in _json(espace, "HEAD~1", "HEAD")["fichiers"]}
    assert {nom: f["sort"] for nom, f in lu.items()} == {
        "fiches/abeilles-2023.yaml": "change",
        "fiches/compost-2025.yaml": "retire",
        SAISON: "forme",
    }
    assert lu["fiches/abeilles-2023.yaml"]["ancien"] == "fiches/ruches-2023.yaml"
    assert [_plat(c["texte"]) for c in lu["fiches/abeilles-2023.yaml"]["changements"]] == [
        "Espèces observées, 2023 : 1 → 2 (+100 %)"
    ]


def test_a_critere_that_the_grid_renames_is_the_same_one(espace: Path) -> None:
    _change(espace, "referentiel.yaml", ('version: "3"', 'version: "4"'), ("id: entraide", "id: coup-de-main"))
    texte = (espace / "referentiel.yaml").read_text("utf-8")
    avant, mot, suite = texte.partition("changements:\n")
    assert mot
    fin = '  - version: "3"\n    renommer:\n      criteres:\n        entraide: coup-de-main\n'
    (espace / "referentiel.yaml").write_text(f"{avant}{mot}{suite.rstrip()}\n{fin}", "utf-8")
    _change(
        espace,
        SAISON,
        ('version_referentiel: "3"', 'version_referentiel: "4"'),
        ("  entraide:", "  coup-de-main:"),
        ("- valeur: 22", "- valeur: 24"),
    )
    lu = {f["fichier"]: [_plat(c["texte"]) for c in f["changements"]] for f in _json(espace, "HEAD")["fichiers"]}
    assert "Version : « 3 » → « 4 »" in lu["referentiel.yaml"]
    assert "Critère renommé : « Entraide » s’écrit coup-de-main au lieu de entraide" in lu["referentiel.yaml"]
    assert not any("critère" in ligne for ligne in lu[SAISON])
    assert any("22 jardiniers sur 30" in ligne and "→ 24 jardiniers" in ligne for ligne in lu[SAISON])


def test_what_cannot_be_read_is_told_on_either_side(espace: Path) -> None:
    (espace / "fiches" / "saison-2022.yaml").write_text("acteurs: [\n")
    texte = _plat(_diff(espace, "HEAD"))
    assert "ce fichier ne peut plus être lu" in texte
    _commit(espace)
    git(espace, "checkout", "-q", "HEAD~1", "--", "fiches/saison-2022.yaml")
    assert "ne pouvait pas être lu" in _plat(_diff(espace, "HEAD"))
    _change(espace, SAISON, ("- valeur: 41", "- valeur: quarante"))
    assert "passe ici pour absent" in _plat(_diff(espace, "HEAD"))
    (espace / "referentiel.yaml").write_text("axes: [\n")
    assert "illisible" in _diff(espace, "HEAD")


def test_a_revision_before_the_workspace_and_one_that_is_none(espace: Path) -> None:
    git(espace, "checkout", "-q", "--orphan", "ailleurs")
    git(espace, "rm", "-rqf", "--cached", ".")
    git(espace, "commit", "-qm", "Rien", "--allow-empty")
    lu = _json(espace, "HEAD")
    assert {f["sort"] for f in lu["fichiers"]} == {"ajoute"}
    for nom in ("jamais-vue", "--output=piege", "-h", "HEAD:referentiel.yaml"):
        fini = utilite("diff", "--", nom, cwd=espace)
        assert (fini.returncode, fini.stdout) == (2, ""), nom
        assert "ne connaît aucune révision" in fini.stderr
    assert not (espace / "piege").exists()


def test_neither_hooks_nor_configuration_of_the_repository_run(espace: Path) -> None:
    piege = espace / "piege.sh"
    piege.write_text(f"#!/bin/sh\ntouch {espace.parent}/pris\ncat\n")
    piege.chmod(0o755)
    for cle in ("core.fsmonitor", "diff.external", "core.pager", "filter.x.smudge", "diff.x.textconv"):
        git(espace, "config", cle, str(piege))
    (espace / ".gitattributes").write_text("* filter=x diff=x\n")
    _change(espace, SAISON, ("- valeur: 41", "- valeur: 45"))
    assert "41 → 45" in _diff(espace, "HEAD")
    assert not (espace.parent / "pris").exists()


HOSTILE = "@equipe #1 <img src=x> [clic](https://mal.example) www.mal.example ::error:: \\e[31m"


def test_hostile_words_are_inert_in_each_output(espace: Path) -> None:
    ecrit = HOSTILE.replace("\\e", "\\x1b").replace('"', "")
    _change(espace, SAISON, ('titre: "La saison 2024 : tomates et compost"', f'titre: "{ecrit}"'))
    _change(espace, SAISON, ("source: inventaire de printemps", f'source: "{ecrit[:50]}"'))
    texte = _diff(espace, "HEAD")
    assert "\x1b" not in texte
    assert not any(ligne.lstrip().startswith("::") for ligne in texte.splitlines())
    md = _diff(espace, "HEAD", "--format", "md")
    assert not set(md) & set("@<[\x1b")
    assert "https:/" not in md
    assert "&#64;\u2060equipe &#35;\u20601" in md
    html = MarkdownIt("commonmark").render(md)
    assert "<a" not in html
    assert "<img" not in html
    assert "\x1b" not in _diff(espace, "HEAD", "--format", "json")
