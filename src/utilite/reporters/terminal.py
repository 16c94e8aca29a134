"""`text`: for people: the line at fault, a caret under the fault, and what to write instead."""

import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from utilite.diagnostic import Diagnostic, Report, Severity
from utilite.reporters import concise
from utilite.reporters.inerte import inerte

_COULEURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def report(found: Report) -> str:
    """All findings, without colour and 80 columns wide."""
    return styled(found, color=False, width=80)


def styled(found: Report, *, color: bool, width: int) -> str:
    """All findings, for a terminal of that width."""
    sortie = io.StringIO()
    console = Console(
        file=sortie,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        width=max(width, 40),
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for d in found.diagnostics:
        _un(console, d, max(width, 40))
    return sortie.getvalue()


def _un(console: Console, d: Diagnostic, width: int) -> None:
    tete, _, suite = concise.ligne(d).partition(f" {d.severity.francais} ")
    titre = Text(tete, style="bold")
    titre.append(f" {d.severity.francais} ", style=_COULEURS[d.severity])
    titre.append(suite, style="default")
    console.print(titre, soft_wrap=True)
    marge = len(str(d.span.line))
    if d.excerpt.strip():
        ligne, debut, longueur = _extrait(d, width - marge - 5)
        vide = " " * marge
        console.print(Text(f" {vide} │", style="dim"))
        console.print(Text(f" {d.span.line} │ ", style="dim").append(ligne, style="default"), soft_wrap=True)
        caret = Text(f" {vide} │ ", style="dim").append(" " * debut).append("^" * longueur, style=_COULEURS[d.severity])
        console.print(caret, soft_wrap=True)
    for r in d.related:
        console.print(Text(f"   voir {r.file}:{r.span.line}:{r.span.column} : {inerte(r.message)}"), soft_wrap=True)
    if d.hint:
        conseil = Text("   → ", style="bold green")
        conseil.append(inerte(" ".join(d.hint.split())), style="default")
        conseil.append(".")
        console.print(conseil, soft_wrap=True)
    console.print()


def _extrait(d: Diagnostic, largeur: int) -> tuple[str, int, int]:
    """The line around the fault, the caret's column in it (in cells from 0), and its length."""
    ligne = d.excerpt.rstrip().replace("\t", "→")
    debut = min(d.span.column - 1, len(ligne))
    fin = d.span.end_column - 1 if d.span.end_line == d.span.line else len(ligne)
    fin = max(min(fin, len(ligne)), debut + 1)
    premier = 0
    if len(ligne) > largeur:
        premier = max(0, min(debut - largeur // 3, len(ligne) - largeur))
    avant = "…" if premier else ""
    apres = "…" if premier + largeur < len(ligne) else ""
    vu = ligne[premier + len(avant) : premier + largeur - len(apres)]
    montre = avant + inerte(vu) + apres
    colonne = cell_len(avant + inerte(ligne[premier + len(avant) : debut]))
    place = max(largeur - colonne, 1)
    return montre, colonne, min(max(cell_len(inerte(ligne[debut:fin])), 1), place)
