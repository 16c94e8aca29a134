"""`utilite panorama`: who covers which critère, in the terminal."""

import shutil
import sys

import typer

from utilite import francais
from utilite.check import checker
from utilite.cli import sorties
from utilite.fiche import Statut
from utilite.network.panorama import Couverture, Panorama
from utilite.reporters.inerte import inerte


def run(ctx: typer.Context) -> None:
    """Montre qui contribue à quel critère."""
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    verdict = checker.run(espace)
    referentiel = sorties.referentiel(espace)
    panorama = Panorama(referentiel)
    fautives: list[str] = []
    retirees = comptees = 0
    for nom, lu in espace.fiches():
        if lu.valeur is None or lu.document.file in verdict.en_faute():
            fautives.append(nom)
        elif lu.valeur.statut is Statut.RETIREE:
            retirees += 1
        else:
            panorama.compte(lu.valeur)
            comptees += 1
    noms = {nom: lu.valeur.nom if lu.valeur else nom for nom, lu in espace.acteurs.items()}
    _montre(panorama, noms)
    sorties.dit(f"{francais.compte(comptees, 'fiche comptée', 'fiches comptées')} {chrono.dit}.")
    if retirees:
        dites = francais.compte(retirees, "fiche retirée n'est pas comptée", "fiches retirées ne sont pas comptées")
        sorties.dit(f"{dites}.")
    if fautives:
        sorties.dit(f"Laissées de côté, car elles ont des erreurs : {', '.join(fautives)}. Tapez : utilite validate")
    sorties.dit_non_lus(espace)
    sorties.dit("Un critère que personne n'a choisi reste vide : c'est un droit. Pour lire les fiches : utilite render")


def _montre(panorama: Panorama, noms: dict[str, str]) -> None:
    from rich import box  # rich is only for the commands that draw
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    couleur = sorties.en_couleur()
    largeur = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
    console = Console(
        file=sys.stdout, width=largeur, no_color=not couleur, highlight=False, markup=False, emoji=False,
        color_system="standard" if couleur else None,
    )  # fmt: skip
    rangs = [(axe.id, axe.titre) for axe in panorama.referentiel.axes] + [("", "Critères propres, sans axe")]
    table = Table(box=box.HORIZONTALS, pad_edge=False, show_edge=True, expand=True)
    table.add_column("Critère", ratio=2)
    table.add_column("Qui y contribue", ratio=3)
    premier = True
    for nom, titre in rangs:
        couvertures = list(panorama.axe(nom))
        if not couvertures and not nom:
            continue
        if not premier:
            table.add_section()
        premier = False
        table.add_row(Text(inerte(titre), style="bold"), "")
        for couverture in couvertures:
            table.add_row(Padding(Text(_critere(couverture)), (0, 0, 0, 2)), Text(_qui(couverture, noms)))
    console.print(table)


def _critere(couverture: Couverture) -> str:
    propre = " (propre)" if couverture.critere.propre else ""
    return inerte(f"{couverture.critere.titre}{propre}")


def _qui(couverture: Couverture, noms: dict[str, str]) -> str:
    qui = (f"{noms.get(c.acteur, c.acteur)}{' (brouillon)' if c.brouillon else ''}" for c in couverture.contributions)
    return inerte("\n".join(qui))
