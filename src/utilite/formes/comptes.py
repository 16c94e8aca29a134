"""The accounts of a project's budget: which side each stands on, and what it is called.

Source of the accounts: the platform Dauphin's (betagouv/api-subventions-asso, dauphin-gispro fixtures), and
of their names the Cerfa 15059*02, « compte rendu financier de subvention »; 69, 71, 72 and 79, which that
form leaves out, have the plan comptable général's.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from utilite import source
from utilite.diagnostic import Route
from utilite.formes import editeur, texte
from utilite.formes.spec import Lecteur, Lecture, Schema
from utilite.orthographe import proche

COTES = ("charges", "produits")

PLAN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "charges": {
            "60": "Achats",
            "601": "Achats de matières et de fournitures",
            "604": "Achats de prestations de services",
            "61": "Services extérieurs",
            "613": "Locations",
            "615": "Entretien et réparation",
            "616": "Assurance",
            "618": "Documentation",
            "62": "Autres services extérieurs",
            "622": "Rémunérations d'intermédiaires et honoraires",
            "623": "Publicité, publications",
            "625": "Déplacements, missions",
            "63": "Impôts et taxes",
            "631": "Impôts et taxes sur les rémunérations",
            "635": "Autres impôts et taxes",
            "64": "Charges de personnel",
            "641": "Rémunération du personnel",
            "645": "Charges sociales",
            "647": "Autres charges de personnel",
            "65": "Autres charges de gestion courante",
            "66": "Charges financières",
            "67": "Charges exceptionnelles",
            "68": "Dotations aux amortissements",
            "69": "Impôts sur les bénéfices",
            "86": "Emplois des contributions volontaires en nature",
            "860": "Secours en nature",
            "861": "Mise à disposition gratuite de biens et de services",
            "862": "Prestations",
            "864": "Personnel bénévole",
        },
        "produits": {
            "70": "Ventes de marchandises, de produits finis, de prestations de services",
            "71": "Production stockée",
            "72": "Production immobilisée",
            "73": "Dotations et produits de tarification",
            "74": "Subventions d'exploitation",
            "75": "Autres produits de gestion courante",
            "756": "Cotisations",
            "758": "Dons manuels, mécénat",
            "76": "Produits financiers",
            "77": "Produits exceptionnels",
            "78": "Reprises et reports de ressources non utilisées",
            "79": "Transferts de charges",
            "87": "Contributions volontaires en nature",
            "870": "Bénévolat",
            "871": "Prestations en nature",
            "875": "Dons en nature",
        },
    }
)

_NOMS = {**PLAN["charges"], **PLAN["produits"]}
_COMPTES = {
    "charges": re.compile(r"(?:6[0-9]|86)[0-9]?"),
    "produits": re.compile(r"(?:7[0-9]|87)[0-9]?"),
}
_TOUS = {
    "charges": "de 60 à 69, ou 86 pour les contributions volontaires",
    "produits": "de 70 à 79, ou 87 pour les contributions volontaires",
}


def libelle(compte: str) -> str:
    """What an account is called, or the account of two figures that it belongs to."""
    return _NOMS.get(compte) or _NOMS[compte[:2]]


def est_contribution(compte: str) -> bool:
    """Whether it counts what was given and not paid: 86 among the charges, 87 among the produits."""
    return compte[:2] in ("86", "87")


def lecteur(cote: str) -> Lecteur:
    """A reader of an account of this side, two or three figures."""

    def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
        ecrit = texte.brut(node, route, lecture)
        if ecrit is None or _COMPTES[cote].fullmatch(ecrit):
            return ecrit
        message, hint = _faute(ecrit, cote)
        lecture.dit("compte-inconnu", route, message, hint)
        return None

    return lit


def _faute(ecrit: str, cote: str) -> tuple[str, str]:
    """What is wrong with a text that should be an account of this side, and what to write."""
    autre = COTES[1 - COTES.index(cote)]
    if _COMPTES[autre].fullmatch(ecrit):
        return f"{ecrit} est un compte de {autre}, pas de {cote}", f"déplacez cette ligne sous « {autre}: »"
    chiffres = re.findall(r"[0-9]{2,}", ecrit[:200])
    court = chiffres[0][:3] if len(chiffres) == 1 else ""
    if _COMPTES[cote].fullmatch(court):
        seul = ecrit == chiffres[0]
        message = "un compte a deux ou trois chiffres ici" if seul else "« compte » attend le numéro seul"
        return f"« {ecrit[:40]} » : {message}", f"écrivez : {court}{'' if seul else ', et le reste dans « libelle: »'}"
    noms = {nom: compte for compte, nom in PLAN[cote].items()}
    voisin = proche(ecrit, noms)
    hint = f"écrivez : {noms[voisin]}" if voisin else f"un compte de {cote} va {_TOUS[cote]}"
    return f"« {ecrit[:40]} » n'est pas un compte de {cote}", hint


def decrit(cote: str) -> Schema:
    """The usual accounts by their names, and any other of this side."""
    usuels = {"enum": [int(compte) for compte in PLAN[cote]], "enumDescriptions": list(PLAN[cote].values())}
    classe, en_nature = (6, 86) if cote == "charges" else (7, 87)
    suites = ((classe * 10, 10), (classe * 100, 100), (en_nature * 10, 10))
    autres = [{"type": "integer", "minimum": premier, "maximum": premier + n - 1} for premier, n in suites]
    message = f"Un compte de {cote} est attendu ici, {_TOUS[cote]}."
    return editeur.ou_vide(editeur.motif(_COMPTES[cote].pattern, message), usuels, *autres)
