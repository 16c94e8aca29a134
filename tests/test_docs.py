"""The documentation: what is generated is up to date, each rule has an address in it, its French is proofread."""

import re
import runpy
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

import relecture
from commande import utilite
from utilite.check.rules import RULES
from utilite.cli import COMMANDES

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("nom", sorted(p.stem for p in DOCS.glob("*.py")))
def test_a_generated_page_is_up_to_date(nom: str) -> None:
    page = runpy.run_path(str(DOCS / f"{nom}.py"))["page"]()
    assert (DOCS / f"{nom}.md").read_text("utf-8") == page, f"docs/{nom}.md n'est plus à jour : tapez « make docs »"


def test_both_readmes_tell_the_same_commands() -> None:
    francais, anglais = (_codes(DOCS.parent / nom) for nom in ("README.md", "README.en.md"))
    assert anglais == [commande for commande in francais if commande in anglais]
    assert {c.split()[1] for c in francais if c.startswith("utilite ")} == set(COMMANDES)
    assert set(francais) == set(anglais)


def _codes(page: Path) -> list[str]:
    """The commands of a page: those of its table, and of its blocks to type."""
    texte = page.read_text("utf-8")
    blocs = [
        ligne.split("#")[0].strip()
        for bloc in re.findall(r"```sh\n(.*?)```", texte, re.DOTALL)
        for ligne in bloc.split("\n")
    ]
    return [*filter(None, blocs), *re.findall(r"^\| `(utilite [^`]+)` \|", texte, re.MULTILINE)]


@pytest.mark.parametrize("page", ["premiere-fiche.md", "modele.md"])
def test_what_a_guide_tells_to_type_works(tmp_path: Path, page: str) -> None:
    """Its commands, after its files are written: those whose first line is their name."""
    shutil.copy(DOCS.parent / "referentiel.yaml", tmp_path)
    texte = (DOCS / page).read_text("utf-8")
    for genre, bloc in re.findall(r"```(sh|yaml)\n(.*?)```", texte, re.DOTALL):
        nomme = re.match(r"# (\S+/\S+\.yaml)\n", bloc)
        if genre == "yaml" and nomme:
            assert (tmp_path / nomme[1]).exists()  # the command before has made it
            (tmp_path / nomme[1]).write_text(bloc, "utf-8")
        for ligne in bloc.splitlines() if genre == "sh" else ():
            fini = utilite(*ligne.split("#")[0].split()[1:], cwd=tmp_path)
            assert fini.returncode == 0, f"{ligne}\n{fini.stdout}{fini.stderr}"
    for lien in re.findall(r"\]\((?!http)([^)#]+)", texte):
        assert (DOCS / lien).exists(), lien


def test_a_new_funder_is_one_folder(tmp_path: Path) -> None:
    """The page that walks through it, command by command; its PDF and its procedure are made up."""
    texte = (DOCS / "nouveau-financeur.md").read_text("utf-8")
    for genre, bloc in re.findall(r"```(sh|yaml|html)\n(.*?)```", texte, re.DOTALL):
        if genre == "sh":
            for ligne in bloc.splitlines():
                _tape(ligne.split(" #")[0], tmp_path)
        else:
            nomme = re.match(r"(?:# |<!-- )(\S+)", bloc)
            assert nomme
            (tmp_path / nomme[1]).write_text(bloc, "utf-8")
    for document in ("appel-2027/exemple.md", "demarche-2027/exemple.html", "saisie-2027/exemple.html"):
        assert (tmp_path / "build" / document).is_file(), document
    for lien in re.findall(r"\]\((?!http)([^)#]+)", texte):
        assert (DOCS / lien).exists(), lien


def _tape(ligne: str, dossier: Path) -> None:
    """A command of the page; what it reads that a funder gives is there, what another makes goes where it says."""
    commande, _, sortie = ligne.partition(">")
    if "pdf" in commande and find_spec("pikepdf") is None:
        return
    for formulaire in re.findall(r"\S+/formulaire\.pdf", commande):
        _formulaire(dossier / formulaire)
    for schema in re.findall(r"\S+/schema\.json", commande):
        shutil.copy(DOCS.parent / "tests" / "demarche" / "schema.json", dossier / schema)
    fini = utilite(*commande.split()[1:], cwd=dossier)
    assert fini.returncode == 0, f"{ligne}\n{fini.stdout}{fini.stderr}"
    if sortie:
        (dossier / sortie.strip()).write_text(fini.stdout, "utf-8")


def _formulaire(chemin: Path) -> None:
    """A PDF with three fields, of nobody's."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    champs = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=nom, Rect=[72, 700 - 60 * i, 400, 740 - 60 * i],
                DA="/Helv 10 Tf 0 g", P=page.obj,
            )
        )
        for i, nom in enumerate(("association", "objectifs", "montant"))
    ]  # fmt: skip
    helv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Annots = Array(champs)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(champs), DA="/Helv 10 Tf 0 g", DR=Dictionary(Font=Dictionary(Helv=helv))
    )
    pdf.save(chemin)


def test_every_rule_has_its_address_and_its_line_in_the_table() -> None:
    texte = (DOCS / "regles.md").read_text("utf-8")
    codes = [regle.CODE for regle in RULES.values()]
    assert re.findall(r"^### (.*)$", texte, re.MULTILINE) == codes
    assert re.findall(r"^\| \[(\w+)\]\(#\w+\)", texte, re.MULTILINE) == codes
    adresses = {titre.lower() for titre in re.findall(r"^#+ (\w+)$", texte, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\w+)\)", texte)) <= adresses


def test_the_proofreader_sees_what_is_planted() -> None:
    if not relecture.est_la():
        pytest.skip("hunspell et son dictionnaire français manquent : sudo apt install hunspell hunspell-fr")
    plantes = [
        ("l'indicateur du referentiel", "« referentiel »"),
        ("la clé « referentiel » du référentiel", ""),
        ("vérifiez les nonbres, ou retirez-les", "« nonbres »"),
        ("il manque un point; ajoutez-le", "avant ce signe"),
        ("écrivez: oui", "avant le deux-points"),
        ("écrivez « statut: brouillon »", ""),
        ("un mot «collé » ici", "guillemets"),
        ("deux  espaces", "deux espaces"),
        ("retirez cette cette ligne", "répété"),
        ("mapping values are not allowed", ""),
    ]
    for texte, faute in plantes:
        trouvees = [*relecture.fautes([relecture.Texte("src/x.py:1", texte)], [])]
        assert len(trouvees) == bool(faute), (texte, trouvees)
        assert faute in "".join(trouvees)


def test_the_words_that_no_dictionary_has_are_few_and_sorted() -> None:
    mots = relecture.permis()
    assert mots == sorted(set(mots))
    assert len(mots) < 80
