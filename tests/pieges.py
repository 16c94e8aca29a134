"""Hostile words in every text of a fiche and of its acteur, for the tests of each output."""

import re
from pathlib import Path

HOSTILE = (
    "<script>alert(1)</script>",
    "[ici](javascript:alert(1))",
    "![x](http://espion.example/x.png)",
    "{{ 7 * 7 }}{% for x in y %}",
    "| a | b |",
    "]]><!-- ",
    "</style></body>",
    '" onload="alert(1)',
    "# titre",
)

TEXTES = (
    "titre|libelle|texte|auteur|apport|source|recueil|non_renseigne|financeur|groupe|qui|rue|nom|sert_a|question"
    "|accroche|avis|limites|perspectives|bras_et_outils|a_propos|point_de_depart|a_quoi"
)


def piege(espace: Path, fiche: str = "saison-2024", acteur: str = "jardin-des-lilas", long: int = 5000) -> None:
    """Hostile words in each text of this fiche and of this acteur."""
    mots = " ".join([*HOSTILE, "\u202eenvers", "e" + "\u0301" * 30, "👩‍👩‍👧", "m" * long]).replace("'", "’")
    for fichier in (espace / "fiches" / f"{fiche}.yaml", espace / "acteurs" / f"{acteur}.yaml"):
        texte, retrait = "", -1
        for ligne in fichier.read_text("utf-8").splitlines(keepends=True):
            if retrait >= 0 and (not ligne.strip() or len(ligne) - len(ligne.lstrip(" ")) > retrait):
                continue  # the rest of a block of text
            trouve = re.match(rf"( *(?:- )?)(?:{TEXTES}):(?= )", ligne)
            retrait = len(trouve[1]) if trouve and ligne.rstrip().endswith("|") else -1
            texte += f"{trouve[0]} 'x {mots}'\n" if trouve else ligne
        fichier.write_text(texte, "utf-8")
