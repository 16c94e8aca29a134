"""The two jobs that a new network's pull requests go through, run here on a fork's hostile branch."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from commande import JARDINS, RACINE
from test_import import MOI, avec_git, git

DEPART = RACINE / "src" / "utilite" / "scaffold" / "depart"
SAISON = "fiches/saison-2024.yaml"
MARQUE = "<!-- utilite : ce qui change -->"
ROBOT, AUTRE = "github-actions[bot]", "mallory"
HOSTILE = "@equipe [clic](https://mal.example) <img src=x> ::error::"

pytestmark = [avec_git, pytest.mark.skipif(os.name == "nt", reason="ces travaux demandent bash")]

_GH = """#!{python}
import json, os, sys
args, ici = sys.argv[2:], {ici!r}
corps = sys.stdin.read() if "--input" in args else ""
with open(os.path.join(ici, "journal"), "a") as flux:
    flux.write(json.dumps([args, corps]) + "\\n")
chemin = next(a for a in args if a.startswith("repos/")).split("?")[0].split("/", 3)[3]
fichier = os.path.join(ici, chemin.replace("/", "_"))
if not corps and os.path.exists(fichier):
    sys.stdout.buffer.write(open(fichier, "rb").read())
else:
    print("{{}}" if corps else "[[]]")
"""
"""GitHub, as its command line answers: what a file says, and a journal of what is asked."""


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A fork's branch, merged as GitHub does, `utilite` and `gh` where the jobs look for them."""
    depot = Path(shutil.copytree(JARDINS, tmp_path / "depot", ignore=shutil.ignore_patterns("prive")))
    git(depot, "init", "-q", "-b", "main")
    _commit(depot)
    git(depot, "checkout", "-qb", "piege")
    texte = (depot / SAISON).read_text("utf-8")
    texte = texte.replace("- valeur: 41", "- valeur: 410").replace(
        '"La saison 2024 : tomates et compost"', f'"{HOSTILE}"'
    )
    (depot / SAISON).write_text(texte.replace("  parcelles: 18", "  parceles: 18"), "utf-8")
    _commit(depot)
    git(depot, "checkout", "-q", "main")
    git(depot, "merge", "-q", "--no-ff", "-m", "Essai de fusion", "piege")
    _programme(tmp_path / "runner" / "utilite" / "bin" / "utilite", f'exec {sys.executable} -m utilite "$@"')
    (tmp_path / "github").mkdir()
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(_GH.format(python=sys.executable, ici=str(tmp_path / "github")), "utf-8")
    gh.chmod(0o755)
    return tmp_path


def _commit(depot: Path) -> None:
    git(depot, "add", "-A")
    git(depot, "commit", "-qm", "Un pas")


def _programme(ou: Path, ligne: str) -> None:
    ou.parent.mkdir(parents=True)
    ou.write_text(f"#!/bin/sh\nPYTHONPATH={RACINE}/src {ligne}\n", "utf-8")
    ou.chmod(0o755)


def _pas(fichier: str, travail: str, nom: str) -> dict[str, Any]:
    """A step of a shipped workflow, by its name."""
    lu = yaml.safe_load((DEPART / fichier).read_text("utf-8"))
    trouve: dict[str, Any] = next(p for p in lu["jobs"][travail]["steps"] if p.get("name") == nom)
    return trouve


def _lance(forge: Path, *ordre: str, **env: str) -> subprocess.CompletedProcess[str]:
    propre = {"PATH": f"{forge / 'bin'}:{os.environ['PATH']}", "LANG": "C.UTF-8", **MOI, **env}
    return subprocess.run(
        ordre, cwd=forge / "depot", env=propre, capture_output=True, text=True, check=False, timeout=60
    )


def _premier(forge: Path) -> None:
    """What « Fiches » leaves: the summary, the findings, the documents."""
    pas = forge / "pas.sh"
    pas.write_text(_pas("github-fiches.yml", "fiches", "Dire ce qui change")["run"], "utf-8")
    fini = _lance(
        forge,
        *("bash", "--noprofile", "--norc", "-eo", "pipefail", str(pas)),
        RUNNER_TEMP=str(forge / "runner"),
        GITHUB_STEP_SUMMARY=str(forge / "sommaire.md"),
    )
    assert fini.returncode == 0, fini.stderr


def _depose(forge: Path, fichiers: dict[str, bytes]) -> None:
    """What GitHub says of the run and of the request, and the archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in fichiers.items():
            zip_.writestr(nom, contenu)
    trace = git(forge / "depot", "diff", "HEAD^1", "HEAD", "--", SAISON).partition("\n@@")
    github = forge / "github"
    (github / "actions_artifacts_5_zip").write_bytes(archive.getvalue())
    _reponse(forge, "actions_runs_7_artifacts", {"artifacts": [{"id": 5, "size_in_bytes": len(archive.getvalue())}]})
    _reponse(forge, "pulls", [{"number": 3, "head": {"sha": "abc"}}])
    _reponse(forge, "pulls_3_files", [[{"filename": SAISON, "patch": f"@@{trace[2]}"}]])


def _reponse(forge: Path, nom: str, contenu: Any) -> None:
    (forge / "github" / nom).write_text(json.dumps(contenu), "utf-8")


def _second(forge: Path, commit: str = "abc") -> list[tuple[list[str], Any]]:
    """Runs « Relecture », and gives what it has written: the arguments, the body."""
    script = forge / "pas.py"
    script.write_text(_pas("github-relecture.yml", "commente", "Commenter la demande")["run"], "utf-8")
    (forge / "github" / "journal").write_text("")
    donnees = {"DEPOT": "reseau/fiches", "EXECUTION": "7", "PROPRIETAIRE": AUTRE, "BRANCHE": "$(touch pris)"}
    fini = _lance(forge, sys.executable, str(script), COMMIT=commit, GH_TOKEN="faux", **donnees)
    assert fini.returncode == 0, fini.stderr
    assert not (forge / "depot" / "pris").exists()
    lus = [json.loads(ligne) for ligne in (forge / "github" / "journal").read_text("utf-8").splitlines()]
    return [(args, json.loads(corps)) for args, corps in lus if corps]


def _du_premier(forge: Path) -> dict[str, bytes]:
    _premier(forge)
    return {p.name: p.read_bytes() for p in (forge / "runner" / "revue").iterdir()}


def test_a_forks_request_is_told_and_its_sure_repairs_are_offered(forge: Path) -> None:
    _depose(forge, _du_premier(forge))
    assert list((forge / "runner" / "documents").rglob("*.html"))
    assert "dix fois plus" in (forge / "sommaire.md").read_text("utf-8")
    commentaire, revue = _second(forge)
    assert commentaire[0][0] == "repos/reseau/fiches/issues/3/comments"
    corps = commentaire[1]["body"]
    assert corps.startswith(MARQUE)
    assert "dix fois plus" in corps
    assert not set(corps.removeprefix(MARQUE)) & set("@<[")
    assert "https:/" not in corps
    (suggestion,) = revue[1]["comments"]
    assert suggestion["path"] == SAISON
    ligne = (forge / "depot" / SAISON).read_text("utf-8").splitlines()[suggestion["line"] - 1]
    assert ligne == "  parceles: 18"
    assert suggestion["body"].endswith("```suggestion\n  parcelles: 18\n```")
    # again: the comment is the same one, and nothing is repeated
    marquee = {"id": 8, "user": {"login": AUTRE}, "body": MARQUE}
    _reponse(forge, "issues_3_comments", [[marquee, {"id": 9, "user": {"login": ROBOT}, "body": f"{MARQUE} avant"}]])
    _reponse(forge, "pulls_3_comments", [[{**suggestion, "user": {"login": ROBOT}}]])
    ((arguments, recrit),) = _second(forge)
    assert arguments[:3] == ["-X", "PATCH", "repos/reseau/fiches/issues/comments/9"]
    assert recrit["body"] == corps
    assert _second(forge, commit="autre") == []


def test_an_artefact_that_a_fork_forged_is_but_text(forge: Path) -> None:
    change = {"texte": f"```\n{HOSTILE}\x1b[31m\n/close www.mal.example", "alerte": ""}
    fichier = {"fichier": f"{HOSTILE}`", "titre": "</details>", "sort": "ajoute", "ancien": HOSTILE}
    resume = {"fichiers": [{**fichier, "changements": [change] * 3}] * 400}
    lignes = (forge / "depot" / SAISON).read_text("utf-8").splitlines()
    ecrite, autre = lignes.index("  parceles: 18") + 1, lignes.index("statut: terminee") + 1
    ailleurs = {"start": {"line": autre, "column": 1}, "end": {"line": autre, "column": 2}}
    ici = {"start": {"line": ecrite, "column": 1}, "end": {"line": ecrite, "column": 3}}

    def constat(chemin: str, etendue: dict[str, Any], texte: str) -> dict[str, Any]:
        suggestion = {"range": etendue, "text": texte}
        return {"message": HOSTILE, "location": {"path": chemin}, "suggestions": [suggestion]}

    constats = [
        constat(SAISON, ailleurs, "x"),
        constat(".github/workflows/fiches.yml", ici, "x"),
        constat(SAISON, ici, "x\n```\n@equipe"),
        constat(SAISON, ici, "x" * 400),
        constat(SAISON, ici, "````"),
    ]
    _depose(
        forge,
        {"resume.json": json.dumps(resume).encode(), "constats.json": json.dumps({"diagnostics": constats}).encode()},
    )
    commentaire, revue = _second(forge)
    corps = commentaire[1]["body"]
    assert len(corps) < 65_536
    assert not set(corps.removeprefix(MARQUE)) & set("@<[`\x1b")
    assert not any(ligne.startswith("/") for ligne in corps.splitlines())
    assert [c["body"].split("\n\n")[1] for c in revue[1]["comments"]] == ["`````suggestion\n````parceles: 18\n`````"]
    _depose(forge, {"resume.json": b" " * 3_000_000 + b"{}"})  # a bomb: small once packed
    assert _second(forge) == []


class _GitLab(BaseHTTPRequestHandler):
    """What GitLab keeps of a request: its notes, the last one ours."""

    notes: list[dict[str, Any]]
    ecrits: list[tuple[str, str]]

    def _repond(self) -> None:
        longueur = int(self.headers.get("Content-Length") or 0)
        corps = json.loads(self.rfile.read(longueur)) if longueur else None
        if corps is not None:
            self.ecrits.append((f"{self.command} {self.path}", corps["body"]))
        qui = {"id": 7} if self.path.endswith("/user") else {} if corps else self.notes
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(qui).encode())

    do_GET = do_POST = do_PUT = _repond  # noqa: N815 - the server's own names

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""


def test_gitlab_is_given_one_note_that_is_written_again(forge: Path) -> None:
    lu = yaml.safe_load((DEPART / "gitlab-ci.yml").read_text("utf-8"))
    resume = lu["resume"]["script"][0].replace("/tmp/utilite", str(forge / "runner" / "utilite"))
    base = git(forge / "depot", "rev-parse", "HEAD^1").strip()
    assert _lance(forge, "bash", "-ec", resume, CI_MERGE_REQUEST_DIFF_BASE_SHA=base).returncode == 0
    _GitLab.notes, _GitLab.ecrits = [{"id": 1, "author": {"id": 2}, "body": MARQUE}], []
    serveur = HTTPServer(("127.0.0.1", 0), _GitLab)
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    env = {
        "CI_API_V4_URL": f"http://127.0.0.1:{serveur.server_port}",
        "CI_PROJECT_ID": "4",
        "CI_MERGE_REQUEST_IID": "5",
        "UTILITE_JETON": "faux",
    }
    try:
        for _ in range(2):
            fini = _lance(forge, "sh", "-ec", lu["commente"]["script"][0], **env)
            assert fini.returncode == 0, fini.stderr
            _GitLab.notes = [*_GitLab.notes, {"id": 9, "author": {"id": 7}, "body": f"{MARQUE} avant"}]
    finally:
        serveur.shutdown()
        serveur.server_close()
    notes = "/projects/4/merge_requests/5/notes"
    assert [ou for ou, _ in _GitLab.ecrits] == [f"POST {notes}", f"PUT {notes}/9"]
    corps = _GitLab.ecrits[0][1]
    assert corps.startswith(MARQUE)
    assert "dix fois plus" in corps
    assert not set(corps.removeprefix(MARQUE)) & set("@<[")
