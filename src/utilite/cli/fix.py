"""`utilite fix`: the repairs that leave no doubt."""

import typer

from utilite import francais
from utilite.cli import cibles, ecritures, sorties
from utilite.diagnostic import Report, Severity
from utilite.edit import reparations
from utilite.edit.reparations import Reparation


def run(
    ctx: typer.Context,
    chemins: ecritures.Chemins = None,
    check: ecritures.Check = False,
    diff: ecritures.Diff = False,
) -> None:
    """Répare ce qui ne peut avoir qu'un sens : clé mal écrite, virgule, date, guillemets…

    Le reste du fichier ne bouge pas. Code de sortie : 0 si aucune erreur ne reste, 1 s'il en reste, 2 si la commande
    est mal écrite ; avec --check ou --diff, 1 s'il y a quelque chose à réparer.
    """
    chrono = sorties.Chrono()
    espace = sorties.espace(ctx)
    sources = espace.sources()
    noms = cibles.nommes(espace, sources, chemins, "répare")
    noms = sources if noms is None else noms
    faite = reparations.repare(espace, noms, cibles.verifie)
    rapport = faite.verdict.report(noms)
    ecritures.donne(espace, faite.avant, faite.apres, check=check, diff=diff)
    ecritures.dit_liens(espace.racine, noms)
    sorties.dit(_resume(faite, rapport, chrono, lues=len(noms), ecrit=not (check or diff)))
    echoue = bool(faite.apres) if check or diff else rapport.count(Severity.ERROR) > 0
    raise typer.Exit(1 if echoue else 0)


def _resume(faite: Reparation, rapport: Report, chrono: sorties.Chrono, *, lues: int, ecrit: bool) -> str:
    """What was repaired, what remains for a person, and the next command worth typing."""
    vus = f"{francais.compte(lues, 'fichier vérifié', 'fichiers vérifiés')} {chrono.dit}"
    combien = francais.compte(len(rapport.diagnostics), "constat")
    verbe = "reste" if len(rapport.diagnostics) == 1 else "restent"
    fichiers = francais.compte(len(faite.apres), "fichier")
    fait = f"{francais.compte(faite.compte, 'réparation')}{'' if ecrit else ' à faire'} dans {fichiers}"
    if not faite.apres:
        fait = "Rien que l'on puisse réparer sans vous" if rapport.diagnostics else "Rien à réparer"
    if not ecrit and faite.apres:
        return f"{fait} ; {vus}.\nPour les faire, tapez : utilite fix"
    if rapport.diagnostics:
        return f"{fait} ; {combien} {verbe} ; {vus}.\nPour les voir, tapez : utilite validate"
    return f"{fait} ; {vus}.\nPour voir les documents, tapez : utilite render"
