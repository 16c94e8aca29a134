"""`junit`: JUnit's XML, which GitLab, Jenkins, Gitea and Forgejo show: a file is a suite, a finding a test.

What fails the command is a failure; the rest is said as « skipped », since it fails nothing.
A file with no finding is a test that passes.
"""

import html
from collections import Counter
from collections.abc import Sequence

from utilite.diagnostic import Diagnostic, Report, dotted
from utilite.reporters import concise
from utilite.reporters.inerte import en_ligne


def report(found: Report) -> str:
    """One `testsuites`, by file."""
    par_fichier: dict[str, list[Diagnostic]] = {nom: [] for nom in found.names}
    for d in found.diagnostics:
        par_fichier.setdefault(d.file, []).append(d)
    suites = "".join(_suite(nom, constats, found) for nom, constats in sorted(par_fichier.items()))
    tests = sum(max(len(constats), 1) for constats in par_fichier.values())
    tete = f'<testsuites name="utilite" {_nombres(tests, found.diagnostics, found)}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tete}\n{suites}</testsuites>\n'


def _suite(fichier: str, constats: list[Diagnostic], found: Report) -> str:
    nom = _xml(fichier)
    vus: Counter[str] = Counter()
    lignes = [f'  <testsuite name="{nom}" {_nombres(max(len(constats), 1), constats, found)}>\n']
    if not constats:
        lignes.append(f'    <testcase classname="{nom}" name="aucun constat" file="{nom}"/>\n')
    for d in constats:
        titre = f"{d.code} {d.rule}{f': {dotted(d.route)}' if d.route else ''}"
        vus[titre] += 1  # a test is known by its name: two of one name would be one
        titre = titre if vus[titre] == 1 else f"{titre} ({vus[titre]})"
        tete = f'<testcase classname="{nom}" name="{_xml(titre)}" file="{nom}" line="{d.span.line}">'
        lignes.append(f"    {tete}\n      {_constat(d, echec=found.fails(d))}\n    </testcase>\n")
    return f"{''.join(lignes)}  </testsuite>\n"


def _constat(d: Diagnostic, *, echec: bool) -> str:
    if not echec:
        return f'<skipped message="{_xml(f"{concise.ligne(d)} ; {d.hint}")}"/>'
    texte = f"{_xml(concise.ligne(d))}\n→ {_xml(d.hint)}"
    return f'<failure type="{_xml(d.code)}" message="{_xml(d.message)}">{texte}</failure>'


def _nombres(tests: int, constats: Sequence[Diagnostic], found: Report) -> str:
    echecs = sum(map(found.fails, constats))
    return f'tests="{tests}" failures="{echecs}" errors="0" skipped="{len(constats) - echecs}"'


def _xml(texte: str) -> str:
    return html.escape(en_ligne(texte))
