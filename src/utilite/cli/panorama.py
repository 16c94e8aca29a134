"""`utilite panorama`: who contributes to which critère, and the network's figures."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from utilite import atomic, francais
from utilite.check import checker
from utilite.cli import sorties, sujets, tableaux
from utilite.cli.sujets import Sujets
from utilite.errors import OperatorError
from utilite.network.decoupes import DECOUPES
from utilite.orthographe import suggestion
from utilite.render import examen, panorama

TEXTE = "text"
_FORMATS = (TEXTE, *panorama.FORMATS)


def run(
    ctx: typer.Context,
    par: Annotated[
        str,
        typer.Option(
            "--par", metavar="DÉCOUPE", help=f"« {' », « '.join(DECOUPES)} » ; plusieurs : « periode,public »."
        ),
    ] = "",
    format_: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help=f"{', '.join(_FORMATS)} (text).", show_default=False),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FICHIER", help="Écrit le document dans ce fichier.")
    ] = None,
) -> None:
    """Montre qui contribue à quel critère, et les chiffres du réseau.

    Rien d'interne n'y entre, ni aucun nombre d'une à quatre personnes d'un public sensible : tout peut être publié.
    """
    chrono = sorties.Chrono()
    choisies, choisi = _decoupes(par), _format(format_, out)
    espace = sorties.espace(ctx)
    gabarits = examen.examine(espace)
    verdict = checker.run(espace, gabarits)
    grille = sujets.referentiel(espace, verdict)
    choix = Sujets(espace, verdict, public=True, draft=False)
    vu = panorama.contexte(
        grille, choix.fiches(), choix.laissees, choisies, gabarits.montres, logo=espace.logo()[0]
    )  # fmt: skip
    if choisi == TEXTE:
        tableaux.montre(grille.titre, vu["panorama"])
    else:
        _livre(panorama.rend(vu, choisi), out)
    _resume(vu["panorama"], chrono, retirees=_retirees(choix, vu["panorama"]), ecrit=out)
    sorties.dit_non_lus(espace)


def _decoupes(demandees: str) -> tuple[str, ...]:
    voulues = tuple(dict.fromkeys(p.strip() for p in demandees.split(",") if p.strip()))
    for voulue in voulues:
        if voulue not in DECOUPES:
            suite = suggestion(voulue, DECOUPES, "vouliez-vous dire « --par {} » ?", f"choisissez parmi : {_LISTE}")
            raise OperatorError(f"les chiffres ne se découpent pas par « {voulue[:40]} » : {suite}")
    return voulues


_LISTE = ", ".join(DECOUPES)


def _format(demande: str, out: Path | None) -> str:
    """What was asked for, or what the file's name says."""
    du_nom = out.suffix.lower().removeprefix(".") if out is not None else ""
    choisi = demande or (du_nom if du_nom in panorama.FORMATS else "" if out is not None else TEXTE)
    if choisi not in _FORMATS:
        suite = suggestion(choisi, _FORMATS, "vouliez-vous dire « --format {} » ?", f"choisissez {_CHOIX}")
        raise OperatorError(f"le format « {choisi[:40]} » n'existe pas : {suite}" if choisi else _SANS_FORMAT)
    if out is not None and choisi == TEXTE:
        raise OperatorError(f"« --out » écrit un document : ajoutez « --format » et {_CHOIX}")
    return choisi


_CHOIX = "md, html ou json"
_SANS_FORMAT = f"le nom du fichier ne dit pas quel document faire : ajoutez « --format » et {_CHOIX}"


def _livre(contenu: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(contenu.decode())
        sys.stdout.flush()
        return
    atomic.write(out, contenu)
    print(sorties.chemin_court(out))


def _retirees(choix: Sujets, vu: dict[str, Any]) -> int:
    return len(choix.noms) - int(vu["fiches"]) - len(vu["brouillons"]) - len(choix.laissees)


def _resume(vu: dict[str, Any], chrono: sorties.Chrono, *, retirees: int, ecrit: Path | None) -> None:
    """How many fiches count, which ones don't, and the next command worth typing."""
    sorties.dit(f"{francais.compte(vu['fiches'], 'fiche comptée', 'fiches comptées')} {chrono.dit}.")
    if vu["brouillons"]:
        noms = ", ".join(b["id"] for b in vu["brouillons"])
        sorties.dit(f"Dans aucun chiffre, car ce sont des brouillons : {noms}.")
    if retirees:
        dites = francais.compte(retirees, "fiche retirée n'est pas comptée", "fiches retirées ne sont pas comptées")
        sorties.dit(f"{dites}.")
    if vu["fautives"]:
        noms = ", ".join(vu["fautives"])
        sorties.dit(f"Laissées de côté, car elles ont des erreurs : {noms}. Tapez : utilite validate")
    suite = "utilite panorama --par periode" if ecrit is not None else "utilite panorama --out build/panorama.html"
    sorties.dit(f"Un critère que personne n'a choisi reste vide : c'est un droit. La suite : {suite}")
