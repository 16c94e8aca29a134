"""Un tout petit nombre pourrait faire reconnaître des personnes.

Ce que la règle vérifie
    Qu'un nombre de 1 à 4 personnes n'est pas donné à tous quand il parle d'un public que le
    référentiel dit « sensible » : dans une répartition, la catégorie sensible elle-même ; ailleurs,
    un nombre de personnes dans une fiche dont les publics comptent un public sensible.

    La règle se tait devant « diffusion: interne », et dans les fichiers de « prive/ ».

Pourquoi
    « Deux personnes sous main de justice » à l'atelier du mardi : dans un quartier, chacun sait de
    qui il s'agit. Ces personnes n'ont pas choisi d'être reconnues.

Exemple
    Ici, l'atelier s'adresse à des personnes exilées :

        action:
          publics:
            - personnes-exilees
        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 3

Corriger
    Gardez ce nombre entre vous : la ligne « diffusion: interne » l'ôte des documents publics. Le
    fichier, lui, reste lisible par ceux qui ont accès au dossier ; ce qui ne doit pas être partagé
    du tout va dans « prive/ ». Dans une répartition, vous pouvez aussi réunir des catégories.

        action:
          publics:
            - personnes-exilees
        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 3
                  diffusion: interne
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from utilite import francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Route, Severity
from utilite.fiche import Fiche
from utilite.formes.spec import Champ, Entree, Reponse
from utilite.orthographe import sans_accent
from utilite.referentiel import Referentiel

CODE = "UT307"
SEVERITY = Severity.WARNING
LOCKED = False

_SANS_COMPTE = frozenset({"texte", "oui_non", "echelle"})
_PETIT = 4
"""The Ar Vag workshop of 2011 had five adults, and its report was published: below, people are recognised."""

_PERSONNES = frozenset(
    """abonne adherent adherente adolescent adolescente adulte aine apprenant apprenante beneficiaire enfant eleve
    etudiant etudiante famille femme foyer habitant habitante homme jeune locataire menage membre participant
    participante patient patiente personne repondant resident residente senior stagiaire usager usagere""".split()  # noqa: SIM905
)
"""The units that count people, in the singular and without accents."""


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each mesure by which people of a small group of a sensitive public may be recognised."""
    if contexte.prive:
        return
    publics = _publics(fiche, contexte.referentiel)
    for suivi, mesure, reponse in contexte.reponses:
        if mesure.interne or not (publics or reponse.repartition) or suivi.indicateur.spec.forme in _SANS_COMPTE:
            continue
        spec = suivi.indicateur.spec
        petits = _petits(reponse)
        entrees = [(cle, spec.vocabulaire.entrees[str(cle[-1])]) for cle in petits if len(cle) > 1]
        categorie = next((cle for cle, entree in entrees if entree.sensible), None)
        if categorie is not None:
            public, suite = spec.vocabulaire.entrees[str(categorie[-1])], ", ou réunissez des catégories"
            yield _finding(fiche, (*mesure.route, *categorie), petits[categorie], public, suite)
        elif petits and publics and _compte_des_personnes(spec.unite):
            cle = next(iter(petits))
            yield _finding(fiche, (*mesure.route, *cle), petits[cle], publics[0], "")


def _petits(reponse: Reponse) -> dict[Route, float]:
    """The counts from 1 to 4 of an answer, by key."""
    if reponse.repartition is not None:
        return {("repartition", nom): part for nom, part in reponse.repartition.items() if 0 < part <= _PETIT}
    if reponse.entre is not None:
        return {("entre",): reponse.entre[1]} if 0 < reponse.entre[1] <= _PETIT else {}
    comptes = (("valeur", reponse.valeur), ("avant", reponse.avant), ("apres", reponse.apres), ("sur", reponse.sur))
    return {(cle,): compte for cle, compte in comptes if compte is not None and 0 < compte <= _PETIT}


@cache
def _compte_des_personnes(unite: str) -> bool:
    mots = sans_accent(unite).casefold().split()
    return bool(mots) and francais.singulier(mots[0]) in _PERSONNES


def _publics(fiche: Fiche, referentiel: Referentiel | None) -> list[Entree]:
    """The sensitive publics of the fiche."""
    trouves: list[Entree] = []
    for section in referentiel.fiche if referentiel is not None else ():
        dit = fiche.sections.get(section.id)
        for valeurs in () if not dit else dit if section.liste else (dit,):
            for champ in section.champs:
                if champ.role == "publics" and valeurs and valeurs.get(champ.id):
                    trouves += _sensibles(champ, valeurs[champ.id])
    return trouves


def _sensibles(champ: Champ, valeur: Any) -> list[Entree]:
    entrees = (champ.spec.de or champ.spec).vocabulaire.entrees
    mots = valeur if isinstance(valeur, tuple) else (valeur,)
    return [entrees[mot] for mot in mots if isinstance(mot, str) and mot in entrees and entrees[mot].sensible]


def _finding(fiche: Fiche, route: Route, nombre: float, public: Entree, suite: str) -> Finding:
    return Finding(
        rule="petit-effectif",
        place=fiche.place(route),
        message=f"{francais.nombre(nombre)}, c'est si peu que des personnes pourraient être reconnues "
        f"(public sensible : {public.titre[:60]})",
        hint=f"ajoutez à cette mesure « diffusion: interne »{suite}",
    )
