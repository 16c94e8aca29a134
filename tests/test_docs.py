"""The documentation: what is generated is up to date, each rule has an address in it, its French is proofread."""

import re
import runpy
from pathlib import Path

import pytest

import relecture
from utilite.check.rules import RULES

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("nom", sorted(p.stem for p in DOCS.glob("*.py")))
def test_a_generated_page_is_up_to_date(nom: str) -> None:
    page = runpy.run_path(str(DOCS / f"{nom}.py"))["page"]()
    assert (DOCS / f"{nom}.md").read_text("utf-8") == page, f"docs/{nom}.md n'est plus à jour : tapez « make docs »"


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
    assert len(mots) < 60
