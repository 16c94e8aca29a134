"""The documentation: what is generated is up to date, and each rule has an address in it."""

import re
import runpy
from pathlib import Path

from utilite.check.rules import RULES

DOCS = Path(__file__).parents[1] / "docs"


def test_the_rules_page_is_up_to_date() -> None:
    page = runpy.run_path(str(DOCS / "regles.py"))["page"]()
    assert (DOCS / "regles.md").read_text("utf-8") == page, "docs/regles.md n'est plus à jour : tapez « make docs »"


def test_every_rule_has_its_address_and_its_line_in_the_table() -> None:
    texte = (DOCS / "regles.md").read_text("utf-8")
    codes = [regle.CODE for regle in RULES.values()]
    assert re.findall(r"^### (.*)$", texte, re.MULTILINE) == codes
    assert re.findall(r"^\| \[(\w+)\]\(#\w+\)", texte, re.MULTILINE) == codes
    adresses = {titre.lower() for titre in re.findall(r"^#+ (\w+)$", texte, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\w+)\)", texte)) <= adresses
