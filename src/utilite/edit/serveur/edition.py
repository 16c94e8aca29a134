"""The fiches of a workspace, opened, checked and saved: what `utilite edit` does, HTTP apart."""

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from utilite import atomic, source, workspace
from utilite.check import checker
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Diagnostic, Route, Severity
from utilite.edit import arbres, ecriture, fichiers, fusion
from utilite.edit.formulaire import depart, redaction
from utilite.edit.formulaire.pont import Atelier
from utilite.edit.serveur import ecarts
from utilite.edit.serveur.attente import Veille
from utilite.errors import OperatorError
from utilite.orthographe import identifiant
from utilite.render import modeles
from utilite.render.atelier import seul
from utilite.render.gabarit import ModeleFautifError
from utilite.schema import ordre
from utilite.workspace import PRIVE, Workspace

SANS_TITRE = "ma-fiche"
"""The name of a fiche whose action has no title yet, while it isn't saved."""

Etat = dict[str, Any]
"""The page's answers: `nom` of the fiche, its tree under `fiche`, under `acteur` that of one who is new."""


class Ligne(NamedTuple):
    """A fiche in the list; `ferme` is why it can't be edited, if it can't."""

    nom: str
    titre: str
    acteurs: tuple[str, ...]
    statut: str
    erreurs: int
    avertissements: int
    change: datetime
    ferme: str = ""


class Ouverte(NamedTuple):
    """A fiche as its file is: the answers, and the text that they came from."""

    etat: Etat
    texte: str
    prive: bool = False


class FermeeError(OperatorError):
    """A fiche that can't be edited as it is: the sentence says why, and what to do."""


class Edition:
    """One workspace; what is read of it is read again once a file has changed."""

    def __init__(self, racine: Path) -> None:
        self.racine = racine
        self._verrou = threading.RLock()
        self._veille = Veille(racine)
        self._lu: tuple[str, Atelier] | None = None
        self._ouvertes: set[str] = set()

    def atelier(self) -> Atelier:
        """What checks and renders. Raises OperatorError where the référentiel can't serve."""
        with self._verrou:
            etat = self._veille.etat()
            if self._lu is None or self._lu[0] != etat:
                if workspace.ouvre(self.racine).referentiel.valeur is None:
                    raise OperatorError(
                        "le référentiel ne peut pas être lu : tapez « utilite validate » pour voir pourquoi"
                    )
                self._lu = (etat, Atelier(self.racine))
            return self._lu[1]

    @property
    def espace(self) -> Workspace:
        """The workspace as its files are. Raises OperatorError."""
        return self.atelier().espace

    def liste(self) -> list[Ligne]:
        """The fiches, the last changed first."""
        espace = self.espace
        with self._verrou:
            vus = checker.run(espace, Gabarits()).diagnostics
        return sorted((self._ligne(espace, nom, vus) for nom in espace.noms_de_fiches()), key=_fraicheur)

    def _ligne(self, espace: Workspace, nom: str, vus: tuple[Diagnostic, ...]) -> Ligne:
        fichier = _fichier(nom)
        siens = [d for d in vus if d.file == fichier]
        fiche = espace.fiche(nom).valeur
        noms = [espace.acteurs[a].valeur for a in fiche.acteurs if a in espace.acteurs] if fiche is not None else []
        return Ligne(
            nom=nom,
            titre=fiche.titre if fiche is not None else nom,
            acteurs=tuple(acteur.nom for acteur in noms if acteur is not None),
            statut=fiche.statut.value if fiche is not None and fiche.statut is not None else "",
            erreurs=sum(d.severity is Severity.ERROR for d in siens),
            avertissements=sum(d.severity is Severity.WARNING for d in siens),
            change=_date(self.racine / fichier),
            ferme=_ferme(espace, nom),
        )

    def ouvre(self, nom: str) -> Ouverte:
        """A fiche of the workspace. Raises FermeeError where it can't be edited, OperatorError where there is none."""
        espace = self.espace
        if nom not in espace.noms_de_fiches():
            raise OperatorError(f"il n'y a pas, ou plus, de fiche « {nom} » dans l'espace de travail")
        ferme = _ferme(espace, nom)
        if ferme:
            raise FermeeError(ferme)
        document = espace.document(_fichier(nom))
        self._ouvertes.add(nom)
        prive = (self.racine / PRIVE / _fichier(nom)).exists()
        return Ouverte({"nom": nom, "acteur": None, "fiche": redaction.lu(document)}, document.text, prive)

    def neuve(self, precedente: str = "") -> Ouverte:
        """The answers that a new fiche begins with, or that of the period after. Raises OperatorError."""
        return Ouverte(depart.de(self.espace, precedente=precedente).etat, "")

    def verifie(self, etat: Etat, modele: str) -> dict[str, Any]:
        """What there is to say of the answers and how far they answer a template; the file's state by now."""
        nomme = self._nomme(etat)
        with self._verrou:
            verdict: dict[str, Any] = json.loads(self.atelier().verifie(json.dumps(nomme), modele))
            return {**verdict, "empreinte": self._etat_du_fichier(_fichier(nomme["nom"]))}

    def document(self, etat: Etat, modele: str) -> str:
        """The document that the answers make. Raises OperatorError where the template can't serve."""
        with self._verrou:
            nomme, qui = json.dumps(self._nomme(etat)), self.atelier()
            try:
                page = seul(modeles.trouve(self.espace, modele), lambda: qui.document(nomme, modele).encode())
            except ModeleFautifError as error:
                raise OperatorError(f"le modèle est en faute ({error})") from error
        assert page is not None  # there is always one
        return page.decode()

    def enregistre(self, etat: Etat, base: str, choix: Mapping[Route, str], vue: str) -> dict[str, Any]:
        """Puts what has changed since `base` (the file's text as it was opened) into the file as it is now.

        Where that is another text, says under `ecarts` what differs, unless `choix` tells which side to
        take, once the text of this digest (`vue`) was seen. Raises OperatorError where nothing can be saved.
        """
        if not etat.get("nom") and not _titre(etat):
            raise OperatorError("donnez d'abord un titre à l'action : le fichier de la fiche en prend le nom")
        with self._verrou:
            nomme = self._nomme(etat)
            ecrits = self.atelier().fichiers(json.dumps(nomme))
            if any(source.parse(ecrit.texte, fichier)[1] for fichier, ecrit in ecrits.items()):
                raise OperatorError(
                    "une réponse contient un signe invisible qu'un fichier ne peut pas garder, souvent venu d'un "
                    "copier-coller : la faute est dite à son champ ; retapez ce passage, puis enregistrez"
                )
            (chemin, mienne), *autres = ecrits.items()
            present = self._present(chemin)
            if present is None and not base:
                texte = mienne.texte
            elif present is None:
                return {"disparue": True, "nom": nomme["nom"]}
            else:
                rendu = self._fond(chemin, mienne.texte, base, present, choix, vue)
                if isinstance(rendu, dict):
                    return rendu
                texte = rendu
            if any(len(t.encode()) > source.MAX_BYTES for t in (texte, *(acteur.texte for _, acteur in autres))):
                raise OperatorError("cette fiche dépasse un mégaoctet : raccourcissez-la")
            for neuf, acteur in autres:
                if self._octets(neuf) is not None:
                    raise OperatorError(f"« {neuf} » existe déjà : choisissez cette structure dans la liste")
                self._ecris(neuf, acteur.texte, b"")
            self._ecris(chemin, texte, self._octets(chemin) or b"")
            return {"nom": nomme["nom"], "ecrits": list(ecrits), "ids": _ids(mienne), **self._relu(chemin)}

    def _fond(
        self, chemin: str, mienne: str, base: str, present: str, choix: Mapping[Route, str], vue: str
    ) -> str | dict[str, Any]:
        """The text to write, or what there is to choose."""
        avant, voulu = self._porte(base, chemin), mienne
        if present != base:
            la_bas = self._porte(present, chemin)
            depart_, ici, la = (_arbre(texte, chemin) for texte in (avant, mienne, la_bas))
            tous = list(ecarts.ecarts(depart_, ici, la))
            reuni, choisi = ecarts.reunis(la, tous, choix)
            a_dire = any(ecart.change != ecarts.MIENNE for ecart in tous)  # else the other side has said nothing new
            if a_dire and (not choisi or vue != empreinte(present)):
                return {"ecarts": [_dit(ecart) for ecart in tous], "vue": empreinte(present)}
            avant, voulu = la_bas, ecriture.texte(reuni)
        rendu = fusion.fond(avant, voulu, present, self._plan)
        if rendu.refus or rendu.conflits:
            raise OperatorError(f"« {chemin} » ne peut pas être changé d'ici : {rendu.refus or 'il dit autre chose'}")
        return rendu.texte

    def _porte(self, texte: str, chemin: str) -> str:
        """What the form can carry of a file: the rest, a text in place of a list, isn't taken for given up."""
        return redaction.ecrit(redaction.lu(source.parse(texte, chemin)[0]), self._plan, chemin).texte

    @property
    def _plan(self) -> ordre.Plan:
        referentiel = self.espace.referentiel.valeur
        assert referentiel is not None  # else there is no atelier
        return ordre.fiche(referentiel)

    def _present(self, chemin: str) -> str | None:
        """The text of a file by now, None where it is gone. Raises FermeeError where it can't be read any more."""
        octets = self._octets(chemin)
        if octets is None:
            return None
        document, fautes = source.read(octets, chemin)
        if fautes:
            raise FermeeError(
                f"« {chemin} » a changé et ne se lit plus ({fautes[0].message}) : corrigez-le dans un éditeur "
                "de texte, puis enregistrez à nouveau ; vos réponses restent dans cette page"
            )
        return document.text

    def _octets(self, chemin: str) -> bytes | None:
        """The bytes of a file, None where there is none. Raises FermeeError where nothing may be written there."""
        if not os.path.lexists(self.racine / chemin):
            return None
        lus = fichiers.lis(self.racine, [chemin])
        if chemin not in lus:
            raise FermeeError(f"« {chemin} » est un lien, ou ne peut pas être lu : rien n'y est écrit")
        return lus[chemin]

    def _ecris(self, chemin: str, texte: str, avant: bytes) -> None:
        fichiers.dedans(self.racine, self.racine / chemin)
        atomic.write(self.racine / chemin, fichiers.octets(texte, avant), self.racine)

    def _relu(self, chemin: str) -> dict[str, Any]:
        """The fiche as it was just written."""
        document = self.espace.document(chemin)
        return {"texte": document.text, "empreinte": empreinte(document.text), "fiche": redaction.lu(document)}

    def _etat_du_fichier(self, chemin: str) -> str:
        """A digest of the file by now; empty where it is gone or can't be read."""
        try:
            return empreinte(self._present(chemin) or "")
        except FermeeError:
            return ""

    def _nomme(self, etat: Etat) -> Etat:
        """The same answers with the name of their file: one of the workspace's, or one that is free."""
        nom = etat.get("nom")
        if nom:
            if nom not in self._ouvertes and nom not in self.espace.noms_de_fiches():
                raise OperatorError("cette fiche n'est pas de celles qui ont été ouvertes ici")
            return etat
        return {**etat, "nom": self._libre(identifiant(_titre(etat)) or SANS_TITRE)}

    def _libre(self, base: str) -> str:
        nom, numero = base, 1
        while os.path.lexists(self.racine / _fichier(nom)):
            numero += 1
            nom = f"{base[:90]}-{numero}"
        return nom


def empreinte(texte: str) -> str:
    """What tells two texts apart."""
    return hashlib.sha256(texte.encode("utf-8", "surrogatepass")).hexdigest() if texte else ""


def _titre(etat: Etat) -> str:
    action = etat["fiche"].get("action")
    return str(action.get("titre") or "").strip() if isinstance(action, dict) else ""


def _fichier(nom: str) -> str:
    return f"fiches/{nom}.yaml"


def _arbre(texte: str, chemin: str) -> Any:
    return arbres.arbre(source.parse(texte, chemin)[0].root) or {}


def _dit(ecart: ecarts.Ecart) -> dict[str, Any]:
    return {
        "route": list(ecart.route),
        "mienne": ecarts.en_clair(ecart.mienne),
        "autre": ecarts.en_clair(ecart.autre),
        "change": ecart.change,
    }


def _ids(ecrit: redaction.Ecrit) -> list[list[Any]]:
    """The names that what the fiche names itself was given: where it stands among the answers, and its name."""
    return [[list(la), ici[-1]] for ici, la in ecrit.origines.items() if len(la) > 1 and la[-2] in redaction.NOMMES]


def _fraicheur(ligne: Ligne) -> tuple[float, str]:
    return -ligne.change.timestamp(), ligne.nom


def _date(chemin: Path) -> datetime:
    try:
        return datetime.fromtimestamp(chemin.stat().st_mtime).astimezone()
    except OSError:
        return datetime.fromtimestamp(0).astimezone()


def _ferme(espace: Workspace, nom: str) -> str:
    """Why a fiche can't be edited; empty where it can."""
    fichier = _fichier(nom)
    if (espace.racine / fichier).is_symlink():
        return "son fichier est un lien : rien n'est écrit à travers ; ouvrez le fichier auquel il mène"
    document, fautes = workspace.lire(espace.racine, fichier)
    dits = (checker.stamp(faute, None, {fichier: document}) for faute in fautes)
    return next((f"ligne {dit.span.line} : {dit.message} ; {dit.hint}" for dit in dits if dit is not None), "")
