"""What the workspace gives in place of a document that came back: the same template, made again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from utilite.check import checker
from utilite.cli import origines
from utilite.cli.contextes import contextes
from utilite.cli.origines import Origine, Variante
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.fiche import Statut
from utilite.modele import Modele
from utilite.render import atelier, documents, modeles, textes
from utilite.render.context import Cadre
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs import OUTPUTS
from utilite.render.textes import Ligne
from utilite.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class Copie:
    """A document made again: from which template, in which way, of what."""

    modele: Modele
    variante: Variante
    contexte: Mapping[str, Any]
    _faits: dict[str, bytes] = field(default_factory=dict)

    def octets(self, format_: str) -> bytes:
        """The document, made once. Raises ModeleFautifError."""

        def fait() -> bytes:
            return next(documents.rend(self.modele, (format_,), self.contexte)).contenu

        if format_ not in self._faits:  # the template may be an old, or a stranger's
            self._faits[format_] = atelier.seul(self.modele, fait, format_) or b""
        return self._faits[format_]

    def lignes(self, format_: str) -> list[Ligne]:
        """What it says. Raises ModeleFautifError."""
        return textes.lignes(format_, self.octets(format_))

    @property
    def format_lisible(self) -> str:
        """The format in which its text is best compared with another of ours."""
        return next(nom for nom in ("html", *OUTPUTS) if OUTPUTS[nom].offre(self.modele))


def refaite(espace: Workspace, origine: Origine, format_: str, outil: str, lues: list[Ligne]) -> Copie | None:
    """The nearest to what was read, among all that this state of the workspace gives of the same fingerprint.

    A document doesn't say which template it was made with, nor with which options: nothing that it could say
    would be sure.
    """
    autres: list[Copie] = []

    def memes() -> Iterator[Copie]:
        for copie in _possibles(espace, origine, format_, outil):
            if copie.contexte["document"]["empreinte"] == origine.empreinte:
                yield copie
            else:
                autres.append(copie)

    mots = _mots(lues)
    return _la_plus_proche(mots, memes()) or _la_plus_proche(mots, autres)


def _la_plus_proche(mots: Counter[str], copies: Iterable[Copie]) -> Copie | None:
    proche, sa_part = None, -1.0
    for copie in copies:
        part = _ressemble(mots, copie)
        if proche is None or part > sa_part:
            proche, sa_part = copie, part
        if part == 1:
            break
    return proche


def _possibles(espace: Workspace, origine: Origine, format_: str, outil: str) -> Iterator[Copie]:
    grille = espace.referentiel.valeur
    assert grille is not None  # it bears the fingerprint
    verdict = checker.run(espace)
    demandes = [origine.sujet] if origine.sujet else []
    for modele, _ in modeles.tous(espace):
        if modele.portee == origine.portee and OUTPUTS[format_].offre(modele):
            for _, variante, vue in origines.vues(espace, verdict, grille, modele, demandes):
                yield Copie(modele, variante, _fait_par(vue, outil))


def _fait_par(contexte: Mapping[str, Any], outil: str) -> dict[str, Any]:
    return {**contexte, "document": {**contexte["document"], "outil": outil}}


def _mots(lignes: list[Ligne]) -> Counter[str]:
    return Counter(mot for ligne in lignes for mot in ligne.texte.split())


def _ressemble(mots: Counter[str], copie: Copie) -> float:
    """The share of words that two documents have in common; less than none where the template is at fault."""
    try:
        autres = _mots(copie.lignes(copie.format_lisible))
    except ModeleFautifError:
        return -1
    communs = sum(min(combien, mots[mot]) for mot, combien in autres.items())
    return communs / max(mots.total() + autres.total() - communs, 1)


def actuelle(espace: Workspace, sujet: str, ancienne: Copie) -> Copie | str:
    """What today's files give in its place, with its fingerprint, or why they give nothing."""
    grille = espace.referentiel.valeur
    if grille is None:
        return "le référentiel ne peut plus être lu"
    try:
        modele = modeles.trouve(espace, ancienne.modele.nom)
    except OperatorError:
        return f"le modèle « {ancienne.modele.nom} » n'y est plus, ou il a des fautes"
    if modele.portee == "fiche" and sujet not in espace.noms_de_fiches():
        return f"la fiche « {sujet} » n'y est plus"
    if modele.portee == "fiche" and _retiree(espace, sujet):
        return f"la fiche « {sujet} » a été retirée"
    if modele.portee == "acteur" and sujet not in espace.acteurs:
        return f"l'acteur « {sujet} » n'y est plus"
    variante = ancienne.variante
    choix = Sujets(espace, checker.run(espace), public=not variante.prive, draft=variante.draft)
    cadre = Cadre(grille, modele, public=variante.public or modele.public, logo=espace.logo()[0])
    for _, vue in contextes(cadre, choix, [sujet]):
        marques = {cle: ancienne.contexte["document"][cle] for cle in ("outil", "empreinte")}
        return Copie(modele, variante, {**vue, "document": {**vue["document"], **marques}})
    return f"« {sujet} » n'y donne plus de document"


def _retiree(espace: Workspace, nom: str) -> bool:
    fiche = espace.fiche(nom).valeur
    return fiche is not None and fiche.statut is Statut.RETIREE
