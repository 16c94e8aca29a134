"""`utilite form`: the form, as one page that works from a disk."""

from pathlib import Path
from typing import Annotated

import typer

from utilite import atomic
from utilite.check.checker import run as verifie
from utilite.cli import sorties
from utilite.errors import OperatorError


def run(
    ctx: typer.Context,
    fiche: Annotated[
        str, typer.Option("--fiche", metavar="NOM", help="Part d'une fiche qui existe.", show_default=False)
    ] = "",
    precedente: Annotated[
        str,
        typer.Option("--from", metavar="NOM", help="Prépare la fiche de la période d'après.", show_default=False),
    ] = "",
    template: Annotated[
        str,
        typer.Option("--template", metavar="MODÈLE", help="Le document choisi d'avance (dossier).", show_default=False),
    ] = "dossier",
    out: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Où écrire (build/formulaire.html).")] = None,
) -> None:
    """Fait du référentiel un formulaire : une page à ouvrir sans rien installer, à envoyer ou à publier."""
    from utilite.edit.formulaire import fabrique

    if fiche and precedente:
        raise OperatorError("« --fiche » reprend une fiche, « --from » commence la suivante : choisissez l'un des deux")
    espace = sorties.espace(ctx)
    if espace.referentiel.document.file in verifie(espace).en_faute():
        raise OperatorError("le référentiel a des erreurs : tapez « utilite validate referentiel.yaml » pour les voir")
    page = fabrique.page(espace, fiche, precedente, template)
    nom = "-".join(filter(None, ["formulaire", fiche or (f"apres-{precedente}" if precedente else "")]))
    chemin = out or espace.racine / "build" / f"{nom}.html"
    atomic.write(chemin, page.encode())
    print(sorties.chemin_court(chemin))
    poids = f"{len(page.encode()) / 1e6:.1f}".replace(".", ",")
    sorties.dit(
        f"Le formulaire est prêt ({poids} Mo) : ouvrez-le dans un navigateur, envoyez-le, ou publiez-le.\n"
        "Ce qui en revient va dans fiches/ et acteurs/ ; pour le vérifier, tapez : utilite validate"
    )
