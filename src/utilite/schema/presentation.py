"""`presentation` of a référentiel: the logo and the two colours of a network's documents."""

from pathlib import PurePosixPath
from typing import Any

from utilite import couleurs, francais, source
from utilite.diagnostic import Route
from utilite.formes import editeur, objet, texte
from utilite.formes.spec import Cle, Lecture, Schema
from utilite.referentiel import Presentation

LOGOS = (".svg", ".png")


def _lit_couleur(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    ecrit = texte.brut(node, route, lecture)
    if ecrit is None:
        return None
    lue = couleurs.lit(ecrit)
    if lue is None:
        message = f"« {ecrit[:40]} » : une couleur s'écrit « # » et six chiffres ou lettres de a à f"
        lecture.dit("forme-attendue", route, message, 'par exemple : "#1f5a7a", entre guillemets')
    return lue


def _lit_logo(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    ecrit = texte.brut(node, route, lecture)
    if ecrit is None:
        return None
    chemin = PurePosixPath(ecrit)
    if chemin.is_absolute() or ".." in chemin.parts or "\\" in ecrit or chemin.suffix.lower() not in LOGOS:
        message = f"« {ecrit[:60]} » : le logo est un fichier .svg ou .png de l'espace de travail"
        lecture.dit("logo-illisible", route, message, "donnez son chemin depuis le référentiel, par exemple : logo.svg")
        return None
    return ecrit


def _decrit_couleur() -> Schema:
    message = "Une couleur s'écrit « # » et six chiffres ou lettres de a à f, entre guillemets."
    return editeur.ou_vide(editeur.motif("#?[0-9A-Fa-f]{6}", message), {"type": "number"})


CLES = {
    "logo": Cle(lecteur=_lit_logo, exemple="logo.svg", decrit=editeur.ligne),
    "couleur": Cle(lecteur=_lit_couleur, exemple='"#1f5a7a"', decrit=_decrit_couleur),
    "couleur_claire": Cle(lecteur=_lit_couleur, exemple='"#f0c060"', decrit=_decrit_couleur),
}
_LIT = objet.de(CLES)


def lit(node: source.Node, route: Route, lecture: Lecture) -> Presentation | None:
    """The presentation, its colours made legible where they aren't: the fault is told."""
    lu: dict[str, Any] | None = _LIT(node, route, lecture)
    if lu is None:
        return None
    _vides(node, route, lecture)
    couleur = _lisible(lu.get("couleur"), couleurs.BLANC, "blanc", couleurs.NOIR, (*route, "couleur"), lecture)
    fond = couleur or Presentation().couleur
    claire = _lisible(
        lu.get("couleur_claire"), fond, f"« {fond} »", couleurs.BLANC, (*route, "couleur_claire"), lecture
    )
    if couleur and not claire:
        claire = couleurs.proche_lisible(Presentation().couleur_claire, couleur, couleurs.BLANC)
    choisies = {"couleur": couleur, "couleur_claire": claire, "logo": lu.get("logo")}
    return Presentation(**{cle: valeur for cle, valeur in choisies.items() if valeur})


def _vides(node: source.Node, route: Route, lecture: Lecture) -> None:
    """`couleur: #1f5a7a` holds nothing: YAML reads a comment there."""
    for cle, (_, valeur) in node.entries.items() if isinstance(node, source.Mapping) else ():
        if cle.startswith("couleur") and objet.est_vide(valeur):
            message = f"« {cle} » est vide : sans guillemets, YAML prend « # » et la suite pour un commentaire"
            lecture.dit("forme-attendue", (*route, cle), message, 'écrivez par exemple : "#1f5a7a"', on_key=True)


def _lisible(couleur: str | None, fond: str, nom_du_fond: str, vers: str, route: Route, lecture: Lecture) -> str | None:
    if couleur is None:
        return None
    lisible = couleurs.proche_lisible(couleur, fond, vers)
    if lisible != couleur:
        rapport = francais.nombre(couleurs.contraste(couleur, fond), 1)
        message = f"« {couleur} » sur {nom_du_fond} se lit mal : un contraste de {rapport}, il faut 4,5"
        lecture.dit("couleur-illisible", route, message, f'la plus proche qui convient : "{lisible}"')
    return lisible
