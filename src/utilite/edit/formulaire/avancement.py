"""A call's questions, each with whether it is answered, how long its answer is, and the fields that answer it."""

from collections.abc import Iterator, Mapping
from typing import Any

from utilite.diagnostic import Route
from utilite.modele import Rubrique
from utilite.referentiel import Referentiel
from utilite.render import contrat, longueurs
from utilite.schema.referentiel import DE_TOUTE_FICHE


def de(rubriques: tuple[Rubrique, ...], referentiel: Referentiel, contexte: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of a template over the context of a fiche, in the funder's order."""
    evaluees: list[contrat.Rubrique] = contexte["document"]["modele"]["rubriques"]
    return [_une(r, e, referentiel, contexte) for r, e in zip(rubriques, evaluees, strict=True)]


def _une(
    rubrique: Rubrique, evaluee: contrat.Rubrique, referentiel: Referentiel, contexte: Mapping[str, Any]
) -> dict[str, Any]:
    limitee = rubrique.max_signes is not None or rubrique.max_mots is not None
    longueur = longueurs.de(evaluee, contexte) if limitee else longueurs.Longueur(0, 0)
    return {
        "titre": rubrique.titre,
        "aide": rubrique.aide,
        "obligatoire": rubrique.obligatoire,
        "renseigne": evaluee["renseigne"],
        "max_signes": rubrique.max_signes,
        "max_mots": rubrique.max_mots,
        **longueur._asdict(),
        "champs": [list(route) for nom in rubrique.reponses for route in routes(nom, referentiel)],
    }


def routes(nom: str, referentiel: Referentiel) -> Iterator[Route]:
    """The fields of the page that a name of `schema/reponses` stands for; those of a fiche before aren't there."""
    tete, _, suite = nom.partition(".")
    if tete == "precedente" and suite:
        return
    if tete == "acteur":
        yield tuple(nom.split("."))
    elif tete in DE_TOUTE_FICHE:
        yield ("fiche", *nom.split("."))
    else:
        yield from list(_du_role(nom, referentiel)) or [("fiche", *nom.split("."))]


def _du_role(role: str, referentiel: Referentiel) -> Iterator[Route]:
    for section in referentiel.fiche:
        if section.role == role:
            yield ("fiche", section.id)
        else:
            yield from (("fiche", section.id, champ.id) for champ in section.champs if champ.role == role)
