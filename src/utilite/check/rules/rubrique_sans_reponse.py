"""Aucun champ ne répond à une question du financeur.

Ce que la règle vérifie
    Que chaque rubrique d'un modèle dit, sous « reponses », où trouver sa réponse, et que l'un au
    moins des rôles qu'elle nomme est tenu par un champ de votre référentiel.

Pourquoi
    Cette question du financeur restera sans réponse dans tous les dossiers : personne ne peut y
    répondre dans une fiche.

Exemple
    Ici, aucun champ du référentiel ne dit « role: calendrier » :

        rubriques:
          - titre: Calendrier prévu
            reponses: [calendrier]

Corriger
    Donnez ce rôle à un champ du référentiel, ou nommez un champ qui répond à la question :

        rubriques:
          - titre: Calendrier prévu
            reponses: [calendrier, action.dates]
"""

from collections.abc import Iterator

from utilite.diagnostic import Finding, Place, Severity
from utilite.francais import enumere
from utilite.modele import Modele, Rubrique
from utilite.referentiel import Referentiel
from utilite.schema import reponses

CODE = "UT503"
SEVERITY = Severity.WARNING
LOCKED = False


def check(modele: Modele, referentiel: Referentiel) -> Iterator[Finding]:
    """Yields each question that nothing in a fiche can answer."""
    portes = reponses.roles(referentiel) if modele.rubriques else frozenset()
    libres = frozenset(reponses.TOUS_LES_ROLES) - portes - {section.id for section in referentiel.fiche}
    for rubrique in modele.rubriques:
        if all(nom.removeprefix("precedente.") in libres for nom in rubrique.reponses):
            yield _sans_reponse(rubrique)


def _sans_reponse(rubrique: Rubrique) -> Finding:
    place: Place = rubrique.place
    if not rubrique.reponses:
        message = "cette rubrique ne dit pas où trouver sa réponse"
        hint = "ajoutez « reponses: » et le nom d'un rôle ou d'un champ, par exemple « reponses: [objectifs] »"
    else:
        noms = enumere([f"« {nom} »" for nom in rubrique.reponses], "ou")
        message = f"aucun champ du référentiel n'a le rôle {noms}"
        hint = "donnez ce rôle à un champ du référentiel, ou nommez ici un champ, « section.champ »"
        place = place._replace(route=(*place.route, "reponses"), on_key=True)
    return Finding(rule="rubrique-sans-reponse", place=place, message=message, hint=hint)
