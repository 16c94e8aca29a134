"""Diagnostics as plain tuples, which `marshal` writes and reads: for a pipe between processes, and for the cache."""

from typing import Any

from utilite.diagnostic import Diagnostic, RelatedSpan, Severity, Span

Plat = tuple[Any, ...]


def a_plat(diagnostics: tuple[Diagnostic, ...]) -> tuple[Plat, ...]:
    """Diagnostics → tuples, texts and numbers."""
    return tuple(
        (
            *(d.code, d.rule, d.severity.value, d.message, d.hint, d.file, tuple(d.span), d.route, d.excerpt),
            tuple((r.file, tuple(r.span), r.message, r.excerpt) for r in d.related),
            d.repair,
        )
        for d in diagnostics
    )


def de_plat(plats: tuple[Plat, ...]) -> tuple[Diagnostic, ...]:
    """The same, back."""
    return tuple(map(_diagnostic, plats))


def _diagnostic(plat: Plat) -> Diagnostic:
    code, rule, severity, message, hint, file, span, route, excerpt, related, repair = plat
    return Diagnostic(
        code=code,
        rule=rule,
        severity=Severity(severity),
        message=message,
        hint=hint,
        file=file,
        span=Span(*span),
        route=route,
        excerpt=excerpt,
        related=tuple(RelatedSpan(f, Span(*s), m, e) for f, s, m, e in related),
        repair=repair,
    )
