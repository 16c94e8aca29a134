"""The summary of a GitHub job, in Markdown: all findings, where annotations are only the first ten of each kind.

It is no `--format`: `github` comes with it. Sorted by severity, and cut, with a word that says so,
well under the platform's limit of one mebibyte for a step.
"""

import re

from utilite.diagnostic import Diagnostic, Report
from utilite.reporters import mots
from utilite.reporters.inerte import en_ligne

MAX_OCTETS = 500_000

_SIGNES = re.compile(r"[!#$&*.:<>@\[\\\]^_`{|}~]")
"""What Markdown, GitHub's additions (links, names, emoji, formulas) or HTML would read as mark-up."""


def report(found: Report) -> str:
    """A heading, and a table of the findings."""
    if not found.diagnostics:
        fichiers = f"{found.files} fichier{'s' if found.files > 1 else ''}"
        caches = f" ; {found.hidden} à part (--select, --ignore)" if found.hidden else ""
        return f"## utilite : rien à montrer\n\n{fichiers}, aucun constat{caches}.\n\n"
    titre = f"## utilite : {mots.comptes(found.diagnostics)}"
    tete = f"{titre}\n\n| | Où | Ce qui ne va pas | Quoi faire |\n|---|---|---|---|\n"
    lignes: list[str] = []
    place = MAX_OCTETS
    ordre = found.by_gravity()
    for d in ordre:
        ligne = _ligne(d)
        place -= len(ligne.encode("utf-8"))
        if place < 0:
            break
        lignes.append(ligne)
    reste = len(ordre) - len(lignes)
    suite = f"\n… et {reste} de plus, moins graves ou plus loin.\n" if reste else ""
    return f"{tete}{''.join(lignes)}{suite}\n"


def _ligne(d: Diagnostic) -> str:
    ou = _cellule(f"{d.file}:{d.span.line}")
    quoi = f"{_cellule(d.code)} {_cellule(mots.situe(d))}"
    return f"| {d.severity.francais} | {ou} | {quoi} | {_cellule(d.hint)} |\n"


def _cellule(texte: str) -> str:
    """A text that says just itself in a cell: no mark-up, no link, no end of the cell."""
    return _SIGNES.sub(lambda m: f"&#{ord(m.group())};", en_ligne(texte))
