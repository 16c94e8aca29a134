"""Checking one fiche: what it shows, stamped with codes, severities and lines, and what is kept of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from utilite import source
from utilite.check import plat, prose
from utilite.check.rules import FICHE_RULES, RULES
from utilite.check.sujets import Contexte, Dits, FicheEnBref, FicheRule
from utilite.diagnostic import (
    FAUTES_MAX,
    TROP_DE_FAUTES,
    Diagnostic,
    Finding,
    Place,
    Related,
    RelatedSpan,
    Severity,
    Span,
    trop_de_fautes,
)
from utilite.fiche import Fiche, Statut, Suivi
from utilite.referentiel import Referentiel
from utilite.workspace import Workspace, octets

RECENTES = 8
"""How many of the fiches just checked are kept in memory: a fiche's `precedente` is mostly its neighbour."""


class Examen(NamedTuple):
    """What was found in one fiche, and what is kept of it where it could be read.

    `lus` are the bytes that this was told from, by file, as fingerprints: its own, and those of the fiches that
    it was compared with; empty where some couldn't be had. `fiche` is it, where it was read just now, here.
    """

    diagnostics: tuple[Diagnostic, ...]
    bref: FicheEnBref | None
    lus: Mapping[str, bytes] = {}
    fiche: Fiche | None = None


class Examinateur:
    """Checks the fiches of a workspace, one by one; they are dropped as they are checked."""

    def __init__(self, workspace: Workspace, contexte: Contexte) -> None:
        self._workspace = workspace
        self._contexte = contexte._replace(fiche=self._autre)
        self._rules = [r for r in FICHE_RULES if severite(_nom(r), contexte.referentiel) is not None]
        self._recentes: dict[str, tuple[Fiche | None, bytes | None]] = {}
        self._lus: dict[str, bytes | None] = {}

    def __call__(self, nom: str) -> Examen:
        """One fiche, by its id."""
        self._lus = {}
        contenu = self._contenu(nom)
        lu = self._workspace.fiche(nom, contenu)
        comptoir = Comptoir(self._contexte.referentiel)
        diagnostics = comptoir.stamps(lu.findings, {lu.document.file: lu.document})
        bref = None
        if lu.valeur is not None:
            ici = self._contexte._replace(dits=laisses(lu.findings)) if lu.findings else self._contexte
            trouves = regles(lu.valeur, ici, self._rules)
            diagnostics += comptoir.stamps(trouves, Documents(self._workspace, lu.document))
            self._garde(nom, lu.valeur, self._lus[lu.document.file])
            bref = _en_bref(lu.valeur)
        if not any(d.rule == TROP_DE_FAUTES for d in diagnostics):
            diagnostics += comptoir.ferme()
        return Examen(tuple(diagnostics), bref, _entiers(self._lus), lu.valeur)

    def _contenu(self, nom: str) -> bytes | None:
        """The bytes of a fiche, with their fingerprint taken down; None where the workspace has to say why."""
        fichier = f"fiches/{nom}.yaml"
        self._lus[fichier] = None
        if self._workspace.en_memoire:
            return None
        try:
            contenu = octets(self._workspace.racine, fichier)
        except OSError:
            return None
        self._lus[fichier] = empreinte(contenu)
        return contenu

    def _autre(self, nom: str) -> Fiche | None:
        """Another fiche: one just checked from memory, else read again."""
        if nom not in self._recentes:
            fiche = self._workspace.fiche(nom, self._contenu(nom)).valeur
            self._garde(nom, fiche, self._lus[f"fiches/{nom}.yaml"])
        fiche, vu = self._recentes[nom]
        self._lus[f"fiches/{nom}.yaml"] = vu
        return fiche

    def _garde(self, nom: str, fiche: Fiche | None, vu: bytes | None) -> None:
        """Keeps one more, and forgets the oldest."""
        self._recentes[nom] = (fiche, vu)
        if len(self._recentes) > RECENTES:
            del self._recentes[next(iter(self._recentes))]


def _nom(rule: FicheRule) -> str:
    module: str = rule.__name__  # type: ignore[attr-defined]
    return module.rpartition(".")[2].replace("_", "-")


def empreinte(contenu: bytes) -> bytes:
    """What tells a file's bytes from others."""
    return blake2b(contenu, digest_size=16).digest()


def _entiers(lus: Mapping[str, bytes | None]) -> dict[str, bytes]:
    sus = {fichier: vu for fichier, vu in lus.items() if vu is not None}
    return sus if len(sus) == len(lus) else {}


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


def regles(fiche: Fiche, contexte: Contexte, rules: Iterable[FicheRule] = FICHE_RULES) -> Iterator[Finding]:
    """What the rules say of a fiche."""
    reponses = tuple(
        (suivi, mesure, mesure.reponse)
        for apport in fiche.apports
        for suivi in apport.suivis
        for mesure in suivi.mesures
        if mesure.reponse is not None
    )
    ici = contexte._replace(reponses=reponses, textes=prose.textes(fiche))
    for rule in rules:
        yield from islice(rule.check(fiche, ici), FAUTES_MAX + 1)


def laisses(findings: Iterable[Finding]) -> Dits:
    """What a reading has left unread."""
    return Dits(f for f in findings if RULES[f.rule].LOCKED)


class Documents(dict[str, source.Document]):
    """Documents by file; one that is no longer in memory is read again, since few findings need it."""

    def __init__(self, workspace: Workspace, *connus: source.Document) -> None:
        super().__init__((document.file, document) for document in connus)
        self._workspace = workspace

    def __missing__(self, fichier: str) -> source.Document:
        document = self[fichier] = self._workspace.document(fichier)
        return document


class Comptoir:
    """Stamps what is found, up to `FAUTES_MAX` findings of a file; the others are counted."""

    def __init__(self, referentiel: Referentiel | None) -> None:
        self._referentiel = referentiel
        self._combien: Counter[str] = Counter()
        self._non_dits: dict[str, bool] = {}
        """The files some of whose findings aren't told, and whether one of these is an error."""

    def stamps(self, findings: Iterable[Finding], documents: Mapping[str, source.Document]) -> list[Diagnostic]:
        """These findings, stamped; those of rules that this network ignores are left out."""
        dits = []
        for finding in findings:
            fichier, severity = finding.place.file, gravite(finding, self._referentiel)
            if severity is None:
                continue
            self._combien[fichier] += 1
            if self._combien[fichier] <= FAUTES_MAX or finding.rule == TROP_DE_FAUTES:
                dits.append(_stamp(finding, severity, self._referentiel, documents))
            else:
                self._non_dits[fichier] = self._non_dits.get(fichier, False) or severity is Severity.ERROR
        return dits

    def ferme(self) -> list[Diagnostic]:
        """What says of which files some findings aren't told."""
        fins = [trop_de_fautes(f)._replace(lowered=not erreur) for f, erreur in self._non_dits.items()]
        vides = {f: source.Document(f, "", None) for f in self._non_dits}
        self._non_dits = {}
        return self.stamps(fins, vides)


def stamp(
    finding: Finding, referentiel: Referentiel | None, documents: Mapping[str, source.Document]
) -> Diagnostic | None:
    """A finding with its code, severity and lines; None where this network ignores the rule."""
    severity = gravite(finding, referentiel)
    return _stamp(finding, severity, referentiel, documents) if severity is not None else None


def _stamp(
    finding: Finding, severity: Severity, referentiel: Referentiel | None, documents: Mapping[str, source.Document]
) -> Diagnostic:
    """A finding with its code, severity and lines."""
    rule = RULES[finding.rule]
    messages = referentiel.messages if referentiel is not None else {}
    message = messages.get(rule.CODE, messages.get(finding.rule, finding.message))
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


def gravite(finding: Finding, referentiel: Referentiel | None) -> Severity | None:
    """How grave a finding is for this network; None where it ignores the rule."""
    # A network doesn't excuse the shape of its own référentiel: only of what it asks for.
    du_reseau = (
        referentiel is None or finding.place.file != referentiel.file or RULES[finding.rule].CODE.startswith("UT2")
    )
    severity = severite(finding.rule, referentiel if du_reseau else None)
    return Severity.WARNING if finding.lowered and severity is Severity.ERROR else severity


def severite(nom: str, referentiel: Referentiel | None) -> Severity | None:
    """How grave a rule's findings are for this network; None where it ignores them."""
    rule = RULES[nom]
    if referentiel is None or rule.LOCKED:
        return rule.SEVERITY
    return referentiel.regles.get(rule.CODE, referentiel.regles.get(nom, rule.SEVERITY))


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


def a_plat(examen: Examen) -> plat.Plat:
    """An examen as tuples, texts and numbers."""
    bref = examen.bref
    return (
        plat.a_plat(examen.diagnostics),
        bref
        and (
            *(bref.id, bref.file, bref.statut and bref.statut.value, bref.acteurs, bref.precedente),
            *(bref.debut and bref.debut.toordinal(), bref.indicateurs),
        ),
        tuple(examen.lus.items()),
    )


def de_plat(plate: plat.Plat) -> Examen:
    """The same, back."""
    diagnostics, bref, lus = plate
    return Examen(plat.de_plat(diagnostics) if diagnostics else (), bref and _bref(bref), dict(lus))


_STATUTS = {statut.value: statut for statut in Statut}


def _bref(plate: plat.Plat) -> FicheEnBref:
    nom, fichier, statut, acteurs, precedente, debut, indicateurs = plate
    return FicheEnBref(
        id=nom,
        file=fichier,
        statut=statut and _STATUTS[statut],
        acteurs=acteurs,
        precedente=precedente,
        debut=debut and date.fromordinal(debut),
        indicateurs=indicateurs,
    )
