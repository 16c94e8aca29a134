"""Small counts of people: what a fiche says of publics that a few would be enough to recognise."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from utilite import francais
from utilite.diagnostic import Route
from utilite.fiche import Fiche
from utilite.formes.spec import Champ, Entree, Reponse
from utilite.orthographe import sans_accent
from utilite.referentiel import Referentiel

SANS_COMPTE = frozenset({"texte", "oui_non", "echelle"})
"""The formes of an indicateur that counts nobody."""

PETIT = 4
"""The Ar Vag workshop of 2011 had five adults, and its report was published: below, people are recognised."""

_PERSONNES = frozenset(
    """abonne adherent adherente adolescent adolescente adulte aine apprenant apprenante beneficiaire enfant eleve
    etudiant etudiante famille femme foyer habitant habitante homme jeune locataire menage membre participant
    participante patient patiente personne repondant resident residente senior stagiaire usager usagere""".split()  # noqa: SIM905
)
"""The units that count people, in the singular and without accents."""


@cache
def compte_des_personnes(unite: str) -> bool:
    """Whether a unit is one of people: « personnes par an »."""
    mots = sans_accent(unite).casefold().split()
    return bool(mots) and francais.singulier(mots[0]) in _PERSONNES


def petits(reponse: Reponse) -> dict[Route, float]:
    """The counts from 1 to PETIT of an answer, by key."""
    if reponse.repartition is not None:
        return {("repartition", nom): part for nom, part in reponse.repartition.items() if petit(part)}
    if reponse.entre is not None:
        return {("entre",): reponse.entre[1]} if petit(reponse.entre[1]) else {}
    comptes = (("valeur", reponse.valeur), ("avant", reponse.avant), ("apres", reponse.apres), ("sur", reponse.sur))
    return {(cle,): compte for cle, compte in comptes if compte is not None and petit(compte)}


def petit(compte: float) -> bool:
    """Whether a count is above none, and so small that people are recognised."""
    return 0 < compte <= PETIT


def publics_sensibles(fiche: Fiche, referentiel: Referentiel | None) -> list[Entree]:
    """The publics that a fiche says it is for, and that the référentiel calls `sensible`."""
    return [
        entree for champ, valeur in _publics(fiche, referentiel) for entree in entrees(champ, valeur) if entree.sensible
    ]


def _publics(fiche: Fiche, referentiel: Referentiel | None) -> Iterator[tuple[Champ, Any]]:
    for section in referentiel.fiche if referentiel is not None else ():
        dit = fiche.sections.get(section.id)
        for valeurs in () if not dit else dit if section.liste else (dit,):
            for champ in section.champs:
                if champ.role == "publics" and valeurs and valeurs.get(champ.id):
                    yield champ, valeurs[champ.id]


def entrees(champ: Champ, valeur: Any) -> list[Entree]:
    """The words of a controlled list that a field's value holds."""
    connues = (champ.spec.de or champ.spec).vocabulaire.entrees
    mots = valeur if isinstance(valeur, tuple) else (valeur,)
    return [connues[mot] for mot in mots if isinstance(mot, str) and mot in connues]
