"""La Coop's export of activities, laid out as its source lays it out; the lines are invented for the tests."""

import io
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from commande import JARDINS, RACINE, utilite
from utilite import workspace
from utilite.edit.retours import Retour, classeur
from utilite.workspace import Workspace

AVANT: tuple[list[Any], ...] = (
    ["Informations export"], ["Nom", "X"], ["Prénom", "X"], ["Rôle", "Médiateur"], ["Total", 3],
    ["Date d’export", "24/11/2026"], ["Heure d’export", "12:00"], [], ["Filtres"], ["Période", "-"], [], [""],
)  # fmt: skip
TITRES = [
    "Date", "Enregistré le", "Dernière modification le", "Type", "Participants", "Bénéficiaire",
    "Canaux d’accompagnement", "Durée (min)", "Niveau d’autonomie (ou de l’atelier)",
    "Genre du bénéficiaire", "Tranche d’âge du bénéficiaire", "Statut du bénéficiaire", "ID CRA",
]  # fmt: skip


def _export(*personnes: tuple[datetime, str, str, str]) -> bytes:
    """Each person: day, type, level, age."""
    livre = Workbook()
    feuille = livre.active
    assert feuille is not None
    feuille.title = "Activités"
    for ligne in (*AVANT, TITRES):
        feuille.append(ligne)
    for jour, type_, niveau, age in personnes:
        feuille.append([jour, "x", "", type_, "1/2", "Invité", "", 60, niveau, "Féminin", age, "En emploi", "id"])
    tampon = io.BytesIO()
    livre.save(tampon)
    return tampon.getvalue()


SEUL, ATELIER = "Accompagnement individuel", "Atelier collectif"
TROIS = (
    (datetime(2026, 1, 12), SEUL, "2/3", "70 ans et plus"),
    (datetime(2026, 3, 2), ATELIER, "1/3", "12 - 17 ans"),
    (datetime(2026, 3, 2), ATELIER, "1/3", "70 ans et plus"),
)


@pytest.fixture(scope="module")
def depot() -> Workspace:
    return workspace.ouvre(RACINE)


def _lit(espace: Workspace, contenu: bytes, nom: str = "keredern.xlsx") -> Retour:
    return classeur.lit(nom, contenu, espace)


def test_what_the_grid_counts_is_counted(depot: Workspace) -> None:
    rendu = _lit(depot, _export(*TROIS), "Keredern (1).xlsx")
    assert rendu.fautes == ()
    [recu] = rendu.recus
    assert (recu.nom, recu.partiel) == ("keredern", True)
    ages, autonomie = (recu.texte.partition(f"{nom}:\n")[2] for nom in ("participants-par-age", "niveau-d-autonomie"))
    assert ages.split()[:8] == "- repartition: de-12-a-17: 1 70-et-plus: 2 sur: 3".split()  # noqa: SIM905
    assert "debut: 2026-01-12\n            fin: 2026-03-02\n" in ages
    assert "une personne venue plusieurs fois est comptée autant de fois" in ages
    assert autonomie.split()[:4] == ["-", "repartition:", "partiellement-autonome:", "1"]  # not the workshops' level


def test_words_that_are_not_known_are_told_once(depot: Workspace) -> None:
    rendu = _lit(depot, _export(*TROIS, *[(datetime(2026, 4, 1), SEUL, "", "Mineur(e)")] * 2))
    [faute] = rendu.fautes
    assert (faute.ou, faute.message) == ("feuille « Activités », cellule K17", "« Mineur(e) » n'est pas compté")
    assert "sur: 3" in rendu.recus[0].texte


def test_older_exports_have_the_people_of_an_activity_in_one_cell(depot: Workspace) -> None:
    rendu = _lit(depot, _export((datetime(2026, 3, 2), ATELIER, "", "12 - 17 ans\n70 ans et plus\n12 - 17 ans")))
    assert rendu.recus[0].texte.split().count("sur:") == 1
    assert "de-12-a-17: 2\n" in rendu.recus[0].texte


def test_it_goes_where_its_name_says_if_the_grid_has_its_codes(depot: Workspace) -> None:
    [faute] = _lit(depot, _export(*TROIS), "activites.xlsx").fautes
    assert "renommez le fichier" in faute.remede
    [faute] = _lit(workspace.ouvre(JARDINS), _export(*TROIS), "saison-2024.xlsx").fautes
    assert "aucun indicateur du référentiel" in faute.message


def test_import_takes_it(tmp_path: Path) -> None:
    for nom in ("referentiel.yaml", "acteurs", "fiches"):
        copie = shutil.copytree if (RACINE / nom).is_dir() else shutil.copy
        copie(RACINE / nom, tmp_path / nom)
    (tmp_path / "keredern.xlsx").write_bytes(_export(*TROIS))
    avant = (tmp_path / "fiches" / "keredern.yaml").read_text("utf-8")
    fini = utilite("import", "keredern.xlsx", cwd=tmp_path)
    assert fini.returncode == 0, fini.stdout + fini.stderr
    apres = (tmp_path / "fiches" / "keredern.yaml").read_text("utf-8")
    assert set(avant.splitlines()) <= set(apres.splitlines())
    assert "export des activités de La Coop" in apres
    assert utilite("validate", "fiches/keredern.yaml", cwd=tmp_path).returncode == 0
