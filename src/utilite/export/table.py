"""The table's columns: their names never change their meaning without `VERSION`; docs/donnees.md tells them."""

from enum import StrEnum
from typing import Any, NamedTuple

VERSION = 1
"""Goes up where a column goes away or changes its meaning; a further column leaves it as it is."""

Ligne = dict[str, Any]
"""A line by columns: texts, numbers, booleans; None where nothing is said or it doesn't apply."""


class Genre(StrEnum):
    """What a column holds; a day is a text, `2024-11-30`."""

    TEXTE = "texte"
    NOMBRE = "nombre"
    ENTIER = "entier"
    JOUR = "jour"
    OUI_NON = "oui ou non"


class Colonne(NamedTuple):
    """A column, and what it means."""

    nom: str
    genre: Genre
    dit: str


COLONNES = (
    Colonne("fiche", Genre.TEXTE, "l'identifiant de la fiche, unique dans son réseau"),
    Colonne("acteur", Genre.TEXTE, "l'identifiant de l'acteur qui porte l'action, le premier de la fiche"),
    Colonne("periode", Genre.TEXTE, "la période de la mesure, sinon celle de la fiche : `2024`, `2024-03/2024-11-30`"),
    Colonne("commune", Genre.TEXTE, "le code Insee de la commune que dit la fiche, sinon l'acteur"),
    Colonne("axe", Genre.TEXTE, "l'identifiant de l'axe ; vide pour un critère propre sans axe"),
    Colonne("critere", Genre.TEXTE, "l'identifiant du critère"),
    Colonne("indicateur", Genre.TEXTE, "l'identifiant de l'indicateur"),
    Colonne("niveau", Genre.TEXTE, "`realisation`, `resultat` ou `impact`"),
    Colonne(
        "valeur",
        Genre.NOMBRE,
        "le nombre exact ; vide pour un intervalle, un avant/après, un texte, ce que l'on ignore",
    ),
    Colonne("sur", Genre.NOMBRE, "sur combien : l'effectif dont `valeur` est une part"),
    Colonne("unite", Genre.TEXTE, "l'unité, au pluriel ; `euros` pour un montant"),
    Colonne("d_apres", Genre.TEXTE, "d'après qui ou quoi : la `source` que la fiche déclare"),
    Colonne("min", Genre.NOMBRE, "le moins que ce soit : le bas de l'intervalle, ou `valeur`"),
    Colonne("max", Genre.NOMBRE, "le plus que ce soit : le haut de l'intervalle, ou `valeur`"),
    Colonne("environ", Genre.OUI_NON, "c'est un ordre de grandeur"),
    Colonne("avant", Genre.NOMBRE, "au début de la période, pour un avant/après"),
    Colonne("apres", Genre.NOMBRE, "à la fin de la période, pour un avant/après"),
    Colonne("categorie", Genre.TEXTE, "la part d'une répartition, une ligne chacune ; `valeur` en est l'effectif"),
    Colonne("texte", Genre.TEXTE, "la réponse, quand ce n'est pas un nombre ; « oui » ou « non »"),
    Colonne("non_renseigne", Genre.TEXTE, "pourquoi l'on ne sait pas ; ce n'est pas zéro"),
    Colonne("population", Genre.NOMBRE, "l'effectif entier, dont `sur` ont répondu"),
    Colonne("au_moins", Genre.NOMBRE, "la cible : au moins tant"),
    Colonne("au_plus", Genre.NOMBRE, "la cible : au plus tant"),
    Colonne("recueil", Genre.TEXTE, "comment le nombre a été recueilli"),
    Colonne("recueilli_le", Genre.JOUR, "quand il l'a été"),
    Colonne("forme", Genre.TEXTE, "la forme de l'indicateur : `entier`, `ratio`, `repartition`…"),
    Colonne("agregation", Genre.TEXTE, "ce que le référentiel permet : `somme`, `moyenne` ou `aucune`"),
    Colonne(
        "propre",
        Genre.OUI_NON,
        "l'indicateur, ou son critère, est propre à la fiche : un autre réseau ne le connaît pas",
    ),
    Colonne(
        "comptee",
        Genre.OUI_NON,
        "le panorama la compte : ni deux fois la même chose, ni un petit effectif, ni un propre",
    ),
    Colonne(
        "petit_effectif", Genre.OUI_NON, "de une à quatre personnes d'un public sensible : à ne pas publier tel quel"
    ),
    Colonne("interne", Genre.OUI_NON, "la mesure n'est pas pour tout le monde ; jamais sans `--interne`"),
    Colonne("debut", Genre.JOUR, "le premier jour de la période"),
    Colonne("fin", Genre.JOUR, "le dernier jour de la période"),
    Colonne("fiche_titre", Genre.TEXTE, "le titre de la fiche"),
    Colonne("acteur_nom", Genre.TEXTE, "le nom de l'acteur"),
    Colonne("acteurs", Genre.TEXTE, "les identifiants de tous les acteurs de la fiche, séparés par des espaces"),
    Colonne("axe_titre", Genre.TEXTE, "le titre de l'axe"),
    Colonne("critere_titre", Genre.TEXTE, "le titre du critère"),
    Colonne("indicateur_titre", Genre.TEXTE, "le titre de l'indicateur"),
    Colonne("categorie_titre", Genre.TEXTE, "le titre de la part"),
    Colonne("version_referentiel", Genre.TEXTE, "la version du référentiel que suit la fiche"),
    Colonne("licence", Genre.TEXTE, "la licence de la fiche, sinon celle du référentiel"),
    Colonne("version_table", Genre.ENTIER, "la version de cette table : 1"),
    Colonne("reseau", Genre.TEXTE, "l'identifiant du référentiel : deux réseaux se lisent ensemble"),
    Colonne("annee", Genre.ENTIER, "l'année où finit la période"),
)
NOMS = tuple(colonne.nom for colonne in COLONNES)
