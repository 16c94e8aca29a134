"""`concise`: one finding, one line, which terminals and editors can click."""

from utilite.diagnostic import Diagnostic, Report, dotted
from utilite.reporters.inerte import en_ligne, sans_commande


def report(found: Report) -> str:
    """All findings, a line each."""
    lignes = (f"{ligne(d)}{f'; {en_ligne(d.hint)}' if d.hint else ''}\n" for d in found.diagnostics)
    return sans_commande("".join(lignes))


def ligne(d: Diagnostic) -> str:
    """`fichier:12:3: erreur UT104 champ-inconnu: action.titer: la clé…`."""
    return en_ligne(f"{place(d)} {d.severity.francais} {quoi(d)}")


def place(d: Diagnostic) -> str:
    """`fichier:12:3:`."""
    return f"{d.file}:{d.span.line}:{d.span.column}:"


def quoi(d: Diagnostic) -> str:
    """`UT104 champ-inconnu: action.titer: la clé…`."""
    ou = f"{dotted(d.route)}: " if d.route else ""
    return f"{d.code} {d.rule}: {ou}{d.message}"
