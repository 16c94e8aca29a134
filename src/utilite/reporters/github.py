"""`github`: annotations of a pull request, by workflow commands.

Source of the escapes: GitHub's documentation of workflow commands, and actions/runner's
`ActionCommand.cs`. Sorted by severity: the platform shows the first ten of each kind in a step.
"""

from utilite.diagnostic import Diagnostic, Report, Severity
from utilite.reporters import mots
from utilite.reporters.inerte import inerte

_COMMANDES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(found: Report) -> str:
    """One command a line, the gravest first."""
    return "".join(_commande(d) + "\n" for d in found.by_gravity())


def _commande(d: Diagnostic) -> str:
    proprietes = {
        "file": d.file,
        "line": d.span.line,
        "col": d.span.column,
        "endLine": d.span.end_line,
        "endColumn": d.span.end_column,
        "title": f"{d.code} {d.rule}",
    }
    liste = ",".join(f"{nom}={_propriete(str(valeur))}" for nom, valeur in proprietes.items())
    return f"::{_COMMANDES[d.severity]} {liste}::{_donnee(mots.entier(d))}"


def _donnee(texte: str) -> str:
    return inerte(texte.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _propriete(texte: str) -> str:
    return _donnee(texte).replace(":", "%3A").replace(",", "%2C")
