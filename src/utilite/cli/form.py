"""`utilite form`: the form, as one page that works from a disk."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from utilite import atomic
from utilite.check.checker import run as verifie
from utilite.cli import sorties
from utilite.errors import OperatorError
from utilite.workspace import Workspace


class Sorte(StrEnum):
    """What the form can be."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"


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
    sorte: Annotated[
        Sorte,
        typer.Option(
            "--format",
            help="Une page à ouvrir dans un navigateur (html), un classeur (xlsx), un tableau (csv).",
            show_default=False,
        ),
    ] = Sorte.HTML,
    out: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Où écrire (build/formulaire.FORMAT).")] = None,
) -> None:
    """Fait du référentiel un formulaire : une page à ouvrir sans rien installer, à envoyer ou à publier.

    Avec « --format xlsx », un classeur à remplir dans Excel ou LibreOffice, pour qui préfère un tableur ;
    avec « --format csv », le tableau des seules mesures, une par ligne.
    """
    if fiche and precedente:
        raise OperatorError("« --fiche » reprend une fiche, « --from » commence la suivante : choisissez l'un des deux")
    espace = sorties.espace(ctx)
    if espace.referentiel.document.file in verifie(espace).en_faute():
        raise OperatorError("le référentiel a des erreurs : tapez « utilite validate referentiel.yaml » pour les voir")
    contenu = _FAIT[sorte](espace, fiche, precedente, template)
    nom = "-".join(filter(None, ["formulaire", fiche or (f"apres-{precedente}" if precedente else "")]))
    chemin = out or espace.racine / "build" / f"{nom}.{sorte}"
    atomic.write(chemin, contenu, None if out else espace.racine)
    print(sorties.chemin_court(chemin))
    megas = f"{len(contenu) / 1e6:.1f} Mo".replace(".", ",")
    sorties.dit(_DIT[sorte].replace("POIDS", megas if len(contenu) > 1e6 else f"{max(1, len(contenu) // 1000)} ko"))


def _page(espace: Workspace, fiche: str, precedente: str, template: str) -> bytes:
    from utilite.edit.formulaire import fabrique

    return fabrique.page(espace, fiche, precedente, template).encode()


def _classeur(espace: Workspace, fiche: str, precedente: str, _: str) -> bytes:
    from utilite.edit.classeur import ecriture

    return ecriture.classeur(espace, fiche, precedente)


def _tableau(espace: Workspace, fiche: str, precedente: str, _: str) -> bytes:
    from utilite.edit.classeur import tableau
    from utilite.edit.formulaire import questions

    if precedente:
        raise OperatorError(
            "un tableau de mesures ne reprend rien : tapez « utilite form --format csv » sans « --from »"
        )
    if fiche and fiche not in espace.noms_de_fiches():
        raise OperatorError(f"aucune fiche ne s'appelle « {fiche[:60]} » : tapez « utilite new {fiche[:60]} »")
    assert espace.referentiel.valeur is not None  # looked at above
    return tableau.modele(questions.de(espace.referentiel.valeur), fiche)


_FAIT = {Sorte.HTML: _page, Sorte.XLSX: _classeur, Sorte.CSV: _tableau}
_DIT = {
    Sorte.HTML: (
        "Le formulaire est prêt (POIDS) : ouvrez-le dans un navigateur, envoyez-le, ou publiez-le.\n"
        "Quand les fiches reviennent, mettez-les dans un dossier et tapez : utilite import DOSSIER"
    ),
    Sorte.XLSX: (
        "Le classeur est prêt (POIDS) : ouvrez-le dans Excel ou LibreOffice, ou envoyez-le.\n"
        "Pour reprendre celui qui revient, tapez : utilite import FICHIER.xlsx"
    ),
    Sorte.CSV: (
        "Le tableau est prêt (POIDS) : une ligne par mesure, à remplir dans un tableur.\n"
        "Pour reprendre celui qui revient, tapez : utilite import FICHIER.csv"
    ),
}
