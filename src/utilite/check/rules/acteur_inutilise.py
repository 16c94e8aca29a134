"""Aucune fiche ne nomme cet acteur.

Ce que la règle vérifie
    Que chaque fichier de « acteurs/ » est nommé par une fiche au moins. La règle se tait tant qu'il
    n'y a pas de fiche, et quand l'une d'elles n'a pas pu être lue.

Pourquoi
    C'est peut-être un oubli, ou un fichier resté là après un changement de nom. Ce n'est qu'un
    conseil : un acteur peut attendre sa première fiche.

Exemple
    Ici, aucune fiche ne parle de « mon-association » :

        # acteurs/mon-association.yaml
        identite:
          nom: Mon association

Corriger
    Nommez l'acteur dans la fiche qui le concerne. S'il ne sert plus, retirez le fichier.

        # fiches/atelier-2012.yaml
        acteurs:
          - mon-association
"""

from collections.abc import Iterator

from utilite.check.sujets import Reseau
from utilite.diagnostic import Finding, Place, Severity

CODE = "UT404"
SEVERITY = Severity.NOTE
LOCKED = False


def check(reseau: Reseau) -> Iterator[Finding]:
    """Yields each acteur that no fiche names; nothing while one names nobody, or someone who has no file."""
    if not reseau.fiches or not reseau.complet or not all(fiche.acteurs for fiche in reseau.fiches.values()):
        return
    nommes = {acteur for fiche in reseau.fiches.values() for acteur in fiche.acteurs}
    if nommes - reseau.acteurs.keys():  # it may be one of these that was meant
        return
    for nom, acteur in reseau.acteurs.items():
        if nom not in nommes:
            yield Finding(
                rule="acteur-inutilise",
                place=Place(acteur.file),
                message="aucune fiche ne nomme cet acteur",
                hint=f"ajoutez « {nom} » aux « acteurs: » d'une fiche ; s'il ne sert plus, retirez le fichier",
            )
