"""templates/NAME/champs.yaml: what answers each field of a form to fill → ChampDeFormulaire.

A field's name and the expression that answers it; or its name and an object, where it goes by other names too:

    Objectifs du projet:
      reponse: role('objectifs')
      ou: [Objectifs poursuivis et résultats attendus]
"""

from utilite import source
from utilite.diagnostic import Finding, Place, Route
from utilite.formes import editeur, objet, texte
from utilite.formes.spec import Lecture
from utilite.modele import ChampDeFormulaire
from utilite.schema import cles

CHAMP = {
    "reponse": cles.obligatoire(texte.libre, "role('objectifs')", est_texte=True, decrit=editeur.libre),
    "ou": cles.TEXTES,
}
_LIT_CHAMP = objet.de(CHAMP)


def lit(document: source.Document) -> tuple[tuple[ChampDeFormulaire, ...], list[Finding]]:
    """The fields, as far as the file could be read, and what is wrong with it."""
    lecture = Lecture(document)
    if not isinstance(document.root, source.Mapping):
        return (), []
    entrees = document.root.entries
    lus, findings = lecture.jusqu_au_bout(lambda: [_lit_champ(nom, v, lecture) for nom, (_, v) in entrees.items()])
    return tuple(champ for champ in lus or () if champ is not None), findings


def _lit_champ(nom: str, node: source.Node, lecture: Lecture) -> ChampDeFormulaire | None:
    route: Route = (nom,)
    if objet.est_vide(node, texte=True):  # a field that nothing answers
        return None
    if isinstance(node, source.Mapping):
        lu = _LIT_CHAMP(node, route, lecture) or {}
        noms, expression, route = (nom, *(lu.get("ou") or ())), lu.get("reponse"), (nom, "reponse")
    else:
        noms, expression = (nom,), texte.libre(node, route, lecture)
    return ChampDeFormulaire(Place(lecture.file, route), noms, expression) if expression else None
