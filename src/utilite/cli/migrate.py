"""`utilite migrate`: the fiches follow the référentiel."""

import typer

from utilite import francais
from utilite.cli import cibles, ecritures, sorties
from utilite.edit import migration
from utilite.edit.migration import Migration


def run(
    ctx: typer.Context,
    chemins: ecritures.Chemins = None,
    check: ecritures.Check = False,
    diff: ecritures.Diff = False,
) -> None:
    """Met les fiches à la version actuelle du référentiel : les noms qui ont changé sont remplacés.

    Le reste du fichier ne bouge pas. Code de sortie : 0 si tout est à jour, 1 s'il reste un nom à déplacer à la main,
    2 si la commande est mal écrite ; avec --check ou --diff, 1 s'il y a quelque chose à changer.
    """
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    sources = espace.sources()
    noms = cibles.nommes(espace, sources, chemins, "met à jour")
    noms = sources if noms is None else noms
    vue = migration.migre(espace, noms)
    ecritures.donne(espace, vue.avant, vue.apres, check=check, diff=diff)
    ecritures.dit_liens(espace.racine, noms)
    sorties.dit(_resume(vue, chrono, ecrit=not (check or diff)))
    raise typer.Exit(1 if vue.a_la_main or ((check or diff) and vue.apres) else 0)


def _resume(vue: Migration, chrono: sorties.Chrono, *, ecrit: bool) -> str:
    """What was changed, what remains for a person, and the next command worth typing."""
    noms = francais.compte(vue.noms, "nom remplacé", "noms remplacés")
    fiches = francais.compte(len(vue.fiches), "fiche mise à jour", "fiches mises à jour")
    essai = "" if ecrit else "À faire : "
    fait = f"{essai}{noms}, {fiches} {chrono.dit}."
    if vue.a_la_main:
        return (
            f"{fait}\nUn champ a changé de section, et reste à déplacer dans : {', '.join(vue.a_la_main)}.\n"
            "Pour voir lequel, tapez : utilite validate --select UT134"
        )
    if not vue.apres:
        return f"Tout suit déjà la version actuelle du référentiel, {chrono.dit}."
    return f"{fait}\nPour les " + (
        "relire avec la nouvelle grille, tapez : utilite validate" if ecrit else "faire, tapez : utilite migrate"
    )
