"""Un indicateur est recueilli, et aucun de vos modèles ne le montre.

Ce que la règle vérifie
    Que chaque indicateur du référentiel auquel une fiche au moins répond est montré par l'un des
    modèles de « templates/ » : nommé lui-même, ou son critère. Le modèle « fiche », livré avec
    l'outil, montre tout : il ne compte pas. La règle se tait si « templates/ » est vide, ou si l'un
    de ses modèles parcourt toute l'utilité sociale.

Pourquoi
    Recueillir prend du temps aux associations. Ce que personne ne lit peut être abandonné, ou
    mérite d'être montré.

Exemple
    Ici, le seul modèle de « templates/ » ne nomme que l'indicateur « fideles » :

        {{ indicateur('fideles').titre }}

Corriger
    Nommez l'indicateur, ou son critère, dans un modèle ; ou demandez aux acteurs s'il leur sert, et
    sinon retirez-le du référentiel.

        {{ indicateur('fideles').titre }} {{ indicateur('compost').titre }}
"""

from collections import Counter
from collections.abc import Iterator

from utilite import francais
from utilite.check.sujets import Reseau
from utilite.diagnostic import Finding, Severity

CODE = "UT406"
SEVERITY = Severity.NOTE
LOCKED = False


def check(reseau: Reseau) -> Iterator[Finding]:
    """Yields each indicateur that fiches answer and that no template of the workspace shows."""
    if reseau.referentiel is None or reseau.montres is None:
        return
    reponses = Counter(nom for fiche in reseau.fiches.values() for nom in fiche.indicateurs)
    for critere in reseau.referentiel.criteres:
        for indicateur in critere.indicateurs:
            if indicateur.id in reponses and indicateur.id not in reseau.montres:
                fiches = francais.compte(reponses[indicateur.id], "fiche")
                repondent = "répond" if reponses[indicateur.id] == 1 else "répondent"
                yield Finding(
                    rule="indicateur-jamais-montre",
                    place=indicateur.place,
                    message=f"{fiches} {repondent} à l'indicateur « {indicateur.id} », "
                    "et aucun de vos modèles ne le montre",
                    hint="nommez-le dans un modèle de « templates/ » ; s'il ne sert à personne, retirez-le",
                )
