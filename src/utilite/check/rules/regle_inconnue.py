"""Le référentiel nomme une règle qui n'existe pas.

Ce que la règle vérifie
    Que chaque clé de « regles » et de « messages », dans le référentiel, est le nom ou le code
    d'une règle.

Pourquoi
    Un réglage mal nommé n'aurait aucun effet, et rien ne le dirait.

Exemple
    Ici, il manque une lettre au nom de la règle :

        regles:
          prose-trop-rich: conseil

Corriger
    Écrivez le nom tel que les messages le donnent :

        regles:
          prose-trop-riche: conseil
"""

from collections.abc import Iterator

from utilite.check.sujets import Grille
from utilite.diagnostic import Finding, Place, Severity
from utilite.orthographe import proche, seul
from utilite.referentiel import Referentiel

CODE = "UT213"
SEVERITY = Severity.ERROR
LOCKED = False


def check(referentiel: Referentiel, grille: Grille) -> Iterator[Finding]:
    """Yields each key of `regles` and `messages` that names no rule."""
    if not referentiel.regles and not referentiel.messages:
        return
    connues = {*grille.regles, *(regle.CODE for regle in grille.regles.values())}
    for cle, noms in (("regles", referentiel.regles), ("messages", referentiel.messages)):
        for nom in noms:
            if nom in connues:
                continue
            voisin, certain = proche(nom, connues), seul(nom, connues)
            yield Finding(
                rule="regle-inconnue",
                place=Place(referentiel.file, (cle, nom), on_key=True),
                message=f"aucune règle ne s'appelle « {nom[:60]} »",
                hint=f"remplacez par « {voisin} »" if voisin else "tapez « utilite explain » pour en avoir la liste",
                repair=certain if certain not in noms else None,
            )
