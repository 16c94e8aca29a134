"""Le même fait est donné deux fois, avec deux valeurs.

Ce que la règle vérifie
    Que deux indicateurs d'une fiche qui portent le même titre et la même unité, pour la même
    période et la même date de recueil, ne se contredisent pas. L'un des deux au moins est un
    indicateur propre (que vous avez ajouté à la grille commune).

    Deux nombres ne se contredisent pas si l'un est dans l'intervalle (« entre ») de l'autre, ou
    s'en approche quand il est donné comme approché (« environ »). Les indicateurs de deux critères
    propres ne sont pas comparés : « Participants » peut y parler de deux activités.

Pourquoi
    Le lecteur qui trouve 130 photos sur une page et 150 sur une autre ne croit plus ni l'une ni
    l'autre.

Exemple
    Ici, les photos sont comptées sous deux critères :

        utilite_sociale:
          lien-social:
            indicateurs_propres:
              photos-partagees:
                titre: Photos partagées
                niveau: resultat
                forme: entier
                unite: photos
                mesures:
                  - valeur: 130
          mixite:
            indicateurs_propres:
              photos:
                titre: Photos partagées
                niveau: resultat
                forme: entier
                unite: photos
                mesures:
                  - valeur: 150

Corriger
    Gardez un seul des deux, avec la bonne valeur. S'il s'agit de deux choses différentes,
    donnez-leur des titres qui les distinguent.

        utilite_sociale:
          lien-social:
            indicateurs_propres:
              photos-partagees:
                titre: Photos partagées
                niveau: resultat
                forme: entier
                unite: photos
                mesures:
                  - valeur: 150
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Related, Severity
from utilite.fiche import Apport, Fiche, Mesure, Statut, Suivi
from utilite.formes.spec import Reponse
from utilite.orthographe import identifiant

CODE = "UT306"
SEVERITY = Severity.WARNING
LOCKED = False

_ENVIRON = 0.2
"""How far « environ » reaches on either side."""

_Intervalle = tuple[float, float]


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each mesure that gives another value to what a mesure before it says."""
    if fiche.statut is Statut.RETIREE or not any(suivi.indicateur.propre for suivi, _, _ in contexte.reponses):
        return
    dits: dict[object, list[tuple[Suivi, Mesure]]] = {}
    for apport in fiche.apports:
        for suivi in apport.suivis:
            for mesure in suivi.mesures:
                if mesure.reponse is None or suivi.indicateur.spec.forme == "texte":
                    continue
                memes = dits.setdefault(_fait(fiche, apport, suivi, mesure), [])
                premiere = next((m for autre, m in memes if _contraires(autre, m, suivi, mesure)), None)
                if premiere is not None:
                    yield _finding(fiche, suivi, mesure, premiere)
                memes.append((suivi, mesure))


def _fait(fiche: Fiche, apport: Apport, suivi: Suivi, mesure: Mesure) -> tuple[object, ...]:
    """What two mesures have in common when they speak of one fact."""
    return (
        apport.critere.id if apport.critere.propre else "",
        identifiant(suivi.indicateur.titre),
        identifiant(suivi.indicateur.spec.unite),
        suivi.indicateur.spec.forme,
        mesure.periode or fiche.periode,
        mesure.recueilli_le,
    )


def _contraires(autre: Suivi, ancienne: Mesure, suivi: Suivi, mesure: Mesure) -> bool:
    """Whether two indicateurs, one of them the fiche's own, contradict each other."""
    if autre is suivi or not (autre.indicateur.propre or suivi.indicateur.propre):
        return False
    return _ecart(ancienne.reponse, mesure.reponse) != ""


def _ecart(a: Reponse | None, b: Reponse | None) -> str:
    """The key under which two answers can't both be true, or ""."""
    if a is None or b is None:
        return ""
    unes, autres = _valeurs(a), _valeurs(b)
    for cle in unes.keys() & autres.keys():
        (bas, haut), (autre_bas, autre_haut) = unes[cle], autres[cle]
        if haut < autre_bas or autre_haut < bas:
            return cle
    return ""


def _valeurs(reponse: Reponse) -> dict[str, _Intervalle]:
    """Between what and what each figure of an answer is."""
    chiffres = {"valeur": reponse.valeur, "avant": reponse.avant, "apres": reponse.apres, "sur": reponse.sur}
    chiffres |= {f"repartition.{nom}": part for nom, part in (reponse.repartition or {}).items()}
    valeurs = {cle: (chiffre, chiffre) for cle, chiffre in chiffres.items() if isinstance(chiffre, int | float)}
    if reponse.entre is not None:
        valeurs["valeur"] = reponse.entre
    if reponse.environ:
        valeurs = {c: (bas - _ENVIRON * abs(bas), haut + _ENVIRON * abs(haut)) for c, (bas, haut) in valeurs.items()}
    return valeurs


def _finding(fiche: Fiche, suivi: Suivi, mesure: Mesure, premiere: Mesure) -> Finding:
    return Finding(
        rule="fait-contradictoire",
        place=fiche.place(mesure.route, on_key=True),
        message=f"« {suivi.indicateur.titre[:60]} » est déjà dit plus haut, avec une autre valeur",
        hint="gardez la bonne ; s'il s'agit de deux choses différentes, donnez-leur des titres différents",
        related=(Related(fiche.place(premiere.route, on_key=True), "l'autre valeur est ici"),),
    )
