"""`json`: for other programs; its shape is versioned and never changes under a version."""

import json
import re
from typing import Any

from utilite.diagnostic import Diagnostic, Report, Severity, Span
from utilite.reporters.inerte import inerte

VERSION = 1

_PARTOUT = re.compile(r"##(\w*)\[")


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
    return ecrit(contenu)


def ecrit(contenu: object) -> str:
    """Any content as inert JSON: what would act on a terminal or a runner is written by its code."""
    texte = json.dumps(contenu, ensure_ascii=False, indent=2)
    return inerte(_PARTOUT.sub(r"#\\u0023\1[", texte)) + "\n"


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
