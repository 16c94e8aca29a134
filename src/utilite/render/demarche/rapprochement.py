"""Which question of a procedure each line of champs.yaml answers: by id, else by any of its labels."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from utilite.modele import ChampDeFormulaire
from utilite.orthographe import suggestion
from utilite.render.demarche.genres import MUETS
from utilite.render.demarche.mots import enumere, simple
from utilite.render.demarche.procedure import IDENTITE, Question


class Faute(NamedTuple):
    """What is wrong with a line, and what to write instead."""

    champ: ChampDeFormulaire
    message: str
    hint: str


class Rapprochement(NamedTuple):
    """The line that answers each question, by its key, and the lines that answer none."""

    champs: dict[str, ChampDeFormulaire]
    fautes: list[Faute]


def rapproche(champs: Iterable[ChampDeFormulaire], questions: Sequence[Question]) -> Rapprochement:
    """Each line with its question; the first of its names that the procedure knows counts."""
    fait = Rapprochement({}, [])
    for champ in champs:
        trouvees = next(filter(None, (_nommees(nom, questions) for nom in champ.noms)), [])
        faute = _faute(champ, trouvees, questions, fait)
        if faute:
            fait.fautes.append(faute)
        else:
            fait.champs[trouvees[0].cle] = champ
    return fait


def _nommees(nom: str, questions: Sequence[Question]) -> list[Question]:
    cle = nom.strip().rstrip("=")
    par_cle = [q for q in questions if q.cle in (cle, f"champ_{cle}")]
    return par_cle or [q for q in questions if q.cle not in IDENTITE and q.genre not in MUETS and _meme(q.libelle, nom)]


def _meme(libelle: str, nom: str) -> bool:
    return simple(libelle) == simple(nom) if simple(nom) else libelle == nom


def _faute(
    champ: ChampDeFormulaire, trouvees: Sequence[Question], questions: Sequence[Question], fait: Rapprochement
) -> Faute | None:
    nom = f"« {champ.noms[0][:100]} »"
    if not trouvees:
        libelles = [q.libelle for q in questions if q.genre not in MUETS]
        sinon = "donnez son libellé ou son identifiant, comme le schéma les écrit"
        hint = suggestion(champ.noms[0], libelles, "remplacez par « {} »", sinon)
        return Faute(champ, f"{nom} n'est pas une question de la démarche", hint)
    if len(trouvees) > 1:
        hint = f"donnez l'identifiant de la bonne : {enumere(q.cle for q in trouvees)}"
        return Faute(champ, f"{nom} est le libellé de plusieurs questions ({enumere(q.cle for q in trouvees)})", hint)
    if trouvees[0].cle in fait.champs:
        autre = fait.champs[trouvees[0].cle].noms[0][:100]
        return Faute(champ, f"{nom} répond à la même question que « {autre} »", "gardez l'une des deux lignes")
    return None
