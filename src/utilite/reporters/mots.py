"""What several formats say in the same words."""

from collections.abc import Iterable

from utilite.diagnostic import Diagnostic, Severity, dotted


def comptes(diagnostics: Iterable[Diagnostic]) -> str:
    """« 2 erreurs, 1 avertissement »: the tiers that there are, the gravest first."""
    vus = [d.severity for d in diagnostics]
    nombres = {severite: vus.count(severite) for severite in Severity}
    return ", ".join(f"{n} {severite.francais}{'s' if n > 1 else ''}" for severite, n in nombres.items() if n)


def situe(d: Diagnostic) -> str:
    """« action.titre : la clé… »."""
    return f"{dotted(d.route)} : {d.message}" if d.route else d.message


def entier(d: Diagnostic) -> str:
    """What is wrong and, on a second line, what to write."""
    return f"{situe(d)}\n→ {d.hint}" if d.hint else situe(d)
