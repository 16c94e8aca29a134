"""What documents are about: the fiches and acteurs that may be shown, those that are left out and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import typer

from utilite import francais
from utilite.check import checker
from utilite.check.checker import Examens, Outcome
from utilite.check.examen import Examen
from utilite.cli import sorties
from utilite.diagnostic import Severity
from utilite.errors import OperatorError
from utilite.fiche import Acteur, Fiche, Statut
from utilite.orthographe import suggestion
from utilite.referentiel import Referentiel
from utilite.render.context import Montree
from utilite.reporters import concise
from utilite.workspace import Workspace

RETENUES = 500
"""How many fiches may be kept from their check to their document: each takes 25 KiB or so."""
_RIEN: Mapping[str, Fiche] = MappingProxyType({})


class Sujets:
    """The fiches of a workspace once checked, read one by one; `laissees` grows as they are.

    `public`: without `prive/`. `draft`: those at fault too, marked. `laissees` gives the file at fault by fiche.
    `lues` are fiches that aren't to be read again, none of which has a part in `prive/`.
    """

    def __init__(
        self, espace: Workspace, verdict: Outcome, *, public: bool, draft: bool, lues: Mapping[str, Fiche] = _RIEN
    ) -> None:
        self.espace = espace
        self.public = public
        self.draft = draft
        self.lues = lues
        self.noms = dict.fromkeys(espace.noms_de_fiches())
        self.fautifs = verdict.en_faute()
        self.laissees: dict[str, str] = {}

    def fiches(self, choisies: Sequence[str] | None = None) -> Iterator[Montree]:
        """The fiches to show, among these, in their order: neither withdrawn nor, unless `draft`, at fault."""
        for nom in self.noms if choisies is None else [n for n in choisies if n in self.noms]:
            publique, fiche = self._lue(nom)
            if fiche is not None and fiche.statut is Statut.RETIREE:
                continue
            faute = self._faute(nom, fiche)
            if fiche is None or (faute and not self.draft):
                self.laissees[nom] = faute or f"fiches/{nom}.yaml"
            else:
                publics = [self.espace.acteurs[n].valeur for n in fiche.acteurs if n in self.espace.acteurs]
                acteurs = [self.acteur(n) for n in fiche.acteurs if n in self.espace.acteurs]
                prive = any(a is not b for a, b in zip([fiche, *acteurs], [publique, *publics], strict=True))
                lus = [a for a in acteurs if a is not None]
                yield Montree(fiche, lus, self._precedente(fiche), bool(faute), prive)

    @cached_property
    def par_acteur(self) -> Mapping[str, list[str]]:
        """The fiches of each acteur, read once for all; whose an unreadable one is can't be told: it is left out."""
        siennes: dict[str, list[str]] = {}
        for nom, lu in self.espace.fiches():
            if lu.valeur is None:
                self.laissees[nom] = lu.document.file
            for acteur in dict.fromkeys(lu.valeur.acteurs) if lu.valeur is not None else ():
                siennes.setdefault(acteur, []).append(nom)
        return siennes

    def acteur(self, nom: str) -> Acteur | None:
        """An acteur, with what is private where it may be shown."""
        return self.espace.acteurs[nom].valeur if self.public else self.espace.acteur_entier(nom)

    def acteur_fautif(self, nom: str) -> str:
        """The file of an acteur that holds an error, if one does."""
        return next((f for f in (f"acteurs/{nom}.yaml", f"prive/acteurs/{nom}.yaml") if f in self.fautifs), "")

    def _lue(self, nom: str) -> tuple[Fiche | None, Fiche | None]:
        """A fiche by itself, and as it is shown."""
        if nom in self.lues:
            return self.lues[nom], self.lues[nom]
        lu = self.espace.fiche(nom)
        return lu.valeur, lu.valeur if self.public else self.espace.fiche_entiere(nom, lu)

    def _faute(self, nom: str, fiche: Fiche | None) -> str:
        """The file whose error holds the fiche back: its own, its acteurs', or what `prive/` lays over them."""
        fichiers = [f"fiches/{nom}.yaml", f"prive/fiches/{nom}.yaml"]
        for acteur in fiche.acteurs if fiche is not None else ():
            if acteur not in self.espace.acteurs:
                return fichiers[0]
            fichiers += [f"acteurs/{acteur}.yaml", f"prive/acteurs/{acteur}.yaml"]
        return next((fichier for fichier in fichiers if fichier in self.fautifs), "")

    def _precedente(self, fiche: Fiche) -> Fiche | None:
        """The fiche of the period before; one that is at fault or withdrawn isn't shown."""
        nom = fiche.precedente
        if not nom or nom not in self.noms:
            return None
        _, avant = self._lue(nom)
        montrable = avant is not None and avant.statut is not Statut.RETIREE and not self._faute(nom, avant)
        return avant if montrable else None


def retient(espace: Workspace, lues: dict[str, Fiche]) -> Examens:
    """Checks fiches one by one, and puts in `lues` those that a `Sujets` needn't read again."""

    def examens(noms: Sequence[str], examine: Callable[[str], Examen]) -> Iterator[tuple[str, Examen]]:
        for nom, examen in checker.un_par_un(noms, examine):
            if examen.fiche is not None and len(lues) < RETENUES and not espace.a_du_prive(nom):
                lues[nom] = examen.fiche
            yield nom, examen

    return examens


def referentiel(espace: Workspace, verdict: Outcome) -> Referentiel:
    """The référentiel; where it is at fault its errors are printed, and nothing is rendered."""
    lu = espace.referentiel
    if lu.valeur is not None and lu.document.file not in verdict.en_faute():
        return lu.valeur
    rapport = verdict.report([lu.document.file])
    sorties.dit(concise.report(rapport).rstrip())
    erreurs = francais.compte(rapport.count(Severity.ERROR), "erreur")
    sorties.dit(f"Rien n'est rendu : le référentiel a {erreurs}. Pour les voir en détail, tapez : utilite validate")
    raise typer.Exit(1)


def nom_de_fiche(espace: Workspace, demandee: str, commande: str) -> str:
    """The fiche that a name or a path means. Raises OperatorError, with the command to type instead."""
    connues = espace.noms_de_fiches()
    nom = Path(demandee).stem if demandee.endswith(".yaml") else demandee
    if nom not in connues:
        liste = f"fiches connues : {', '.join(connues) or 'aucune'}"
        suite = suggestion(nom, connues, f"vouliez-vous dire « utilite {commande} {{}} » ?", liste)
        raise OperatorError(f"aucune fiche ne s'appelle « {nom[:60]} » : {suite}")
    fiche = espace.fiche(nom).valeur
    if fiche is not None and fiche.statut is Statut.RETIREE:
        raise OperatorError(f"la fiche « {nom} » est retirée : elle n'est plus rendue")
    return nom


def nom_d_acteur(espace: Workspace, demande: str, commande: str) -> str:
    """The acteur that a name or a path means. Raises OperatorError, with the command to type instead."""
    nom = Path(demande).stem if demande.endswith(".yaml") else demande
    if nom in espace.acteurs:
        return nom
    liste = f"ce modèle se rend par acteur : {', '.join(espace.acteurs) or 'aucun pour le moment'}"
    suite = suggestion(nom, espace.acteurs, f"vouliez-vous dire « utilite {commande} {{}} » ?", liste)
    raise OperatorError(f"aucun acteur ne s'appelle « {nom[:60]} » : {suite}")
