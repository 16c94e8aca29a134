"""The panorama in the terminal: tables and bars; in a pipe, the same words without any drawing."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from utilite import francais
from utilite.cli import barres, sorties
from utilite.reporters.inerte import en_ligne

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

COUPES = ("somme", "moyenne", "reponses")
"""The kinds of figure that a cut says more of."""


def montre(titre: str, vu: dict[str, Any]) -> None:
    """Prints a `contrat.Panorama` on stdout."""
    console = _console()
    console.print(en_ligne(titre), style="bold")
    console.print(_qui(vu))
    console.print(_couverture(vu, console))
    console.print(_chiffres(vu, console))
    for decoupe, indicateurs in _decoupes(vu):
        console.print(_par(decoupe, indicateurs, console))
    for ligne in _jamais_montres(vu):
        console.print(ligne)


def _console() -> "Console":
    from rich.console import Console  # rich is only for the commands that draw

    couleur = sorties.en_couleur()
    largeur = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
    return Console(
        file=sys.stdout, width=largeur, no_color=not couleur, highlight=False, markup=False, emoji=False,
        color_system="standard" if couleur else None,
    )  # fmt: skip


def _qui(vu: dict[str, Any]) -> str:
    if not vu["fiches"]:
        return "Aucune fiche terminée pour le moment.\n"
    fiches = francais.compte(vu["fiches"], "fiche terminée", "fiches terminées")
    return f"{fiches}, de {francais.compte(len(vu['acteurs']), 'acteur')}.\n"


def _table(console: "Console", *colonnes: tuple[str, int]) -> "Table":
    """A table as wide as the terminal; lines are drawn for an eye only."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.HORIZONTALS if console.is_terminal else None, pad_edge=False, expand=True)
    for titre, part in colonnes:
        table.add_column(titre, ratio=part)
    return table


def _couverture(vu: dict[str, Any], console: "Console") -> "Table":
    from rich.padding import Padding
    from rich.text import Text

    table = _table(console, ("Critère", 2), ("Qui y contribue", 3))
    for axe in vu["axes"]:
        table.add_section()
        part = axe["acteurs"] / len(vu["acteurs"]) if vu["acteurs"] else 0
        barre = f"{barres.barre(part, part, console)} " if part and console.is_terminal else ""
        dit = francais.compte(axe["acteurs"], "acteur") if axe["acteurs"] else ""
        table.add_row(Text(en_ligne(axe["titre"]), style="bold"), Text.assemble((barre, "magenta"), dit))
        for critere in axe["criteres"]:
            propre = " (propre)" if critere["propre"] else ""
            qui = [a["nom"] for a in critere["acteurs"]] + [f"{a['nom']} (brouillon)" for a in critere["brouillons"]]
            noms = "\n".join(en_ligne(nom) for nom in qui)
            table.add_row(Padding(Text(en_ligne(f"{critere['titre']}{propre}")), (0, 0, 0, 2)), Text(noms))
    return table


def _chiffres(vu: dict[str, Any], console: "Console") -> "Table | str":
    from rich.padding import Padding
    from rich.text import Text

    table = _table(console, ("Indicateur", 3), ("Le réseau", 4), ("Qui a répondu", 2))
    for axe in vu["axes"]:
        for critere in axe["criteres"]:
            if critere["indicateurs"]:
                table.add_section()
                table.add_row(Text(en_ligne(critere["titre"]), style="bold"), "")
            for indicateur in critere["indicateurs"]:
                chiffre = indicateur["chiffre"]
                dit = _dit(chiffre, console, doublons=indicateur["doublons"])
                table.add_row(Padding(Text(en_ligne(indicateur["titre"])), (0, 0, 0, 2)), dit, _par_qui(chiffre))
    return (
        table if table.row_count else "Aucun indicateur du référentiel n'a encore de réponse dans une fiche terminée."
    )


def _decoupes(vu: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each cut, with the indicateurs of which it says more than their total does."""
    tous = [i for axe in vu["axes"] for critere in axe["criteres"] for i in critere["indicateurs"]]
    for rang, decoupe in enumerate(tous[0]["decoupes"] if tous else ()):
        coupes = [{**i, "cases": i["decoupes"][rang]["cases"]} for i in tous]
        coupes = [i for i in coupes if len(i["cases"]) > 1 and i["chiffre"]["genre"] in COUPES]
        if coupes:
            yield decoupe, coupes


def _par(decoupe: dict[str, Any], indicateurs: list[dict[str, Any]], console: "Console") -> "Table":
    from rich.padding import Padding
    from rich.text import Text

    table = _table(console, (decoupe["titre"], 3), ("Le réseau", 4), ("Qui a répondu", 2))
    for indicateur in indicateurs:
        table.add_section()
        table.add_row(Text(en_ligne(indicateur["titre"]), style="bold"), "")
        hauts = [haut for _, haut in map(barres.bouts, indicateur["cases"]) if haut]
        plus = max(hauts) if len(hauts) > 1 else None  # a bar by itself compares nothing
        for case in indicateur["cases"]:
            dit = _dit(case, console, plus=plus)
            table.add_row(Padding(Text(en_ligne(case["titre"])), (0, 0, 0, 2)), dit, _par_qui(case))
    if not decoupe["exclusive"]:
        table.caption = "Une fiche de plusieurs publics compte entière sous chacun : ne les additionnez pas."
        table.caption_justify = "left"
    return table


def _par_qui(chiffre: dict[str, Any]) -> "Text":
    from rich.text import Text

    periode = f" ({chiffre['periode']})" if chiffre["periode"] and not chiffre["titre"] else ""
    return Text(f"{chiffre['repondu']}{periode}")


def _dit(
    chiffre: dict[str, Any], console: "Console", doublons: Sequence[str] = (), plus: float | None = None
) -> "Text":
    """A figure, its bars, what one should know of it; `plus` is the most that a figure beside it may be."""
    from rich.text import Text

    texte = Text()
    for ligne, barre in _lignes(chiffre, plus):
        texte.append(f"{en_ligne(ligne)}\n", style="bold" if chiffre["texte"] else "dim")
        if barre is not None and console.is_terminal:
            texte.append(f"{barres.barre(*barre, console)}\n", style="magenta")
    for reserve in (*chiffre["reserves"], *doublons):
        texte.append(f"{en_ligne(reserve)}\n", style="dim")
    texte.rstrip()
    return texte


def _lignes(chiffre: dict[str, Any], plus: float | None) -> list[tuple[str, tuple[float, float] | None]]:
    """A figure in words, category by category where it has some; each with the ends of its bar, from 0 to 1."""
    tout = chiffre["sur"] or 0
    if chiffre["parts"] and chiffre["genre"] == "somme":
        parts = [
            (f"{p['titre']} : {francais.nombre(p['nombre'])} ({p['part']})", p["nombre"]) for p in chiffre["parts"]
        ]
        return [*((dit, barres.part(n, n, tout)) for dit, n in parts), (f"sur {francais.nombre(tout)}", None)]
    if chiffre["texte"]:
        bas, haut = barres.bouts(chiffre)
        return [(chiffre["texte"], barres.part(bas, haut, tout) if tout else barres.compare(bas, haut, plus))]
    if chiffre["genre"] == "aucun" and chiffre["reponses"]:
        return [("ne s'additionne pas", None)]
    return [("caché" if chiffre["tues"] else "interne" if chiffre["internes"] else "non renseigné", None)]


def _jamais_montres(vu: dict[str, Any]) -> Iterator[str]:
    if vu["jamais_montres"]:
        yield "Recueillis, et montrés par aucun de vos modèles ; on peut y renoncer :"
        yield from (f"  {en_ligne(i['titre'])} ({i['repondu']})" for i in vu["jamais_montres"])
