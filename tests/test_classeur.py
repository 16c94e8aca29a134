"""The form as a workbook: what goes through it comes back the same, what is typed in it is read or told at its cell.

Excel's own reader isn't at hand: LibreOffice (`apt install libreoffice-calc`) opens and saves it where it is there.
"""

import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from commande import JARDINS, RACINE, utilite
from conftest import Attendu
from utilite import workspace
from utilite.edit import tampon
from utilite.edit.classeur import ecriture, lire, paquets, plan, saisies
from utilite.edit.classeur.feuilles import BORNE, PROSE, Case, Colonne, Feuille, Ligne
from utilite.edit.formulaire import depart, questions
from utilite.edit.formulaire.pont import Atelier
from utilite.edit.retours import Recu, Retour, classeur
from utilite.errors import OperatorError
from utilite.workspace import Workspace

SOFFICE = shutil.which("soffice")
EN_TETE = ecriture.TETE + 1


@pytest.fixture(scope="module")
def jardins() -> Workspace:
    return workspace.ouvre(JARDINS)


def _lit(espace: Workspace, contenu: bytes) -> Retour:
    return classeur.lit("classeur.xlsx", contenu, espace)


def _avant(espace: Workspace, nom: str) -> str:
    """What the form writes of a fiche, untouched."""
    [ecrit] = Atelier(espace.racine).fichiers(json.dumps(depart.de(espace, nom).etat)).values()
    return tampon.retire(ecrit.texte)[0]


def _remplit(contenu: bytes, *reponses: tuple[str, str, str, Any]) -> bytes:
    """Types answers: sheet, words of the line (its first cell's), heading, value."""
    livre = load_workbook(io.BytesIO(contenu))
    for onglet, ligne, colonne, valeur in reponses:
        feuille = livre[onglet]
        feuille.cell(_ligne(feuille, ligne), _colonne(feuille, colonne)).value = valeur
    return _octets(livre)


def _octets(livre: Workbook) -> bytes:
    tampon = io.BytesIO()
    livre.save(tampon)
    return tampon.getvalue()


def _ligne(feuille: Worksheet, mots: str) -> int:
    """The line that says these words, or that holds this key."""
    for cellules in feuille.iter_rows(min_row=EN_TETE + 1, max_col=4):
        if any(str(c.value or "").startswith(mots) for c in cellules):
            return int(cellules[0].row or 0)
    raise AssertionError(mots)


def _colonne(feuille: Worksheet, titre: str) -> int:
    return next(rang for rang, c in enumerate(feuille[EN_TETE], 1) if str(c.value or "").startswith(titre))


# There and back


@pytest.mark.parametrize(
    ("racine", "noms"), [(RACINE, ["kerourien", "parlons-en"]), (JARDINS, ["saison-2022", "saison-2024"])]
)
def test_a_fiche_that_goes_through_a_workbook_says_the_same(racine: Path, noms: list[str]) -> None:
    espace = workspace.ouvre(racine)
    for nom in noms:
        _dit_la_meme_chose(espace, nom, _lit(espace, ecriture.classeur(espace, nom)))


def _dit_la_meme_chose(espace: Workspace, nom: str, rendu: Retour) -> None:
    empreinte = tampon.empreinte((espace.racine / "fiches" / f"{nom}.yaml").read_bytes())
    assert rendu == Retour((Recu("fiches", nom, _avant(espace, nom), empreinte),))


def test_it_says_the_same_when_libreoffice_has_saved_it(jardins: Workspace, tmp_path: Path) -> None:
    """And the result of a formula, which it has computed, is offered."""
    contenu = ecriture.classeur(jardins, "saison-2024")
    formule = _remplit(ecriture.classeur(jardins), ("Mesures", "Espèces observées", "Nombre", "=12+8"))
    rendu, avec_formule = _par_libreoffice(tmp_path, contenu, formule)
    _dit_la_meme_chose(jardins, "saison-2024", _lit(jardins, rendu))
    [faute] = _lit(jardins, avec_formule).fautes
    assert faute.remede == "tapez son résultat : 20"


def _par_libreoffice(dossier: Path, *contenus: bytes) -> list[bytes]:
    """Workbooks as LibreOffice saves them, in one go since it takes its time to start."""
    if SOFFICE is None:
        pytest.skip("LibreOffice n'est pas installé : apt install libreoffice-calc")
    noms = [f"{rang}.xlsx" for rang in range(len(contenus))]
    for nom, contenu in zip(noms, contenus, strict=True):
        (dossier / nom).write_bytes(contenu)
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    sorte = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "rendus"]
    commande = [SOFFICE, profil, "--headless", *sorte, *noms]
    subprocess.run(commande, cwd=dossier, check=True, capture_output=True, timeout=240)
    return [(dossier / "rendus" / nom).read_bytes() for nom in noms]


def test_the_same_sources_make_the_same_bytes(jardins: Workspace) -> None:
    assert ecriture.classeur(jardins, "saison-2024") == ecriture.classeur(jardins, "saison-2024")


def test_a_new_fiche_is_written_from_its_cells(jardins: Workspace, attendu: Attendu) -> None:
    contenu = _remplit(
        ecriture.classeur(jardins),
        ("La fiche", "Titre", "Votre réponse", "Le verger"),
        ("La fiche", "En deux phrases", "Votre réponse", "Des voisins plantent.\nIls goûtent."),
        ("La fiche", "Période dont parle cette fiche (obligatoire) : début", "Votre réponse", "03/2024"),
        ("La fiche", "Période dont parle cette fiche (obligatoire) : fin", "Votre réponse", "30/11/2024"),
        ("La fiche", "Code INSEE", "Votre réponse", "01004"),
        ("La fiche", "Le terrain est clos", "Votre réponse", "Oui"),
        ("La fiche", "Signature de la convention", "Votre réponse", datetime(2011, 4, 2)),
        ("La fiche", "Jardiniers : 1", "Votre réponse", "Écoliers"),
        ("La fiche", "Jardiniers : 3", "Votre réponse", "voisins"),
        ("Votre structure", "Structure 1", "Votre réponse", "Le jardin des Lilas (fictif)"),
        ("Critères", "Transmission", "Choisi", "Oui"),
        ("Mesures", "Espèces observées", "Nombre", 12),
        ("Mesures", "Espèces observées", "D'après", "inventaire"),
        ("Mesures", "Déchets compostés", "Nombre", "1 234,5"),
        ("Mesures", "Déchets compostés", "À peu près", "Oui"),
        ("Mesures", "Économie de collecte", "Nombre", 250),
        ("Mesures", "Économie de collecte", "Jusqu'à", 400.5),
        ("Mesures", "Ambiance au jardin", "Nombre", "3, bonne"),
        ("Mesures", "    Moins de 12 ans", "Nombre", 4),
        ("Mesures", "Heures d'apprentissage", "Nous ne le savons pas", "le cahier a pris l'eau"),
        ("Mesures", "+mesures/0", "Ce que l'on compte", "Biodiversité › Espèces observées"),
        ("Mesures", "+mesures/0", "Nombre", 14),
        ("Mesures", "+mesures/0", "Période, si", "2024-09"),
        ("Vos critères", "fiche/criteres_propres/0", "Ce que vous regardez", "La fête"),
        ("Vos indicateurs", "+indicateurs/0", "Sous quel", "La fête"),
        ("Vos indicateurs", "+indicateurs/0", "Ce que vous comptez", "Parts servies"),
        ("Vos indicateurs", "+indicateurs/0", "C'est", "Réalisation"),
        ("Vos indicateurs", "+indicateurs/0", "Cela se dit", "Un nombre entier"),
        ("Vos indicateurs", "+indicateurs/0", "Nombre", 80),
        ("Vos indicateurs", "+indicateurs/1", "Sous quel", "La fête"),
        ("Vos indicateurs", "+indicateurs/1", "Ce que vous comptez", "Parts servies"),
        ("Vos indicateurs", "+indicateurs/1", "Nombre", 90),
        ("Témoignages", "+paroles/0", "Sous quel", "la fete"),
        ("Témoignages", "+paroles/0", "Ses mots", "Bonne soupe !"),
        ("Témoignages", "+paroles/0", "La personne", "Oui, ces mots peuvent être publiés"),
    )
    rendu = _lit(jardins, contenu)
    assert not rendu.fautes
    [recu] = rendu.recus
    assert (recu.fichier, recu.depart) == ("fiches/le-verger.yaml", "")
    attendu(Path(__file__).parent / "golden" / "classeur.yaml", recu.texte)


def test_a_new_structure_makes_its_file(jardins: Workspace) -> None:
    contenu = _remplit(
        ecriture.classeur(jardins),
        ("La fiche", "Titre", "Votre réponse", "Le verger"),
        ("Votre structure", "Nom (obligatoire)", "Votre réponse", "Les pommes (fictif)"),
    )
    recus = [recu.fichier for recu in _lit(jardins, contenu).recus]
    assert recus == ["fiches/le-verger.yaml", "acteurs/les-pommes-fictif.yaml"]


def test_one_changed_cell_changes_one_line(jardins: Workspace) -> None:
    contenu = _remplit(ecriture.classeur(jardins, "saison-2024"), ("Mesures", "Déchets compostés", "Nombre", 650))
    [recu] = _lit(jardins, contenu).recus
    avant, apres = _avant(jardins, "saison-2024").splitlines(), recu.texte.splitlines()
    changes = [(a.strip(), b.strip()) for a, b in zip(avant, apres, strict=True) if a != b]
    assert changes == [("- valeur: 640.5", "- valeur: 650")]


def test_what_is_emptied_goes(jardins: Workspace) -> None:
    contenu = _remplit(
        ecriture.classeur(jardins, "saison-2024"),
        ("Critères", "Déchets valorisés", "Choisi", None),  # but it has mesures
        ("La fiche", "Buts : 1", "Votre réponse", None),
        ("Mesures", "Économie de collecte", "Jusqu'à", None),
        ("Témoignages", "fiche/utilite_sociale/entraide/temoignages/1", "Ses mots", None),
        ("Témoignages", "fiche/utilite_sociale/entraide/temoignages/1", "La personne", None),
    )
    [recu] = _lit(jardins, contenu).recus
    assert "dechets-valorises:" in recu.texte
    assert "  buts:\n    - Se connaître entre voisins\n" in recu.texte
    assert "- valeur: 250\n" in recu.texte
    assert recu.texte.count("- texte:") == 2


# Faults, by sheet and cell


def _dits(espace: Workspace, *reponses: tuple[str, str, str, Any], fiche: str = "") -> list[str]:
    rendu = _lit(espace, _remplit(ecriture.classeur(espace, fiche), *reponses))
    return [f"{f.ou} : {f.message} : {f.remede}" for f in rendu.fautes]


def test_what_a_spreadsheet_has_made_of_it_is_told_at_its_cell(jardins: Workspace) -> None:
    dits = _dits(
        jardins,
        ("Mesures", "Espèces observées", "Nombre", "=12+8"),
        ("Mesures", "Déchets compostés", "Nombre", datetime(2024, 12, 10)),
        ("Mesures", "+mesures/2", "Nombre", 3),
        ("Mesures", "+mesures/3", "Ce que l'on compte", "Biodiversité › Espèces observée"),
        ("Mesures", "+mesures/4", "Ce que l'on compte", "Biodiversité › Le jardin a une mare"),
        ("Mesures", "+mesures/4", "Sur combien", 3),
        ("Vos critères", "fiche/criteres_propres/0", "Ce que vous regardez", "='http://x.fr/[x.xlsx]F'!A1"),
    )
    assert dits[0].startswith("feuille « Mesures », cellule D5 : c'est une formule (« =12+8 ») : tapez son résultat")
    assert re.search(r"cellule D\d+ : le tableur en a fait une date \(10/12/2024\)", dits[1])
    assert re.search(r"cellule B\d+ : cette ligne ne dit pas de quoi elle parle : choisissez", dits[2])
    assert "choisissez « Biodiversité › Espèces observées » dans la liste" in dits[3]
    assert re.search(r"cellule F\d+ : on ne sait pas que faire de cette réponse", dits[4])
    assert "feuille « Vos critères », cellule B4 : c'est une formule (« ='http://x.fr/" in dits[5]
    assert len(dits) == 6


def test_a_percentage_asks_for_its_two_numbers(jardins: Workspace) -> None:
    livre = load_workbook(io.BytesIO(ecriture.classeur(jardins)))
    case = livre["Mesures"].cell(_ligne(livre["Mesures"], "Jardiniers revenus"), 4)
    case.value, case.number_format = 0.75, "0%"
    [faute] = _lit(jardins, _octets(livre)).fautes
    assert "c'est un pourcentage (75 %)" in faute.message


def test_a_line_that_was_added_is_told(jardins: Workspace) -> None:
    livre = load_workbook(io.BytesIO(ecriture.classeur(jardins)))
    livre["La fiche"].append([None, "Une question de plus", "sa réponse"])
    del livre["Témoignages"]
    dits = {f.message: f.ou for f in _lit(jardins, _octets(livre)).fautes}
    assert dits["cette feuille manque"] == "feuille « Témoignages », cellule A1"
    assert dits["cette ligne n'est pas dans le classeur d'origine"].startswith("feuille « La fiche », cellule B")


def test_lines_may_be_moved(jardins: Workspace) -> None:
    """A line is known by its key, a column by its heading."""
    livre = load_workbook(io.BytesIO(ecriture.classeur(jardins, "saison-2024")))
    livre["Mesures"].insert_rows(EN_TETE + 1, 2)
    livre["Mesures"].insert_cols(3)
    _dit_la_meme_chose(jardins, "saison-2024", _lit(jardins, _octets(livre)))


def test_the_checks_are_told_at_their_cell(jardins: Workspace) -> None:
    """In the same words as for a file, and where one typed."""
    contenu = _remplit(
        ecriture.classeur(jardins, "saison-2024"),
        ("La fiche", "Code postal", "Votre réponse", "1500"),
        ("La fiche", "Arrosage", "Votre réponse", "arrosoir"),
        ("Mesures", "Espèces observées", "Nombre", "beaucoup"),
    )
    rendu = _lit(jardins, contenu)
    livre: Any = load_workbook(io.BytesIO(contenu))
    montres = {}
    for faute in rendu.fautes:
        trouve = re.fullmatch(r"feuille « (.+?) », cellule (\w+)", faute.ou)
        assert trouve is not None, faute
        montres[livre[trouve[1]][trouve[2]].value] = faute.message
    assert set(montres) == {"1500", "arrosoir", "beaucoup"}
    assert montres["beaucoup"] == "« beaucoup » n'est pas un nombre"


# What is typed


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("1 234,5", "1234.5"), ("1\u202f200", "1200"), ("12,5", "12.5"), ("-3", "-3"), ("12.5", "12.5"),
        ("1,234", "1.234"), ("1.234,5", "1.234,5"), ("environ 12", "environ 12"), ("75 %", "75 %"), ("12-15", "12-15"),
    ],
)  # fmt: skip
def test_french_numbers_are_read(tape: str, lu: str) -> None:
    assert saisies.nombre(tape) == lu


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("12/03/2025", "2025-03-12"), ("1.3.2025", "2025-03-01"), ("03/2025", "2025-03"), ("2025", "2025"),
        ("31/02/2025", "31/02/2025"), ("2025-03-12", "2025-03-12"), ("13/2025", "13/2025"), ("mars", "mars"),
    ],
)  # fmt: skip
def test_french_dates_are_read(tape: str, lu: str) -> None:
    assert saisies.jour(tape) == lu


_SIGNES = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t")


def test_the_ends_of_a_period_are_shown_as_one_types_them() -> None:
    montres = [
        Case(("x", "debut"), BORNE, valeur).montre() for valeur in ("2024", "2024-03", "2024-11-30", "2013-2014")
    ]
    assert montres == ["2024", "03/2024", "30/11/2024", "2013-2014"]


@settings(deadline=None)
@given(st.text(_SIGNES, min_size=1, max_size=60).filter(str.strip))
@example("=1+1")
@example("@SOMME(A1)")
@example("-2 degrés")
@example("_x0041_ n'est pas A")
@example("'apostrophe")
@example("\ufeffmarque")
def test_any_text_comes_back_unchanged(texte: str) -> None:
    feuille = Feuille("Une", "", (Colonne("Question", 10),), (Ligne((Case(("x",), PROSE, texte),)),))
    lue = lire.grilles(ecriture.classeur_de([feuille], "x", {}))["Une"]
    assert lue[EN_TETE + 1][2].valeur == texte


def test_nothing_in_it_is_executed(jardins: Workspace) -> None:
    """No formula, no macro, no link; what looks like a formula is a text, and says so to whoever edits it."""
    parti = depart.de(jardins, "saison-2022")
    parti.etat["fiche"]["action"]["titre"] = '=HYPERLINK("http://x.fr";"cliquez")'
    assert jardins.referentiel.valeur is not None
    feuilles = plan.de(questions.de(jardins.referentiel.valeur), parti.acteurs, parti.etat)
    contenu = ecriture.classeur_de(feuilles, "x", parti.etat)
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        pieces = {nom: archive.read(nom).decode() for nom in archive.namelist()}
    assert not [nom for nom in pieces if "vba" in nom.lower() or "external" in nom.lower() or "calcChain" in nom]
    assert not any("<f>" in texte or "hyperlink " in texte for texte in pieces.values())
    feuille = load_workbook(io.BytesIO(contenu))["La fiche"]
    case = feuille.cell(_ligne(feuille, "Titre"), 3)
    assert (case.data_type, case.quotePrefix) == ("s", True)


# Strangers' files


def _archive(**pieces: str | bytes) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in pieces.items():
            archive.writestr(nom.replace("__", "/"), contenu)
    return tampon.getvalue()


def _change(contenu: bytes, nom: str, avant: str, apres: str) -> bytes:
    """The workbook with one of its pieces changed."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as lue, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for piece in lue.namelist():
            texte = lue.read(piece)
            if piece == nom:
                assert avant.encode() in texte
                texte = texte.replace(avant.encode(), apres.encode(), 1)
            ecrite.writestr(piece, texte)
    return tampon.getvalue()


def _seule_faute(espace: Workspace, contenu: bytes) -> str:
    rendu = _lit(espace, contenu)
    assert not rendu.recus
    [faute] = rendu.fautes
    return f"{faute.message} : {faute.remede}"


_BOMBE = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 50}'>" for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)


def test_what_is_no_workbook_is_told(jardins: Workspace) -> None:
    assert ".xlsx" in _seule_faute(jardins, b"acteurs: [moi]\n")
    assert ".xls" in _seule_faute(jardins, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert ".ods" in _seule_faute(jardins, _archive(mimetype="x", **{"content.xml": ""}))
    assert "macros" in _seule_faute(jardins, _archive(**{"xl__workbook.xml": "", "xl__vbaProject.bin": ""}))
    assert "abîmé" in _seule_faute(jardins, _archive(**{"xl__workbook.xml": "<a>"}))
    assert "abîmé" in _seule_faute(jardins, ecriture.classeur(jardins)[:-200])
    ailleurs = Workbook()
    assert "utilite form" in _seule_faute(jardins, _octets(ailleurs))


def test_bombs_do_not_go_off(jardins: Workspace) -> None:
    assert "trop gros" in _seule_faute(jardins, _archive(**{"xl__workbook.xml": b" " * (lire.OUVERT_MAX + 1)}))
    assert "trop gros" in _seule_faute(
        jardins, _archive(**{"xl__workbook.xml": ""}, **{f"p{i}": "" for i in range(lire.PIECES_MAX)})
    )
    assert "10 Mo" in _seule_faute(jardins, b"PK" + b"\0" * lire.OCTETS_MAX)
    sain = ecriture.classeur(jardins)
    for piece, racine in (
        ("xl/workbook.xml", "<workbook"),
        ("xl/sharedStrings.xml", "<sst"),
        ("xl/styles.xml", "<sty"),
    ):
        assert "abîmé" in _seule_faute(jardins, _change(sain, piece, racine, f"{_BOMBE}{racine}")), piece


def test_a_million_empty_lines_are_not_read(jardins: Workspace) -> None:
    lignes = "".join(f'<row r="{n}"/>' for n in range(2_000, 1_048_577))
    contenu = _change(ecriture.classeur(jardins), "xl/worksheets/sheet2.xml", "</sheetData>", f"{lignes}</sheetData>")
    grille = lire.grilles(contenu)["Critères"]
    assert max(grille) < 100
    assert not _lit(jardins, contenu).fautes


def test_what_it_started_from_is_not_trusted(jardins: Workspace) -> None:
    """The hidden sheet is a stranger's word too: other shapes are other answers, never a traceback."""
    for etat in (
        {"fiche": {"utilite_sociale": "x", "acteurs": {"a": "b"}, "criteres_propres": [["x"], "y", {"titre": {}}]}},
        {"fiche": {"action": ["x"], "periode": [[]], "paroles": {"0": 1}}, "acteur": "x", "nom": ["../../x"]},
        {
            "fiche": {
                "utilite_sociale": {"biodiversite": {"indicateurs": {"especes": {"valeur": [1, 2.5, None, True]}}}}
            }
        },
    ):
        parti = json.dumps(etat)
        livre = load_workbook(io.BytesIO(ecriture.classeur(jardins)))
        livre[ecriture.DEPART]["A1"] = parti
        rendu = _lit(jardins, _octets(livre))
        assert all(re.fullmatch(r"(fiches|acteurs)/[a-z0-9-]+\.yaml", recu.fichier) for recu in rendu.recus)
    livre[ecriture.DEPART]["A1"] = "[" * 20_000
    assert "utilite form" in _seule_faute(jardins, _octets(livre))


# The command


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    espace = shutil.copytree(JARDINS, tmp_path / "j")
    fini = utilite("form", "--format", "xlsx", "--from", "saison-2024", cwd=espace)
    assert fini.returncode == 0, fini.stderr
    livre = load_workbook(espace / "build" / "formulaire-apres-saison-2024.xlsx")
    assert livre.sheetnames[:3] == ["Lisez-moi", "Critères", "Mesures"]
    assert livre["Mesures"].protection.sheet
    assert livre["Mesures"].freeze_panes == "C4"
    assert livre[ecriture.DEPART].sheet_state == "veryHidden"


def test_a_missing_library_is_asked_for_by_name() -> None:
    with pytest.raises(OperatorError, match=r"pip install 'utilite\[xlsx\]'"):
        paquets.exige("xlsxwriter", "un_module_qui_n_existe_pas")


def test_a_workbook_that_comes_back_changes_its_fiche_alone(tmp_path: Path) -> None:
    """One changed cell is one changed line; a fault is told at its cell, and the rest is taken."""
    espace = shutil.copytree(JARDINS, tmp_path / "j")
    avant = (espace / "fiches" / "saison-2024.yaml").read_text("utf-8")
    assert utilite("form", "--format", "xlsx", "--fiche", "saison-2024", cwd=espace).returncode == 0
    contenu = (espace / "build" / "formulaire-saison-2024.xlsx").read_bytes()
    change = ("Mesures", "Déchets compostés", "Nombre", 650)
    (tmp_path / "rendu.xlsx").write_bytes(
        _remplit(contenu, change, ("Mesures", "Espèces observées", "Nombre", "=40+2"))
    )
    fini = utilite("import", tmp_path / "rendu.xlsx", cwd=espace)
    assert fini.returncode == 1
    assert "rendu.xlsx : feuille « Mesures », cellule D5 : c'est une formule (« =40+2 »)" in fini.stdout
    apres = (espace / "fiches" / "saison-2024.yaml").read_text("utf-8")
    paires = zip(avant.splitlines(), apres.splitlines(), strict=True)
    assert [(a.strip(), b.strip()) for a, b in paires if a != b] == [("- valeur: 640.5", "- valeur: 650")]
    (tmp_path / "rendu.ods").write_bytes(b"PK")
    assert "enregistrez-le au format Excel (.xlsx)" in utilite("import", tmp_path / "rendu.ods", cwd=espace).stdout


def test_a_fiche_whose_actors_are_no_names_has_its_workbook(tmp_path: Path) -> None:
    """Found by `make fuzz`."""
    espace = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    (espace / "fiches" / "saison-2024.yaml").write_text("acteurs:\n- []\n- {a: b}\n- jardin-des-lilas\n", "utf-8")
    for sorte in ("xlsx", "csv"):
        fini = utilite("form", "--format", sorte, "--fiche", "saison-2024", "--out", tmp_path / "f", cwd=espace)
        assert fini.returncode == 0, fini.stderr
