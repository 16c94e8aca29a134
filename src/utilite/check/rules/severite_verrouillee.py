"""La gravité de cette règle ne peut pas être abaissée.

Ce que la règle vérifie
    Que « regles », dans le référentiel, n'abaisse pas la gravité d'une règle verrouillée : une
    règle qui laisse une partie du fichier sans être lue.

Pourquoi
    Une réponse qui n'a pas été lue manque dans les documents et dans les comptes. La faute doit
    donc rester une erreur, visible de tous.

Exemple
    Ici, une clé écrite deux fois ne serait plus qu'un avertissement :

        regles:
          cle-double: avertissement

Corriger
    Retirez la ligne. Les autres règles, elles, peuvent être réglées à votre guise :

        regles:
          prose-trop-riche: conseil
"""

from collections.abc import Iterator

from utilite.check.sujets import Grille
from utilite.diagnostic import Finding, Place, Severity
from utilite.referentiel import Referentiel

CODE = "UT214"
SEVERITY = Severity.ERROR
LOCKED = False


def check(referentiel: Referentiel, grille: Grille) -> Iterator[Finding]:
    """Yields each rule that `regles` would lower although it leaves a value unread."""
    if not referentiel.regles:
        return
    par_code = {regle.CODE: regle for regle in grille.regles.values()}
    for nom, severite in referentiel.regles.items():
        regle = grille.regles.get(nom) or par_code.get(nom)
        if regle is None or not regle.LOCKED or severite is Severity.ERROR:
            continue
        yield Finding(
            rule="severite-verrouillee",
            place=Place(referentiel.file, ("regles", nom)),
            message=f"« {nom} » reste une erreur : ce qu'elle signale n'a pas pu être lu",
            hint="retirez cette ligne",
        )
