"""Deux acteurs ont le même nom ou le même SIRET.

Ce que la règle vérifie
    Que deux fichiers de « acteurs/ » n'ont ni le même nom ni le même SIRET (le numéro officiel d'un
    établissement).

Pourquoi
    Il s'agit sans doute d'un seul acteur, décrit deux fois. Il serait compté deux fois, et une
    correction faite dans un fichier manquerait dans l'autre.

Exemple
    Ici, deux fichiers décrivent la même association :

        # acteurs/mon-association.yaml
        identite:
          nom: Mon association

        # acteurs/mon-asso.yaml
        identite:
          nom: Mon association

Corriger
    Gardez un seul des deux fichiers, et nommez-le dans toutes les fiches. S'il s'agit bien de deux
    acteurs, donnez-leur des noms qui les distinguent :

        # acteurs/mon-association.yaml
        identite:
          nom: Mon association

        # acteurs/mon-association-jeunes.yaml
        identite:
          nom: Mon association, section des jeunes
"""

from collections.abc import Iterator

from utilite.check.sujets import Reseau
from utilite.diagnostic import Finding, Place, Related, Route, Severity
from utilite.fiche import Acteur
from utilite.orthographe import identifiant

CODE = "UT401"
SEVERITY = Severity.WARNING
LOCKED = False

_NOM: Route = ("identite", "nom")


def check(reseau: Reseau) -> Iterator[Finding]:
    """Yields each acteur that bears the name or a SIRET of one that comes before it."""
    vus: dict[tuple[str, str], tuple[Acteur, Route]] = {}
    for acteur in reseau.acteurs.values():
        for quoi, valeur, route in _marques(acteur, reseau):
            premier = vus.setdefault((quoi, valeur), (acteur, route))
            if premier[0] is acteur:
                continue
            yield Finding(
                rule="acteur-en-double",
                place=Place(acteur.file, route),
                message=f"l'acteur « {premier[0].id} » a le même {quoi}",
                hint=f"s'il s'agit du même, gardez un seul fichier et écrivez « {premier[0].id} » dans les fiches",
                related=(Related(Place(premier[0].file, premier[1]), f"le même {quoi} est ici"),),
            )
            break


def _marques(acteur: Acteur, reseau: Reseau) -> Iterator[tuple[str, str, Route]]:
    for marque, champs in reseau.marques.items():
        for section, champ in champs:
            numero = (acteur.sections.get(section) or {}).get(champ)
            if numero:
                yield marque, numero, (section, champ)
    nom = (acteur.sections.get("identite") or {}).get("nom")
    if nom:
        yield "nom", identifiant(nom), _NOM
