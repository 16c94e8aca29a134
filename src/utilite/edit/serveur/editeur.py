"""`utilite edit` over HTTP: the list, the form of each fiche, and what its page asks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from utilite import __version__
from utilite.edit.formulaire import depart, fabrique, questions
from utilite.edit.serveur import liste, pages
from utilite.edit.serveur.edition import Edition, Etat, Ouverte, empreinte
from utilite.edit.serveur.protections import Gardien
from utilite.edit.serveur.routes import IDENTIFIANT, Demande, Fait, Reponse, Route, en_json, refus
from utilite.errors import OperatorError
from utilite.render import context

PROFONDEUR = 40
"""Levels of what a page may send: those of a file (`source`)."""


def routes(racine: Path) -> Callable[[Gardien], tuple[Route, ...]]:
    """What is served of a workspace. Raises OperatorError where the page's scripts aren't installed."""
    scripts = pages.scripts()
    edition = Edition(racine)

    def sous(gardien: Gardien) -> tuple[Route, ...]:
        editeur = Editeur(edition, gardien.base, list(scripts))
        return (
            Route("GET", "", editeur.montre(editeur.accueil)),
            Route("GET", f"fiche/{IDENTIFIANT}", editeur.montre(editeur.fiche)),
            Route("GET", f"nouvelle(?:/{IDENTIFIANT})?", editeur.montre(editeur.nouvelle)),
            Route("POST", "verifie", editeur.repond(editeur.verifie)),
            Route("POST", "document", editeur.repond(editeur.document)),
            Route("POST", "enregistre", editeur.repond(editeur.enregistre)),
            *pages.sert(scripts),
        )

    return sous


class Editeur:
    """The pages over an edition, and the answers to their scripts."""

    def __init__(self, edition: Edition, base: str, scripts: list[str]) -> None:
        self._edition = edition
        self._base = base
        self._scripts = scripts

    def montre(self, fait: Fait) -> Fait:
        """A page; where it can't be made, one that says why."""

        def montre(demande: Demande) -> Reponse:
            try:
                return fait(demande)
            except OperatorError as error:
                return pages.avis("Pas ici", phrase(error), self._base, 409)

        return montre

    def repond(self, fait: Callable[[dict[str, Any]], dict[str, Any]]) -> Fait:
        """What a script is answered; what can't be done is said under `refus`."""

        def repond(demande: Demande) -> Reponse:
            if not _est_une_demande(demande.corps):
                return refus(400, "Cette demande ne se lit pas.")
            try:
                return en_json(fait(demande.corps))
            except OperatorError as error:
                return en_json({"refus": phrase(error)})

        return repond

    def accueil(self, _: Demande) -> Reponse:
        """The list of the fiches."""
        return liste.page(self._edition, self._base)

    def fiche(self, demande: Demande) -> Reponse:
        """The form of a fiche."""
        return self._formulaire(self._edition.ouvre(demande.noms[0]))

    def nouvelle(self, demande: Demande) -> Reponse:
        """The form of a fiche that has no file yet, of the period after another's where that is named."""
        return self._formulaire(self._edition.neuve(demande.noms[0] or ""))

    def verifie(self, corps: dict[str, Any]) -> dict[str, Any]:
        """What there is to say of the answers."""
        return self._edition.verifie(corps["etat"], str(corps.get("modele") or fabrique.MODELE))

    def document(self, corps: dict[str, Any]) -> dict[str, Any]:
        """The document that they make."""
        return {"html": self._edition.document(corps["etat"], str(corps.get("modele") or fabrique.MODELE))}

    def enregistre(self, corps: dict[str, Any]) -> dict[str, Any]:
        """Saves them."""
        choix = {tuple(route): str(cote) for route, cote in corps.get("choix") or ()}
        return self._edition.enregistre(corps["etat"], str(corps.get("base") or ""), choix, str(corps.get("vue") or ""))

    def _formulaire(self, ouverte: Ouverte) -> Reponse:
        espace = self._edition.espace
        referentiel = espace.referentiel.valeur
        assert referentiel is not None  # else nothing is opened
        donnees = {
            "outil": f"utilite {__version__}",
            "questions": questions.de(referentiel),
            "acteurs": depart.connus(espace),
            "fiches": espace.noms_de_fiches(),
            "modeles": depart.choix(espace),
            "modele": fabrique.MODELE,
            "logo": context.presentation(referentiel.presentation, espace.logo()[0])["logo"] or "",
            "etat": ouverte.etat,
            "serveur": self._base,
            "base": {"texte": ouverte.texte, "empreinte": empreinte(ouverte.texte)},
            "prive": ouverte.prive,
        }
        corps = (
            '<div id="page"><noscript><p class="sans-script">Cette page a besoin de JavaScript.</p></noscript></div>'
        )
        titre = ouverte.etat["nom"] or "Nouvelle fiche"
        return pages.page(
            f"{titre} · {referentiel.titre}", corps, base=self._base, scripts=self._scripts, donnees=donnees
        )


def _est_une_demande(corps: Any) -> bool:
    """Whether a body has the shape that our page gives it."""
    if not isinstance(corps, dict) or not isinstance(corps.get("etat"), dict):
        return False
    etat: Etat = corps["etat"]
    choix = corps.get("choix") or []
    return (
        _profondeur(etat)
        and isinstance(etat.get("fiche"), dict)
        and isinstance(etat.get("acteur") or {}, dict)
        and isinstance(etat.get("nom") or "", str)
        and isinstance(choix, list)
        and all(isinstance(c, list) and len(c) == 2 and isinstance(c[0], list) for c in choix)
        and all(isinstance(pas, str | int) for c in choix for pas in c[0])
    )


def _profondeur(valeur: Any, reste: int = PROFONDEUR) -> bool:
    """Whether it is no deeper than a fiche may be."""
    if not isinstance(valeur, dict | list):
        return True
    dedans = valeur.values() if isinstance(valeur, dict) else valeur
    return reste > 0 and all(_profondeur(v, reste - 1) for v in dedans)


def phrase(error: OperatorError) -> str:
    """What went wrong, as a sentence."""
    texte = str(error)
    return f"{texte[:1].upper()}{texte[1:]}."
