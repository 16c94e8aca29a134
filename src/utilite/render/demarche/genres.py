"""An answer, as a question of its kind takes it: always texts, so that a link and a body say the same.

What the procedure would refuse, or keep wrong, isn't sent. One function for each kind, and a line in GENRES; the
source of each is `app/models/types_de_champ/prefill_*.rb` (see the package).
"""

from collections.abc import Callable, Mapping
from typing import Any

from utilite.render.demarche import choix, identifiants, mots, nombres
from utilite.render.demarche.mots import NeConvientPasError
from utilite.render.demarche.procedure import Question

Valeur = str | list[str]
"""What is sent: a text, or a list of them."""


def dit(valeur: Any, question: Question) -> Valeur:
    """The answer to send. Raises NeConvientPasError."""
    genre = GENRES.get(question.genre)
    if genre is None:
        raise NeConvientPasError(refus(question))
    try:
        return genre(valeur, question)
    except (ArithmeticError, ValueError) as error:
        raise NeConvientPasError("ce nombre ne s'écrit pas") from error


def refus(question: Question) -> str:
    """Why a question can't be prefilled; empty where it can."""
    if question.genre in GENRES:
        return ""
    return REFUSES.get(question.genre, "cette question ne se préremplit pas")


GENRES: Mapping[str, Callable[[Any, Question], Valeur]] = {
    "Text": mots.ligne,
    "Textarea": mots.paragraphes,
    "Formatted": mots.ligne,
    "Address": mots.ligne,
    "Referentiel": mots.ligne,
    "PreRempli": mots.ligne,
    "IntegerNumber": nombres.entier,
    "DecimalNumber": nombres.decimal,
    "Date": nombres.jour,
    "Datetime": nombres.heure,
    "YesNo": choix.oui_non,
    "Checkbox": choix.oui_non,
    "DropDownList": choix.un,
    "MultipleDropDownList": choix.plusieurs,
    "Email": identifiants.courriel,
    "Phone": identifiants.telephone,
    "Siret": identifiants.siret,
    "Iban": identifiants.iban,
    "Civilite": choix.civilite,
    "Pays": identifiants.lieu,
    "Region": identifiants.lieu,
    "Departement": identifiants.lieu,
    "Commune": identifiants.commune,
    "Epci": identifiants.epci,
}
"""What may be prefilled."""

REFUSES: Mapping[str, str] = {
    "PieceJustificative": "pièce à joindre sur le site",
    "TitreIdentite": "pièce à joindre sur le site",
    "Repetition": "ce bloc se répète : ce sont ses questions que l'on préremplit, chacune par une liste",
    "LinkedDropDownList": "liste à deux étages : le site ne laisse pas la préremplir",
    "RNA": "le site ne laisse pas préremplir un numéro RNA",
    "RNF": "le site ne laisse pas préremplir un numéro de fondation",
    "Carte": "carte à dessiner sur le site",
    "AnnuaireEducation": "établissement à choisir sur le site",
    "DossierLink": "numéro d'un autre dossier, à donner sur le site",
}
"""Why the rest can't be; a kind that is in neither is one that this version doesn't know."""

MUETS = ("HeaderSection", "Explication")
"""What asks nothing."""
