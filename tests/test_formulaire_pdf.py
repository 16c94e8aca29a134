"""A PDF form, filled by whole commands: its values read back, its pages looked at, its faults told in a line.

The form is made here, with what strangers' forms hold; the Cerfa 15059*02 itself is filled where a copy is at hand
(`CERFA_15059`, or beside the repository): it isn't ours to give.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from commande import JARDINS, RACINE, utilite
from utilite.render.acroform import helvetica
from utilite.render.acroform.champs import lis
from utilite.render.acroform.pose import Cadre, pose
from utilite.render.postes import AUTRE, aupres

CERFA = Path(os.environ.get("CERFA_15059", RACINE.parent / "shared" / "data" / "cerfa_15059-02.pdf"))
sans_cerfa = pytest.mark.skipif(not CERFA.is_file(), reason="sans le Cerfa n°15059*02 : CERFA_15059=chemin.pdf")
sans_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="sans poppler : sudo apt install poppler-utils")

LONG = "Trente voisins et une classe cultivent «\xa0ensemble\xa0» une friche, pour 3\xa0€ d’œufs – c’est tout. "
CHAMPS = {
    "Nom": "acteur.nom",
    "bloc.Récit": f'"{LONG * 3}"',
    "SIRET": "formes('siret', de=acteur)|map(attribute='valeur')|first",
    "Total": "euros(lignes('charges'))",
    "Adhérent": "role('objectifs') is not string",
    "Accord": "true",
    "Statut": "acteur.identite.statut_juridique",
    "Publics": "['Jeunes', 'séniors']",
    "Vide": "role('besoin') if false else ''",
}


def _vignette(pdf: Pdf, y: int, haut: int = 18, **cles: object) -> Dictionary:
    champ = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([50, y, 350, y + haut]), F=4)
    for cle, valeur in cles.items():
        champ[f"/{cle}"] = valeur
    return pdf.make_indirect(champ)


def _etats(pdf: Pdf, nom: str) -> Dictionary:
    dessin = pdf.make_stream(b"q 2 2 8 8 re f Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 12, 12]))
    vide = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 12, 12]))
    return Dictionary(N=Dictionary({f"/{nom}": dessin, "/Off": vide}))


def _formulaire(fichier: Path) -> None:
    """A form with every kind of field, and with what acts by itself in those of strangers."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(400, 500))
    js = Dictionary(S=Name.JavaScript, JS=String("app.alert('piège')"))
    nom = _vignette(pdf, 450, FT=Name.Tx, T=String("Nom"), TU=String("Nom de l'association"), AA=Dictionary(K=js))
    recit = _vignette(pdf, 370, 70, T=String("Récit"), FT=Name.Tx, Ff=1 << 12, DA=String("/Helv 11 Tf 0 0 1 rg"))
    bloc = pdf.make_indirect(Dictionary(T=String("bloc"), Kids=Array([recit]), AA=Dictionary(C=js)))
    siret = _vignette(pdf, 340, FT=Name.Tx, T=String("SIRET"), Ff=1 << 24, MaxLen=14)
    total = _vignette(pdf, 310, FT=Name.Tx, T=String("Total"), Ff=1, Q=2, V=String("0"))
    case = _vignette(pdf, 290, 12, FT=Name.Btn, T=String("Adhérent"), AP=_etats(pdf, "Coché"))
    oui, non = (_vignette(pdf, y, 12, AP=_etats(pdf, etat)) for y, etat in ((270, "Oui"), (250, "Non")))
    accord = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String("Accord"), Ff=1 << 15, Kids=Array([oui, non])))
    statuts = Array([Array([String("asso"), String("Association")]), Array([String("coll"), String("Collectif")])])
    statut = _vignette(pdf, 220, FT=Name.Ch, T=String("Statut"), Ff=1 << 17, Opt=statuts)
    publics = Array([String("Enfants"), String("Jeunes"), String("Séniors")])
    plusieurs = _vignette(pdf, 190, FT=Name.Ch, T=String("Publics"), Ff=1 << 21, Opt=publics)
    vide = _vignette(pdf, 160, FT=Name.Tx, T=String("Vide"), V=String("à effacer"))
    envoi = _vignette(pdf, 130, FT=Name.Btn, T=String("Envoyer"), Ff=1 << 16,
                      A=Dictionary(S=Name.SubmitForm, F=String("https://example.org/piege")))  # fmt: skip
    signe = _vignette(pdf, 100, FT=Name.Sig, T=String("Signature"))
    racines = [nom, bloc, siret, total, case, accord, statut, plusieurs, vide, envoi, signe]
    page.obj.Annots = Array([nom, recit, siret, total, case, oui, non, statut, plusieurs, vide, envoi, signe])
    pdf.Root.AcroForm = Dictionary(Fields=Array(racines), DA=String("/Helv 0 Tf 0 g"), XFA=Array(), SigFlags=2)
    pdf.Root.AcroForm.NeedAppearances = True
    pdf.Root.Perms = Dictionary()
    pdf.Root.OpenAction = js
    _pieges(pdf, page, js)
    pdf.save(fichier)


def _pieges(pdf: Pdf, page: Page, js: Dictionary) -> None:
    """What leads out of a form, and what does something once it is opened, wherever that can hang."""
    ailleurs = String("https://example.org/piege")
    suite = [Dictionary(S=Name(f"/{genre}"), F=ailleurs, N=Name.Print) for genre in
             ("Launch", "GoToR", "GoToE", "Hide", "ResetForm", "Named", "ImportData", "Maison")]  # fmt: skip
    uri = pdf.make_indirect(Dictionary(S=Name.URI, URI=ailleurs))
    ici = Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=Array([*suite[:-1], uri]))
    for action in (ici, *suite):
        lien = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action, PA=uri)
        page.obj.Annots.append(pdf.make_indirect(lien))
    joint = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    page.obj.Annots.append(pdf.make_indirect(joint))
    page.obj.AA, page.obj.Dur = Dictionary(O=suite[0]), 1
    pdf.attachments["piege.txt"] = b"piege"
    joint.FS = pdf.attachments["piege.txt"].obj
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), js]))
    pdf.Root.URI = Dictionary(Base=ailleurs)


def _yaml(champs: Mapping[str, str]) -> str:
    return "".join(f"{nom}: >-\n  {dit}\n" if dit else f"{nom}:\n" for nom, dit in champs.items())


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """The other network, with a template that fills this form."""
    racine = Path(shutil.copytree(JARDINS, tmp_path / "jardins"))
    modele = racine / "templates" / "mairie"
    modele.mkdir(parents=True)
    (modele / "modele.yaml").write_text(
        "titre: La mairie\nfichiers:\n  pdf:\n    formulaire: mairie.pdf\n    champs: champs.yaml\n", "utf-8"
    )
    (modele / "champs.yaml").write_text(_yaml(CHAMPS), "utf-8")
    _formulaire(modele / "mairie.pdf")
    return racine


def _rend(espace: Path, *args: str | Path, fiche: str = "saison-2024") -> subprocess.CompletedProcess[str]:
    return utilite("render", fiche, "--template", "mairie", "--format", "pdf", *args, cwd=espace)


def _fait(espace: Path) -> Path:
    return espace / "build" / "mairie" / "saison-2024.pdf"


def _valeurs(pdf: Path) -> dict[str, str]:
    with pikepdf.open(pdf) as lu:
        return {champ.nom: champ.valeur for champ in lis(lu)}


def _mots(pdf: Path) -> str:
    lu = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s+", " ", lu)


@sans_poppler
def test_each_kind_of_field_says_its_answer(espace: Path) -> None:
    fini = _rend(espace)
    assert (fini.returncode, fini.stdout) == (0, "build/mairie/saison-2024.pdf\n"), fini.stderr
    assert _valeurs(_fait(espace)) == {
        "Nom": "Le jardin des Lilas (fictif)",
        "bloc.Récit": (LONG * 3).strip(),
        "SIRET": "12345678900007",
        "Total": "2\xa0451",
        "Adhérent": "Coché",
        "Accord": "Oui",
        "Statut": "asso",
        "Publics": "Jeunes, Séniors",
        "Vide": "",
        "Envoyer": "",
        "Signature": "",
    }
    mots = _mots(_fait(espace))
    for dit in ("Le jardin des Lilas", "« ensemble »", "3 € d’œufs –", "1 2 3 4 5 6 7 8 9 0 0 0 0 7", "2 451",
                "Association", "Jeunes, Séniors"):  # fmt: skip
        assert dit in mots
    assert "signe" not in fini.stderr  # nothing was too long
    with pikepdf.open(_fait(espace)) as pdf:
        total = next(champ for champ in lis(pdf) if champ.nom == "Total")
        pose_a = re.search(rb"1 0 0 1 ([0-9.]+)", total.noeud.AP.N.read_bytes())
        assert pose_a is not None
        assert float(pose_a[1]) > 250  # on the right, as the field asks


def test_nothing_in_the_filled_form_acts_or_hides_it(espace: Path) -> None:
    assert _rend(espace).returncode == 0
    avant = _fait(espace).read_bytes()
    with pikepdf.open(_fait(espace)) as pdf:
        dit = b"".join(objet.unparse(resolved=True) for objet in pdf.objects if isinstance(objet, pikepdf.Object))
        assert not {"/XFA", "/SigFlags", "/NeedAppearances"} & set(pdf.Root.AcroForm.keys())
        assert not {"/Perms", "/OpenAction"} & set(pdf.Root.keys())
    for piege in (b"/JavaScript", b"/Print", b"piege", b"alert", b"/AA", b"/PA", b"/Next", b"/EF", b"/Dur"):
        assert piege not in dit
    assert set(re.findall(rb"/S (/\w+)", dit)) == {b"/GoTo"}
    _fait(espace).unlink()
    assert _rend(espace).returncode == 0
    assert _fait(espace).read_bytes() == avant


@sans_poppler
def test_what_a_field_cannot_hold_or_show_is_said(espace: Path) -> None:
    champs = {**CHAMPS, "Vide": "'m' * 40000", "bloc.Récit": f'"{LONG * 40}"',
              "SIRET": "'123456789000071'", "Nom": "'Łódź 日本 \U0001f41d'",
              "Accord": "'Régie'", "Statut": "['Association', 'Collectif']",
              "Publics": "['Jeunes', 'Chats']"}  # fmt: skip
    (espace / "templates/mairie/champs.yaml").write_text(_yaml(champs), "utf-8")
    fini = _rend(espace)
    assert fini.returncode == 0
    for dit in (
        "saison-2024.pdf : mairie.pdf : champs.yaml:3: « bloc.Récit » est trop petit : ",
        "« SIRET » n'a que 14 places : « 1 » a été coupé",
        "« Nom » ne peut pas montrer « Łź日本\U0001f41d »",
        "« Accord » n'offre pas « Régie », et reste vide ; il offre : « Oui », « Non »",
        "« Statut » n'admet qu'un choix : laissés de côté : Collectif",
        "« Publics » n'offre pas « Chats »",
        "« Vide » est trop petit : 39",
    ):
        assert dit in fini.stderr, fini.stderr
    valeurs = _valeurs(_fait(espace))
    assert valeurs["bloc.Récit"] == (LONG * 40).strip()  # whole: only its drawing is cut
    assert (valeurs["Nom"], valeurs["Publics"]) == ("Łódź 日本 \U0001f41d", "Jeunes")
    assert valeurs["SIRET"] == "12345678900007"
    mots = _mots(_fait(espace))
    assert "…" in mots
    assert "Collectif" not in mots


def test_fields_that_are_not_those_of_the_form_are_listed_on_both_sides(espace: Path) -> None:
    champs = {**CHAMPS, "Nomm": "acteur.nom", "Inconnu": "'x'"}
    del champs["Nom"], champs["Vide"]
    (espace / "templates/mairie/champs.yaml").write_text(_yaml(champs), "utf-8")
    fini = _rend(espace)
    assert (fini.returncode, fini.stdout) == (1, "")
    assert re.search(r"mairie/champs\.yaml:\d+: erreur UT501 modele-fautif: le formulaire « mairie.pdf » n'a pas : "
                     r"« Nomm » \(peut-être « Nom »\), « Inconnu » ; il a, sans réponse : « Nom », « Vide »",
                     fini.stderr), fini.stderr  # fmt: skip
    assert not _fait(espace).exists()
    (espace / "templates/mairie/champs.yaml").write_text(
        _yaml({k: v for k, v in CHAMPS.items() if k != "Vide"}), "utf-8"
    )
    assert "champs.yaml ne dit rien de « Vide »" in _rend(espace).stderr
    (espace / "templates/mairie/champs.yaml").write_text("Total: 1\nNom: \"[1]|map('inconnu')\"\n", "utf-8")
    fini = _rend(espace)
    assert (fini.returncode, "champs.yaml:2: erreur UT501" in fini.stderr) == (1, True), fini.stderr


def test_a_draft_and_a_gap_are_marked_on_each_page(espace: Path) -> None:
    manifeste = espace / "templates/mairie/modele.yaml"
    manifeste.write_text(
        manifeste.read_text("utf-8") + "rubriques:\n  - titre: Besoin\n    reponses: [besoin]\n    obligatoire: oui\n",
        "utf-8",
    )
    champs = {**CHAMPS, "SIRET": "''", "Statut": "''"}
    (espace / "templates/mairie/champs.yaml").write_text(_yaml(champs), "utf-8")
    assert _rend(espace, fiche="compost-2025").returncode == 0
    with pikepdf.open(espace / "build/mairie/compost-2025.pdf") as pdf:
        notes = [str(a.Contents) for page in pdf.pages for a in page.obj.Annots if a.Subtype == Name.FreeText]
    assert notes == ["Brouillon · Incomplet\xa0: besoin"]


def test_a_blank_form_that_cannot_serve_is_refused_in_one_line(espace: Path) -> None:
    vierge = espace / "templates/mairie/mairie.pdf"
    secret, vide, casse, texte = (espace / nom for nom in ("secret.pdf", "vide.pdf", "casse.pdf", "texte.pdf"))
    with pikepdf.open(vierge) as pdf:
        pdf.save(secret, encryption=pikepdf.Encryption(owner="a", user="b"))
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(vide)
    casse.write_bytes(vierge.read_bytes()[:300])
    texte.write_text("bonjour", "utf-8")
    attendus = {secret: "est protégé par un mot de passe", vide: "n'a pas de champ", casse: "ne se laisse pas lire",
                texte: "n'est pas un PDF", espace / "absent.pdf": "n'existe pas"}  # fmt: skip
    for fichier, dit in attendus.items():
        fini = utilite("templates", "fields", fichier, cwd=espace)
        assert (fini.returncode, fini.stdout, fini.stderr.count("\n")) == (2, "", 1), fini.stderr
        assert fichier.name in fini.stderr
        assert dit in fini.stderr
    fini = _rend(espace, "--form", secret)
    assert (fini.returncode, fini.stdout) == (2, "")
    assert "secret.pdf" in fini.stderr


def _sans_fin(vierge: Path, cas: str) -> None:
    """A small file that says a lot."""
    with pikepdf.open(vierge, allow_overwriting_input=True) as pdf:
        bloc = pdf.Root.AcroForm.Fields[1]
        if cas == "tourne":
            bloc.Kids = Array([bloc, bloc, bloc])
        elif cas == "nom":
            bloc.T = String("x" * 9_000_000)
        else:
            bloc.V = String("x" * 9_000_000)
            feuilles = [Dictionary(T=String("x"), FT=Name.Tx) for _ in range(5000)]
            bloc.Kids = Array([pdf.make_indirect(f) for f in feuilles])
        pdf.save(vierge)


@pytest.mark.parametrize(
    ("cas", "dit"), [("tourne", "ne se laisse pas lire"), ("nom", "ne se laisse pas lire"), ("gros", "trop de calcul")]
)
def test_a_form_without_end_is_refused_in_one_line(espace: Path, cas: str, dit: str) -> None:
    vierge = espace / "templates/mairie/mairie.pdf"
    _sans_fin(vierge, cas)
    fini = utilite("templates", "fields", vierge, cwd=espace)
    assert (fini.returncode, fini.stdout, fini.stderr.count("\n")) == (2, "", 1), fini.stderr[-800:]
    assert f"« mairie.pdf » {dit}" in fini.stderr or f"« mairie.pdf » demande {dit}" in fini.stderr


def test_a_form_that_its_user_brings_is_asked_for(espace: Path) -> None:
    commande = ("render", "saison-2024", "--template", "compte-rendu-financier")
    fini = utilite(*commande, "--format", "pdf", cwd=espace)
    assert (fini.returncode, fini.stdout, fini.stderr.count("\n")) == (2, "", 1)
    assert "https://www.service-public.gouv.fr/" in fini.stderr
    assert "ajoutez « --form FORMULAIRE.pdf »" in fini.stderr
    fini = utilite(*commande, "--format", "pdf,docx", cwd=espace)
    assert (fini.returncode, fini.stdout) == (2, "")  # all or nothing
    assert "pour le reste sans lui, tapez « --format docx »" in fini.stderr
    fini = utilite("render", "saison-2024", "--form", "x.pdf", cwd=espace)
    assert (fini.returncode, fini.stdout) == (2, "")
    assert "--form n'a pas d'usage ici" in fini.stderr


def test_the_fields_of_a_form_are_a_file_to_complete(espace: Path) -> None:
    dossier = espace / "templates/mairie"
    fini = utilite("templates", "fields", dossier / "mairie.pdf", cwd=espace)
    assert fini.returncode == 0
    for dit in (
        "# p. 1 · texte · « Nom de l'association »\nNom:\n",
        "# p. 1 · texte · 14 signes, un par case\nSIRET:\n",
        "# p. 1 · texte · calculé par le formulaire, ou en lecture seule · contient « 0 »\nTotal:\n",
        "# p. 1 · case à cocher · au choix : Coché\nAdhérent:\n",
        "# p. 1 · boutons, un seul choix · au choix : Oui, Non\nAccord:\n",
        "# p. 1 · liste de choix · au choix (plusieurs) : Enfants, Jeunes, Séniors\nPublics:\n",
        "# À la main :\n#   Envoyer : p. 1 · bouton\n#   Signature : p. 1 · signature\n",
    ):
        assert dit in fini.stdout
    (dossier / "champs.yaml").write_text(fini.stdout, "utf-8")
    assert utilite("validate", cwd=espace).returncode == 0
    assert _rend(espace).returncode == 0
    assert not any(_valeurs(_fait(espace))[nom] for nom in ("Nom", "SIRET"))


def test_a_text_is_brought_down_within_reason() -> None:
    cadre = Cadre(200, 60, 12, multiligne=True)
    assert pose("court", cadre) == (12, ("court",), 0)
    moyen, trop = pose("mot " * 70, cadre), pose("mot " * 700 + "x" * 300, cadre)
    assert 6 <= moyen.corps < 12
    assert moyen.exces == 0
    assert (trop.corps, trop.exces > 0, trop.lignes[-1][-1]) == (6, True, "…")
    for posee in (moyen, trop):
        assert max(helvetica.largeur(ligne, posee.corps) for ligne in posee.lignes) <= 200
    assert pose("x" * 500, Cadre(50, 12, 10)).exces > 0


@given(st.text(max_size=300), st.floats(3, 600), st.floats(3, 600), st.floats(0, 40), st.booleans())
def test_any_text_is_drawn_inside_its_frame_or_told(
    texte: str, large: float, haut: float, corps: float, plusieurs: bool
) -> None:
    dit = helvetica.propre(texte) if plusieurs else helvetica.propre(texte).replace("\n", " ")
    dessine, manquent = helvetica.dessine(dit)
    posee = pose(dessine, Cadre(large, haut, corps, multiligne=plusieurs))
    assert all(len(ligne) <= 1 or helvetica.largeur(ligne, posee.corps) <= large for ligne in posee.lignes)
    assert bool(manquent) == (dessine != dit)
    if not posee.exces and posee.lignes[-1][-1:] != "…":
        assert "".join("".join(posee.lignes).split()) == "".join(dessine.split())


def test_what_is_drawn_is_inert_and_near() -> None:
    assert helvetica.propre("a\u202fb\u202ec\x07d\ne\u0301") == "a\xa0bcd\né"
    assert helvetica.dessine("č 日 œ € « ’ »") == ("c ? œ € « ’ »", "č日")


@pytest.mark.parametrize(
    ("nom", "genre"),
    [
        ("État (DRAJES)", "etat"),
        ("Région académique", "etat"),
        ("Conseil régional", "region"),
        ("Département imaginaire", "departement"),
        ("Ville imaginaire", "commune"),
        ("Imaginaire Métropole", "intercommunalite"),
        ("CAF de nulle part", "social"),
        ("FSE+", "europe"),
        ("Fondation imaginaire", "prive"),
        ("Ville et Imaginaire Métropole", AUTRE),
        ("Politique de la ville", AUTRE),
        ("Aspic & Cie", AUTRE),
        ("", AUTRE),
    ],
)
def test_a_funder_goes_where_its_own_name_says(nom: str, genre: str) -> None:
    assert aupres(nom) == genre


FICHE = """\
acteurs:
  - jardin-des-lilas
version_referentiel: "3"
statut: brouillon
periode: 2024
action:
  titre: Essai
  somme_demandee: 3
  comptes:
"""


@sans_cerfa
def test_the_cerfa_loses_no_line_of_any_account(espace: Path) -> None:
    """A line of each account, of an amount of its own: cells, subtotals and totals add up."""
    lignes = {"charges": [str(n) for n in [*range(60, 70), *range(600, 700), 86, *range(860, 870)]],
              "produits": [str(n) for n in [*range(70, 80), *range(700, 800), 87, *range(870, 880)]]}  # fmt: skip
    financeurs = ["État", "Région", "Ville", "Métropole", "CAF", "FSE", "ASP", "Fondation", "Amis", "Autres amis"]
    ecrit = FICHE
    for cote, tous in lignes.items():
        ecrit += f"    {cote}:\n"
        for rang, compte in enumerate(tous):
            ecrit += f'      - compte: "{compte}"\n        montant: {rang + 0.5}\n        realise: {2 * rang + 1}\n'
            if compte.startswith("74"):
                ecrit += f"        financeur: {financeurs[rang % 10]} {compte}\n        etat: verse\n"
    (espace / "fiches/essai.yaml").write_text(ecrit, "utf-8")
    fini = utilite("render", "essai", "--template", "compte-rendu-financier", "--format", "pdf", "--form", CERFA,
                   cwd=espace)  # fmt: skip
    assert fini.returncode == 0, fini.stderr
    valeurs = _valeurs(espace / "build/compte-rendu-financier/essai.pdf")
    montants = {nom.split(".")[-1][:-3]: int(re.sub(r"\D", "", v) or 0) for nom, v in valeurs.items() if "num_" in nom}
    for colonne in ("P", "R"):

        def cases(cote: int, *rangs: int, colonne: str = colonne) -> int:
            return sum(montants[f"num_{colonne}_{cote}_{rang}"] for rang in rangs)

        def attendu(cote: str, *debuts: str, colonne: str = colonne) -> int:
            pris = [r for r, compte in enumerate(lignes[cote]) if compte.startswith(debuts)]
            return sum(r + 1 if colonne == "P" else 2 * r + 1 for r in pris)

        def seul(cote: str, *exacts: str, colonne: str = colonne) -> int:
            pris = [r for r, compte in enumerate(lignes[cote]) if compte in exacts]
            return sum(r + 1 if colonne == "P" else 2 * r + 1 for r in pris)

        sous = {nom: montants[f"num_{nom}_{colonne}"] for nom in ("achat", "SE", "ASE", "IT", "CP", "SUBE")}
        charges = {"achat": "60", "SE": "61", "ASE": "62", "IT": "63", "CP": "64"}
        assert sous == {**{nom: attendu("charges", c) for nom, c in charges.items()}, "SUBE": attendu("produits", "74")}
        assert cases(1, 1, 2, 3, 4) == sous["achat"]
        assert cases(1, 5, 6, 7, 8, 9) == sous["SE"]
        assert cases(1, *range(10, 19)) + seul("charges", "62", "63", "64") == sous["ASE"] + sous["IT"] + sous["CP"]
        assert cases(2, *range(3, 22)) == sous["SUBE"]
        assert sum(sous.values()) - sous["SUBE"] + cases(1, *range(19, 27)) == cases(1, 27) == attendu("charges", "6")
        assert cases(2, 1, 2, 22, 24, 25, 26, 27, 28, 29) + sous["SUBE"] == cases(2, 30) == attendu("produits", "7")
        assert cases(1, 28) == attendu("charges", "86")
        assert cases(2, 31) == attendu("produits", "87")
        assert cases(1, 33) == cases(1, 27, 28)
        assert cases(2, 36) == cases(2, 30, 31)


@sans_cerfa
@sans_poppler
def test_the_cerfa_is_filled_from_a_fiche(espace: Path, tmp_path: Path) -> None:
    fini = utilite("render", "saison-2024", "--template", "compte-rendu-financier", "--form", CERFA, cwd=espace)
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.split() == [f"build/compte-rendu-financier/saison-2024.{f}" for f in ("md", "html", "pdf")]
    assert "cerfa" not in fini.stderr  # nothing was lost
    pdf = espace / "build/compte-rendu-financier/saison-2024.pdf"
    valeurs = {nom.split("].", 1)[1]: v.replace("\xa0", " ") for nom, v in _valeurs(pdf).items() if v}
    page = {nom.removeprefix("Page3[0].").removesuffix("[0]"): v for nom, v in valeurs.items() if "Page3" in nom}
    assert page == {
        "num_exo": "24",
        **_trio("num_achat_{}", "980", "1 012", "103"), "txt_1_1": "Graines, plants et terreau",
        **_trio("num_{}_1_1", "980", "1 012", "103"),
        **_trio("num_SE_{}", "371", "371", "100"), **_trio("num_{}_1_5", "250", "250", "100"),
        **_trio("num_{}_1_7", "121", "121", "100"), **_trio("num_CP_{}", "1 100", "1 100", "100"),
        **_trio("num_{}_1_27", "2 451", "2 483", "101"), **_trio("num_{}_1_28", "2 400", "2 520", "105"),
        **_trio("num_{}_1_30", "600", "600", "100"), **_trio("num_{}_1_32", "1 800", "1 920", "107"),
        **_trio("num_{}_1_33", "4 851", "5 003", "103"),
        **_trio("num_{}_2_1", "200", "220", "110"), **_trio("num_SUBE_{}", "1 951", "1 951", "100"),
        "txt_2_9": "Département imaginaire (accordé)", **_trio("num_{}_2_9", "500", "500", "100"),
        "txt_2_13": "Ville imaginaire (versé)", **_trio("num_{}_2_13", "1 451", "1 451", "100"),
        **_trio("num_{}_2_22", "300", "312", "104"), **_trio("num_{}_2_23", "300", "312", "104"),
        **_trio("num_{}_2_30", "2 451", "2 483", "101"), **_trio("num_{}_2_31", "2 400", "2 520", "105"),
        **_trio("num_{}_2_32", "1 800", "1 920", "107"), **_trio("num_{}_2_33", "600", "600", "100"),
        **_trio("num_{}_2_36", "4 851", "5 003", "103"), "num_subvention": "1 451", "num_pourcentage": "58,4",
    }  # fmt: skip
    assert valeurs["Page2[0].txt_siret[0]"] == "12345678900007"
    assert valeurs["Page2[0].txt_RNA[0]"] == "W999000000"
    assert valeurs["Page2[0].txt_obj[0]"].startswith("Cultiver sans engrais de synthèse ; Se connaître entre voisins\n")
    assert "Déchets compostés : environ 640,5 kilos (cible : au moins 500 kilos)" in valeurs["Page2[0].txt_obj[0]"]
    assert valeurs["Page2[0].txt_beneficiares[0]"].startswith("Voisins et écoliers\nÂge des jardiniers : ")
    assert valeurs["Page2[0].txt_actions[0]"].endswith("Rue des Lilas, ville imaginaire")
    mots = _mots(pdf)
    for dit in ("Le jardin des Lilas (fictif)", "Ville imaginaire (versé)", "environ 640,5 kilos"):
        assert dit in mots
    subprocess.run(["pdftoppm", "-r", "40", "-png", pdf, tmp_path / "page"], check=True)
    assert len(list(tmp_path.glob("page-*.png"))) == 4


def _trio(nom: str, prevu: str, realise: str, taux: str) -> dict[str, str]:
    return dict(zip((nom.format("P"), nom.format("R"), nom.format("pour")), (prevu, realise, taux), strict=True))
