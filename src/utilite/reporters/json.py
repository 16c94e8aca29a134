"""`json`: for other programs; its shape is versioned and never changes under a version."""

import json
from typing import Any

from utilite.diagnostic import Diagnostic, Report, Severity, Span
from utilite.reporters.inerte import inerte

VERSION = 1


def report(found: Report) -> str:
    """One object, indented, in UTF-8."""
    contenu = {
        "version": VERSION,
        "files": found.files,
        "diagnostics": [_diagnostic(d) for d in found.diagnostics],
        "summary": {
            "errors": found.count(Severity.ERROR),
            "warnings": found.count(Severity.WARNING),
            "notes": found.count(Severity.NOTE),
        },
    }
    return inerte_json(json.dumps(contenu, ensure_ascii=False, indent=2)) + "\n"


def inerte_json(texte: str) -> str:
    """The same JSON, with characters that act on a terminal written by their code."""
    return "\n".join(inerte(ligne).replace("## [", "##\\u005b") for ligne in texte.split("\n"))


def _diagnostic(d: Diagnostic) -> dict[str, Any]:
    return {
        "code": d.code,
        "rule": d.rule,
        "severity": d.severity.value,
        "message": d.message,
        "hint": d.hint,
        "file": d.file,
        **_span(d.span),
        "path": list(d.route),
        "related": [{"file": r.file, **_span(r.span), "message": r.message} for r in d.related],
        "url": "",
    }


def _span(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "endLine": span.end_line, "endColumn": span.end_column}
