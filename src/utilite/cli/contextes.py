"""What each document of a template is about: fiche by fiche, acteur by acteur, or the whole network."""

from collections.abc import Iterable, Iterator
from typing import Any

from utilite.cli import sujets
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.render import context, reseau
from utilite.render.context import Cadre

Sujet = tuple[str, dict[str, Any]]
"""The name that a document takes (empty for one of the network), and its context."""


def noms(modele: Modele, choix: Sujets, demandes: list[str], commande: str) -> list[str]:
    """The names of the documents that are asked for, of all where none is; those left out included.

    Raises OperatorError, with `commande` in what to type instead.
    """
    if modele.portee == "acteur":
        return [sujets.nom_d_acteur(choix.espace, d, commande) for d in demandes] or list(choix.espace.acteurs)
    if modele.portee == "reseau":
        if demandes:
            raise OperatorError(
                f"le modèle « {modele.nom} » porte sur tout le réseau : "
                f"tapez « utilite {commande} --template {modele.nom} »"
            )
        return [""]
    voulus = {sujets.nom_de_fiche(choix.espace, d, commande) for d in demandes}
    return [nom for nom in choix.noms if not voulus or nom in voulus]


def contextes(cadre: Cadre, choix: Sujets, voulus: Iterable[str]) -> Iterator[Sujet]:
    """The contexts one by one, of those of these names that have a document."""
    if cadre.modele.portee == "acteur":
        yield from _d_acteurs(cadre, choix, voulus)
    elif cadre.modele.portee == "reseau":
        yield "", reseau.du_reseau(cadre, choix.fiches(), choix.laissees)
    else:
        for nom in voulus:
            for montree in choix.fiches([nom]):
                yield nom, context.de_fiche(cadre, montree)


def _d_acteurs(cadre: Cadre, choix: Sujets, voulus: Iterable[str]) -> Iterator[Sujet]:
    """One acteur after the other; one whose fiches are all withdrawn or at fault has no document."""
    for nom in voulus:
        fiches = choix.par_acteur.get(nom, [])
        montrees = list(choix.fiches(fiches))
        qui = choix.acteur(nom)
        if qui is not None and montrees:
            laissees = [f for f in fiches if f in choix.laissees]
            yield nom, context.d_acteur(cadre, qui, montrees, laissees, fautif=bool(choix.acteur_fautif(nom)))
