"""What each document of a template is about: fiche by fiche, acteur by acteur, or the whole network."""

from collections.abc import Iterator
from typing import Any

from utilite.cli import sujets
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.render import context, reseau
from utilite.render.context import Cadre

Sujet = tuple[str, dict[str, Any]]
"""The name that a document takes (empty for one of the network), and its context."""


def contextes(cadre: Cadre, choix: Sujets, demandes: list[str], commande: str) -> Iterator[Sujet]:
    """The contexts one by one, of those that are asked for or of all.

    Raises OperatorError, with `commande` in what to type instead.
    """
    if cadre.modele.portee == "acteur":
        yield from _d_acteurs(cadre, choix, demandes, commande)
    elif cadre.modele.portee == "reseau":
        yield from _du_reseau(cadre, choix, demandes, commande)
    else:
        noms = {sujets.nom_de_fiche(choix.espace, d, commande) for d in demandes}
        for montree in choix.fiches(noms or None):
            yield montree.fiche.id, context.de_fiche(cadre, montree)


def _d_acteurs(cadre: Cadre, choix: Sujets, demandes: list[str], commande: str) -> Iterator[Sujet]:
    """One acteur after the other; one whose fiches are all withdrawn or at fault has no document."""
    noms = [sujets.nom_d_acteur(choix.espace, d, commande) for d in demandes] or list(choix.espace.acteurs)
    siennes: dict[str, list[str]] = {nom: [] for nom in noms}
    for fiche, lu in choix.espace.fiches():
        if lu.valeur is None:  # whose it is can't be told
            choix.laissees[fiche] = lu.document.file
        for nom in lu.valeur.acteurs if lu.valeur is not None else ():
            if nom in siennes:
                siennes[nom].append(fiche)
    for nom, fiches in siennes.items():
        montrees = list(choix.fiches(fiches))
        qui = choix.acteur(nom)
        if qui is not None and montrees:
            laissees = [f for f in fiches if f in choix.laissees]
            yield nom, context.d_acteur(cadre, qui, montrees, laissees, fautif=bool(choix.acteur_fautif(nom)))


def _du_reseau(cadre: Cadre, choix: Sujets, demandes: list[str], commande: str) -> Iterator[Sujet]:
    if demandes:
        nom = cadre.modele.nom
        raise OperatorError(
            f"le modèle « {nom} » porte sur tout le réseau : tapez « utilite {commande} --template {nom} »"
        )
    yield "", reseau.du_reseau(cadre, choix.fiches(), choix.laissees)
