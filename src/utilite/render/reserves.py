"""What one should know to read a figure of the network: what isn't in it, what may be twice in it."""

from collections.abc import Iterator, Mapping

from utilite import effectifs, francais
from utilite.formes.spec import Reponse, Spec
from utilite.network.cellule import Cellule
from utilite.network.chiffres import Chiffres, s_additionne
from utilite.referentiel import Indicateur
from utilite.render import apports

PLUSIEURS_ACTIONS = "additionne des actions : qui prend part à deux y compte deux fois"
_NOMMES = 4
"""How many acteurs a warning names."""


def de_chiffre(genre: str, montree: Reponse | None, cellule: Cellule, spec: Spec) -> Iterator[str]:
    if genre == "aucun" and cellule.total is not None:
        yield "à lire fiche par fiche"
    if genre == "moyenne" and cellule.nombre > 1:
        yield "chaque fiche y compte autant"
    if genre == "somme" and cellule.nombre > 1 and effectifs.compte_des_personnes(spec.unite):
        yield PLUSIEURS_ACTIONS
    if montree is not None and (prudence := apports.precaution(montree, spec)):
        yield prudence
    for cle, un, plusieurs in _SANS:
        if cellule.sans[cle]:
            yield francais.compte(cellule.sans[cle], un, plusieurs)


_SANS = (
    ("tues", "mesure cachée et non comptée : trop peu de personnes d'un public sensible",
     "mesures cachées et non comptées : trop peu de personnes d'un public sensible"),
    ("internes", "mesure interne, non comptée", "mesures internes, non comptées"),
    ("inconnues", "réponse « on ne sait pas »", "réponses « on ne sait pas »"),
    ("remplacees", "mesure non comptée, car une plus récente porte sur la même période",
     "mesures non comptées, car de plus récentes portent sur les mêmes périodes"),
)  # fmt: skip
"""What is said of what isn't counted."""


def doublons(reseau: Chiffres, indicateur: Indicateur, noms: Mapping[str, str]) -> Iterator[str]:
    """Said only where figures are added up: elsewhere nothing is counted twice."""
    if not s_additionne(indicateur):
        return
    meme, autres = reseau.doublons.meme_periode(indicateur.id), reseau.doublons.autres_periodes(indicateur.id)
    if meme:
        yield (
            f"double compte probable : plusieurs mesures portent sur une même période ({_nommes(meme, noms)}), "
            "et les mêmes personnes ont pu venir aux deux actions"
        )
    if autres:
        yield (
            f"double compte possible : plusieurs périodes s'additionnent ({_nommes(autres, noms)}), "
            "et les mêmes personnes ont pu revenir"
        )


def _nommes(acteurs: list[str], noms: Mapping[str, str]) -> str:
    dits = [noms.get(a, a) for a in acteurs[:_NOMMES]]
    reste = len(acteurs) - len(dits)
    return francais.enumere([*dits, francais.compte(reste, "autre acteur", "autres acteurs")] if reste else dits)
