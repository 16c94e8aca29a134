"""référentiel → what the page asks, as plain data: sections, champs, critères, indicateurs, each with its control."""

from typing import Any

from utilite import formes
from utilite.fiche import Statut
from utilite.formes import budget, comptes
from utilite.formes.spec import Champ, Spec, Vocabulaire
from utilite.referentiel import Axe, Critere, Indicateur, Niveau, Referentiel, Section
from utilite.schema import fiche, mesures
from utilite.schema.editeur import mots

Question = dict[str, Any]

_STATUTS = {"brouillon": "Brouillon : j'y travaille encore", "terminee": "Terminée", "retiree": "Retirée"}
_ACCORDS = {
    "publication": "Oui, ces mots peuvent être publiés",
    "interne": "Oui, mais seulement hors des documents publics",
}


def de(referentiel: Referentiel) -> Question:
    """All that the page asks."""
    return {
        "id": referentiel.id,
        "titre": referentiel.titre,
        "version": referentiel.version,
        "licence": referentiel.licence,
        "definitions": dict(referentiel.definitions),
        "axes": [_axe(axe) for axe in referentiel.axes],
        "acteur": [_section(section) for section in referentiel.acteur],
        "fiche": [_section(section) for section in referentiel.fiche],
        "statuts": [{"id": statut.value, "titre": _STATUTS[statut]} for statut in Statut],
        "accords": [{"id": mot, "titre": titre} for mot, titre in _ACCORDS.items()],
        "mots": {"mesure": dict(mots.MESURE), "temoignage": {cle: mots.TEMOIGNAGE[cle] for cle in fiche.TEMOIGNAGE}},
        "niveaux": [{"id": niveau.value, "titre": mots.NIVEAUX[niveau]} for niveau in Niveau],
        "propres": [_forme_propre(nom) for nom in _PROPRES],
        "vocabulaires": [_vocabulaire(vocabulaire) for vocabulaire in referentiel.vocabulaires.values()],
    }


_PROPRES = {
    "entier": "Un nombre entier",
    "nombre": "Un nombre à virgule",
    "montant": "Un montant en euros",
    "ratio": "Tant de personnes sur tant",
    "avant_apres": "Un nombre avant, un nombre après",
    "repartition": "Tant de chaque catégorie",
    "echelle": "Une note sur une échelle",
    "oui_non": "Oui ou non",
    "texte": "Des mots",
}
"""What a fiche's own indicateur may be, in a writer's words."""


def _forme_propre(nom: str) -> Question:
    return {"id": nom, "titre": _PROPRES[nom], **_reponse(Spec(forme=nom))}


def _vocabulaire(vocabulaire: Vocabulaire) -> Question:
    """A list of the référentiel, by its name and its first words: it has no title."""
    titres = [entree.titre for entree in vocabulaire.entrees.values()]
    dits = ", ".join(titres[:3]) + ("…" if len(titres) > 3 else "")
    return {"id": vocabulaire.nom, "titre": dits, "choix": _choix(vocabulaire)}


def _section(section: Section) -> Question:
    return {
        "id": section.id,
        "titre": section.titre,
        "aide": section.aide,
        "liste": section.liste,
        "champs": [_champ(champ) for champ in section.champs],
    }


def _champ(champ: Champ) -> Question:
    return {
        "id": champ.id,
        "titre": champ.titre,
        "aide": champ.aide,
        "exemple": champ.exemple,
        "obligatoire": champ.obligatoire,
        "interne": champ.interne,
        **_spec(champ.spec),
    }


def _spec(spec: Spec) -> Question:
    if not spec.forme:  # its own declaration is at fault, which the command says
        return {"saisie": ""}
    forme = formes.CHAMPS[spec.forme]
    question: Question = {"saisie": forme.SAISIE, "forme": spec.forme, "conseil": forme.CONSEIL}
    if spec.forme in ("texte", "texte_long") and "max" in spec.bornes:
        question["max"] = spec.bornes["max"]
    if spec.vocabulaire.entrees:
        question["choix"] = _choix(spec.vocabulaire)
    if spec.de is not None:
        question["de"] = _spec(spec.de)
    if spec.champs:
        question["champs"] = [_champ(champ) for champ in spec.champs]
    if spec.forme == "budget":
        question["cotes"] = [_cote(cote) for cote in comptes.COTES]
        question["etats"] = [{"id": etat, "titre": titre} for etat, titre in budget.ETATS.items()]
    return question


def _choix(vocabulaire: Vocabulaire) -> list[Question]:
    return [{"id": entree.id, "titre": entree.titre} for entree in vocabulaire.entrees.values()]


def _cote(cote: str) -> Question:
    plan = [{"id": compte, "titre": f"{compte} {nom}"} for compte, nom in comptes.PLAN[cote].items()]
    return {"id": cote, "cles": list(budget.CLES[cote]), "comptes": plan}


def _axe(axe: Axe) -> Question:
    return {
        "id": axe.id,
        "titre": axe.titre,
        "aide": axe.aide,
        "criteres": [_critere(critere) for critere in axe.criteres],
    }


def _critere(critere: Critere) -> Question:
    return {
        "id": critere.id,
        "titre": critere.titre,
        "question": critere.question,
        "aide": critere.aide,
        "indicateurs": [_indicateur(indicateur) for indicateur in critere.indicateurs],
    }


def _indicateur(indicateur: Indicateur) -> Question:
    return {
        "id": indicateur.id,
        "titre": indicateur.titre,
        "niveau": mots.NIVEAUX.get(indicateur.niveau or "", ""),
        "aide": indicateur.aide,
        "recueil": indicateur.recueil,
        "sert_a": indicateur.sert_a,
        **_reponse(indicateur.spec),
    }


def _reponse(spec: Spec) -> Question:
    """By which keys a mesure answers, and what control asks for them."""
    if not spec.forme:
        return {"saisie": "", "cles": [], "demande": []}
    forme = formes.INDICATEURS[spec.forme]
    bas, haut = spec.echelle
    echelons = [{"id": str(rang), "titre": _echelon(rang, bas, spec.libelles)} for rang in range(bas, haut + 1)]
    return {
        "saisie": forme.SAISIE,
        "forme": spec.forme,
        "unite": "euros" if spec.forme == "montant" else spec.unite,
        "demande": list(forme.DEMANDE),
        "cles": list(mesures.cles_d_une_mesure(spec)),
        **({"choix": _choix(spec.vocabulaire)} if spec.vocabulaire.entrees else {}),
        **({"echelons": echelons} if bas < haut else {}),
    }


def _echelon(rang: int, bas: int, libelles: tuple[str, ...]) -> str:
    return f"{rang}, {libelles[rang - bas]}" if len(libelles) > rang - bas else str(rang)
