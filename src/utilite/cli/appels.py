"""A call, beside what is found in the files: how ready each fiche is for it, what to attach, until when."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from utilite import francais
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.cli import sujets
from utilite.cli.sujets import Sujets
from utilite.diagnostic import Diagnostic
from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.render import context, modeles, preparation
from utilite.render.context import Cadre
from utilite.reporters.inerte import inerte
from utilite.workspace import Workspace


class Appel(NamedTuple):
    """What was found with a template in mind; `etats` says how far each fiche is, by file."""

    verdict: Outcome
    modele: Modele
    etats: dict[str, str]
    avec: dict[str, tuple[str, ...]]
    """The files that answer beside each fiche: its acteurs', the template's manifest."""

    def lus(self, fichiers: list[str] | None) -> list[str] | None:
        """The files to show, with what answers beside those that are named."""
        return fichiers and [*fichiers, *(a for f in fichiers for a in self.avec.get(f, ()))]

    def lignes(self, fichiers: Collection[str]) -> Iterator[str]:
        """One line a fiche among these files, then what the call asks beside its questions."""
        for fichier, etat in self.etats.items():
            if fichier in fichiers:
                yield inerte(f"{fichier} : {etat}.")
        if self.modele.pieces:
            yield inerte(f"Pièces à joindre : {', '.join(self.modele.pieces)}.")
        if self.modele.cloture is not None:
            yield f"Clôture le {francais.jour(self.modele.cloture)} : {delai(self.modele.cloture, date.today())}."


def prepare(espace: Workspace, verdict: Outcome, nom: str) -> Appel:
    """What this template asks of the workspace's fiches, added to what was found in them.

    Raises OperatorError where it isn't known, or asks nothing of a fiche.
    """
    modele = modeles.trouve(espace, nom)
    if modele.portee != "fiche" or not modele.rubriques:
        raise OperatorError(
            f"le modèle « {nom} » ne pose pas de question aux fiches : tapez « utilite templates » pour voir les autres"
        )
    referentiel = sujets.referentiel(espace, verdict)
    cadre = Cadre(referentiel, modele, public=modele.public)
    etats: dict[str, str] = {}
    avec: dict[str, tuple[str, ...]] = {}
    neufs: list[Diagnostic] = []
    for montree in Sujets(espace, verdict, public=modele.public, draft=True).fiches():
        fiche = montree.fiche
        reponses = preparation.de(modele.rubriques, context.de_fiche(cadre, montree))
        etats[fiche.file] = preparation.resume(reponses)
        siens = tuple(f"acteurs/{a}.yaml" for a in fiche.acteurs if a in espace.acteurs)
        avec[fiche.file] = (*siens, *([modele.file] if modele.file in verdict.files else []))
        for constat in preparation.constats(fiche, referentiel, reponses):
            marque = checker.stamp(constat, referentiel, {constat.place.file: espace.document(constat.place.file)})
            neufs += [marque] if marque is not None else []
    tous = sorted({*verdict.diagnostics, *neufs}, key=lambda d: d.sort_key)
    return Appel(verdict._replace(diagnostics=tuple(tous)), modele, etats, avec)


def delai(cloture: date, jour: date) -> str:
    """« dans 12 jours », « aujourd'hui », « passée depuis 3 jours »."""
    jours = (cloture - jour).days
    if jours == 0:
        return "c'est aujourd'hui"
    compte = francais.compte(abs(jours), "jour")
    return f"dans {compte}" if jours > 0 else f"passée depuis {compte}"
