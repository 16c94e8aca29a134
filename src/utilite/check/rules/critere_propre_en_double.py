"""Un critère ou un indicateur propre a l'identifiant d'un autre.

Ce que la règle vérifie
    Qu'un critère propre ou un indicateur propre (que vous ajoutez à la grille commune) n'a pas
    l'identifiant d'un critère ou d'un indicateur du référentiel.

Pourquoi
    Sous un même nom, on ne saurait plus duquel des deux parlent les documents et les comptes.

Exemple
    Ici, « lien-social » est déjà un critère du référentiel :

        criteres_propres:
          lien-social:
            titre: Le lien social

Corriger
    S'il s'agit du même, servez-vous de celui du référentiel :

        utilite_sociale:
          lien-social:
            apport: |
              L'atelier contribue à ce que des voisins de tous âges se rencontrent.

    Sinon, donnez au vôtre un autre identifiant.
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Route, Severity
from utilite.fiche import Apport, Fiche
from utilite.referentiel import Critere

CODE = "UT320"
SEVERITY = Severity.ERROR
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each critère propre or indicateur propre whose id is one of the référentiel's."""
    propres = [apport for apport in fiche.apports if apport.critere.propre or _a_des_propres(apport)]
    if not propres or contexte.referentiel is None:
        return
    criteres = {critere.id: critere for critere in contexte.referentiel.criteres}
    proprietaires = {i.id: critere for critere in criteres.values() for i in critere.indicateurs}
    for apport in propres:
        nom = apport.critere.id
        if apport.critere.propre and nom in criteres:
            hint = "s'il s'agit du même, mettez-le sous « utilite_sociale: » ; sinon donnez-lui un autre identifiant"
            yield _finding(fiche, apport.route, f"« {nom} » est un critère du référentiel", hint)
            continue
        for suivi in apport.suivis:
            nom = suivi.indicateur.id
            if suivi.indicateur.propre and nom in proprietaires:
                message = f"« {nom} » est un indicateur du référentiel"
                yield _finding(fiche, suivi.route, message, _remede(apport, proprietaires[nom]))


def _a_des_propres(apport: Apport) -> bool:
    return bool(apport.suivis) and apport.suivis[-1].indicateur.propre  # they come after the référentiel's


def _remede(apport: Apport, critere: Critere) -> str:
    ou = "« indicateurs: »" if critere.id == apport.critere.id else f"« {critere.id}: », « indicateurs: »"
    return f"s'il s'agit du même, mettez ses mesures sous {ou} ; sinon donnez-lui un autre identifiant"


def _finding(fiche: Fiche, route: Route, message: str, hint: str) -> Finding:
    place = fiche.place(route, on_key=True)
    return Finding(rule="critere-propre-en-double", place=place, message=message, hint=hint)
