"""`make bench`: what PDF and Word documents cost, as ratios of one run; never a test, since machines differ.

`python tests/bench_documents.py 20 docx`: of so many fiches (100), of these formats (both).

The yardsticks are what the libraries under us cost on the same things, start-up included: WeasyPrint of the same
pages, docxtpl of the same papers.
"""

import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_fiches

IMPRIMEES = int(next((a for a in sys.argv[1:] if a.isdigit()), "100"))
IMPRESSION = """
import sys
from pathlib import Path
from weasyprint import HTML
for page in sorted(Path(sys.argv[1]).glob("*.html")):
    HTML(page).write_pdf(page.with_suffix(".pdf"), pdf_variant="pdf/ua-1")
"""
PAPIERS = """
import json, sys
from pathlib import Path
from docxtpl import DocxTemplate
for contexte in sorted(Path(sys.argv[2]).glob("*.json")):
    papier = DocxTemplate(sys.argv[1])
    papier.render(json.loads(contexte.read_text("utf-8")), autoescape=True)
    papier.save(contexte.with_suffix(".docx"))
"""
PAPIER = (
    "{% for axe in utilite_sociale %}{% for c in axe.criteres %}{{ c.titre }} : {{ c.apport }} {% endfor %}{% endfor %}"
)
"""What the paper of this comparison holds."""


def main() -> None:
    """Prints the ratios, of all or of those that are named: pdf, docx."""
    comparaisons = {"pdf": _pdf, "docx": _docx}
    for nom in [a for a in sys.argv[1:] if not a.isdigit()] or comparaisons:
        comparaisons[nom]()


def _pdf() -> None:
    if importlib.util.find_spec("weasyprint") is None:
        print("render --format pdf : pas mesuré, sans le complément utilite[pdf]")
        return
    with tempfile.TemporaryDirectory() as dossier:
        racine = Path(dossier, "espace")
        bench_fiches.fait(racine, IMPRIMEES)
        _cpu(_render(racine, "html", Path(dossier, "pages"), 1))
        seul = [sys.executable, "-c", IMPRESSION, str(Path(dossier, "pages", "fiche"))]
        _compare("pdf", "WeasyPrint seul des mêmes pages", seul, racine, Path(dossier))


def _docx() -> None:
    from utilite.render.outputs import OUTPUTS

    if "docx" not in OUTPUTS or importlib.util.find_spec("docxtpl") is None:
        print("render --format docx : pas mesuré, ce format ou docxtpl manque ici")
        return
    with tempfile.TemporaryDirectory() as dossier:
        racine, contextes = Path(dossier, "espace"), Path(dossier, "contextes")
        bench_fiches.fait(racine, IMPRIMEES)
        papier = _papier(racine)
        contextes.mkdir()
        for fiche in (racine / "fiches").iterdir():
            (contextes / f"{fiche.stem}.json").write_text(_contexte(racine, fiche.stem), "utf-8")
        seul = [sys.executable, "-c", PAPIERS, str(papier), str(contextes)]
        _compare("docx", "docxtpl seul du même papier", seul, racine, Path(dossier), "--template", "fiche")


def _papier(racine: Path) -> Path:
    """A template of the workspace's own, in the shipped one's place: one paper, as small as may be."""
    docx = importlib.import_module("docx")
    modele = racine / "templates" / "fiche"
    modele.mkdir(parents=True)
    (modele / "modele.yaml").write_text("titre: Papier\nfichiers: {docx: papier.docx}\n", "utf-8")
    papier = docx.Document()
    papier.add_paragraph(PAPIER)
    papier.save(str(modele / "papier.docx"))
    return modele / "papier.docx"


def _contexte(racine: Path, fiche: str) -> str:
    commande = [sys.executable, "-m", "utilite", "-C", str(racine), "templates", "context", fiche]
    dit = subprocess.run(commande, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return json.dumps(json.loads(dit))


def _render(racine: Path, format_: str, sortie: Path, jobs: int, *args: str) -> list[str]:
    shutil.rmtree(sortie, ignore_errors=True)
    commande = [sys.executable, "-m", "utilite", "-C", str(racine), "render", "--draft", "--format", format_]
    return [*commande, "--out", str(sortie), "--jobs", str(jobs), *args]


def _compare(format_: str, a_quoi: str, seul: list[str], racine: Path, dossier: Path, *args: str) -> None:
    """Three interleaved rounds: alone, then render by one worker and by two, on the clock of the wall and in cpu."""
    tours: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    for _ in range(3):
        repere = _couts(seul)
        for jobs, vus in tours.items():
            cout = _couts(_render(racine, format_, dossier / "sortie", jobs, *args))
            vus.append((cout[0] / repere[0], cout[1] / repere[1]))
    print(f"{IMPRIMEES} fiches, trois tours : render --format {format_} / {a_quoi}")
    for jobs, vus in tours.items():
        duree, cpu = (sorted(v[i] for v in vus)[1] for i in (0, 1))
        print(f"  --jobs {jobs} : durée {duree:.2f} (visé : {1.3 / jobs:.2f}), cpu {cpu:.2f}")


def _cpu(commande: list[str]) -> float:
    return _couts(commande)[1]


def _couts(commande: list[str]) -> tuple[float, float]:
    """What a command takes, in seconds: on the clock of the wall, and of computing."""
    debut, avant = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environnement = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(commande, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environnement)
    duree, apres = time.monotonic() - debut, resource.getrusage(resource.RUSAGE_CHILDREN)
    return duree, apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime


if __name__ == "__main__":
    main()
