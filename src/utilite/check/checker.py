"""Shape, then rules → Outcome: routes become lines, findings get code and severity, once and here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from inspect import getdoc
from itertools import islice
from typing import NamedTuple

from utilite import source
from utilite.check import prose
from utilite.check.rules import FICHE_RULES, MODELE_RULES, REFERENTIEL_RULES, RESEAU_RULES, RULES
from utilite.check.sujets import Contexte, Dits, FicheEnBref, Gabarits, Grille, Reseau
from utilite.diagnostic import (
    FAUTES_MAX,
    Diagnostic,
    Finding,
    Place,
    Related,
    RelatedSpan,
    Report,
    Route,
    Severity,
    Span,
    trop_de_fautes,
)
from utilite.fiche import Fiche, Statut, Suivi
from utilite.referentiel import Referentiel
from utilite.workspace import Lu, Workspace

MARQUES = {"SIRET": "siret", "RNA": "rna"}
"""The official numbers that tell acteurs apart, and their formes."""

RECENTES = 8
"""How many of the fiches just checked are kept in memory: a fiche's `precedente` is mostly its neighbour."""


SANS_GABARIT = Gabarits()


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
            return _report(self.diagnostics, self.files)
        voulus = set(files)
        referentiel = self.files[0]
        vus = tuple(
            d for d in self.diagnostics if d.file in voulus or (d.file == referentiel and d.severity is Severity.ERROR)
        )
        montres = voulus | {d.file for d in vus}
        return _report(vus, tuple(f for f in self.files if f in montres))


def _report(diagnostics: tuple[Diagnostic, ...], files: tuple[str, ...]) -> Report:
    manuals = {d.code: d.rule for d in diagnostics}
    return Report(
        diagnostics=diagnostics,
        files=len(files),
        names=files,
        manuals={code: getdoc(RULES[rule]) or "" for code, rule in manuals.items()},
    )


_FIN = "trop-de-fautes"


@dataclass(slots=True)
class _Run:
    """One run: what has been stamped so far."""

    referentiel: Referentiel | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    combien: Counter[str] = field(default_factory=Counter)
    """How many findings each file has, those that are not told included."""
    non_dits: dict[str, bool] = field(default_factory=dict)
    """The files some of whose findings aren't told, and whether one of these is an error."""

    def see(self, document: source.Document, findings: Iterable[Finding]) -> None:
        """Stamps what was found in a file that is looked at for the first time."""
        self.files.append(document.file)
        self.add({document.file: document}, findings)

    def add(self, documents: Mapping[str, source.Document], findings: Iterable[Finding]) -> None:
        """Stamps what was found in these documents, by file."""
        for finding in findings:
            fichier, severity = finding.place.file, severite(finding, self.referentiel)
            if severity is None:
                continue
            self.combien[fichier] += 1
            if self.combien[fichier] <= FAUTES_MAX or finding.rule == _FIN:
                stamped = stamp(finding, self.referentiel, documents)
                self.diagnostics += [stamped] if stamped is not None else []
            else:
                self.non_dits[fichier] = self.non_dits.get(fichier, False) or severity is Severity.ERROR

    def ferme(self) -> None:
        """Says of which files some findings aren't told."""
        deja = {d.file for d in self.diagnostics if d.rule == _FIN}
        for fichier, erreur in self.non_dits.items():
            if fichier not in deja:
                fini = trop_de_fautes(fichier)._replace(lowered=not erreur)
                self.add({fichier: source.Document(fichier, "", None)}, [fini])


class _Documents(dict[str, source.Document]):
    """Documents by file; one that is no longer in memory is read again, since few findings need it."""

    def __init__(self, workspace: Workspace, *connus: source.Document) -> None:
        super().__init__((document.file, document) for document in connus)
        self._workspace = workspace

    def __missing__(self, fichier: str) -> source.Document:
        document = self[fichier] = self._workspace.document(fichier)
        return document


class _Fiches:
    """The fiches by id: those just checked from memory, the others read again."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._recentes: dict[str, Fiche | None] = {}

    def __call__(self, nom: str) -> Fiche | None:
        if nom not in self._recentes:
            self.garde(nom, self._workspace.fiche(nom).valeur)
        return self._recentes[nom]

    def garde(self, nom: str, fiche: Fiche | None) -> None:
        """Keeps one more, and forgets the oldest."""
        self._recentes[nom] = fiche
        if len(self._recentes) > RECENTES:
            del self._recentes[next(iter(self._recentes))]


def run(workspace: Workspace, gabarits: Gabarits = SANS_GABARIT) -> Outcome:
    """Checks the référentiel, acteurs, fiches, `prive/`, templates; fiches are dropped as they are checked."""
    grille = workspace.referentiel
    courant = _Run(grille.valeur)
    courant.see(grille.document, grille.findings)
    if grille.valeur is not None:
        regles = Grille(regles=RULES, dits=_dits(grille.findings))
        sans_logo = workspace.logo()[1]
        courant.add({grille.document.file: grille.document}, [sans_logo] if sans_logo is not None else [])
        for rule in REFERENTIEL_RULES:
            courant.add({grille.document.file: grille.document}, rule.check(grille.valeur, regles))
    recentes = _Fiches(workspace)
    contexte = Contexte(
        referentiel=grille.valeur,
        acteurs=frozenset(workspace.acteurs),
        fiches=frozenset(workspace.noms_de_fiches()),
        fiche=recentes,
    )
    fiches = _check_fiches(workspace, courant, contexte, recentes)
    _check_acteurs(workspace, courant, fiches)
    reseau = Reseau(
        acteurs={nom: lu.valeur for nom, lu in workspace.acteurs.items() if lu.valeur is not None},
        fiches=fiches,
        marques={nom: grille.valeur.champs_d_acteur(forme) for nom, forme in MARQUES.items()} if grille.valeur else {},
        complet=len(fiches) == len(contexte.fiches),
        referentiel=grille.valeur,
        montres=gabarits.montres,
    )
    documents = _Documents(workspace, grille.document, *(lu.document for lu in workspace.acteurs.values()))
    for regle in RESEAU_RULES:
        courant.add(documents, regle.check(reseau))
    _check_autres(workspace, courant, contexte)
    for document, finding in gabarits.fautes:
        courant.add({document.file: document}, [finding])
    courant.ferme()
    ordre = [courant.files[0], *sorted(courant.files[1:])]
    return Outcome(diagnostics=tuple(sorted(courant.diagnostics, key=lambda d: d.sort_key)), files=tuple(ordre))


def _check_fiches(workspace: Workspace, courant: _Run, contexte: Contexte, recentes: _Fiches) -> dict[str, FicheEnBref]:
    """Checks each fiche; gives what is kept of those that could be read."""
    fiches: dict[str, FicheEnBref] = {}
    for nom, lu in workspace.fiches():
        courant.see(lu.document, lu.findings)
        if lu.valeur is None:
            continue
        ici = contexte._replace(dits=_dits(lu.findings)) if lu.findings else contexte
        courant.add(_Documents(workspace, lu.document), _regles(lu.valeur, ici))
        recentes.garde(nom, lu.valeur)
        fiches[nom] = _en_bref(lu.valeur)
    return fiches


def _en_bref(fiche: Fiche) -> FicheEnBref:
    return FicheEnBref(
        id=fiche.id,
        file=fiche.file,
        statut=fiche.statut,
        acteurs=fiche.acteurs,
        precedente=fiche.precedente,
        debut=fiche.periode.debut.premier if fiche.periode else None,
        indicateurs=tuple(s.indicateur.id for s in fiche.suivis if not s.indicateur.propre and _repond(s)),
    )


def _repond(suivi: Suivi) -> bool:
    return any(mesure.reponse is not None for mesure in suivi.mesures)


def _check_acteurs(workspace: Workspace, courant: _Run, fiches: Mapping[str, FicheEnBref]) -> None:
    """Stamps what was found in the acteurs; the gaps of one whose fiches are all drafts are warnings."""
    finis = {nom for fiche in fiches.values() if fiche.statut is not Statut.BROUILLON for nom in fiche.acteurs}
    for nom, lu in workspace.acteurs.items():
        courant.see(lu.document, lu.findings if nom in finis else _lower(lu.findings))


def _regles(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    reponses = tuple(
        (suivi, mesure, mesure.reponse)
        for apport in fiche.apports
        for suivi in apport.suivis
        for mesure in suivi.mesures
        if mesure.reponse is not None
    )
    ici = contexte._replace(reponses=reponses, textes=prose.textes(fiche))
    for rule in FICHE_RULES:
        yield from islice(rule.check(fiche, ici), FAUTES_MAX + 1)


def _dits(findings: Iterable[Finding]) -> Dits:
    """What a reading has left unread."""
    return Dits(f for f in findings if RULES[f.rule].LOCKED)


def _check_autres(workspace: Workspace, courant: _Run, contexte: Contexte) -> None:
    for prive in workspace.prives():
        courant.see(prive.document, prive.findings)
        if prive.valeur is not None:
            _check_prive(workspace, courant, contexte, prive, prive.valeur)
    for modele in workspace.modeles():
        courant.see(modele.document, modele.findings)
        if modele.valeur is not None and contexte.referentiel is not None:
            for rule in MODELE_RULES:
                courant.add({modele.document.file: modele.document}, rule.check(modele.valeur, contexte.referentiel))
    findings, fichiers = workspace.autres()
    courant.files.extend(fichiers)
    for finding in findings:
        courant.add({finding.place.file: source.Document(finding.place.file, "", None)}, [finding])


def _check_prive(workspace: Workspace, courant: _Run, contexte: Contexte, prive: Lu[Fiche], fiche: Fiche) -> None:
    """What the rules say of a fiche once `prive/` is laid over it, and didn't say of it before."""
    publique = workspace.fiche(fiche.id)
    ici = contexte._replace(dits=_dits((*publique.findings, *prive.findings)))
    deja = {_sans_fichier(f) for f in _regles(publique.valeur, ici)} if publique.valeur is not None else set()
    vus = _regles(fiche, ici._replace(prive=True))
    neufs = (f for f in vus if prive.document.holds(f.place.route) and _sans_fichier(f) not in deja)
    courant.add(_Documents(workspace, prive.document), neufs)


def _sans_fichier(finding: Finding) -> tuple[str, Route, str]:
    return finding.rule, finding.place.route, finding.message


def _lower(findings: Iterable[Finding]) -> list[Finding]:
    """An acteur's gaps are warnings while all its fiches are drafts."""
    return [f._replace(lowered=True) if f.rule == "champ-obligatoire" else f for f in findings]


def severite(finding: Finding, referentiel: Referentiel | None) -> Severity | None:
    """How grave a finding is in this network; None where it ignores the rule."""
    rule = RULES[finding.rule]
    severity: Severity | None = rule.SEVERITY
    if referentiel is not None and not rule.LOCKED:
        # A network doesn't excuse the shape of its own référentiel: only of what it asks for.
        du_reseau = finding.place.file != referentiel.file or rule.CODE.startswith("UT2")
        for nom in (finding.rule, rule.CODE):
            if nom in referentiel.regles and du_reseau:
                severity = referentiel.regles[nom]
    return Severity.WARNING if finding.lowered and severity is Severity.ERROR else severity


def stamp(
    finding: Finding, referentiel: Referentiel | None, documents: Mapping[str, source.Document]
) -> Diagnostic | None:
    """A finding with its code, severity and lines; None where this network ignores the rule."""
    severity = severite(finding, referentiel)
    if severity is None:
        return None
    rule = RULES[finding.rule]
    message = finding.message
    if referentiel is not None:
        for nom in (finding.rule, rule.CODE):
            message = referentiel.messages.get(nom, message)
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
        related=tuple(_related(r, documents[r.place.file]) for r in finding.related),
        repair=_repair(finding, document, span),
    )


def _related(related: Related, document: source.Document) -> RelatedSpan:
    place = related.place
    span = _span(place, document)
    return RelatedSpan(file=place.file, span=span, message=related.message, excerpt=document.line(span.line))


def _repair(finding: Finding, document: source.Document, span: Span) -> str | None:
    """The repair, where the span is just what it replaces: the place itself, on one line."""
    place = finding.place
    if finding.repair is None or span.line != span.end_line or span.column >= span.end_column:
        return None
    if place.span is None and not document.holds(place.route):
        return None
    written = document.line(span.line)[span.column - 1 : span.end_column - 1]
    if place.on_key and written[:1] in ("'", '"'):  # `{"debu":2013}`: without its quotes the key would stick
        return source.quoted(finding.repair)
    return finding.repair


def _span(place: Place, document: source.Document) -> Span:
    return place.span or document.locate(place.route, on_key=place.on_key, words=place.words)
