"""`avant_apres`: the same count at both ends of the period."""

from collections.abc import Mapping
from functools import partial

from utilite import francais
from utilite.formes import nombres
from utilite.formes.spec import Cle, Lecteur, Reponse, Spec

SAISIE = "nombre"
NUMERIQUE = True
DEMANDE: tuple[str, ...] = ("avant", "apres")
BORNES: Mapping[str, Lecteur] = {"min": nombres.lit_nombre, "max": nombres.lit_nombre}


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`avant: 18`, `apres: 29`, and `sur: 36` where there is a whole."""
    bout = nombres.borne(nombres.TOUT, spec)
    tout = Cle(lecteur=nombres.TOUT, decrit=partial(nombres.decrit, nombres.SANS_BORNE))
    dit_bout = partial(nombres.decrit, spec)
    return {
        "avant": Cle(lecteur=bout, exemple="18", decrit=dit_bout),
        "apres": Cle(lecteur=bout, exemple="29", decrit=dit_bout),
        "sur": tout,
        "population": tout,
    }


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« 18 avant, 29 après, sur 36 personnes (de 50 % à 81 %) »."""
    avant, apres = reponse.avant or 0, reponse.apres or 0
    environ = "environ " if reponse.environ else ""
    texte = f"{environ}{francais.nombre(avant)} avant, {francais.nombre(apres)} après"
    if reponse.sur is None:
        unite = f"{francais.INSECABLE}{francais.unite(spec.unite, apres)}" if spec.unite else ""
        return f"{texte}{unite}"
    unite = f"{francais.INSECABLE}{francais.unite(spec.unite, reponse.sur)}" if spec.unite else ""
    texte = f"{texte}, sur {francais.nombre(reponse.sur)}{unite}"
    if reponse.sur <= 0:
        return texte
    parts = (francais.pourcentage(avant, reponse.sur), francais.pourcentage(apres, reponse.sur))
    return f"{texte} (de {parts[0]} à {parts[1]})"
