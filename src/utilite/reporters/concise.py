"""`concise`: one finding, one line, which terminals and editors can click."""

from utilite.diagnostic import Diagnostic, Report, dotted
from utilite.reporters.inerte import inerte


def report(found: Report) -> str:
    """All findings, a line each."""
    return "".join(f"{ligne(d)}{f'; {_une_ligne(d.hint)}' if d.hint else ''}\n" for d in found.diagnostics)


def ligne(d: Diagnostic) -> str:
    """`fichier:12:3: erreur UT104 champ-inconnu: action.titer: la clé…`."""
    ou = f"{dotted(d.route)}: " if d.route else ""
    tete = f"{d.file}:{d.span.line}:{d.span.column}: {d.severity.francais} {d.code} {d.rule}: "
    return _une_ligne(f"{tete}{ou}{d.message}")


def _une_ligne(texte: str) -> str:
    return inerte(" ".join(texte.split()))
