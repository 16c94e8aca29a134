"""`text`: for people: file by file, the line at fault, a caret under the fault, and what to write instead."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from utilite.diagnostic import Diagnostic, Report, Severity, Span
from utilite.reporters import concise, mots
from utilite.reporters.inerte import en_ligne, inerte, sans_commande

_COULEURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_ENTRE_MOTS = re.compile("(?<!«) (?![»:;!?])")


def report(found: Report) -> str:
    """All findings, without colour and 80 columns wide."""
    return styled(found, color=False, width=80)


def styled(found: Report, *, color: bool, width: int) -> str:
    """All findings, for a terminal of that width."""
    sortie = io.StringIO()
    largeur = max(width, 40)
    console = Console(
        file=sortie,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        width=largeur,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    constats = sorted(found.diagnostics, key=lambda d: d.sort_key)
    for fichier, groupe in groupby(constats, key=lambda d: d.file):
        for ligne in _fichier(fichier, list(groupe), largeur):
            console.print(ligne, soft_wrap=True)
    return sans_commande(sortie.getvalue())


def _fichier(fichier: str, constats: list[Diagnostic], largeur: int) -> Iterator[Text]:
    yield Text(f"{en_ligne(fichier)} ({mots.comptes(constats)})", style="bold underline")
    yield Text()
    for d in constats:
        yield from _constat(d, largeur)
        yield Text()
    if len(constats) > 1:
        premier = min(constats, key=lambda d: d.severity.rank)
        tete = "Le plus utile maintenant :"
        suite = f"ligne {premier.span.line}, {premier.hint or premier.message}."
        yield from _plie([(tete, "bold"), *_mots(suite)], largeur, retrait=2)
        yield Text()


def _constat(d: Diagnostic, largeur: int) -> Iterator[Text]:
    titre = [(en_ligne(concise.place(d)), "bold"), (d.severity.francais, _COULEURS[d.severity])]
    yield from _plie([*titre, *_mots(concise.quoi(d))], largeur, retrait=4)
    marge = max(len(str(s.line)) for s in (d.span, *(r.span for r in d.related)))
    yield from _source(d.span, d.excerpt, largeur, marge, _Trait("^", _COULEURS[d.severity]))
    for r in d.related:
        place = en_ligne(f"{r.file}:{r.span.line}:{r.span.column}")
        yield from _plie([("   voir", "dim"), (place, ""), *_mots(f": {r.message}")], largeur, retrait=5)
        yield from _source(r.span, r.excerpt, largeur, marge, _Trait("-", "bold blue"))
    if d.hint:
        yield from _plie([("   →", "bold green"), *_mots(f"{d.hint}.")], largeur, retrait=5)


def _mots(texte: str) -> list[tuple[str, str]]:
    """The words of a text, with the signs that French sets apart from them."""
    return [(mot, "") for mot in _ENTRE_MOTS.split(en_ligne(texte))]


def _plie(morceaux: Sequence[tuple[str, str]], largeur: int, *, retrait: int) -> Iterator[Text]:
    """Lines of that width out of words and their styles, no word being cut; `retrait` is before all but the first."""
    ligne, place = Text(), 0
    for mot, style in morceaux:
        long = cell_len(mot)
        if place and place + 1 + long > largeur:
            yield ligne
            ligne, place = Text(" " * retrait), retrait
        elif place:
            ligne.append(" ")
            place += 1
        ligne.append(mot, style=style)
        place += long
    yield ligne


class _Trait(NamedTuple):
    """What underlines a fault: a sign, and its style."""

    signe: str
    style: str


def _source(span: Span, extrait: str, largeur: int, marge: int, trait: _Trait) -> Iterator[Text]:
    """The line of a span, underlined."""
    if not extrait.strip():
        return
    ligne, debut, longueur = _coupe(span, extrait, largeur - marge - 4)
    vide = " " * marge
    yield Text(f" {vide} │", style="dim")
    yield Text.assemble((f" {span.line:>{marge}} │ ", "dim"), ligne)
    yield Text.assemble((f" {vide} │ ", "dim"), " " * debut, (trait.signe * longueur, trait.style))


def _coupe(span: Span, extrait: str, largeur: int) -> tuple[str, int, int]:
    """The line around the fault, the caret's column in it (in cells from 0), and its length."""
    ligne = extrait.rstrip().replace("\t", "→")
    debut = min(span.column - 1, len(ligne))
    ligne += " " * (debut == len(ligne))  # room for a caret that stands after the last sign
    fin = span.end_column - 1 if span.end_line == span.line else len(ligne)
    fin = max(min(fin, len(ligne)), debut + 1)
    for signes in range(largeur, 0, -1):  # fewer signs where some are two cells wide, or shown by their code
        premier = max(0, min(debut - signes // 3, len(ligne) - signes))
        avant = "…" if premier else ""
        apres = "…" if premier + signes < len(ligne) else ""
        montre = avant + inerte(ligne[premier + len(avant) : premier + signes - len(apres)]) + apres
        if cell_len(montre) <= largeur:
            break
    colonne = cell_len(avant + inerte(ligne[premier + len(avant) : debut]))
    place = max(largeur - colonne, 1)
    return montre.rstrip(), colonne, min(max(cell_len(inerte(ligne[debut:fin])), 1), place)
