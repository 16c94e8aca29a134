"""A workbook that comes back → the files that it makes, and what is wrong with it, told by sheet and cell."""

import json
from typing import Any, NamedTuple

from utilite.diagnostic import WHOLE_FILE, Diagnostic, Route, Severity, Span
from utilite.edit.classeur import lecture
from utilite.edit.classeur.lecture import Lieu, Reproche, Retour
from utilite.edit.classeur.lire import IllisibleError
from utilite.edit.formulaire import questions
from utilite.edit.formulaire.pont import CONSEILS, Atelier
from utilite.edit.formulaire.redaction import Ecrit
from utilite.workspace import Workspace

ILLISIBLE, CELLULE = ("fichier-illisible", "UT001"), ("cellule-illisible", "UT036")


class Rendu(NamedTuple):
    """What a workbook makes: files by path, those that it started from, what couldn't be taken."""

    nom: str
    fichiers: dict[str, Ecrit]
    bases: dict[str, str]
    fautes: tuple[Diagnostic, ...]
    retour: Retour | None = None

    def situe(self, d: Diagnostic) -> Diagnostic:
        """A finding on one of these files, told at the cell that it is about."""
        if self.retour is None or d.file not in self.fichiers:
            return d
        genre = d.file.partition("s/")[0]
        lieu = self.retour.lieu((genre, *self.fichiers[d.file].origine(d.route)))
        return _a_la_cellule(d._replace(hint=CONSEILS.get(d.rule, d.hint)), self.nom, lieu)


def lit(nom: str, contenu: bytes, espace: Workspace) -> Rendu:
    """What a workbook of this workspace's référentiel says. Raises OperatorError where no library can read it."""
    referentiel = espace.referentiel.valeur
    assert referentiel is not None  # the command has looked
    connus = [{"id": acteur, "titre": lu.valeur.nom if lu.valeur else acteur} for acteur, lu in espace.acteurs.items()]
    try:
        retour = lecture.lit(contenu, questions.de(referentiel), connus)
    except IllisibleError as error:
        return Rendu(nom, {}, {}, (_faute(ILLISIBLE, nom, error.message, error.remede),))
    atelier = Atelier(espace.racine)
    fautes = tuple(_reproche(nom, reproche) for reproche in retour.reproches)
    return Rendu(nom, _fichiers(atelier, retour.etat), _bases(atelier, retour.depart), fautes, retour)


def _fichiers(atelier: Atelier, etat: dict[str, Any]) -> dict[str, Ecrit]:
    return atelier.fichiers(json.dumps(etat))


def _bases(atelier: Atelier, depart: dict[str, Any]) -> dict[str, str]:
    """What it started from, where that was a fiche that existed."""
    return {chemin: e.texte for chemin, e in _fichiers(atelier, depart).items()} if depart.get("nom") else {}


def _reproche(nom: str, reproche: Reproche) -> Diagnostic:
    return _a_la_cellule(_faute(CELLULE, nom, reproche.message, reproche.hint), nom, reproche.lieu)


def _faute(regle: tuple[str, str], nom: str, message: str, hint: str, route: Route = ()) -> Diagnostic:
    return Diagnostic(
        code=regle[1],
        rule=regle[0],
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        file=nom,
        span=WHOLE_FILE,
        route=route,
        excerpt="",
    )


def _a_la_cellule(d: Diagnostic, nom: str, lieu: Lieu | None) -> Diagnostic:
    if lieu is None:
        return d._replace(file=nom, span=WHOLE_FILE, excerpt="", repair=None, related=())
    span = Span(lieu.ligne, lieu.colonne, lieu.ligne, lieu.colonne + 1)
    message = f"{lieu.nom} : {d.message}"
    return d._replace(file=nom, span=span, message=message, excerpt="", repair=None, related=())
