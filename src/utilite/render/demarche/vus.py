"""The questions of a procedure in words, for who will say what answers them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from utilite.errors import OperatorError
from utilite.modele import ChampVu
from utilite.render.demarche import genres, procedure
from utilite.render.demarche.mots import enumere, simple
from utilite.render.demarche.procedure import Question, SchemaFautifError

DITS = {
    "Textarea": "texte long",
    "IntegerNumber": "nombre entier",
    "DecimalNumber": "nombre",
    "Date": "jour",
    "Datetime": "jour et heure",
    "YesNo": "oui ou non",
    "Checkbox": "case : oui ou non",
    "DropDownList": "un mot de la liste",
    "MultipleDropDownList": "un ou plusieurs mots de la liste",
    "Email": "adresse de courriel",
    "Phone": "numéro de téléphone",
    "Siret": "SIRET",
    "Iban": "IBAN",
    "Civilite": "M. ou Mme",
    "Pays": "pays, par son code ou son nom",
    "Region": "région, par son code ou son nom",
    "Departement": "département, par son code ou son nom",
    "Commune": "commune : [code postal, code INSEE]",
    "Epci": "intercommunalité : [code du département, SIREN]",
    "Address": "adresse postale, sur une ligne",
}
"""What each kind takes, in French; one line of text where nothing is said."""


def champs(chemin: Path) -> list[ChampVu]:
    """What may be prefilled, and what can't, in the procedure's order. Raises OperatorError."""
    try:
        demarche = procedure.lit(chemin)
    except SchemaFautifError as error:
        raise OperatorError(f"« {chemin.name} », {error} : {procedure.OU_LE_PRENDRE}") from error
    questions = [q for q in demarche.questions if q.genre not in genres.MUETS and q.genre != "Repetition"]
    fois = Counter(simple(q.libelle) for q in questions)
    blocs = {q.cle: q.libelle for q in demarche.questions}
    return [_vu(q, blocs.get(q.bloc, ""), seule=fois[simple(q.libelle)] == 1) for q in questions]


def _vu(question: Question, bloc: str, *, seule: bool) -> ChampVu:
    """By its label, or by its id where that label is another's too."""
    nomme = seule and question.cle not in procedure.IDENTITE and simple(question.libelle)
    return ChampVu(
        nom=question.libelle if nomme else question.cle,
        dit=" ; ".join(_dits(question, bloc, "" if nomme else question.libelle)),
        a_remplir=not genres.refus(question),
    )


def _dits(question: Question, bloc: str, libelle: str) -> Iterator[str]:
    if libelle:
        yield f"« {libelle} »"
    yield genres.refus(question) or DITS.get(question.genre, "texte d'une ligne")
    if question.options and not genres.refus(question):
        yield f"{enumere(question.options)}{', ou autre chose' if question.libre else ''}"
    if bloc:
        yield f"une liste : une réponse par ligne du bloc « {bloc} »"
    if question.obligatoire:
        yield "obligatoire"
