"""What the question of a funder may be answered with: the names of a référentiel, as a manifest writes them."""

from collections.abc import Iterator

from utilite.diagnostic import Route
from utilite.formes.spec import Champ
from utilite.referentiel import Referentiel, Section
from utilite.schema.champs import ROLES
from utilite.schema.referentiel import DE_TOUTE_FICHE

TOUS_LES_ROLES = ("parties_prenantes", *ROLES)


def roles(referentiel: Referentiel) -> frozenset[str]:
    """The roles that a section or a champ of a fiche bears."""
    portes = {champ.role for section in referentiel.fiche for champ in section.champs}
    return frozenset({*portes, *(section.role for section in referentiel.fiche)} - {""})


def noms(referentiel: Referentiel) -> frozenset[str]:
    """All that a `reponses` may name: roles, sections and champs, critères, keys of every fiche, the acteur's."""
    de_la_fiche = {
        *DE_TOUTE_FICHE,
        *TOUS_LES_ROLES,
        *_adresses(referentiel.fiche),
        *(f"utilite_sociale.{critere.id}" for critere in referentiel.criteres),
    }
    return frozenset(
        {
            *de_la_fiche,
            *(f"acteur.{nom}" for nom in _adresses(referentiel.acteur)),
            *(f"precedente.{nom}" for nom in de_la_fiche),
        }
    )


def _adresses(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.id
        yield from _champs(section.id, section.champs)


def _champs(prefixe: str, champs: tuple[Champ, ...]) -> Iterator[str]:
    for champ in champs:
        yield f"{prefixe}.{champ.id}"
        yield from _champs(f"{prefixe}.{champ.id}", champ.spec.champs)


def routes(nom: str, referentiel: Referentiel) -> Iterator[Route]:
    """The ways to what a name stands for, from the root of the fiche; to the acteur's, from `acteur`.

    What the fiche before says isn't in this one.
    """
    tete, _, suite = nom.partition(".")
    if tete == "precedente" and suite:
        return
    if tete == "acteur" or tete in DE_TOUTE_FICHE:
        yield tuple(nom.split("."))
    else:
        yield from list(_du_role(nom, referentiel)) or [tuple(nom.split("."))]


def _du_role(role: str, referentiel: Referentiel) -> Iterator[Route]:
    for section in referentiel.fiche:
        if section.role == role:
            yield (section.id,)
        else:
            yield from ((section.id, champ.id) for champ in section.champs if champ.role == role)
