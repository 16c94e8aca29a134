"""`utilite preview`: documents in the browser, made again at each save."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from utilite import workspace
from utilite.cli import cibles, contextes, serveurs, sorties, sujets
from utilite.cli.sujets import Sujets
from utilite.diagnostic import Diagnostic
from utilite.edit.serveur.apercu import Apercu, Vue
from utilite.edit.serveur.ecoute import Serveur
from utilite.errors import OperatorError
from utilite.fiche import Statut
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import atelier, documents, environment, expressions, modeles
from utilite.render.context import Cadre
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs import OUTPUTS


class Choix(NamedTuple):
    """What was asked for on the command line."""

    racine: Path
    fiches: tuple[str, ...]
    template: str
    public: bool
    draft: bool


def run(
    ctx: typer.Context,
    fiches: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FICHE]…", help="Noms de fiches, d'acteurs pour un modèle d'acteur ; tout par défaut."),
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="MODÈLE", help="Le modèle de document (fiche).", show_default=False)
    ] = "fiche",
    public: Annotated[bool, typer.Option("--public", help="Laisse de côté ce qui n'est pas public.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Montre aussi les fiches en faute ; le document le dit.")
    ] = False,
    no_open: serveurs.NoOpen = False,
) -> None:
    """Montre les documents dans le navigateur, refaits à chaque enregistrement d'un fichier ; n'écrit rien."""
    choix = Choix(sorties.espace(ctx).racine, tuple(fiches or ()), template, public, draft)
    apercu = Apercu(choix.racine, lambda: Moment(choix))
    quoi = (
        "Les documents se lisent à cette adresse, et suivent vos enregistrements.\n"
        "Elle n'est que pour vous : qui l'a peut les lire. Pour arrêter : Ctrl-C."
    )
    serveurs.sert(Serveur(apercu.routes), quoi, ouvre=not no_open)


class Moment:
    """The workspace as it is, and what its documents are."""

    def __init__(self, choix: Choix) -> None:
        """Raises OperatorError where there is nothing to show."""
        environment.oublie()
        expressions.oublie()
        self._choix = choix
        self._espace = workspace.ouvre(choix.racine)
        self._verdict = cibles.verifie(self._espace)
        self._modele = modeles.trouve(self._espace, choix.template)
        if not OUTPUTS["html"].offre(self._modele):
            raise OperatorError(f"le modèle « {choix.template} » ne donne pas de page : choisissez-en un autre")
        self.documents: Mapping[str, str] = dict(self._documents())

    def _documents(self) -> Iterator[tuple[str, str]]:
        espace, demandes = self._espace, self._choix.fiches
        if self._modele.portee == "reseau":
            yield self._modele.nom, self._modele.titre
        elif self._modele.portee == "acteur":
            noms = [sujets.nom_d_acteur(espace, d, "preview") for d in demandes]
            for nom in noms or espace.acteurs:
                acteur = espace.acteurs[nom].valeur
                yield nom, acteur.nom if acteur is not None else nom
        else:
            for nom in [sujets.nom_de_fiche(espace, d, "preview") for d in demandes] or espace.noms_de_fiches():
                fiche = espace.fiche(nom).valeur
                if fiche is None or fiche.statut is not Statut.RETIREE:
                    yield nom, fiche.titre if fiche is not None else nom

    def vue(self, nom: str) -> Vue:
        """A document by now, and what is found in what it is made of."""
        constats = self._constats(nom)
        referentiel = self._espace.referentiel
        if referentiel.valeur is None or referentiel.document.file in self._verdict.en_faute():
            return Vue(None, constats, "le référentiel a des erreurs")
        try:
            page = self._page(nom, self._modele, referentiel.valeur)
        except ModeleFautifError as error:
            ou = f"{self._modele.dossier.name}/{error.fichier}" + (f", ligne {error.ligne}" if error.ligne else "")
            return Vue(None, constats, f"le modèle est en faute ({ou}) : {error.message}")
        return Vue(page, constats, "" if page is not None else "il y a des erreurs")

    def _page(self, nom: str, modele: Modele, referentiel: Referentiel) -> str | None:
        """The document, None where its sources are at fault. Raises ModeleFautifError, OperatorError."""
        public = self._choix.public or modele.public
        cadre = Cadre(referentiel, modele, public=public, logo=self._espace.logo()[0])
        choix = Sujets(self._espace, self._verdict, public=public, draft=self._choix.draft)
        voulus = contextes.noms(modele, choix, [] if modele.portee == "reseau" else [nom], "preview")

        def fait() -> bytes | None:
            for sujet, contexte in contextes.contextes(cadre, choix, voulus):
                return next(documents.rend(modele, ("html",), contexte, sujet)).contenu
            return None

        page = atelier.seul(modele, fait)
        return page.decode() if page is not None else None

    def _constats(self, nom: str) -> tuple[Diagnostic, ...]:
        if self._modele.portee == "reseau":
            return self._verdict.report().diagnostics
        siens = [nom] if self._modele.portee == "fiche" else self._fiches_de(nom)
        lus = [self._espace.fiche(fiche).valeur for fiche in siens]
        fichiers = [f"fiches/{fiche}.yaml" for fiche in siens]
        fichiers += [f"acteurs/{acteur}.yaml" for fiche in lus if fiche is not None for acteur in fiche.acteurs]
        fichiers += [f"{workspace.PRIVE}/{fichier}" for fichier in fichiers]
        modele = f"{workspace.MODELES}/{self._modele.nom}/"
        return self._verdict.report([*fichiers, *(f for f in self._verdict.files if f.startswith(modele))]).diagnostics

    def _fiches_de(self, acteur: str) -> list[str]:
        return [nom for nom, lu in self._espace.fiches() if lu.valeur is not None and acteur in lu.valeur.acteurs]
