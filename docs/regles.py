"""`docs/regles.md`: every rule's manual, out of the docstrings that `utilite explain` prints. Run by `make docs`."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from utilite.check.rules import RULES
from utilite.check.sujets import Rule

PAGE = Path(__file__).with_suffix(".md")

FAMILLES = {
    "UT0": "Le fichier et son écriture (YAML)",
    "UT1": "La forme : champs, nombres, dates, listes",
    "UT2": "Le référentiel",
    "UT3": "La fiche : chiffres, méthode, textes",
    "UT4": "Le réseau : plusieurs fiches, plusieurs acteurs",
    "UT5": "Les modèles de documents",
}

TETE = """\
<!-- Page écrite par « make docs », d'après src/utilite/check/rules/ : n'y corrigez rien à la main. -->

# Les règles

Ce que `utilite validate` vérifie, règle par règle. La même page s'affiche dans le terminal :
`utilite explain UT301`. Chaque règle a son adresse, qui ne change pas : `docs/regles.md#ut301`.

## Trois degrés

| Degré | Ce que cela veut dire | `utilite validate` échoue-t-il ? |
|---|---|---|
| **erreur** | C'est faux, ou illisible. La fiche n'est pas rendue, sauf en brouillon (`--draft`). | oui |
| **avertissement** | C'est sans doute une faute. Vous seul pouvez le dire. | avec `--strict` seulement |
| **conseil** | Rien n'est faux : la fiche gagnerait à le suivre, et vous pouvez passer outre. | non |

Un réseau change le degré d'une règle, ou l'éteint, dans son `referentiel.yaml` :

```yaml
regles:
  indicateur-sans-source: avertissement
  apport-court: ignorer
```

Une règle *réglable* peut ainsi être abaissée, relevée ou éteinte. Une règle *verrouillée* reste une erreur : sans
elle, quelque chose ne serait pas lu, ou serait lu de travers. Dans une fiche en `statut: brouillon`, ce qui manque
n'est qu'un avertissement.

## Ce que « valide » ne veut pas dire

Une fiche sans erreur est bien formée, et ne se contredit pas sur ce que `utilite` sait comparer. Cela ne dit ni
que ses chiffres sont vrais, ni que l'action est utile, ni qu'un financeur l'acceptera. Aucun programme ne peut le
lire dans un fichier : parlez-en avec celles et ceux que l'action concerne.

Les règles qui lisent les textes (UT330 à UT340) peuvent se tromper. Leurs fausses alertes ont été comptées sur des
textes justes, et le manuel de chacune donne le compte. Si l'une d'elles se trompe chez vous, gardez votre phrase, et
dites-le-nous.
"""


def page() -> str:
    """The whole page, as it should be."""
    return "\n".join([TETE, *_sommaire(), *_manuels()])


def _famille(code: str) -> list[tuple[str, Rule]]:
    return [(nom, regle) for nom, regle in RULES.items() if regle.CODE.startswith(code)]


def _degre(regle: Rule) -> str:
    return f"{regle.SEVERITY.francais}, {'verrouillée' if regle.LOCKED else 'réglable'}"


def _manuel(regle: Rule) -> tuple[str, str]:
    """The first line of a manual, and the rest."""
    titre, _, suite = (inspect.getdoc(regle) or "").partition("\n")
    return titre, suite.strip("\n")


def _sommaire() -> Iterator[str]:
    yield "## Sommaire\n"
    for famille, titre in FAMILLES.items():
        yield f"**[{famille}xx · {titre}](#{famille.lower()}xx)**\n"
        yield "| Code | Nom | Degré | Ce qui ne va pas |\n|---|---|---|---|"
        for nom, regle in _famille(famille):
            lien = f"[{regle.CODE}](#{regle.CODE.lower()})"
            yield f"| {lien} | `{nom}` | {_degre(regle)} | {_prose(_manuel(regle)[0])} |"
        yield ""


def _manuels() -> Iterator[str]:
    """A heading is a code alone, so that every forge makes the same address of it."""
    for famille, titre in FAMILLES.items():
        yield f"## {famille}xx\n\n{titre}.\n"
        for nom, regle in _famille(famille):
            premiere, suite = _manuel(regle)
            yield f"### {regle.CODE}\n\n**{_prose(premiere)}** `{nom}` · *{_degre(regle)}*\n"
            yield _markdown(suite)


def _markdown(manuel: str) -> str:
    """A manual's headings, paragraphs and samples (one step further in) as Markdown."""
    blocs = []
    for bloc in re.split(r"\n\n(?=\S| {4}\S)", manuel):
        titre, _, corps = bloc.partition("\n") if not bloc.startswith(" ") else ("", "", bloc)
        texte, _, exemple = textwrap.dedent(corps).partition("\n\n    ")
        blocs.append(f"**{titre}.** {_prose(texte)}\n" if titre else f"{_prose(texte)}\n")
        if exemple:
            code = textwrap.dedent("    " + exemple).rstrip()
            blocs.append(f"```{'yaml' if re.match(_YAML, code) else ''}\n{code}\n```\n")
    return "\n".join(blocs)


_YAML = r"(?:#.*\n)*(?:- )?[\w-]+:(?: |\n)"
"""How most samples begin; the others are names of files, or lines of a template."""


def _prose(texte: str) -> str:
    """A text that says just itself in Markdown."""
    return re.sub(r"([\\`*<>\[\]|])|(?<!\w)(_)|(_)(?!\w)", r"\\\g<0>", texte)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
