"""Data for others: the table against a slow reading of its own, hostile cells, what must never leave, each format."""

import csv
import io
import json
import re
import shutil
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from commande import JARDINS, RACINE, utilite
from conftest import Attendu
from utilite import export, tableur, workspace
from utilite.errors import OperatorError
from utilite.export import FORMATS
from utilite.export import csv as en_csv
from utilite.export import xlsx as en_xlsx
from utilite.export.lignes import Source
from utilite.export.table import COLONNES, NOMS, Colonne, Genre
from utilite.fiche import Acteur, Fiche

GOLDEN = Path(__file__).parent / "golden"
LIBRAIRIES = {"xlsx": "xlsxwriter", "parquet": "duckdb"}
"""What a format asks for, and may not be there."""
HOSTILES = ("=1+1", "+33 6", "-2 kg", "@SUM(A1)", "\tx", '";"\n=2')


def _exporte(format_: str, espace: Path, dossier: Path, *options: str) -> tuple[Path, str]:
    """What a format makes of a workspace, and what is said of it."""
    out = dossier / format_ / f"x.{format_}"
    fini = utilite("-C", espace, "export", "--format", format_, "--out", out, *options)
    assert fini.returncode == 0, fini.stderr
    return out, fini.stderr


def _lignes(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def _hostile(dossier: Path) -> Path:
    """Jardins, where all that a mesure says in words would be executed."""
    copie = dossier / "jardins"
    shutil.copytree(JARDINS, copie)
    fiche = copie / "fiches" / "saison-2022.yaml"
    mesures = "".join(
        f"        - valeur: 9\n          sur: 15\n          periode: 2022-0{n}\n          source: {json.dumps(mot)}\n"
        for n, mot in enumerate(HOSTILES, 1)
    )
    debut = fiche.read_text("utf-8").partition("        - valeur: 9")[0]
    fiche.write_text(debut + mesures, "utf-8")
    return copie


# ---------------------------------------------------------------- the table


def test_the_table_as_csv(tmp_path: Path, attendu: Attendu) -> None:
    out, dit = _exporte("csv", JARDINS, tmp_path)
    contenu = out.read_bytes()
    attendu(GOLDEN / "mesures.csv", contenu.decode("utf-8-sig").replace("\r\n", "\n"))
    assert "brouillons : compost-2025" in dit
    assert "1 fiche retirée" in dit
    assert "1 mesure interne n'y est pas" in dit
    _exporte("csv", JARDINS, tmp_path)
    assert out.read_bytes() == contenu


def test_the_table_as_json_says_the_same(tmp_path: Path, attendu: Attendu) -> None:
    """With its types: a number is one, what isn't said is null."""
    out, _ = _exporte("json", JARDINS, tmp_path)
    attendu(GOLDEN / "mesures.json", out.read_text("utf-8"))
    lues = json.loads(out.read_text("utf-8"))["mesures"]
    tableau, _ = _exporte("csv", JARDINS, tmp_path)
    assert [[_en_case(ligne[nom]) for nom in NOMS] for ligne in lues] == [[*x.values()] for x in _lignes(tableau)]


def _en_case(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return "" if valeur is None else str(valeur).replace(".", ",") if isinstance(valeur, float) else str(valeur)


def test_its_figures_are_those_of_a_slow_reading(tmp_path: Path) -> None:
    """Of both networks at hand: YAML as objects, and nothing of the package."""
    for espace in (JARDINS, RACINE):
        attendues: Counter[tuple[str, ...]] = Counter()
        for fichier in (espace / "fiches").glob("*.yaml"):
            fiche = yaml.safe_load(fichier.read_text("utf-8"))
            if fiche["statut"] == "terminee":
                attendues += _lus(fichier.stem, {**(fiche.get("utilite_sociale") or {})})
                attendues += _lus(fichier.stem, fiche.get("criteres_propres") or {})
        out, _ = _exporte("csv", espace, tmp_path)
        assert Counter(tuple(ligne[nom] for nom in _CLES) for ligne in _lignes(out)) == attendues


_CLES = ("fiche", "critere", "indicateur", "categorie", "min", "max", "sur", "avant", "apres", "environ", "d_apres")


def _lus(fiche: str, criteres: dict[str, Any]) -> Counter[tuple[str, ...]]:
    vues: Counter[tuple[str, ...]] = Counter()
    for critere, dit in criteres.items():
        propres = {nom: i.get("mesures") or [] for nom, i in ((dit or {}).get("indicateurs_propres") or {}).items()}
        for indicateur, mesures in {**((dit or {}).get("indicateurs") or {}), **propres}.items():
            for m in mesures or []:
                if m.get("diffusion") == "interne":
                    continue
                exact = m.get("valeur") if type(m.get("valeur")) in (int, float) else None
                bas, haut = m.get("entre") or (exact, exact)
                parts = (m.get("repartition") or {"": None}).items()
                environ = ("oui" if m.get("environ") else "non") if _repond(m) else ""
                for categorie, part in parts:
                    reste = [m.get("sur"), m.get("avant"), m.get("apres")]
                    bornes = [part, part] if categorie else [bas, haut]
                    nombres = ["" if n is None else str(n).replace(".", ",") for n in bornes + reste]
                    vues[fiche, critere, indicateur, str(categorie), *nombres, environ, m.get("source", "")] += 1
    return vues


def _repond(mesure: dict[str, Any]) -> bool:
    return any(cle in mesure for cle in ("valeur", "entre", "avant", "repartition"))


def test_lines_that_count_add_up_to_the_panorama(tmp_path: Path) -> None:
    for espace in (JARDINS, RACINE):
        out, _ = _exporte("csv", espace, tmp_path)
        sommes: dict[str, float] = {}
        for ligne in _lignes(out):
            if ligne["comptee"] == "oui" and ligne["agregation"] == "somme" and ligne["forme"] in ("entier", "nombre"):
                sommes[ligne["indicateur"]] = sommes.get(ligne["indicateur"], 0) + float(ligne["min"].replace(",", "."))
        vu = json.loads(utilite("-C", espace, "panorama", "--format", "json").stdout)
        dites = {i["id"]: i["chiffre"] for axe in vu["axes"] for c in axe["criteres"] for i in c["indicateurs"]}
        assert sommes
        for indicateur, somme in sommes.items():
            total = dites[indicateur]
            assert somme == (total["entre"][0] if total.get("entre") else total["valeur"]), indicateur


def test_a_few_people_of_a_sensitive_public_are_told(tmp_path: Path) -> None:
    """They stay in the table, flagged, and the panorama doesn't count them."""
    espace = tmp_path / "jardins"
    shutil.copytree(JARDINS, espace)
    fiche = espace / "fiches" / "saison-2022.yaml"
    texte = fiche.read_text("utf-8").replace("paroles:", "  jardiniers:\n    - allocataires\nparoles:")
    foyers = "habitudes-de-tri:\n        - avant: 1\n          apres: 3\n          sur: 15\n"
    fiche.write_text(f"{texte}  dechets-valorises:\n    indicateurs:\n      {foyers}", "utf-8")
    out, dit = _exporte("csv", espace, tmp_path)
    assert "1 ligne compte quelques personnes d'un public sensible" in dit
    (ligne,) = (x for x in _lignes(out) if x["petit_effectif"] == "oui")
    assert (ligne["fiche"], ligne["apres"], ligne["comptee"]) == ("saison-2022", "3", "non")


def test_the_commune_is_the_actions_unless_it_is_internal(tmp_path: Path) -> None:
    espace = tmp_path / "brest"
    for dossier in ("acteurs", "fiches"):
        shutil.copytree(RACINE / dossier, espace / dossier)
    fiche = espace / "fiches" / "keredern.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("code_insee: 29019", "code_insee: 29075"), "utf-8")
    grille = (RACINE / "referentiel.yaml").read_text("utf-8")
    for dite in ("29075", "29019"):
        (espace / "referentiel.yaml").write_text(grille, "utf-8")
        out, _ = _exporte("csv", espace, tmp_path)
        assert {x["commune"] for x in _lignes(out) if x["fiche"] == "keredern"} == {dite}
        grille = grille.replace("        titre: Lieu\n", "        titre: Lieu\n        diffusion: interne\n")


def test_no_cell_is_executed(tmp_path: Path) -> None:
    out, _ = _exporte("csv", _hostile(tmp_path), tmp_path)
    dites = [ligne["d_apres"] for ligne in _lignes(out) if ligne["fiche"] == "saison-2022"]
    assert [mot.removeprefix("'").strip() for mot in dites] == [mot.strip() for mot in HOSTILES]
    for ligne in _lignes(out):
        assert not any(cellule.startswith(("=", "+", "-", "@", "\t", "\r")) for cellule in ligne.values())


@pytest.mark.skipif(find_spec("xlsxwriter") is None, reason="le complément xlsx n'est pas installé")
def test_the_table_as_a_workbook_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hostile cells are texts, marked as such; the same bytes each time; long texts are cut, and it is told."""
    espace = _hostile(tmp_path)
    out, _ = _exporte("xlsx", espace, tmp_path)
    contenu = out.read_bytes()
    livre = openpyxl.load_workbook(out)
    page = livre["Mesures"]
    titres, *lues = ([case.value for case in ligne] for ligne in page.iter_rows())
    assert titres == [*NOMS]
    tableau, _ = _exporte("csv", espace, tmp_path)
    for lue, dite in zip(lues, _lignes(tableau), strict=True):
        mots = [m.date().isoformat() if isinstance(m, datetime) else _en_case(m) for m in lue]
        assert [tableur.protege(m) if isinstance(v, str) else m for m, v in zip(mots, lue, strict=True)] == [
            *dite.values()
        ]
    cases = [case for ligne in page.iter_rows() for case in ligne if tableur.execute(str(case.value or ""))]
    assert len(cases) == 4  # the reader strips what stands before « x »
    assert all(case.data_type == "s" and case.quotePrefix for case in cases)
    assert [ligne[0].value for ligne in livre["Colonnes"].iter_rows(min_row=2)] == [*NOMS]
    _exporte("xlsx", espace, tmp_path)
    assert out.read_bytes() == contenu
    monkeypatch.setattr(en_xlsx, "SIGNES_MAX", 20)
    lu = workspace.ouvre(JARDINS)
    assert lu.referentiel.valeur
    coupe = lu.fiche("saison-2024").valeur
    assert coupe
    avis = en_xlsx.ecrit(Source(lu.referentiel.valeur, [(coupe, ())]), tmp_path / "y.xlsx", None)
    assert "coupés" in avis[0]


BASIC: dict[str, dict[str, Any]] = {
    "cids:Organization": {"hasLegalName": str},
    "cids:Theme": {"hasName": str, "hasDescription": str},
    "cids:Outcome": {"hasName": str, "hasDescription": str, "forOrganization": "cids:Organization"},
    "cids:Indicator": {
        "hasName": str,
        "hasDescription": str,
        "unitDescription": str,
        "forOrganization": "cids:Organization",
    },
    "cids:IndicatorReport": {
        "hasName": str,
        "unit_of_measure": "i72:Unit_of_measure",
        "startedAtTime": datetime,
        "endedAtTime": datetime,
        "forIndicator": "cids:Indicator",
        "forOrganization": "cids:Organization",
    },
    "i72:Unit_of_measure": {"hasName": str},
}
"""What the standard's shapes ask for exactly once in its Basic tier (CIDS 3.2), and of which kind."""
LIENS = {
    "hasOutcome": "cids:Outcome",
    "hasIndicator": "cids:Indicator",
    "hasIndicatorReport": "cids:IndicatorReport",
    "forTheme": "cids:Theme",
    "forOutcome": "cids:Outcome",
}


def test_the_common_impact_data_standard_is_kept(tmp_path: Path, attendu: Attendu) -> None:
    espace = tmp_path / "jardins"
    shutil.copytree(JARDINS, espace)
    grille = espace / "referentiel.yaml"
    texte = grille.read_text("utf-8")
    debut, especes, suite = texte.partition("- id: especes")
    iris = "https://iris.thegiin.org/metric/5.3/PI4060/"
    grille.write_text(debut + especes + suite.replace("source: proposition", f"source: {iris}", 1), "utf-8")
    out, dit = _exporte("jsonld", espace, tmp_path)
    attendu(GOLDEN / "mesures.jsonld", out.read_text("utf-8"))
    assert "Sans place dans ce standard, qui ne connaît que des nombres : 5" in dit
    noeuds = json.loads(out.read_text("utf-8"))
    types = {n["@id"]: n["@type"] for n in noeuds}
    assert len(types) == len(noeuds)
    noms = [n["hasName"] for n in noeuds if n["@type"] == "cids:IndicatorReport"]
    assert len(set(noms)) == len(noms)
    for noeud in noeuds:
        for cle, genre in BASIC[noeud["@type"]].items():
            assert types.get(noeud[cle]) == genre if isinstance(genre, str) else _lu(noeud[cle], genre), (noeud, cle)
        for cle, genre in LIENS.items():
            assert all(types[lien] == genre for lien in noeud.get(cle, [])), (noeud, cle)
        if noeud["@type"] == "cids:IndicatorReport":
            assert noeud["value"]["@type"] == "i72:Measure"
            assert isinstance(noeud["value"]["hasNumericalValue"], str)
    codes = {n["hasName"]: n["hasCode"] for n in noeuds if n.get("hasCode")}
    assert codes["Biodiversité"] == ["https://metadata.un.org/sdg/15"]
    assert codes["Espèces observées"] == [iris]


def _lu(valeur: Any, genre: type) -> bool:
    """Whether it is a text, or one that says a day and an hour."""
    return isinstance(valeur, str) and bool(valeur) and (genre is str or bool(datetime.fromisoformat(valeur)))


@pytest.fixture(scope="module")
def donnees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two networks' Parquet in one folder."""
    pytest.importorskip("duckdb", reason="le complément parquet n'est pas installé")
    dossier = tmp_path_factory.mktemp("reseaux")
    for espace in (JARDINS, RACINE):
        fini = utilite("-C", espace, "export", "--format", "parquet", "--out", dossier / "donnees")
        assert fini.returncode == 0, fini.stderr
    return dossier


def _octets(dossier: Path) -> dict[str, bytes]:
    return {str(f.relative_to(dossier)): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}


def test_the_table_as_parquet_says_the_same(donnees: Path, tmp_path: Path) -> None:
    """With its types; a network replaces its own folder whole, and only what it had written itself."""
    import duckdb

    vus = _octets(donnees)
    assert utilite("-C", JARDINS, "export", "--format", "parquet", "--out", donnees / "donnees").returncode == 0
    assert _octets(donnees) == vus
    reseau = donnees / "donnees" / "reseau=jardins-partages-exemple"
    assert sorted(a.name for a in reseau.iterdir()) == ["annee=2022", "annee=2024", "annee=2025"]
    noms = ", ".join(f'"{nom}"' for nom in NOMS)
    lu = duckdb.execute(f"SELECT {noms} FROM read_parquet('{reseau.parent}/*/*/*', hive_partitioning = true)")
    lignes = [[str(v) if isinstance(v, date) else v for v in ligne] for ligne in lu.fetchall()]
    attendues: list[list[Any]] = []
    for espace in (JARDINS, RACINE):
        out, _ = _exporte("json", espace, tmp_path)
        attendues += [[ligne[nom] for nom in NOMS] for ligne in json.loads(out.read_text("utf-8"))["mesures"]]
    assert sorted(lignes, key=repr) == sorted(
        ([_en_reel(v, c) for v, c in zip(x, COLONNES, strict=True)] for x in attendues), key=repr
    )
    copie = tmp_path / "copie"
    shutil.copytree(donnees, copie)
    (copie / "donnees" / reseau.name / "notes.txt").write_text("à garder")
    fini = utilite("-C", JARDINS, "export", "--format", "parquet", "--out", copie / "donnees")
    assert fini.returncode == 2
    assert "notes.txt » n'est pas d'un export" in fini.stderr
    assert not [nom for nom in _octets(copie) if ".tmp" in nom]


def _en_reel(valeur: Any, colonne: Colonne) -> Any:
    return float(valeur) if valeur is not None and colonne.genre is Genre.NOMBRE else valeur


def test_duckdb_and_dask_answer_alike(donnees: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queries of the page, as they stand there."""
    import duckdb

    monkeypatch.chdir(donnees)
    page = (RACINE / "docs" / "donnees.md").read_text("utf-8")
    (requete,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    (programme,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    lu = duckdb.execute(requete).fetchall()
    assert {ligne[0] for ligne in lu} == {"jardins-partages-exemple", "mediation-numerique-brest"}
    assert ("jardins-partages-exemple", 2024, "compost", 640.5, 640.5, 1) in lu
    pytest.importorskip("dask.dataframe", reason="Dask n'est pas installé : sa requête n'est pas essayée")
    vu: dict[str, Any] = {}
    exec(programme, vu)
    assert [(*cle, *ligne) for cle, *ligne in vu["resultat"].itertuples()] == lu


# ---------------------------------------------------------------- what must not leave, and what goes wrong


@pytest.mark.parametrize("format_", [f for f in FORMATS if find_spec(LIBRAIRIES.get(f, "csv"))])
def test_nothing_internal_leaves_unless_asked_for(tmp_path: Path, format_: str) -> None:
    """The words of `prive/`, of mesures and fields that are `interne`, and those of drafts."""
    secrets = ("convention avec la ville imaginaire", "310", "1840", "Nom d'exemple", "Personne en particulier")
    out, _ = _exporte(format_, JARDINS, tmp_path)
    texte = _texte(out)
    assert "marmites comptées" in texte
    assert not [mot for mot in (*secrets, "estimation avec", "01 99 00", "Le compost du Canal") if mot in texte]
    out, dit = _exporte(format_, JARDINS, tmp_path, "--interne")
    assert "convention avec la ville imaginaire" in _texte(out)
    assert "ne publiez pas" in dit


def _texte(out: Path) -> str:
    """All that a file, or a folder, says."""
    if out.is_dir():
        return str(import_module("duckdb").sql(f"SELECT * FROM read_parquet('{out}/*/*/*')").fetchall())
    if out.suffix == ".xlsx":
        with zipfile.ZipFile(out) as archive:
            return "".join(archive.read(nom).decode() for nom in archive.namelist())
    return re.sub("urn:uuid:[0-9a-f-]+", "", out.read_text("utf-8"))


def test_a_fiche_at_fault_is_left_out_and_told(tmp_path: Path) -> None:
    espace = tmp_path / "jardins"
    shutil.copytree(JARDINS, espace)
    fiche = espace / "fiches" / "saison-2022.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("valeur: 9", "valeur: 19"), "utf-8")
    fini = utilite("-C", espace, "export")
    assert fini.returncode == 1
    assert "erreurs : saison-2022" in fini.stderr
    assert {ligne["fiche"] for ligne in _lignes(espace / "build" / "mesures.csv")} == {"saison-2024"}
    (espace / "referentiel.yaml").write_text("format: 1\n", "utf-8")
    assert utilite("-C", espace, "export").returncode == 1


def test_the_operators_mistakes() -> None:
    for options, dit in (
        (["--format", "xslx"], "vouliez-vous dire « --format xlsx »"),
        (["--out", "x.txt"], "ajoutez « --format »"),
    ):
        fini = utilite("-C", JARDINS, "export", *options)
        assert (fini.returncode, fini.stdout) == (2, "")
        assert dit in fini.stderr


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_whole_or_not_there(tmp_path: Path, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong halfway leaves what was there; a library that is missing is asked for by its name."""
    if not find_spec(LIBRAIRIES.get(format_, "csv")):
        pytest.skip(f"le complément {format_} n'est pas installé")
    espace = workspace.ouvre(JARDINS)
    fiche, grille = espace.fiche("saison-2024").valeur, espace.referentiel.valeur
    assert fiche
    assert grille
    sortie = tmp_path / "x"
    export.format_(format_).ecrit(Source(grille, [(fiche, ())]), sortie, None)
    vus = _octets(tmp_path)

    def casse() -> Iterator[tuple[Fiche, tuple[Acteur, ...]]]:
        yield fiche, ()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export.format_(format_).ecrit(Source(grille, casse()), sortie, None)
    assert _octets(tmp_path) == vus
    if format_ in LIBRAIRIES:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        with pytest.raises(OperatorError, match=rf"utilite\[{format_}\]"):
            export.format_(format_).ecrit(Source(grille, []), sortie, None)


def test_memory_is_flat(tmp_path: Path) -> None:
    espace = workspace.ouvre(JARDINS)
    fiche = espace.fiche("saison-2024").valeur
    assert fiche
    assert espace.referentiel.valeur
    pics = []
    for combien in (20, 400):
        source = Source(espace.referentiel.valeur, repeat((fiche, ()), combien))
        tracemalloc.start()
        en_csv.ecrit(source, tmp_path / "x.csv", None)
        pics.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert pics[1] < pics[0] + 200_000


def test_the_page_tells_each_column() -> None:
    page = (RACINE / "docs" / "donnees.md").read_text("utf-8")
    for colonne in COLONNES:
        assert f"| `{colonne.nom}` | {colonne.genre} | {colonne.dit} |" in page
    assert len(set(NOMS)) == len(COLONNES)
