"""`sarif`: SARIF 2.1.0, which GitHub's code scanning and editors read.

Source: the OASIS standard (§3, errata 01) and GitHub's « SARIF support for code scanning ».
"""

from typing import Any
from urllib.parse import quote

from utilite.diagnostic import Diagnostic, RelatedSpan, Report, Span
from utilite.reporters import json, mots
from utilite.reporters.empreinte import empreintes

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RACINE = "%SRCROOT%"


def report(found: Report) -> str:
    """One log with one run."""
    regles = {d.code: d.rule for d in sorted(found.diagnostics, key=lambda d: d.code)}
    rangs = {code: rang for rang, code in enumerate(regles)}
    ordre = found.by_gravity()
    run = {
        "tool": {
            "driver": {
                "name": "utilite",
                "language": "fr",
                "rules": [_regle(code, nom, found.manuals.get(code, "")) for code, nom in regles.items()],
            }
        },
        "language": "fr",
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "utilite/"},
        "originalUriBaseIds": {_RACINE: {"description": {"text": "Le dossier qui contient referentiel.yaml."}}},
        "results": [
            _resultat(d, rangs[d.code], empreinte) for d, empreinte in zip(ordre, empreintes(ordre), strict=True)
        ],
    }
    return json.ecrit({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _regle(code: str, nom: str, manuel: str) -> dict[str, Any]:
    titre = manuel.partition("\n")[0] or nom
    regle: dict[str, Any] = {"id": code, "name": nom, "shortDescription": {"text": titre}}
    if manuel:
        regle["fullDescription"] = {"text": _verifie(manuel) or titre}
        regle["help"] = {"text": manuel, "markdown": _en_markdown(manuel)}
    return regle


def _verifie(manuel: str) -> str:
    """The first paragraph of a manual page, without its heading: what the rule looks at."""
    _, _, paragraphe = manuel.partition("\n\n")[2].partition("\n\n")[0].partition("\n")
    return " ".join(paragraphe.split())


def _en_markdown(manuel: str) -> str:
    """A manual page: its headings are at the margin, its paragraphs four columns in, its examples eight."""
    lignes = []
    for ligne in manuel.split("\n"):
        titre = ligne and not ligne.startswith(" ") and not ligne.endswith(".")
        lignes.append(f"**{ligne}**\n" if titre else ligne.removeprefix("    "))
    return "\n".join(lignes)


def _resultat(d: Diagnostic, rang: int, empreinte: str) -> dict[str, Any]:
    resultat: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": rang,
        "level": d.severity.value,
        "message": {"text": mots.entier(d)},
        "locations": [{"physicalLocation": _place(d.file, d.span)}],
        "partialFingerprints": {"utilite/v1": empreinte},
    }
    if d.related:
        resultat["relatedLocations"] = [_autre(r, numero) for numero, r in enumerate(d.related, 1)]
    if d.repair is not None:
        resultat["fixes"] = [_reparation(d, d.repair)]
    return resultat


def _place(fichier: str, span: Span) -> dict[str, Any]:
    return {"artifactLocation": _fichier(fichier), "region": _region(span)}


def _fichier(nom: str) -> dict[str, str]:
    return {"uri": quote(nom.encode("utf-8", "surrogatepass")), "uriBaseId": _RACINE}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _autre(r: RelatedSpan, numero: int) -> dict[str, Any]:
    return {"id": numero, "message": {"text": r.message}, "physicalLocation": _place(r.file, r.span)}


def _reparation(d: Diagnostic, texte: str) -> dict[str, Any]:
    remplacement = {"deletedRegion": _region(d.span), "insertedContent": {"text": texte}}
    return {
        "description": {"text": d.hint or "réparer"},
        "artifactChanges": [{"artifactLocation": _fichier(d.file), "replacements": [remplacement]}],
    }
