"""Un axe n'a pas de critère.

Ce que la règle vérifie
    Que chaque axe du référentiel a au moins un critère. La règle se tait tant qu'aucun axe n'en a :
    un réseau qui commence n'a pas encore choisi ses critères.

Pourquoi
    Un axe vide ne peut être choisi par personne. Le plus souvent, il attend encore son contenu.

Exemple
    Ici, l'axe « transformation » n'a rien sous lui :

        axes:
          - id: vivre-ensemble
            titre: Vivre ensemble
            criteres:
              - id: lien-social
                titre: Lien social
          - id: transformation
            titre: Transformation sociale

Corriger
    Donnez-lui un critère, ou retirez-le. Ce n'est qu'un conseil : un axe peut attendre les critères
    propres que les acteurs y rangeront.

        axes:
          - id: vivre-ensemble
            titre: Vivre ensemble
            criteres:
              - id: lien-social
                titre: Lien social
          - id: transformation
            titre: Transformation sociale
            criteres:
              - id: innovation
                titre: Innovation
"""

from collections.abc import Iterator

from utilite.check.sujets import Grille
from utilite.diagnostic import Finding, Severity
from utilite.referentiel import Referentiel

CODE = "UT220"
SEVERITY = Severity.NOTE
LOCKED = False


def check(referentiel: Referentiel, grille: Grille) -> Iterator[Finding]:
    """Yields each axe without a critère, once another axe has one."""
    if not referentiel.criteres:
        return
    for axe in referentiel.axes:
        if not axe.criteres and not grille.dits.sous(axe.place.route):
            yield Finding(
                rule="axe-vide",
                place=axe.place._replace(on_key=True),
                message=f"l'axe « {axe.titre[:60]} » n'a pas de critère",
                hint="ajoutez-lui « criteres: », ou retirez-le",
            )
