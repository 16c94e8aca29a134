"""A call's questions, each with whether it is answered, how long its answer is, and the fields that answer it."""

from collections.abc import Mapping
from typing import Any

from utilite.diagnostic import Route
from utilite.modele import Rubrique
from utilite.referentiel import Referentiel
from utilite.render import preparation
from utilite.schema.reponses import routes


def de(rubriques: tuple[Rubrique, ...], referentiel: Referentiel, contexte: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of a template over the context of a fiche, in the funder's order."""
    return [_une(reponse, referentiel) for reponse in preparation.de(rubriques, contexte)]


def _une(reponse: preparation.Reponse, referentiel: Referentiel) -> dict[str, Any]:
    rubrique = reponse.rubrique
    return {
        "titre": rubrique.titre,
        "aide": rubrique.aide,
        "obligatoire": rubrique.obligatoire,
        "renseigne": reponse.dite["renseigne"],
        "max_signes": rubrique.max_signes,
        "max_mots": rubrique.max_mots,
        "signes": reponse.dite["signes"],
        "mots": reponse.dite["mots"],
        "champs": [list(_du_formulaire(route)) for nom in rubrique.reponses for route in routes(nom, referentiel)],
    }


def _du_formulaire(route: Route) -> Route:
    """The page keeps the fiche and the acteur side by side."""
    return route if route[0] == "acteur" else ("fiche", *route)
