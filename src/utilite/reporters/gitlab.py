"""`gitlab`: GitLab's Code Quality report, shown in merge requests.

Source of the fields: GitLab's documentation, « Code Quality report format ». A second finding with
the fingerprint of another is dropped there.
"""

from typing import Any

from utilite.diagnostic import Diagnostic, Report, Severity
from utilite.reporters import json, mots
from utilite.reporters.empreinte import empreintes

_SEVERITES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(found: Report) -> str:
    """A list of findings, the gravest first."""
    ordre = found.by_gravity()
    return json.ecrit([_constat(d, empreinte) for d, empreinte in zip(ordre, empreintes(ordre), strict=True)])


def _constat(d: Diagnostic, empreinte: str) -> dict[str, Any]:
    return {
        "description": " ".join(mots.entier(d).split()),
        "check_name": f"{d.code} {d.rule}",
        "fingerprint": empreinte,
        "severity": _SEVERITES[d.severity],
        "location": {"path": d.file, "lines": {"begin": d.span.line, "end": d.span.end_line}},
    }
