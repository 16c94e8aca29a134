"""`rdjson`: reviewdog's format, which becomes comments of a pull request with repairs to accept in one click.

Source: reviewdog's `proto/rdf/reviewdog.proto`: columns count bytes of UTF-8, and the end is exclusive.
"""

from typing import Any

from utilite.diagnostic import Diagnostic, Report, Severity
from utilite.reporters import json, mots

_SEVERITES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def report(found: Report) -> str:
    """One `DiagnosticResult`, the gravest first."""
    ordre = found.by_gravity()
    contenu: dict[str, Any] = {"source": {"name": "utilite"}}
    if ordre:
        contenu["severity"] = _SEVERITES[ordre[0].severity]
    return json.ecrit({**contenu, "diagnostics": [_constat(d) for d in ordre]})


def _constat(d: Diagnostic) -> dict[str, Any]:
    etendue = _etendue(d)
    constat: dict[str, Any] = {
        "message": mots.entier(d),
        "location": {"path": d.file, "range": etendue},
        "severity": _SEVERITES[d.severity],
        "code": {"value": d.code},
    }
    if d.repair is not None:
        constat["suggestions"] = [{"range": etendue, "text": d.repair}]
    return constat


def _etendue(d: Diagnostic) -> dict[str, Any]:
    """The span; whole lines where it has several, since only the first is at hand to count its bytes."""
    span = d.span
    if span.line != span.end_line:
        return {"start": {"line": span.line}, "end": {"line": span.end_line}}
    debut, fin = (_octets(d.excerpt[: colonne - 1]) + 1 for colonne in (span.column, span.end_column))
    return {"start": {"line": span.line, "column": debut}, "end": {"line": span.line, "column": fin}}


def _octets(texte: str) -> int:
    return len(texte.encode("utf-8", "surrogatepass"))
