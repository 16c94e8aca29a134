"""`utilite render`: documents out of fiches."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from utilite import atomic, francais
from utilite.check import checker
from utilite.cli import contextes, sorties, sujets
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.fiche import Fiche
from utilite.modele import Modele
from utilite.orthographe import suggestion
from utilite.render import atelier, documents, modeles
from utilite.render.atelier import Equipe, Rendu, processeurs
from utilite.render.context import Cadre
from utilite.render.documents import Document, Faute
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs import OUTPUTS, html
from utilite.reporters.inerte import en_ligne, inerte
from utilite.workspace import MODELES

D_OFFICE = ("md", "html")
"""The formats that are made where none is asked for."""


def run(
    ctx: typer.Context,
    fiches: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FICHE]…",
            help="Noms ou chemins de fiches, d'acteurs pour un modèle d'acteur ; tout par défaut.",
        ),
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="MODÈLE", help="Le modèle de document (fiche).", show_default=False)
    ] = "fiche",
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMATS",
            help="md, html, pdf, docx, odt, json ; plusieurs : md,html.",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DOSSIER", help="Le dossier des documents (build/).")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Laisse de côté ce qui n'est pas public.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Rend aussi les fiches en faute ; le document le dit.")
    ] = False,
    form: Annotated[
        Path | None,
        typer.Option("--form", metavar="FICHIER", help="Le formulaire vierge que le modèle remplit, s'il ne l'a pas."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="Combien de documents à la fois ; par défaut, autant que de processeurs s'il y en a beaucoup à faire.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Fait des documents à partir des fiches.

    Code de sortie : 0 si tout est écrit, 1 si une fiche en faute a été laissée de côté ou si un modèle est en faute.
    """
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    lues: dict[str, Fiche] = {}
    verdict = checker.run(espace, examens=sujets.retient(espace, lues))
    referentiel = sujets.referentiel(espace, verdict)
    modele = modeles.trouve(espace, template)
    public = public or modele.public
    formats = _formats(format_, modele, form)
    modele = _avec_formulaires(modele, formats, form)
    dossier = out if out is not None else espace.racine / "build"
    cadre = Cadre(referentiel, modele, public=public, logo=espace.logo()[0])
    choix = Sujets(espace, verdict, public=public, draft=draft, lues=lues)
    _sans_espace(format_, fiches or [], choix)
    voulus = contextes.noms(modele, choix, fiches or [], "render")
    laissees = _deja_laissees(choix, modele)
    with _equipe(cadre, choix, formats, jobs or _jobs(len(voulus), formats)) as equipe:
        faits = ((rang, _ecrit(rendu, dossier, out or espace.racine)) for rang, rendu in equipe.rend(voulus))
        suivi = _Suivi(modele, len(voulus))
        for fait in atelier.en_ordre(faits):
            suivi.voit(fait)
    for chemin in suivi.ecrits:
        print(sorties.chemin_court(chemin))
    for dit in suivi.avis:
        sorties.dit(en_ligne(dit))
    laissees |= suivi.laissees
    sorties.dit(_resume(suivi, laissees, chrono, modele, draft=draft))
    sorties.dit_non_lus(espace)
    raise typer.Exit(1 if laissees or suivi.fautes else 0)


_NOMS_USUELS = {"word": "docx", "libreoffice": "odt", "markdown": "md"}
"""What people call a format."""


def _formats(demandes: str, modele: Modele, form: Path | None) -> tuple[str, ...]:
    offerts = tuple(nom for nom, output in OUTPUTS.items() if output.offre(modele))
    if not demandes:
        d_office = D_OFFICE if form is None else (*D_OFFICE, *modele.formulaires)
        return tuple(nom for nom in offerts if nom in d_office)
    voulus = tuple(dict.fromkeys(_NOMS_USUELS.get(f.lower(), f) for f in re.split(r"[,;\s]+", demandes) if f))
    for format_ in voulus:
        if format_ not in offerts:
            liste = f"choisissez parmi {', '.join(offerts)}" if offerts else "il n'en donne aucun"
            suite = suggestion(format_, offerts, "vouliez-vous dire « --format {} » ?", liste)
            raise OperatorError(f"le modèle « {modele.nom} » ne donne pas de « {format_[:40]} » : {suite}")
    return voulus


def _sans_espace(format_: str, noms: Sequence[str], choix: Sujets) -> None:
    """Raises OperatorError where a format was taken for a name: `--format md, html`."""
    connus = {*choix.noms, *choix.espace.acteurs}
    egares = [n.strip(",; ") for n in noms if n not in connus]
    egares = [n for n in egares if _NOMS_USUELS.get(n.lower(), n) in OUTPUTS]
    if egares:
        dits = ",".join([format_.strip(",; "), *egares] if format_ else egares)
        raise OperatorError(f"« {egares[0]} » est lu comme un nom de fiche : tapez « --format {dits} », sans espace")


def _avec_formulaires(modele: Modele, formats: tuple[str, ...], form: Path | None) -> Modele:
    """The template with the blank form that its user brings. Raises OperatorError where one is missing or too many."""
    sa_page = "html" in formats and not html.se_suffit(modele)
    a_remplir = [f for f in modele.formulaires if f in formats or (f == "json" and sa_page)]
    if form is not None:
        vises = [f for f in a_remplir if len(a_remplir) == 1 or form.suffix.lower() == f".{f}"]
        if not vises:
            remplis = ", ".join(modele.formulaires)
            suite = (
                f"ce modèle remplit un formulaire au format {remplis} : « --format {remplis} »"
                if remplis
                else f"le modèle « {modele.nom} » ne remplit pas de formulaire : retirez-le"
            )
            raise OperatorError(f"--form n'a pas d'usage ici ; {suite}")
        apportes = {f: modele.formulaires[f]._replace(vierge=form) for f in vises}
        modele = modele._replace(formulaires={**modele.formulaires, **apportes})
    for format_ in a_remplir:
        formulaire = modele.formulaires[format_]
        if formulaire.vierge is None:
            ou = f" (il se trouve à {formulaire.source})" if formulaire.source else ""
            reste = ",".join(f for f in formats if f not in a_remplir)
            sinon = f" ; pour le reste sans lui, tapez « --format {reste} »" if reste else ""
            raise OperatorError(
                f"le modèle « {modele.nom} » remplit un formulaire que vous apportez{ou} : "
                f"ajoutez « --form FORMULAIRE.{format_} »{sinon}"
            )
        if not formulaire.vierge.is_file():
            raise OperatorError(f"« {formulaire.vierge} » n'existe pas : vérifiez ce qui suit --form")
    return modele


PAR_OUVRIER = {"pdf": 2}
"""How many documents of a format make one more worker worth its start; `PAR_OUVRIER_D_OFFICE` of the others."""
PAR_OUVRIER_D_OFFICE = 20


def _jobs(nombre: int, formats: tuple[str, ...]) -> int:
    """As many workers as pay, up to one a processor."""
    par_ouvrier = min(PAR_OUVRIER.get(f, PAR_OUVRIER_D_OFFICE) for f in formats)
    return max(1, min(processeurs(), nombre // par_ouvrier))


def _deja_laissees(choix: Sujets, modele: Modele) -> dict[str, str]:
    """What is left out before anything is rendered, once the fiches of each acteur are known."""
    if modele.portee == "acteur":
        _ = choix.par_acteur
    return dict(choix.laissees)


def _equipe(cadre: Cadre, choix: Sujets, formats: tuple[str, ...], jobs: int) -> Equipe:
    """Those who make the documents of a name."""

    def rend(nom: str) -> Rendu:
        choix.laissees.clear()
        faits: list[Document] = []
        faute, manques, internes = None, (), ()
        try:
            for sujet, contexte in contextes.contextes(cadre, choix, [nom]):
                manques, internes = (tuple(contexte["document"][cle]) for cle in ("incomplet", "internes"))
                faits.extend(documents.rend(cadre.modele, formats, contexte, sujet))
        except ModeleFautifError as error:
            faute = Faute.de(error)
        return Rendu(tuple(faits), faute, dict(choix.laissees), manques, internes)

    fiches = len(choix.noms) if cadre.modele.portee != "fiche" else 1
    patience = documents.patience(cadre.modele, formats, fiches)
    return Equipe(rend, jobs=jobs, patience=patience, source=documents.source(cadre.modele))


class Fait(NamedTuple):
    """What came of a subject, once written."""

    chemins: list[Path]
    avis: list[str]
    faute: Faute | None
    laissees: Mapping[str, str]
    manques: Sequence[str] = ()
    internes: Sequence[str] = ()


def _ecrit(rendu: Rendu, dossier: Path, sous: Path) -> Fait:
    chemins = [dossier / document.chemin for document in rendu.documents]
    avis = []
    for chemin, document in zip(chemins, rendu.documents, strict=True):
        atomic.write(chemin, document.contenu, sous)
        avis += [f"{sorties.chemin_court(chemin)} : {dit}" for dit in document.avis]
    return Fait(chemins, avis, rendu.faute, rendu.laissees, rendu.manques, rendu.internes)


class _Suivi:
    """What came of a run so far; a fault is told once, as soon as it is known."""

    def __init__(self, modele: Modele, nombre: int) -> None:
        self.nombre = nombre
        self.vus = 0
        self.ecrits: list[Path] = []
        self.avis: list[str] = []
        self.incomplets: dict[str, Sequence[str]] = {}
        self.internes: dict[str, Sequence[str]] = {}
        self.laissees: dict[str, str] = {}
        self.fautes: Counter[str] = Counter()
        self._dossier = modele.nom if modeles.est_livre(modele) else f"{MODELES}/{modele.nom}"

    def voit(self, fait: Fait) -> None:
        """One more."""
        self.vus += 1
        self.ecrits += fait.chemins
        self.avis += fait.avis
        if fait.manques and fait.chemins:
            self.incomplets[fait.chemins[0].stem] = fait.manques
        if fait.internes and fait.chemins:
            self.internes[fait.chemins[0].stem] = fait.internes
        self.laissees |= fait.laissees
        if fait.faute is not None:
            ligne = f":{fait.faute.ligne}" if fait.faute.ligne else ""
            dite = f"{self._dossier}/{fait.faute.fichier}{ligne}: erreur UT501 modele-fautif: {fait.faute.message}"
            self.fautes[dite] += 1
            if self.fautes[dite] == 1:
                sorties.avance("")
                sorties.dit(inerte(dite))
        sorties.avance(f"{self.vus} sur {self.nombre}" if self.vus < self.nombre else "")


def _incomplets(incomplets: Mapping[str, Sequence[str]], modele: Modele) -> Iterator[str]:
    """What the funder asks for, and that fiches don't answer."""
    suite = f"tapez « utilite validate --template {modele.nom} »"
    if len(incomplets) == 1:
        ((nom, manques),) = incomplets.items()
        yield f"« {nom} » est incomplet, sans réponse à {francais.titres(manques)} ; pour savoir où, {suite}"
    elif incomplets:
        yield f"{len(incomplets)} documents sont incomplets, faute de réponses obligatoires : {suite}"


def _internes(internes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What shouldn't be published as it is."""
    suite = "--public les laisse de côté"
    if len(internes) == 1:
        ((nom, dits),) = internes.items()
        yield f"« {nom} » contient des éléments internes ({francais.titres(dits)}) ; {suite}"
    elif internes:
        yield f"{len(internes)} documents contiennent des éléments internes, nommés à leur pied ; {suite}"


def _resume(suivi: _Suivi, laissees: dict[str, str], chrono: sorties.Chrono, modele: Modele, *, draft: bool) -> str:
    lignes = [f"{francais.compte(len(suivi.ecrits), 'document')} {chrono.dit}."]
    lignes += [*_incomplets(suivi.incomplets, modele), *_internes(suivi.internes)]
    lignes += [
        f"« {nom} » n'est pas rendue, à cause d'erreurs : tapez « utilite validate {fichier} »"
        for nom, fichier in laissees.items()
    ]
    pages = [c for c in suivi.ecrits if c.suffix == ".html"]
    if suivi.vus < suivi.nombre:
        reste = francais.compte(suivi.nombre - suivi.vus, "document")
        lignes.append(f"Pas tentés, puisque ceux qui viennent d'abord sont démesurés : {reste}.")
    elif suivi.fautes.total() > 1:
        quoi = {"fiche": "fiches", "acteur": "acteurs"}.get(modele.portee, "documents")
        lignes.append(f"Le modèle est en faute pour {suivi.fautes.total()} {quoi}.")
    if laissees and not draft:
        quoi = " ".join(laissees) if modele.portee == "fiche" else f"--template {modele.nom}"
        lignes.append(f"Pour rendre malgré tout, en le disant : utilite render --draft {quoi}")
    elif pages:
        lignes.append(f"Pour lire le premier, ouvrez {sorties.chemin_court(pages[0])} dans un navigateur.")
    elif not suivi.ecrits and not laissees and not suivi.fautes:
        lignes.append("Il n'y a pas de fiche à rendre. Pour en commencer une, tapez : utilite new ma-fiche")
    return "\n".join(lignes)
