"""`echelle`: a step of an ordered scale, whose labels the référentiel gives."""

from collections.abc import Mapping
from functools import partial

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import editeur, nombres
from utilite.formes.spec import Cle, Lecteur, Lecture, Reponse, Schema, Spec

SAISIE = "echelle"
NUMERIQUE = True
DEMANDE: tuple[str, ...] = ("valeur",)
BORNES: Mapping[str, Lecteur] = {}


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: 4`; a mean of several answers may have decimals."""
    bas, haut = spec.echelle
    lit_nombre = nombres.lecteur(permis=frozenset({"entre", "environ"}))

    def lit(node: source.Node, route: Route, lecture: Lecture) -> float | None:
        valeur: float | None = lit_nombre(node, route, lecture)
        if valeur is not None and not bas <= valeur <= haut:
            lecture.dit("hors-bornes", route, f"{francais.nombre(valeur)} n'est pas sur l'échelle",
                        f"elle va de {bas} à {haut}")  # fmt: skip
        return valeur

    return {
        "valeur": Cle(lecteur=lit, decrit=partial(_decrit, spec)),
        "entre": Cle(lecteur=nombres.couple(lit), decrit=partial(nombres.decrit_couple, _bornes(spec))),
    }


def _bornes(spec: Spec) -> Spec:
    """The scale as bounds; none where it isn't known beforehand."""
    bas, haut = spec.echelle
    return Spec(forme="nombre", bornes={"min": bas, "max": haut} if bas < haut else {})


def _decrit(spec: Spec) -> Schema:
    """A step, each with its label, or a mean between two."""
    bornes = _bornes(spec).bornes
    echelons = {"enum": list(range(spec.echelle[0], spec.echelle[1] + 1)), "enumDescriptions": list(spec.libelles)}
    return editeur.ou_vide(nombres.fragment(bornes), *([echelons] if bornes and spec.libelles else []))


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« 4 sur une échelle de 1 à 5 (« d'accord ») »."""
    bas, haut = spec.echelle
    texte = nombres.dit_quantite(reponse, francais.nombre, "")
    texte = f"{texte} sur une échelle de {francais.nombre(bas)} à {francais.nombre(haut)}"
    rang = reponse.valeur
    if isinstance(rang, int) and spec.libelles and 0 <= rang - bas < len(spec.libelles):
        texte = f"{texte} (« {spec.libelles[rang - bas]} »)"
    return texte
