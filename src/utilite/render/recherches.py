"""The look-ups that a template may call, beside the context's own names."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from utilite.render import postes
from utilite.render.valeurs import NON_RENSEIGNE


def recherches(contexte: Mapping[str, Any]) -> dict[str, Any]:
    """`critere('lien-social')`, `indicateur('participants')`, `role('besoin')`, `champs('besoin', 'objectifs')`.

    `champs` gives the champs of these roles, in this order, to be laid out; `formes('courriel')` those that are
    answered and hold a value of one of these formes. In a document of several fiches `de=` says which one is
    meant, `role('besoin', de=f)`; it may be an acteur too, `formes('courriel', de=acteur)`.

    Of the first budget that is answered: `lignes('charges', '60', sauf=['601'])`, `lignes('produits', '74',
    aupres='region')`, and `subvention()`, the line that was asked for (see `postes`). `indicateurs()`: them all.
    """
    return {
        "critere": lambda nom, de=contexte: _criteres(de).get(nom, NON_RENSEIGNE),
        "indicateur": lambda nom, de=contexte: _indicateurs(de).get(nom, NON_RENSEIGNE),
        "role": lambda nom, de=contexte: _role(de.get("sections", ()), nom),
        "champs": lambda *noms, de=contexte: [c for nom in noms for c in champs_de(de.get("sections", ()), nom)],
        "formes": lambda *noms, de=contexte: [
            c for s in de.get("sections", ()) for ligne in (s["champs"], *s["lignes"]) for c in ligne if _tient(c, noms)
        ],
        "indicateurs": lambda de=contexte: list(_tous_les_indicateurs(de)),
        "lignes": lambda cote, *comptes, sauf=(), aupres="", de=contexte: postes.lignes(
            _budget(de), cote, comptes, sauf, aupres
        ),
        "subvention": lambda de=contexte: postes.subvention(
            postes.lignes(_budget(de), "produits", ("74",), (), ""), _role(de.get("sections", ()), "montant_demande")
        ),
    }


def _criteres(dit: Mapping[str, Any]) -> dict[str, Any]:
    return {c["id"]: c for axe in dit.get("utilite_sociale", ()) for c in axe["criteres"]}


def _indicateurs(dit: Mapping[str, Any]) -> dict[str, Any]:
    return {i["id"]: i for c in _criteres(dit).values() for i in c["indicateurs"]}


def _tous_les_indicateurs(dit: Mapping[str, Any]) -> Iterator[Any]:
    """In the order of the fiche; a name may be borne under two critères."""
    return (i for axe in dit.get("utilite_sociale", ()) for c in axe["criteres"] for i in c["indicateurs"])


def _budget(dit: Mapping[str, Any]) -> Any:
    """The first budget by accounts that is answered; None where there is none."""
    for champ in champs_de(dit.get("sections", ()), "budget"):
        if champ["affiche"] == "budget" and champ["renseigne"]:
            return champ["valeur"]
    return None


def _role(sections: Sequence[Mapping[str, Any]], role: str) -> Any:
    """What is said under a role: the first champ of it that is answered, or the section that has it."""
    for section in sections:
        if section["role"] == role:
            return section["valeur"]
    valeurs = [c["valeur"] for s in sections for c in s["champs"] if c["role"] == role]
    return next(filter(None, valeurs), valeurs[-1] if valeurs else NON_RENSEIGNE)


def champs_de(sections: Sequence[Mapping[str, Any]], role: str) -> list[Any]:
    """The champs that have this role, or stand in a section that has it."""
    return [c for s in sections for c in s["champs"] if role in (c["role"], s["role"])]


def _tient(champ: Mapping[str, Any], formes: Collection[str]) -> bool:
    """Whether a champ, or an object that it is made of, answers one of these formes."""
    if champ["forme"] in formes:
        return bool(champ["renseigne"])
    return any(_tient(c, formes) for ligne in champ["lignes"] for c in ligne)
