"""A CSV of mesures, in and out: what French spreadsheets write is read, what can't be is told by line and column."""

import shutil
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commande import JARDINS, utilite
from utilite import source, tableur, workspace
from utilite.edit.classeur import tableau
from utilite.edit.formulaire import questions
from utilite.edit.retours import Retour, mesures_csv
from utilite.workspace import Workspace


@pytest.fixture(scope="module")
def jardins() -> Workspace:
    return workspace.ouvre(JARDINS)


def _lit(espace: Workspace, texte: str, nom: str = "mesures.csv", codage: str = "utf-8") -> Retour:
    return mesures_csv.lit(nom, texte.encode(codage), espace)


DEUX = """\
fiche;Critère;Indicateur;Catégorie;Valeur;Jusqu'à;Sur;Unité;Année;Source
saison-2024;Biodiversité;Espèces observées;;41;;;espèces;05/2024;inventaire « de printemps »
saison-2024;;compost;;1 234,5;;;;;pesée
saison-2024;;economie;;250;400,50;;euros;2025;estimation
saison-2022;;fideles;;9;;15;;;cahier
saison-2024;Entraide;Âge des jardiniers;Moins de 12 ans;24;;60;;;cahier
saison-2024;Entraide;Âge des jardiniers;plus-de-25;28;;;;;
saison-2024;Entraide;Âge des jardiniers;Moins de 12 ans;3;;;;2023;
;;;;;;;;;
"""

ATTENDU = """\
utilite_sociale:
  biodiversite:
    indicateurs:
      especes:
        - valeur: 41
          periode: 2024-05
          source: inventaire « de printemps »
  dechets-valorises:
    indicateurs:
      compost:
        - valeur: 1234.5
          source: pesée
      economie:
        - entre:
            - 250
            - 400.50
          periode: 2025
          source: estimation
  entraide:
    indicateurs:
      ages:
        - repartition:
            moins-de-12: 24
            plus-de-25: 28
          sur: 60
          source: cahier
        - repartition:
            moins-de-12: 3
          periode: 2023
"""


@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separateur", [";", "\t"])
def test_a_table_is_read(jardins: Workspace, codage: str, separateur: str) -> None:
    rendu = _lit(jardins, DEUX.replace(";", separateur).replace("\n", "\r\n"), codage=codage)
    assert rendu.fautes == ()
    recus = {recu.nom: recu for recu in rendu.recus}
    assert set(recus) == {"saison-2022", "saison-2024"}
    assert recus["saison-2024"].texte == ATTENDU
    assert all(recu.partiel and not recu.depart for recu in rendu.recus)


def test_commas_may_separate_and_the_file_may_name_the_fiche(jardins: Workspace) -> None:
    rendu = _lit(jardins, 'indicateur,valeur,source\ncompost,"12,5","pesée, deux fois"\n', "Saison 2024 (1).csv")
    [recu] = rendu.recus
    assert recu.nom == "saison-2024"
    assert "- valeur: 12.5\n          source: pesée, deux fois\n" in recu.texte


def test_the_period_of_the_fiche_is_not_said_again(jardins: Workspace) -> None:
    [recu] = _lit(jardins, "fiche;indicateur;valeur;annee\nruches-2023;especes;2;2023\n").recus
    assert "periode" not in recu.texte


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("indicateur;valeur\ncompost;3", "ligne 2, colonne « fiche » : de quelle fiche s'agit-il ?"),
        ("fiche;indicateur;valeur\nsaison-2042;compost;3", "aucune fiche ne s'appelle « saison-2042 »"),
        ("fiche;indicateur;valeur\n\nsaison-2024;composte;3", "ligne 3, colonne « indicateur » : « composte »"),
        ("fiche;indicateur;critere;valeur\nsaison-2024;compost;Entraide;3", "colonne « indicateur » : « compost »"),
        ("fiche;indicateur;valeur;unite\nsaison-2024;compost;3;tonnes", "se compte en kilos, pas en tonnes"),
        ("fiche;indicateur;valeur\nsaison-2024;compost;75 %", "ligne 2, colonne « valeur » : « 75 % »"),
        ("fiche;indicateur;valeur\nsaison-2024;mare;peut-être", "ligne 2, colonne « valeur » : "),
        ("fiche;indicateur;valeur;avant\nsaison-2024;compost;3;2", "colonne « avant » : on ne sait pas que faire"),
        ("fiche;indicateur;valeur\nsaison-2024;ages;3", "colonne « categorie » : cette case est vide"),
        ("fiche;indicateur;valeur;recueilli_le\nsaison-2024;compost;3;31/02/2024", "colonne « recueilli_le » : "),
        ("fiche,indicateur,valeur\nsaison-2024,compost,1,5", "ligne 2 : cette ligne a plus de cases que de titres"),
        ("fiche;indicateur;valeur;couleur\nsaison-2024;compost;3;vert", "« couleur » : cette colonne n'est pas lue"),
        ("bonjour", "ligne 1 : il manque les titres"),
        ("", "ligne 1 : il manque les titres"),
        ("fiche;indicateur;valeur\n" + "x" * 200_000, " : ce n'est pas un fichier CSV"),
        ("fiche;indicateur;valeur\n" + ";\n" * source.MAX_BYTES, " : le fichier dépasse un mégaoctet"),
    ],
    ids=range(16),
)  # fmt: skip
def test_what_cannot_be_taken_is_told_at_its_place(jardins: Workspace, texte: str, dit: str) -> None:
    [faute] = _lit(jardins, texte).fautes
    assert dit in f"{faute.ou} : {faute.message}"
    assert faute.remede


def test_a_long_table_is_bounded(jardins: Workspace) -> None:
    texte = "fiche;indicateur;valeur\n" + "s;x;1\n" * (tableau.LIGNES_MAX + 5)
    fautes = _lit(jardins, texte).fautes
    assert fautes[0].message == "la suite n'est pas lue"
    assert len(fautes) == mesures_csv.FAUTES_MAX + 1
    assert fautes[-1].message == "d'autres lignes ont des fautes"


@given(st.text(max_size=20))
@example("=1+1")
@example("'=1+1")
@example("\tx")
def test_what_is_protected_comes_back(texte: str) -> None:
    ecrit = tableur.protege(texte)
    assert not tableur.execute(ecrit)
    assert tableur.libere(ecrit) == texte or texte.startswith("'")


def test_the_empty_table_says_nothing(jardins: Workspace) -> None:
    """And each of its lines can be answered: filled with a number, it is taken or told at its cell."""
    assert jardins.referentiel.valeur is not None
    vide = tableau.modele(questions.de(jardins.referentiel.valeur), "saison-2022")
    assert mesures_csv.lit("x.csv", vide, jardins) == Retour()
    lignes = [ligne.split(";") for ligne in vide.decode("utf-8-sig").splitlines()]
    for ligne in lignes[1:]:
        ligne[lignes[0].index("valeur")] = "1"
    rendu = _lit(jardins, "\n".join(map(";".join, lignes)))
    assert not [f for f in rendu.fautes if "n'est pas dans le référentiel" in f.message]


def test_the_command_writes_the_empty_table(tmp_path: Path) -> None:
    espace = shutil.copytree(JARDINS, tmp_path / "j")
    fini = utilite("form", "--format", "csv", "--fiche", "saison-2022", cwd=espace)
    assert fini.returncode == 0, fini.stderr
    ecrit = (espace / "build" / "formulaire-saison-2022.csv").read_bytes()
    assert ecrit.startswith(b"\xef\xbb\xbffiche;critere;indicateur;categorie;valeur;")
    assert utilite("form", "--format", "csv", "--from", "saison-2022", cwd=espace).returncode == 2


def test_what_the_table_does_not_say_stays_in_the_fiche(tmp_path: Path) -> None:
    """New mesures join it; what it says otherwise is shown, and stays too."""
    espace = shutil.copytree(JARDINS, tmp_path / "j")
    fiche = espace / "fiches" / "saison-2024.yaml"
    avant = fiche.read_text("utf-8")
    table = "fiche;indicateur;valeur;annee;recueilli_le\nsaison-2024;compost;800;2026\n"
    (tmp_path / "nos chiffres.csv").write_text(f"{table}saison-2024;especes;43;2024-05;20/05/2024\n", "utf-8")
    fini = utilite("import", tmp_path / "nos chiffres.csv", cwd=espace)
    assert "biodiversite.indicateurs.especes[0].valeur : ici « 41 », reçu « 43 »" in fini.stdout
    assert fini.returncode == 1
    neuves = ["        - valeur: 800", "          periode: 2026"]
    assert [ligne for ligne in fiche.read_text("utf-8").splitlines() if ligne not in neuves] == avant.splitlines()
    assert set(neuves) <= set(fiche.read_text("utf-8").splitlines())


def test_a_quote_that_does_not_close_swallows_no_line(jardins: Workspace) -> None:
    tete = "fiche;critere;indicateur;valeur;annee;source\n"
    ouverte = f'{tete}saison-2024;;especes;41;2024;"cahier\nsaison-2024;;especes;42;2025;cahier\n'
    plus_bas = f'{ouverte}saison-2024;;especes;43;2026;"carnet"\n'
    for contenu in (ouverte, plus_bas):
        rendu = mesures_csv.lit("mesures.csv", contenu.encode(), jardins)
        assert not rendu.recus
        assert [(f.ou, "guillemet" in f.message) for f in rendu.fautes] == [("ligne 2", True)]
