"""A funder's questions over the context of a fiche: what answers each, and whether anything does."""

from collections.abc import Mapping, Sequence
from typing import Any

from utilite.modele import Rubrique
from utilite.render import contrat
from utilite.render.recherches import champs_de
from utilite.render.valeurs import NonRenseigne, Prose, ou_rien

_TITRES = {
    "acteurs": "Acteurs",
    "version_referentiel": "Version du référentiel",
    "statut": "Statut",
    "periode": "Période",
    "precedente": "Fiche précédente",
    "utilite_sociale": "Utilité sociale",
    "criteres_propres": "Critères propres",
    "limites": "Limites",
    "perspectives": "Perspectives",
    "recueilli_le": "Recueilli le",
    "auteurs": "Auteurs",
    "licence": "Licence",
}
"""The keys that every fiche has, as titles."""


def evalue(rubrique: Rubrique, contexte: Mapping[str, Any]) -> contrat.Rubrique:
    """One question: answered as soon as one of the names that it lists is."""
    reponses = [_reponse(nom, contexte) for nom in rubrique.reponses]
    return {
        "titre": rubrique.titre,
        "aide": ou_rien(rubrique.aide),
        "obligatoire": rubrique.obligatoire,
        "max_signes": ou_rien(rubrique.max_signes),
        "max_mots": ou_rien(rubrique.max_mots),
        "renseigne": any(r["renseigne"] for r in reponses),
        "reponses": reponses,
        "texte": "",
        "signes": 0,
        "mots": 0,
    }


def _reponse(nom: str, contexte: Mapping[str, Any]) -> contrat.Reponse:
    """What a name of `schema/reponses` stands for, here."""
    tete, _, suite = nom.partition(".")
    if tete == "acteur" and suite:
        return {**_de_sections(suite, contexte["acteur"]["sections"]), "nom": nom}
    if tete == "precedente" and suite:
        return {**_de_fiche(suite, contexte["precedente"] or _RIEN), "nom": nom}
    return _de_fiche(nom, contexte)


_RIEN: Mapping[str, Any] = {"fiche": {}, "sections": [], "utilite_sociale": []}


def _de_fiche(nom: str, dit: Mapping[str, Any]) -> contrat.Reponse:
    tete, _, suite = nom.partition(".")
    if tete in ("utilite_sociale", "criteres_propres"):
        tous = [c for axe in dit["utilite_sociale"] for c in axe["criteres"]]
        retenus = [c for c in tous if (c["id"] == suite if suite else tete == "utilite_sociale" or c["propre"])]
        return _fait(nom, retenus[0]["titre"] if suite and retenus else _TITRES[tete], criteres=retenus)
    if nom in _TITRES:
        noms = [a["nom"] for a in dit.get("acteurs", ())]
        valeur = ou_rien(noms) if nom == "acteurs" else dit["fiche"].get(nom, dit.get(nom) or ou_rien(""))
        return _fait(nom, _TITRES[nom], champs=[_champ(nom, valeur)])
    return _de_sections(nom, dit["sections"])


def _de_sections(nom: str, sections: Sequence[Mapping[str, Any]]) -> contrat.Reponse:
    """A role, a section, or a champ by its address; a role comes before a section of the same name."""
    tete, _, suite = nom.partition(".")
    du_role = [] if suite else champs_de(sections, nom)
    for section in sections:
        if not suite and section["role"] == nom:
            return _fait(nom, section["titre"], section["champs"], section["lignes"])
        if not du_role and section["id"] == tete:
            champs = section["champs"] or [c for ligne in section["lignes"] for c in ligne]
            vises = _vises(champs, suite) if suite else section["champs"]
            return _fait(nom, section["titre"], vises, [] if suite else section["lignes"])
    return _fait(nom, du_role[0]["titre"] if du_role else nom, du_role)


def _vises(champs: Sequence[Any], adresse: str) -> list[Any]:
    """The champs of this address, through the objects that they are made of."""
    tete, _, suite = adresse.partition(".")
    ici = [c for c in champs if c["id"] == tete]
    return _vises([x for c in ici for ligne in c["lignes"] for x in ligne], suite) if suite else ici


def _champ(nom: str, valeur: Any) -> contrat.Champ:
    affiche = "prose" if isinstance(valeur, Prose) else "liste" if isinstance(valeur, list) else "ligne"
    return {
        "id": nom,
        "titre": _TITRES[nom],
        "role": "",
        "forme": "texte_long" if affiche == "prose" else "liste" if affiche == "liste" else "texte",
        "valeur": valeur,
        "renseigne": not isinstance(valeur, NonRenseigne),
        "affiche": affiche,
        "lignes": [],
    }


def _fait(
    nom: str, titre: str, champs: Sequence[Any] = (), lignes: Sequence[Any] = (), criteres: Sequence[Any] = ()
) -> contrat.Reponse:
    dit = bool(lignes or criteres) or any(c["renseigne"] for c in champs)
    return {
        "nom": nom,
        "titre": titre,
        "renseigne": dit,
        "champs": list(champs),
        "lignes": list(lignes),
        "criteres": list(criteres),
    }
