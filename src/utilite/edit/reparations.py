"""`fix`: the repairs that findings bring, applied until none is left, and never one that makes things worse."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from utilite import source, workspace
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.diagnostic import Diagnostic, Severity
from utilite.edit import fichiers, tabulations
from utilite.edit.retouches import Retouche, applique, en_place_de, separees
from utilite.workspace import Workspace

_PASSES = 60
"""A pass repairs all that it sees; the next one, what that has brought to light. Three are many."""

Verifie = Callable[[Workspace], Outcome]


class Reparation(NamedTuple):
    """What the files were, those that change, how many repairs were made, and what is found in them then."""

    avant: Mapping[str, bytes]
    apres: Mapping[str, bytes]
    compte: int
    verdict: Outcome


def repare(espace: Workspace, noms: Iterable[str], verifie: Verifie = checker.run) -> Reparation:
    """Repairs these files, and writes nothing."""
    avant = fichiers.lis(espace.racine, noms)
    cours = _Cours(espace, avant, verifie)
    for _ in range(_PASSES):
        if not cours.passe():
            break
    changes = {nom: octets for nom, octets in cours.contenus.items() if octets != avant[nom]}
    return Reparation(avant, changes, cours.compte, cours.verdict)


class _Cours:
    """Repairs under way: the files as they would be, and what is found in them."""

    def __init__(self, espace: Workspace, avant: Mapping[str, bytes], verifie: Verifie) -> None:
        self._racine = espace.racine
        self._verifie = verifie
        self._refus: set[tuple[object, ...]] = set()
        """Repairs that would make things worse."""
        self._un_par_un: set[str] = set()
        """Files whose repairs, taken together, would."""
        self.compte = 0
        self.contenus = dict(avant)
        for nom, octets in avant.items():
            texte, faites = _rends_lisible(nom, fichiers.texte(octets))
            self.contenus[nom] = fichiers.octets(texte, octets)
            self.compte += faites
        self.verdict = self._regarde(self.contenus)

    def passe(self) -> bool:
        """Makes all the repairs that are offered; False where there was none."""
        offertes = self._offertes()
        if not offertes:
            return False
        essai = {nom: self._retouche(nom, choisies) for nom, choisies in offertes.items()}
        vu = self._regarde({**self.contenus, **essai})
        pires = {nom for nom in offertes if _poids(nom, vu) > _poids(nom, self.verdict)}
        for nom in pires:
            if len(offertes[nom]) == 1:
                self._refus.add(_cle(offertes[nom][0]))
            self._un_par_un.add(nom)
        gardees = {nom: octets for nom, octets in essai.items() if nom not in pires}
        self.contenus.update(gardees)
        self.compte += sum(len(offertes[nom]) for nom in gardees)
        self.verdict = self._regarde(self.contenus) if pires else vu
        return True

    def _offertes(self) -> dict[str, list[Diagnostic]]:
        offertes: dict[str, list[Diagnostic]] = {}
        for d in self.verdict.diagnostics:
            if d.repair is not None and d.file in self.contenus and _cle(d) not in self._refus:
                offertes.setdefault(d.file, []).append(d)
        return {
            nom: liste[:1] if nom in self._un_par_un else _separees(liste, fichiers.texte(self.contenus[nom]))
            for nom, liste in offertes.items()
        }

    def _retouche(self, nom: str, choisies: Collection[Diagnostic]) -> bytes:
        octets = self.contenus[nom]
        return fichiers.octets(_repare(fichiers.texte(octets), choisies), octets)

    def _regarde(self, contenus: Mapping[str, bytes]) -> Outcome:
        return self._verifie(workspace.ouvre(self._racine, contenus))


def _rends_lisible(nom: str, texte: str) -> tuple[str, int]:
    """The text once its faults of YAML are repaired, one after the other, as far as that is sure; how many were."""
    vus: set[str] = set()
    faites = 0
    while texte not in vus:
        vus.add(texte)
        document, findings = source.parse(texte, nom)
        if document.root is not None:
            break
        dits = [checker.stamp(f, None, {nom: document}) for f in findings]
        offertes = _separees([d for d in dits if d is not None and d.repair is not None], texte)
        tabulee = None if offertes else tabulations.etend(texte, findings)
        if offertes or tabulee is not None:
            texte = _repare(texte, offertes) if offertes else tabulee or ""
            faites += len(offertes) or 1
    return texte, faites


def _repare(texte: str, choisies: Iterable[Diagnostic]) -> str:
    return applique(texte, (_retouche(d, texte) for d in choisies))


def _retouche(d: Diagnostic, texte: str) -> Retouche:
    return en_place_de(d.span, d.repair or "", texte)


def _separees(offertes: list[Diagnostic], texte: str) -> list[Diagnostic]:
    """Those whose place no other one before it takes."""
    retouches = {_retouche(d, texte): d for d in offertes}
    return [retouches[retouche] for retouche in separees(retouches)]


def _cle(d: Diagnostic) -> tuple[object, ...]:
    return d.file, d.code, d.route, d.message, d.repair


def _poids(nom: str, verdict: Outcome) -> tuple[int, int]:
    """How bad a file is: its faults of YAML, then its errors."""
    erreurs = [d.code for d in verdict.diagnostics if d.file == nom and d.severity is Severity.ERROR]
    return sum(code.startswith("UT0") for code in erreurs), len(erreurs)
