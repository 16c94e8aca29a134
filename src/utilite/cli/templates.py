"""`utilite templates`: the templates at hand and how far each fiche answers them; a new one; what one sees."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from utilite import atomic, francais
from utilite.check import checker
from utilite.cli import contextes, sorties, sujets
from utilite.cli.aide import AIDE, Commande, Groupe
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.modele import ChampVu, Modele
from utilite.orthographe import identifiant
from utilite.render import atelier, context, modeles, preparation
from utilite.render.agenda import ics
from utilite.render.atelier import Rendu
from utilite.render.context import Cadre
from utilite.render.demarche import vus as demarche
from utilite.render.documents import Document
from utilite.render.outputs import OUTPUTS, pdf
from utilite.render.valeurs import plat
from utilite.reporters.inerte import inerte
from utilite.scaffold import modele as scaffold
from utilite.schema.cles import ID

app = typer.Typer(
    cls=Groupe,
    name="templates",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings=AIDE,
    subcommand_metavar="[COMMANDE]…",
)

PORTEES = {"fiche": "un document par fiche", "acteur": "un par acteur", "reseau": "un seul pour le réseau"}


@app.callback()
def run(ctx: typer.Context) -> None:
    """Montre les modèles de documents, et ce que chaque fiche leur répond."""
    if ctx.invoked_subcommand is not None:
        return
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    verdict = checker.run(espace)
    referentiel = sujets.referentiel(espace, verdict)
    connus = modeles.tous(espace)
    for modele, livre in connus:
        print("\n".join(_presente(modele, livre)))
        if modele.rubriques and modele.portee == "fiche":
            choix = Sujets(espace, verdict, public=modele.public, draft=True)
            for ligne in _avancement(Cadre(referentiel, modele, public=modele.public), choix):
                print(ligne)
    sorties.dit(f"{francais.compte(len(connus), 'modèle')} {chrono.dit}.")
    fautifs = [lu.document.file for lu in espace.modeles() if lu.findings]
    if fautifs:
        sorties.dit(f"Ont des fautes : {', '.join(fautifs)}. Tapez : utilite validate")
    sorties.dit(f"Pour faire un document, tapez : utilite render --template {connus[0][0].nom}")


def _presente(modele: Modele, livre: bool) -> Iterator[str]:
    formats = [_format(modele, nom) for nom, output in OUTPUTS.items() if output.offre(modele)]
    faits = ["livré avec utilite" if livre else "de ce réseau", PORTEES[modele.portee], francais.enumere(formats)]
    if modele.public:
        faits.append("public seulement")
    yield inerte(f"{modele.nom} : {modele.titre}")
    yield inerte(f"    {' ; '.join(filter(None, [modele.financeur, *faits]))}")
    if modele.rubriques:
        exigees = sum(r.obligatoire for r in modele.rubriques)
        dites = francais.compte(exigees, "obligatoire") if exigees else "aucune obligatoire"
        yield f"    {francais.compte(len(modele.rubriques), 'rubrique')}, dont {dites}" + (
            f" ; clôture le {francais.jour(modele.cloture)}" if modele.cloture else ""
        )


def _format(modele: Modele, nom: str) -> str:
    """A format, with what its user has to bring."""
    formulaire = modele.formulaires.get(nom)
    return f"{nom} (avec --form)" if formulaire is not None and formulaire.vierge is None else nom


def _avancement(cadre: Cadre, choix: Sujets) -> Iterator[str]:
    """Each fiche, and how many of the questions it answers."""
    for montree in choix.fiches():
        reponses = preparation.de(cadre.modele.rubriques, context.de_fiche(cadre, montree))
        faute = " ; a des erreurs" if montree.fautive else ""
        yield inerte(f"    {montree.fiche.id} : {preparation.resume(reponses)}{faute}")


@app.command("new", cls=Commande)
def new(
    ctx: typer.Context,
    nom: Annotated[str, typer.Argument(metavar="NOM", help="Le nom du modèle, par exemple appel-2027.")],
) -> None:
    """Commence un modèle dans templates/NOM/ : il donne déjà un document."""
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    if not ID.fullmatch(nom):
        propose = identifiant(nom) or "mon-modele"
        raise OperatorError(
            f"« {nom[:60]} » ne peut pas servir de nom (minuscules sans accent, chiffres et tirets) : "
            f"tapez « utilite templates new {propose} »"
        )
    if nom in modeles.livres():
        raise OperatorError(
            f"« {nom} » est le nom d'un modèle livré, que le vôtre remplacerait : choisissez-en un autre, "
            f"« utilite templates new {nom}-2027 », par exemple"
        )
    dossier = espace.racine / "templates" / nom
    if dossier.exists() or dossier.is_symlink():
        court = sorties.chemin_court(dossier)
        raise OperatorError(f"« {court} » existe déjà : choisissez un autre nom, ou changez ce modèle")
    for fichier, texte in scaffold.fichiers(referentiel, nom).items():
        atomic.write(dossier / fichier, texte.encode(), espace.racine)
        print(sorties.chemin_court(dossier / fichier))
    sorties.dit(f"Le modèle est prêt : changez ses rubriques, puis tapez : utilite render --template {nom}")
    sorties.dit("Sa mise en page est document.md ; s'il remplit un PDF ou un papier Word, effacez ce fichier.")


@app.command("context", cls=Commande)
def voit(
    ctx: typer.Context,
    sujet: Annotated[
        str, typer.Argument(metavar="[FICHE]", help="Une fiche ; un acteur, ou rien, selon la portée du modèle.")
    ] = "",
    template: Annotated[
        str, typer.Option("--template", metavar="MODÈLE", help="Le modèle (fiche).", show_default=False)
    ] = "fiche",
    public: Annotated[bool, typer.Option("--public", help="Laisse de côté ce qui n'est pas public.")] = False,
) -> None:
    """Montre ce qu'un modèle voit d'une fiche, en JSON ; null est « non renseigné »."""
    espace = sorties.espace(ctx)
    verdict = checker.run(espace)
    referentiel = sujets.referentiel(espace, verdict)
    modele = modeles.trouve(espace, template)
    connus = {"fiche": espace.noms_de_fiches(), "acteur": list(espace.acteurs), "reseau": []}[modele.portee]
    if not sujet and connus:
        option = f" --template {template}" if template != "fiche" else ""
        raise OperatorError(f"il manque un nom : tapez « utilite templates context {connus[0]}{option} »")
    public = public or modele.public
    cadre = Cadre(referentiel, modele, public=public, logo=espace.logo()[0])
    choix = Sujets(espace, verdict, public=public, draft=True)
    voulus = contextes.noms(modele, choix, [sujet] if sujet else [], "templates context")
    for _, contexte in contextes.contextes(cadre, choix, voulus):
        print(json.dumps(plat(contexte), ensure_ascii=False, indent=2))
        return
    raise OperatorError(f"il n'y a rien à montrer de « {sujet} » : tapez « utilite validate »")


@app.command("fields", cls=Commande)
def champs(
    formulaire: Annotated[
        Path,
        typer.Argument(metavar="FORMULAIRE", help="Un PDF à remplir, ou le schéma (JSON) d'une démarche en ligne."),
    ],
) -> None:
    """Liste les champs d'un formulaire PDF, ou d'une démarche en ligne, en un champs.yaml à compléter."""
    genre = "json" if formulaire.suffix.lower() == ".json" else "pdf"
    lus = demarche.champs(formulaire) if genre == "json" else _du_pdf(formulaire)
    print(scaffold.champs(formulaire.name, lus), end="")
    a_remplir = sum(champ.a_remplir for champ in lus)
    sorties.dit(f"{francais.compte(a_remplir, 'champ')} à remplir. Pour en faire un modèle, écrivez cette liste dans")
    sorties.dit(
        "templates/mon-formulaire/champs.yaml, puis, dans modele.yaml : "
        f"« {genre}: {{formulaire: {formulaire.name}, champs: champs.yaml}} »."
    )


PATIENCE = 60
"""In seconds, on the clock of the wall: how long reading a form may take on a machine that does much else."""


def _du_pdf(formulaire: Path) -> list[ChampVu]:
    """The fields of a PDF, read by a worker, which is bounded: a stranger made it. Raises OperatorError."""

    def lit(_: str) -> Rendu:
        champs = json.dumps(pdf.champs(formulaire)).encode()
        return Rendu((Document(chemin=PurePosixPath(formulaire.name), contenu=champs),))

    rendu = atelier.un(lit, PATIENCE, formulaire.name)
    if rendu.faute is not None:
        raise OperatorError(pdf.DEMESURE.format(formulaire.name))
    return [ChampVu(*champ) for champ in json.loads(rendu.documents[0].contenu)]


@app.command("agenda", cls=Commande)
def agenda(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FICHIER", help="Le fichier d'agenda (build/agenda.ics).")
    ] = None,
) -> None:
    """Met les dates de clôture dans un fichier d'agenda, à ouvrir avec le vôtre."""
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    dates = [modele for modele, _ in modeles.tous(espace) if modele.cloture is not None]
    fautifs = [lu.document.file for lu in espace.modeles() if lu.findings]
    if not dates and fautifs:
        raise OperatorError(f"un modèle a des fautes : tapez « utilite validate {fautifs[0]} »")
    if not dates:
        raise OperatorError("aucun modèle n'a de date de clôture : ajoutez « cloture: 2027-09-15 » à l'un d'eux")
    fichier = out if out is not None else espace.racine / "build" / "agenda.ics"
    atomic.write(fichier, ics(dates, referentiel.id).encode(), None if out else espace.racine)
    print(sorties.chemin_court(fichier))
    sorties.dit(f"{francais.compte(len(dates), 'date')} de clôture : ouvrez ce fichier avec votre agenda.")
