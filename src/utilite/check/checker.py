"""Shape, then rules → Outcome: routes become lines, findings get code and severity, once and here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from utilite import source
from utilite.check.examen import Comptoir, Documents, Examen, Examinateur, laisses, regles, stamp
from utilite.check.rules import MODELE_RULES, REFERENTIEL_RULES, RESEAU_RULES, RULES
from utilite.check.sujets import Contexte, FicheEnBref, Gabarits, Grille, Reseau
from utilite.check.verdict import Outcome
from utilite.diagnostic import TROP_DE_FAUTES, Diagnostic, Finding, Route
from utilite.fiche import Fiche, Statut
from utilite.referentiel import Referentiel
from utilite.workspace import Lu, Workspace

__all__ = ["Outcome", "run", "stamp"]

MARQUES = {"SIRET": "siret", "RNA": "rna"}
"""The official numbers that tell acteurs apart, and their formes."""

SANS_GABARIT = Gabarits()


@dataclass(slots=True)
class _Run:
    """One run: what has been stamped so far."""

    referentiel: Referentiel | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    comptoir: Comptoir = field(init=False)

    def __post_init__(self) -> None:
        self.comptoir = Comptoir(self.referentiel)

    def see(self, document: source.Document, findings: Iterable[Finding]) -> None:
        """Stamps what was found in a file that is looked at for the first time."""
        self.files.append(document.file)
        self.add({document.file: document}, findings)

    def add(self, documents: Mapping[str, source.Document], findings: Iterable[Finding]) -> None:
        """Stamps what was found in these documents, by file."""
        self.diagnostics += self.comptoir.stamps(findings, documents)

    def ferme(self) -> None:
        """Says of which files some findings aren't told."""
        deja = {d.file for d in self.diagnostics if d.rule == TROP_DE_FAUTES}
        self.diagnostics += [d for d in self.comptoir.ferme() if d.file not in deja]


Examens = Callable[[Sequence[str], Callable[[str], Examen]], Iterable[tuple[str, Examen]]]
"""How the fiches of these ids are checked: each with its id, in their order."""


def un_par_un(noms: Sequence[str], examine: Callable[[str], Examen]) -> Iterable[tuple[str, Examen]]:
    """Each fiche, here and now."""
    return ((nom, examine(nom)) for nom in noms)


def run(workspace: Workspace, gabarits: Gabarits = SANS_GABARIT, examens: Examens = un_par_un) -> Outcome:
    """Checks the référentiel, acteurs, fiches, `prive/`, templates; fiches are dropped as they are checked."""
    grille = workspace.referentiel
    courant = _Run(grille.valeur)
    courant.see(grille.document, grille.findings)
    if grille.valeur is not None:
        toutes = Grille(regles=RULES, dits=laisses(grille.findings))
        sans_logo = workspace.logo()[1]
        courant.add({grille.document.file: grille.document}, [sans_logo] if sans_logo is not None else [])
        for rule in REFERENTIEL_RULES:
            courant.add({grille.document.file: grille.document}, rule.check(grille.valeur, toutes))
    noms = workspace.noms_de_fiches()
    contexte = Contexte(
        referentiel=grille.valeur,
        acteurs=frozenset(workspace.acteurs),
        fiches=frozenset(noms),
    )
    fiches = _check_fiches(courant, examens(noms, Examinateur(workspace, contexte)))
    _check_acteurs(workspace, courant, fiches)
    reseau = Reseau(
        acteurs={nom: lu.valeur for nom, lu in workspace.acteurs.items() if lu.valeur is not None},
        fiches=fiches,
        marques={nom: grille.valeur.champs_d_acteur(forme) for nom, forme in MARQUES.items()} if grille.valeur else {},
        complet=len(fiches) == len(contexte.fiches),
        referentiel=grille.valeur,
        montres=gabarits.montres,
    )
    documents = Documents(workspace, grille.document, *(lu.document for lu in workspace.acteurs.values()))
    for regle in RESEAU_RULES:
        courant.add(documents, regle.check(reseau))
    _check_autres(workspace, courant, contexte)
    for document, finding in gabarits.fautes:
        courant.add({document.file: document}, [finding])
    courant.ferme()
    ordre = [courant.files[0], *sorted(courant.files[1:])]
    return Outcome(diagnostics=tuple(sorted(courant.diagnostics, key=lambda d: d.sort_key)), files=tuple(ordre))


def _check_fiches(courant: _Run, examens: Iterable[tuple[str, Examen]]) -> dict[str, FicheEnBref]:
    """Takes down what was found in each fiche; gives what is kept of those that could be read."""
    fiches: dict[str, FicheEnBref] = {}
    for nom, examen in examens:
        courant.files.append(f"fiches/{nom}.yaml")
        courant.diagnostics += examen.diagnostics
        if examen.bref is not None:
            fiches[nom] = examen.bref
    return fiches


def _check_acteurs(workspace: Workspace, courant: _Run, fiches: Mapping[str, FicheEnBref]) -> None:
    """Stamps what was found in the acteurs; the gaps of one whose fiches are all drafts are warnings."""
    finis = {nom for fiche in fiches.values() if fiche.statut is not Statut.BROUILLON for nom in fiche.acteurs}
    for nom, lu in workspace.acteurs.items():
        courant.see(lu.document, lu.findings if nom in finis else _lower(lu.findings))


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
    ici = contexte._replace(dits=laisses((*publique.findings, *prive.findings)))
    deja = {_sans_fichier(f) for f in regles(publique.valeur, ici)} if publique.valeur is not None else set()
    vus = regles(fiche, ici._replace(prive=True))
    neufs = (f for f in vus if prive.document.holds(f.place.route) and _sans_fichier(f) not in deja)
    courant.add(Documents(workspace, prive.document), neufs)


def _sans_fichier(finding: Finding) -> tuple[str, Route, str]:
    return finding.rule, finding.place.route, finding.message


def _lower(findings: Iterable[Finding]) -> list[Finding]:
    """An acteur's gaps are warnings while all its fiches are drafts."""
    return [f._replace(lowered=True) if f.rule == "champ-obligatoire" else f for f in findings]
