"""How far a fiche answers a call: each of the funder's questions, what is missing from it, what is too long."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from utilite import francais
from utilite.diagnostic import Finding, Place, Route, words_of
from utilite.fiche import Fiche, Statut
from utilite.modele import Rubrique
from utilite.referentiel import Referentiel
from utilite.render import contrat, longueurs
from utilite.schema.reponses import routes


class Reponse(NamedTuple):
    """A funder's question and what a fiche makes of it."""

    rubrique: Rubrique
    dite: contrat.Rubrique

    @property
    def exces(self) -> tuple[int, int, str]:
        """How long it is, how long it may be, of what; zeros where it fits."""
        for dit, permis, mot in (
            (self.dite["signes"], self.rubrique.max_signes, "signe"),
            (self.dite["mots"], self.rubrique.max_mots, "mot"),
        ):
            if permis is not None and dit > permis:
                return dit, permis, mot
        return 0, 0, ""

    @property
    def manque(self) -> bool:
        """Whether the funder insists on an answer and there is none."""
        return self.rubrique.obligatoire and not self.dite["renseigne"]


def de(rubriques: Sequence[Rubrique], contexte: Mapping[str, Any]) -> list[Reponse]:
    """The questions of a template over the context of a fiche, in the funder's order."""
    dites: list[contrat.Rubrique] = contexte["document"]["modele"]["rubriques"]
    return [Reponse(rubrique, dite) for rubrique, dite in zip(rubriques, dites, strict=True)]


def resume(reponses: Sequence[Reponse]) -> str:
    """« 14 rubriques sur 19 remplies ; 1 trop longue (512 signes sur 400) ; 2 manquantes : budget, publics »."""
    remplies = sum(r.dite["renseigne"] for r in reponses)
    dits = [f"{francais.compte(remplies, 'rubrique')} sur {len(reponses)} {francais.accord(remplies, 'remplie')}"]
    if not remplies:
        dits = [f"{francais.compte(len(reponses), 'rubrique')}, {francais.compte(0, 'remplie')}"]
    longues = [r.exces for r in reponses if r.exces[0]]
    if longues:
        mesures = ", ".join(
            f"{francais.compte(dit, mot)} sur {francais.nombre(permis)}" for dit, permis, mot in longues
        )
        dits.append(f"{len(longues)} trop {francais.accord(len(longues), 'longue')} ({mesures})")
    manquantes = [r.rubrique.titre for r in reponses if r.manque]
    if manquantes:
        accord = francais.accord(len(manquantes), "manquante")
        dits.append(f"{len(manquantes)} {accord} : {francais.titres(manquantes)}")
    return " ; ".join(dits)


def constats(fiche: Fiche, referentiel: Referentiel, reponses: Sequence[Reponse]) -> Iterator[Finding]:
    """What keeps a fiche from answering, each at the champ that should say it; warnings of what is a draft."""
    brouillon = fiche.statut is Statut.BROUILLON
    for reponse in reponses:
        if reponse.manque:
            yield _manquante(fiche, referentiel, reponse)._replace(lowered=brouillon)
        elif reponse.exces[0]:
            yield _trop_longue(fiche, referentiel, reponse)._replace(lowered=brouillon)


def _manquante(fiche: Fiche, referentiel: Referentiel, reponse: Reponse) -> Finding:
    titre = reponse.rubrique.titre
    voies = [route for nom in reponse.rubrique.reponses for route in routes(nom, referentiel)]
    quoi = francais.enumere([f"« {'.'.join(map(str, route))} »" for route in voies], "ou")
    return Finding(
        rule="rubrique-manquante",
        place=_place(fiche, voies[0])._replace(on_key=True) if voies else Place(fiche.file),
        message=f"le modèle demande « {titre} », et rien n'y répond",
        hint=f"remplissez {quoi}" if voies else "dites dans le modèle où trouver sa réponse",
    )


def _trop_longue(fiche: Fiche, referentiel: Referentiel, reponse: Reponse) -> Finding:
    dit, permis, mot = reponse.exces
    place, fin = _limite(fiche, referentiel, reponse, permis, mot)
    tombe = f" : la limite tombe après « …{fin} »" if fin else ""
    return Finding(
        rule="rubrique-trop-longue",
        place=place,
        message=f"la réponse à « {reponse.rubrique.titre} » a {francais.compte(dit, mot)} "
        f"sur {francais.nombre(permis)}{tombe}",
        hint=f"ôtez au moins {francais.compte(dit - permis, mot)} de ce qui est souligné, ou ailleurs dans la réponse",
    )


def _limite(fiche: Fiche, referentiel: Referentiel, reponse: Reponse, permis: int, mot: str) -> tuple[Place, str]:
    """The words beyond the limit, in the text where it falls, and the last ones that still fit."""
    reste = permis
    place = Place(fiche.file)
    for route, texte in _textes(fiche, referentiel, reponse.rubrique):
        longueur = longueurs.du_texte(texte)
        place = _place(fiche, route)
        if (longueur.signes if mot == "signe" else longueur.mots) > reste:
            coupe = longueurs.coupe(texte, reste, en_mots=mot == "mot")
            gardes = " ".join(texte[:coupe].split()[-5:])
            return place._replace(words=words_of(texte, coupe, len(texte.rstrip()))), gardes
        reste -= (longueur.signes if mot == "signe" else longueur.mots) + 1
    return place, ""


def _textes(fiche: Fiche, referentiel: Referentiel, rubrique: Rubrique) -> Iterator[tuple[Route, str]]:
    """The texts of the fiche that answer a question, in the order of its names."""
    for nom in rubrique.reponses:
        for route in routes(nom, referentiel):
            if route[0] != "acteur":
                yield from _dans(_valeur(fiche, route), route)


def _dans(valeur: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(valeur, str):
        yield route, valeur
    elif isinstance(valeur, Mapping):
        for cle, v in valeur.items():
            yield from _dans(v, (*route, cle))
    elif isinstance(valeur, Sequence):
        for rang, v in enumerate(valeur):
            yield from _dans(v, (*route, rang))


def _valeur(fiche: Fiche, route: Route) -> Any:
    """What stands there: a key that every fiche has, or a value of its sections."""
    tete = str(route[0])
    if tete in ("limites", "perspectives"):
        return getattr(fiche, tete)
    if tete == "utilite_sociale":
        return {a.critere.id: {"apport": a.texte} for a in fiche.apports if len(route) < 2 or a.critere.id == route[1]}
    valeur: Any = fiche.sections
    for cle in route:
        valeur = valeur.get(cle) if isinstance(valeur, Mapping) else None
    return valeur


def _place(fiche: Fiche, route: Route) -> Place:
    if route[0] == "acteur" and fiche.acteurs:
        return Place(f"acteurs/{fiche.acteurs[0]}.yaml", route[1:])
    return Place(fiche.file, route)
