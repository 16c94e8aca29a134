"""What the site keeps of a fiche once its page is made: what its lists show. Nothing `interne` is in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from utilite.network import decoupes
from utilite.referentiel import Referentiel
from utilite.render import contrat
from utilite.render.context import Montree


class Trouve(NamedTuple):
    """What was found for an indicateur, and how one knows; `dit` is empty where it is told at length."""

    titre: str
    dit: str
    comment: tuple[str, ...]


class Retenu(NamedTuple):
    """A critère that a fiche has chosen; `porteur` is the acteur whose own it is."""

    id: str
    porteur: str
    titre: str
    trouves: tuple[Trouve, ...]
    temoignages: int


class Resume(NamedTuple):
    """A fiche in brief."""

    id: str
    titre: str
    acteurs: tuple[contrat.Nomme, ...]
    periode: str
    annees: tuple[str, ...]
    territoire: str
    publics: tuple[str, ...]
    brouillon: bool
    licence: str
    retenus: tuple[Retenu, ...]


def de(grille: Referentiel, montree: Montree, contexte: Mapping[str, Any]) -> Resume:
    """That of a fiche, out of what its public page shows."""
    fiche = montree.fiche
    periode = fiche.periode
    annees = range(periode.debut.premier.year, periode.fin.dernier.year + 1) if periode else ()
    return Resume(
        id=fiche.id,
        titre=fiche.titre,
        acteurs=tuple({"id": a.id, "nom": a.nom} for a in montree.acteurs),
        periode=str(contexte["fiche"]["periode"]),
        annees=tuple(map(str, annees)),
        territoire=decoupes.territoires(grille, fiche, None)[0],
        publics=tuple(filter(None, decoupes.publics(grille, fiche, None))),
        brouillon=montree.brouillon,
        licence=fiche.licence,
        retenus=tuple(_retenus(montree, contexte["utilite_sociale"], contexte["notes"])),
    )


def _retenus(montree: Montree, axes: Sequence[contrat.Axe], notes: Sequence[contrat.Note]) -> Iterator[Retenu]:
    acteurs = montree.fiche.acteurs
    for critere in (c for axe in axes for c in axe["criteres"]):
        yield Retenu(
            id=critere["id"],
            porteur=acteurs[0] if critere["propre"] and acteurs else "",
            titre=critere["titre"],
            trouves=tuple(t for i in critere["indicateurs"] for t in _trouve(i, notes)),
            temoignages=len(critere["temoignages"]),
        )


def _trouve(indicateur: contrat.Indicateur, notes: Sequence[contrat.Note]) -> Iterator[Trouve]:
    """The last answer to an indicateur, if there is one: lists are for what was found, the page for the rest."""
    for mesure in [m for m in indicateur["mesures"] if m["texte"]][-1:]:
        source = notes[mesure["note"] - 1]["texte"] if isinstance(mesure["note"], int) else ""
        comment = (mesure["recueil"], source, mesure["precaution"])
        dit = "" if indicateur["forme"] == "texte" else mesure["texte"]
        yield Trouve(indicateur["titre"], dit, tuple(str(c) for c in comment if c))
