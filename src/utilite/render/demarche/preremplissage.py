"""The answers of a document to an online procedure, each as the procedure takes it, and what it still asks."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from utilite import francais
from utilite.errors import OperatorError
from utilite.formes import dates
from utilite.modele import ChampDeFormulaire, Modele
from utilite.render import expressions
from utilite.render.demarche import genres, lien, procedure
from utilite.render.demarche.genres import MUETS, Valeur
from utilite.render.demarche.lien import Corps
from utilite.render.demarche.mots import NeConvientPasError, enumere, est_vide, pleins
from utilite.render.demarche.procedure import Demarche, Question, SchemaFautifError
from utilite.render.demarche.rapprochement import Rapprochement, rapproche
from utilite.render.gabarit import ModeleFautifError

FORMAT = "json"


class Reponse(NamedTuple):
    """What becomes of a question: the values to send, row by row (one row outside of a block), or why there is none.

    `ecart` where an answer was left out, `refus` where the procedure takes none here.
    """

    question: Question
    valeurs: tuple[Valeur | None, ...] = ()
    ecart: str = ""
    refus: str = ""

    @property
    def dits(self) -> tuple[str, ...]:
        """The answer as it will stand there."""
        return tuple(_montre(valeur, self.question) for valeur in self.valeurs)

    @property
    def repond(self) -> bool:
        """Whether something is sent."""
        return any(valeur is not None for valeur in self.valeurs)


class Preremplissage(NamedTuple):
    """What a document says to a procedure; `reponses` are in the procedure's order, `lien` empty where none can be."""

    demarche: Demarche
    reponses: tuple[Reponse, ...]
    corps: Corps
    lien: str

    @property
    def avis(self) -> tuple[str, ...]:
        """What was left out, question by question."""
        ecartees = (r for r in self.reponses if r.ecart)
        return tuple(f"« {r.question.libelle} » est laissée de côté : {r.ecart}" for r in ecartees)


def de(modele: Modele, contexte: Mapping[str, Any]) -> Preremplissage:
    """The answers of one document.

    Raises ModeleFautifError where champs.yaml isn't made for this procedure, OperatorError without its schema.
    """
    demarche = _demarche(modele)
    dites = list(expressions.reponses(modele, FORMAT, contexte))
    fait = rapproche((champ for champ, _ in dites), demarche.questions)
    if fait.fautes:
        ligne = expressions.ligne(modele, FORMAT, fait.fautes[0].champ)
        raise ModeleFautifError(modele.formulaires[FORMAT].champs, ligne, _des_deux_cotes(fait, demarche))
    par_champ: dict[ChampDeFormulaire, Any] = dict(dites)
    reponses = tuple(_reponse(q, par_champ.get(fait.champs.get(q.cle))) for q in _posees(demarche))  # type: ignore[arg-type]
    corps = _corps(reponses)
    return Preremplissage(demarche, reponses, corps, lien.de(demarche.adresse, corps))


def _demarche(modele: Modele) -> Demarche:
    vierge = modele.formulaires[FORMAT].vierge
    if vierge is None:
        raise OperatorError(
            f"le modèle « {modele.nom} » demande le schéma de la démarche : {procedure.OU_LE_PRENDRE}, "
            "puis ajoutez « --form FICHIER »"
        )
    try:
        return procedure.lit(vierge)
    except SchemaFautifError as error:
        raise _refuse(modele, vierge, f"{error} : {procedure.OU_LE_PRENDRE}") from error


def _refuse(modele: Modele, vierge: Path, raison: str) -> Exception:
    """A fault of the template's, or of the operator who named a file."""
    if vierge.parent == modele.dossier:
        return ModeleFautifError(vierge.name, 0, raison)
    return OperatorError(f"« {vierge.name} », {raison}")


def _posees(demarche: Demarche) -> Iterator[Question]:
    return (q for q in demarche.questions if q.genre not in MUETS)


def _des_deux_cotes(fait: Rapprochement, demarche: Demarche) -> str:
    """What champs.yaml says that the procedure doesn't, and what the procedure asks that it doesn't answer."""
    restes = [
        f"« {q.libelle[:60]} » ({q.cle})"
        for q in _posees(demarche)
        if q.cle not in fait.champs and not genres.refus(q) and q.cle not in procedure.IDENTITE
    ]
    suite = f" ; sans réponse ici, la démarche demande : {enumere(restes)}" if restes else ""
    return f"{' ; '.join(faute.message for faute in fait.fautes[:8])}{suite}"


def _reponse(question: Question, valeur: Any) -> Reponse:
    if est_vide(valeur):
        return Reponse(question, refus=genres.refus(question))
    lignes = pleins(valeur) if question.bloc and not isinstance(valeur, list | tuple) else valeur
    try:
        if not question.bloc:
            return Reponse(question, (genres.dit(valeur, question),))
        return Reponse(question, tuple(None if est_vide(v) else genres.dit(v, question) for v in lignes))
    except NeConvientPasError as error:
        return Reponse(question, ecart=str(error))


def _corps(reponses: tuple[Reponse, ...]) -> Corps:
    """The answers by key; those of a repeated block are its rows."""
    corps: dict[str, Any] = {}
    for reponse in filter(lambda r: r.repond, reponses):
        question = reponse.question
        if not question.bloc:
            corps[question.cle] = reponse.valeurs[0]
            continue
        lignes = corps.setdefault(question.bloc, [])
        lignes += [{} for _ in reponse.valeurs[len(lignes) :]]
        for ligne, valeur in zip(lignes, reponse.valeurs, strict=False):
            ligne.update({question.cle: valeur} if valeur is not None else {})
    return {cle: [v for v in valeur if v] if isinstance(valeur, list) else valeur for cle, valeur in corps.items()}


def _montre(valeur: Valeur | None, question: Question) -> str:
    if valeur is None:
        return "—"
    if not isinstance(valeur, str):
        return ", ".join(valeur)
    if question.genre in ("YesNo", "Checkbox"):
        return "oui" if valeur == "true" else "non"
    jour = dates.moment(valeur) if question.genre == "Date" else None
    return francais.jour(jour.premier) if jour else valeur
