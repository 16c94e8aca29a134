"""Un modèle cherche sa réponse dans un champ qui n'existe pas.

Ce que la règle vérifie
    Que chaque nom donné par « reponses », sous « rubriques », existe : un rôle (besoin, objectifs…),
    une section du référentiel, un champ (section.champ), un champ de l'acteur
    (acteur.section.champ), un critère (utilite_sociale.critere), ou une clé de toute fiche. Devant
    chacun d'eux, « precedente. » le cherche dans la fiche d'avant.

Pourquoi
    La question du financeur resterait vide dans tous les dossiers, même si la fiche y répond.

Exemple
    Ici, il y a une lettre de trop à « objectifs » :

        rubriques:
          - titre: Objectifs du projet
            reponses: [objecttifs]

Corriger
    Écrivez le nom tel qu'il est dans le référentiel.

        rubriques:
          - titre: Objectifs du projet
            reponses: [objectifs]
"""

from collections.abc import Iterator

from utilite.diagnostic import Finding, Severity
from utilite.modele import Modele
from utilite.orthographe import seul, suggestion
from utilite.referentiel import Referentiel
from utilite.schema import reponses

CODE = "UT502"
SEVERITY = Severity.ERROR
LOCKED = False

_SINON = "donnez un rôle, « section.champ », « acteur.section.champ » ou « utilite_sociale.critere »"
_MONTRES = 12


def check(modele: Modele, referentiel: Referentiel) -> Iterator[Finding]:
    """Yields each name that nothing of the référentiel bears."""
    connus = reponses.noms(referentiel) if modele.rubriques else frozenset()
    for rubrique in modele.rubriques:
        for rang, nom in enumerate(rubrique.reponses):
            if nom in connus:
                continue
            place = rubrique.place
            yield Finding(
                rule="reponse-inconnue",
                place=place._replace(route=(*place.route, "reponses", rang)),
                message=f"rien ne s'appelle « {nom[:80]} » dans le référentiel",
                hint=_hint(nom, connus),
                repair=seul(nom, connus),
            )


def _hint(nom: str, connus: frozenset[str]) -> str:
    """The nearest name of as many words; or the names that its section has."""
    parent = nom.rpartition(".")[0]
    voisins = [connu for connu in connus if connu.count(".") == nom.count(".")]
    freres = sorted(connu for connu in voisins if connu.startswith(f"{parent}."))
    sinon = f"noms possibles : {', '.join(freres[:_MONTRES])}" if freres else _SINON
    entiers = [connu for connu in connus if connu.endswith(f".{nom}")]  # a champ without its section
    return suggestion(min(entiers, key=len, default=nom), entiers or voisins, "remplacez par « {} »", sinon)
