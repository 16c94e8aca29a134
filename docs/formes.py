"""`docs/formes.md`: what a champ and an indicateur may be, out of the registries of `formes`. Run by `make docs`."""

from collections.abc import Iterator
from pathlib import Path

from utilite.formes import CHAMPS, INDICATEURS
from utilite.formes.spec import Spec

PAGE = Path(__file__).with_suffix(".md")

TETE = """\
<!-- Page écrite par « make docs », d'après src/utilite/formes/ : n'y corrigez rien à la main. -->

# Les formes

Ce que peut être la réponse à un champ ou à un indicateur. Le référentiel donne sa `forme` à chacun ; `utilite` lit la
réponse comme tel, et dit quoi écrire quand ce n'en est pas une.
"""

CHAMP = {
    "texte": ("une ligne de texte", "titre: Atelier d'écriture"),
    "texte_long": ("de la prose : paragraphes, listes, liens, citations ; ni titre, ni image, ni tableau", "besoin: |"),
    "entier": ("un nombre entier", "adherents: 120"),
    "nombre": ("un nombre, avec un point", "temps_plein: 1.3"),
    "montant": ("des euros, avec un point", "demande: 1450.50"),
    "oui_non": ("oui ou non", "numerique: oui"),
    "choix": ("un mot d'une liste (`parmi` : un vocabulaire, ou une liste de mots)", "type: association"),
    "date": ("un jour", "depose_le: 2013-06-17"),
    "annee": ("une année", "creation: 1998"),
    "periode": ("une année, un mois, un jour, ou de l'un à l'autre", "quand: 2013-06"),
    "url": ("une adresse du web", "site: https://www.infini.fr"),
    "courriel": ("une adresse de courriel", "courriel: bonjour@example.org"),
    "telephone": ("un numéro de téléphone français", "telephone: 01 99 00 12 34"),
    "siret": ("un SIRET : quatorze chiffres, dont la clé est vérifiée", "siret: (quatorze chiffres)"),
    "rna": ("un numéro RNA : W et neuf chiffres", "rna: W123456789"),
    "code_insee": ("le code Insee d'une commune", "commune: 29019"),
    "code_postal": ("un code postal", "code_postal: 01000"),
    "liste": ("plusieurs réponses d'une même forme (`de`)", "publics: [jeunes, seniors]"),
    "objet": ("plusieurs champs ensemble (`champs`)", "lieu: {nom: La Cantine, commune: 29019}"),
    "budget": ("des charges et des produits, compte par compte", "charges: [{compte: 60, montant: 980}]"),
}

INDICATEUR = {
    "entier": ("combien", "valeur: 24"),
    "nombre": ("combien, avec un point", "valeur: 640.5"),
    "montant": ("combien d'euros", "valeur: 310"),
    "ratio": ("combien, sur combien ; le pourcentage est calculé", "valeur: 6 et sur: 8"),
    "avant_apres": ("combien au début et à la fin, sur combien", "avant: 18, apres: 29 et sur: 36"),
    "repartition": ("combien de chaque catégorie (`parmi`)", "repartition: {moins-de-12: 3}"),
    "echelle": ("un degré, `de` tant `a` tant", "valeur: 4"),
    "oui_non": ("oui ou non", "valeur: oui"),
    "texte": ("des mots", "valeur: Une élève sait greffer un pommier."),
}

DE_TOUTE_MESURE = """\
Au lieu de `valeur`, un nombre peut se dire `entre: [10, 15]`, et `environ: true` à côté. Une mesure peut aussi dire
seulement `non_renseigne:`, suivi de la raison. Elle prend encore `source`, `periode`, `recueil`, `recueilli_le`,
`population` (de qui `sur` a répondu), `cible: {au_moins: …, au_plus: …}` et `diffusion: interne`.
"""


def page() -> str:
    """The whole page, as it should be."""
    return "\n".join([TETE, *_champs(), *_indicateurs(), DE_TOUTE_MESURE])


def _champs() -> Iterator[str]:
    yield "## Un champ\n\n| Forme | Ce que c'est | Par exemple | Bornes |\n|---|---|---|---|"
    for nom, forme in CHAMPS.items():
        dit, exemple = CHAMP[nom]
        yield f"| `{nom}` | {dit} | `{exemple}` | {_codes(forme.BORNES)} |"
    yield "\nTout champ prend aussi `titre`, `aide`, `exemple`, `role`, `obligatoire` et `diffusion`.\n"


def _indicateurs() -> Iterator[str]:
    yield "## Un indicateur\n\n| Forme | Ce que c'est | Une mesure dit | Ses clés | Bornes |\n|---|---|---|---|---|"
    for nom, forme in INDICATEURS.items():
        dit, exemple = INDICATEUR[nom]
        cles = _codes(forme.reponses(Spec(forme=nom)))
        yield f"| `{nom}` | {dit} | `{exemple}` | {cles} | {_codes(forme.BORNES)} |"
    yield ""


def _codes(noms: object) -> str:
    return " ".join(f"`{nom}`" for nom in noms) if isinstance(noms, dict) else ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
