"""Shape, then rules → Outcome: routes become lines, findings get code and severity, once and here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from utilite import source
from utilite.check import prose
from utilite.check.rules import FICHE_RULES, REFERENTIEL_RULES, RESEAU_RULES, RULES
from utilite.check.sujets import Contexte, Reseau
from utilite.diagnostic import Diagnostic, Finding, Place, RelatedSpan, Report, Severity, Span
from utilite.fiche import Statut
from utilite.referentiel import Referentiel
from utilite.workspace import Workspace


class Outcome(NamedTuple):
    """What a whole workspace shows: all diagnostics, sorted, and the YAML files looked at."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]

    def en_faute(self) -> frozenset[str]:
        """The files that hold an error."""
        return frozenset(d.file for d in self.diagnostics if d.severity is Severity.ERROR)

    def report(self, files: Iterable[str] | None = None) -> Report:
        """The findings of these files, the référentiel's errors always; of all where none is named."""
        if files is None:
            return Report(diagnostics=self.diagnostics, files=len(self.files))
        voulus = set(files)
        referentiel = self.files[0]
        vus = tuple(
            d for d in self.diagnostics if d.file in voulus or (d.file == referentiel and d.severity is Severity.ERROR)
        )
        montres = voulus | {d.file for d in vus}
        return Report(diagnostics=vus, files=sum(f in montres for f in self.files))


@dataclass(slots=True)
class _Run:
    """One run: what has been stamped so far."""

    referentiel: Referentiel | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def see(self, document: source.Document, findings: Iterable[Finding]) -> None:
        """Stamps what was found in a file that is looked at for the first time."""
        self.files.append(document.file)
        self.add({document.file: document}, findings)

    def add(self, documents: Mapping[str, source.Document], findings: Iterable[Finding]) -> None:
        """Stamps what was found in these documents, by file."""
        for finding in findings:
            stamped = stamp(finding, self.referentiel, documents)
            if stamped is not None:
                self.diagnostics.append(stamped)


def run(workspace: Workspace, gabarits: Iterable[tuple[source.Document, Finding]] = ()) -> Outcome:
    """Checks the référentiel, acteurs, fiches, `prive/`, templates; fiches are dropped as they are checked.

    `gabarits` is what was seen in the templates' own sources, which only `render` can read.
    """
    grille = workspace.referentiel
    courant = _Run(grille.valeur)
    courant.see(grille.document, grille.findings)
    if grille.valeur is not None:
        for rule in REFERENTIEL_RULES:
            courant.add({grille.document.file: grille.document}, rule.check(grille.valeur, RULES))
    contexte = Contexte(referentiel=grille.valeur, acteurs=frozenset(workspace.acteurs))
    brouillons = _check_fiches(workspace, courant, contexte)
    documents = {lu.document.file: lu.document for lu in workspace.acteurs.values()}
    for nom, lu in workspace.acteurs.items():
        courant.see(lu.document, _lower(lu.findings) if brouillons.get(nom, True) else lu.findings)
    reseau = Reseau(
        acteurs={nom: lu.valeur for nom, lu in workspace.acteurs.items() if lu.valeur is not None},
        sirets=grille.valeur.sirets if grille.valeur else (),
    )
    for regle in RESEAU_RULES:
        courant.add(documents, regle.check(reseau))
    _check_autres(workspace, courant, contexte)
    for document, finding in gabarits:
        courant.add({document.file: document}, [finding])
    ordre = [courant.files[0], *sorted(courant.files[1:])]
    return Outcome(diagnostics=tuple(sorted(courant.diagnostics, key=lambda d: d.sort_key)), files=tuple(ordre))


def _check_fiches(workspace: Workspace, courant: _Run, contexte: Contexte) -> dict[str, bool]:
    """Checks each fiche; says of each acteur whether all its fiches are drafts."""
    brouillons: dict[str, bool] = {}
    for _, lu in workspace.fiches():
        courant.see(lu.document, lu.findings)
        if lu.valeur is None:
            continue
        ici = contexte._replace(textes=prose.textes(lu.valeur))
        for rule in FICHE_RULES:
            courant.add({lu.document.file: lu.document}, rule.check(lu.valeur, ici))
        for nom in lu.valeur.acteurs:
            brouillons[nom] = brouillons.get(nom, True) and lu.valeur.statut is Statut.BROUILLON
    return brouillons


def _check_autres(workspace: Workspace, courant: _Run, contexte: Contexte) -> None:
    for prive in workspace.prives():
        courant.see(prive.document, prive.findings)
        if prive.valeur is not None:
            chez_soi = contexte._replace(textes=prose.textes(prive.valeur), prive=True)
            for rule in FICHE_RULES:
                vus = rule.check(prive.valeur, chez_soi)
                ici = (f for f in vus if prive.document.holds(f.place.route))
                courant.add({prive.document.file: prive.document}, ici)
    for modele in workspace.modeles():
        courant.see(modele.document, modele.findings)
    findings, fichiers = workspace.autres()
    courant.files.extend(fichiers)
    for finding in findings:
        courant.add({finding.place.file: source.Document(finding.place.file, "", None)}, [finding])


def _lower(findings: Iterable[Finding]) -> list[Finding]:
    """An acteur's gaps are warnings while all its fiches are drafts."""
    return [f._replace(lowered=True) if f.rule == "champ-obligatoire" else f for f in findings]


def stamp(
    finding: Finding, referentiel: Referentiel | None, documents: Mapping[str, source.Document]
) -> Diagnostic | None:
    """A finding with its code, severity and lines; None where this network ignores the rule."""
    rule = RULES[finding.rule]
    severity: Severity | None = rule.SEVERITY
    message = finding.message
    if referentiel is not None:
        for nom in (finding.rule, rule.CODE):
            if nom in referentiel.regles and not rule.LOCKED:
                severity = referentiel.regles[nom]
            message = referentiel.messages.get(nom, message)
    if severity is None:
        return None
    if finding.lowered and severity is Severity.ERROR:
        severity = Severity.WARNING
    document = documents[finding.place.file]
    place = finding.place
    span = _span(place, document)
    return Diagnostic(
        code=rule.CODE,
        rule=finding.rule,
        severity=severity,
        message=message,
        hint=finding.hint,
        file=place.file,
        span=span,
        route=place.route,
        excerpt=document.line(span.line),
        related=tuple(
            RelatedSpan(
                file=r.place.file,
                span=_span(r.place, documents[r.place.file]),
                message=r.message,
            )
            for r in finding.related
        ),
    )


def _span(place: Place, document: source.Document) -> Span:
    return place.span or document.locate(place.route, on_key=place.on_key, words=place.words)
