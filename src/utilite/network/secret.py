"""What no figure of the network may hold: few people of a sensitive public.

Such a mesure is left out of every sum, where it stands, and not only of the cells where it would show. What is
printed then doesn't depend on it: nobody can find it again by subtracting one total from another, from the
cells of a cut, or from what fiches say elsewhere. Hiding cells of a table, and more cells so that the first
can't be computed (the statisticians' way), would need to know all that is published beside it.
"""

from utilite import effectifs
from utilite.fiche import Fiche
from utilite.formes.spec import Reponse, Spec
from utilite.referentiel import Referentiel


def expose(fiche: Fiche, referentiel: Referentiel) -> bool:
    """Whether a fiche speaks of a sensitive public: it says that it is for one, or counts some of it."""
    return bool(effectifs.publics_sensibles(fiche, referentiel)) or any(
        compte > 0 and suivi.indicateur.spec.vocabulaire.entrees[nom].sensible
        for suivi in fiche.suivis
        for mesure in suivi.mesures
        if mesure.reponse is not None and not mesure.interne
        for nom, compte in (mesure.reponse.repartition or {}).items()
    )


def tait(reponse: Reponse, spec: Spec, *, exposee: bool) -> bool:
    """Whether an answer is left out; `exposee` where its fiche speaks of a sensitive public.

    Also where the few are those that aren't counted: six of eight leave two.
    """
    if spec.forme in effectifs.SANS_COMPTE:
        return False
    petits = effectifs.petits(reponse)
    if any(len(cle) > 1 and spec.vocabulaire.entrees[str(cle[-1])].sensible for cle in petits):
        return True
    peu = bool(petits) or any(effectifs.petit(reste) for reste in _restes(reponse))
    return exposee and peu and effectifs.compte_des_personnes(spec.unite)


def _restes(reponse: Reponse) -> list[float]:
    """How many of the whole aren't in the parts that an answer gives, at most."""
    if reponse.sur is None:
        return []
    if reponse.repartition is not None:
        return [reponse.sur - sum(reponse.repartition.values())]
    parts = (reponse.entre[0] if reponse.entre else reponse.valeur, reponse.avant, reponse.apres)
    return [reponse.sur - part for part in parts if part is not None]
