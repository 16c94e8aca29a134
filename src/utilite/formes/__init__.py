"""One forme of value = one file: how it is read, shown, bounded, and described to an editor."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from utilite.formes import (
    annee,
    avant_apres,
    budget,
    choix,
    code_insee,
    code_postal,
    courriel,
    date,
    echelle,
    entier,
    liste,
    montant,
    nombre,
    objet,
    oui_non,
    periode,
    ratio,
    repartition,
    rna,
    siret,
    telephone,
    texte,
    texte_long,
    url,
)
from utilite.formes.spec import FormeDeChamp, FormeDIndicateur, Lecteur, Reponse, Schema, Spec

CHAMPS: Mapping[str, FormeDeChamp] = MappingProxyType(
    {
        "texte": texte,
        "texte_long": texte_long,
        "entier": entier,
        "nombre": nombre,
        "montant": montant,
        "oui_non": oui_non,
        "choix": choix,
        "date": date,
        "annee": annee,
        "periode": periode,
        "url": url,
        "courriel": courriel,
        "telephone": telephone,
        "siret": siret,
        "rna": rna,
        "code_insee": code_insee,
        "code_postal": code_postal,
        "liste": liste,
        "objet": objet,
        "budget": budget,
    }
)

INDICATEURS: Mapping[str, FormeDIndicateur] = MappingProxyType(
    {
        "entier": entier,
        "nombre": nombre,
        "montant": montant,
        "ratio": ratio,
        "avant_apres": avant_apres,
        "repartition": repartition,
        "echelle": echelle,
        "oui_non": oui_non,
        "texte": texte,
    }
)


def lecteur(spec: Spec) -> Lecteur:
    """The reader of a field; one whose own declaration is at fault reads nothing, in silence."""
    if not spec.forme:
        return lambda *_: None
    return CHAMPS[spec.forme].lecteur(spec, lecteur)


def decrit(spec: Spec) -> Schema:
    """What an editor is told of a field; of one whose own declaration is at fault, nothing."""
    if not spec.forme:
        return Schema({})
    forme = CHAMPS[spec.forme]
    vu = forme.decrit(spec, decrit)
    return vu._replace(forme={"description": forme.CONSEIL, **vu.forme}) if forme.CONSEIL else vu


def montre(valeur: Any, spec: Spec) -> str:
    """A field's value as plain French text."""
    return CHAMPS[spec.forme].montre(valeur, spec, montre)


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """What a mesure found as plain French text."""
    return INDICATEURS[spec.forme].dit_reponse(reponse, spec)
