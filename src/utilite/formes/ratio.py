"""`ratio`: so many out of so many; the percentage is computed, never typed."""

from collections.abc import Mapping
from functools import partial

from utilite import francais
from utilite.formes import nombres
from utilite.formes.spec import Cle, Lecteur, Reponse, Spec

SAISIE = "nombre"
NUMERIQUE = True
DEMANDE: tuple[str, ...] = ("valeur", "sur")
BORNES: Mapping[str, Lecteur] = {"min": nombres.lit_nombre, "max": nombres.lit_nombre}


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: 6`, `sur: 8`; `population` where it is known of how many."""
    tout = Cle(lecteur=nombres.TOUT, exemple="8", decrit=partial(nombres.decrit, nombres.SANS_BORNE))
    return nombres.cles(spec, avec=frozenset({"sur"})) | {"sur": tout, "population": tout}


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« 6 personnes sur 8, soit 75 % »."""
    texte = nombres.dit_quantite(reponse, francais.nombre, spec.unite)
    if reponse.sur is None:
        return texte
    texte = f"{texte} sur {francais.nombre(reponse.sur)}"
    if reponse.sur <= 0:
        return texte
    if reponse.entre is not None:
        bas, haut = (francais.pourcentage(v, reponse.sur) for v in reponse.entre)
        return f"{texte}, soit de {bas} à {haut}"
    soit = "soit environ" if reponse.environ else "soit"
    return f"{texte}, {soit} {francais.pourcentage(reponse.valeur, reponse.sur)}"
