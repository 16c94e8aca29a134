"""What a form starts from: the workspace's files that travel in the page, and the answers already there."""

import base64
from collections.abc import Iterator
from typing import Any, NamedTuple

from utilite import source
from utilite.edit import suite, tampon
from utilite.edit.arbres import arbre
from utilite.edit.formulaire import redaction
from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.orthographe import suggestion
from utilite.render import modeles
from utilite.render.outputs import html
from utilite.workspace import REFERENTIEL, Workspace, octets


class Depart(NamedTuple):
    """The files that the checks need beside the answers, the acteurs to choose from, the answers.

    `images` are files too, in base 64; `modeles` the documents to choose from, the network's own first.
    """

    fichiers: dict[str, str]
    acteurs: list[dict[str, str]]
    etat: dict[str, Any]
    images: dict[str, str]
    modeles: list[dict[str, Any]]


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
    choisis = [nom for nom in noms if isinstance(nom, str) and nom in espace.acteurs] if isinstance(noms, list) else []
    fichiers = {REFERENTIEL: espace.referentiel.document.text, **_acteurs(espace, choisis)}
    for nom in _precedentes(espace, etat["fiche"].get("precedente")):
        fichiers[f"fiches/{nom}.yaml"] = espace.fiche(nom).document.text
    for modele, livre in _offerts(espace):
        fichiers |= {} if livre else dict(_sources(espace, modele))
    return Depart(fichiers, connus(espace), etat, _images(espace), choix(espace))


def choix(espace: Workspace) -> list[dict[str, Any]]:
    """The documents to choose from."""
    offerts = _offerts(espace)
    return [{"nom": m.nom, "titre": m.titre, "financeur": m.financeur, "livre": livre} for m, livre in offerts]


def _offerts(espace: Workspace) -> list[tuple[Modele, bool]]:
    return [(modele, livre) for modele, livre in modeles.tous(espace) if _offert(espace, modele, livre=livre)]


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


def _offert(espace: Workspace, modele: Modele, *, livre: bool) -> bool:
    """Whether a page can be made of it: about one fiche, and without a fault."""
    fautifs = () if livre else [lu.document.file for lu in espace.modeles() if lu.findings]
    return modele.portee == "fiche" and html.offre(modele) and modele.file not in fautifs


def _sources(espace: Workspace, modele: Modele) -> Iterator[tuple[str, str]]:
    """The texts of a template's folder; a link that leads out of the workspace is left out, as is a Word file."""
    for chemin in sorted(modele.dossier.rglob("*")):
        nom = chemin.relative_to(espace.racine).as_posix()
        if "/." in nom:  # nobody's: an editor's, a system's
            continue
        try:
            yield nom, octets(espace.racine, nom).decode()
        except (OSError, UnicodeDecodeError):
            continue


def _images(espace: Workspace) -> dict[str, str]:
    """The network's logo, by its name."""
    logo, _ = espace.logo()
    assert espace.referentiel.valeur is not None
    return {espace.referentiel.valeur.presentation.logo: base64.b64encode(logo).decode()} if logo else {}
