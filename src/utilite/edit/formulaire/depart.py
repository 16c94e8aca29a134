"""What a form starts from: the workspace's files that travel in the page, and the answers already there."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from utilite import source
from utilite.edit import suite, tampon
from utilite.edit.arbres import arbre
from utilite.edit.formulaire import redaction
from utilite.errors import OperatorError
from utilite.orthographe import suggestion
from utilite.workspace import REFERENTIEL, Workspace, octets


class Depart(NamedTuple):
    """The files that the checks need beside the answers, the acteurs to choose from, the answers."""

    fichiers: dict[str, str]
    acteurs: list[dict[str, str]]
    etat: dict[str, Any]


def de(espace: Workspace, fiche: str = "", precedente: str = "") -> Depart:
    """The start of a new fiche, of one that exists, or of the year after `precedente`.

    Raises OperatorError where a fiche can't be found or read.
    """
    referentiel = espace.referentiel.valeur
    assert referentiel is not None
    etat: dict[str, Any] = {"nom": fiche, "acteur": None, "fiche": {"statut": "brouillon"}}
    if referentiel.licence:
        etat["fiche"]["licence"] = referentiel.licence
    if fiche:
        etat["fiche"] = redaction.lu(document(espace, fiche))
        fichier = f"fiches/{fiche}.yaml"
        etat["depart"] = tampon.ligne(fichier, octets(espace.racine, fichier))
        if etat["fiche"].get("version_referentiel") in referentiel.versions:
            etat["fiche"]["version_referentiel"] = referentiel.version  # the reader follows what was renamed since
    elif precedente:
        avant = arbre(document(espace, precedente).root)
        etat["fiche"] |= redaction.denomme(suite.reprises(avant, referentiel))
        etat["fiche"]["precedente"] = precedente
    elif len(espace.acteurs) == 1:
        etat["fiche"]["acteurs"] = list(espace.acteurs)
    noms = etat["fiche"].get("acteurs")
    choisis = [nom for nom in noms if nom in espace.acteurs] if isinstance(noms, list) else []
    fichiers = {REFERENTIEL: espace.referentiel.document.text, **_acteurs(espace, choisis)}
    for nom in _precedentes(espace, etat["fiche"].get("precedente")):
        fichiers[f"fiches/{nom}.yaml"] = espace.fiche(nom).document.text
    return Depart(fichiers, connus(espace), etat)


def connus(espace: Workspace) -> list[dict[str, str]]:
    """The acteurs to choose from."""
    return [{"id": nom, "titre": lu.valeur.nom if lu.valeur else nom} for nom, lu in espace.acteurs.items()]


def document(espace: Workspace, nom: str) -> source.Document:
    """A fiche to start from. Raises OperatorError where it can't be found or read."""
    noms = espace.noms_de_fiches()
    if nom not in noms:
        ensuite = suggestion(nom, noms, "vouliez-vous dire « {} » ?", f"fiches connues : {', '.join(noms) or 'aucune'}")
        raise OperatorError(f"aucune fiche ne s'appelle « {nom[:60]} » : {ensuite}")
    lu = espace.fiche(nom).document
    if lu.root is None:
        raise OperatorError(
            f"la fiche « {nom} » ne peut pas être lue : tapez « utilite validate fiches/{nom}.yaml » pour voir pourquoi"
        )
    return lu


def _acteurs(espace: Workspace, choisis: list[str]) -> dict[str, str]:
    """Those who answer, whole; of the others their name only: a page travels, and says nothing of them."""
    return {
        f"acteurs/{nom}.yaml": lu.document.text
        if nom in choisis
        else f"identite:\n  nom: {source.quoted(lu.valeur.nom if lu.valeur else nom)}\n"
        for nom, lu in espace.acteurs.items()
    }


def _precedentes(espace: Workspace, nom: object) -> Iterator[str]:
    """The fiches of the periods before, since some rules compare them."""
    connues, vues = set(espace.noms_de_fiches()), set[str]()
    while isinstance(nom, str) and nom in connues and nom not in vues:
        vues.add(nom)
        yield nom
        fiche = espace.fiche(nom).valeur
        nom = fiche.precedente if fiche else ""
