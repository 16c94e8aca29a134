"""`utilite validate`: are the files right?"""

import importlib
import os
import shutil
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from utilite import francais
from utilite.check import cache, dejavu
from utilite.check.verdict import Outcome
from utilite.cli import cibles, sorties
from utilite.diagnostic import Report, Severity
from utilite.errors import OperatorError, raison
from utilite.orthographe import suggestion
from utilite.reporters import REPORTERS


def run(
    ctx: typer.Context,
    chemins: Annotated[
        list[str] | None, typer.Argument(metavar="[CHEMIN]…", help="Fichiers ou dossiers à montrer ; tout par défaut.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"auto, {', '.join(REPORTERS)}.", show_default=False)
    ] = "auto",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FICHIER", help="Écrit le rapport dans ce fichier.")
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="MODÈLE", help="Aussi ce que ce modèle demande.", show_default=False)
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Les avertissements font échouer aussi.")] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODE", help="Ne montre que ces règles (UT104, UT1…).")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="Ne montre pas ces règles.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="Vérifie en N processus ; sinon, un par processeur libre."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Revérifie tout, sans rien retenir.")] = False,
) -> None:
    """Vérifie le référentiel, les acteurs et les fiches.

    Code de sortie : 0 si rien n'échoue, 1 si un fichier est en faute, 2 si la commande est mal écrite.
    """
    chrono = sorties.Chrono()
    nom = _format(format_)
    choisis, ecartes = _codes(select), _codes(ignore)
    lieu = _Lieu(sorties.racine(ctx))
    appel = None
    if template:
        espace = sorties.ouvre(lieu.racine)
        verdict = cibles.verifie(espace, _taches(jobs), None if no_cache else cache.dossier(lieu.racine))
        appel = importlib.import_module("utilite.cli.appels").prepare(espace, verdict, template)
        verdict = appel.verdict
    else:
        verdict = _verifie(lieu.racine, jobs) if no_cache else _revoit(lieu.racine, jobs)
    connus = {*verdict.files, *(d.file for d in verdict.diagnostics)}
    nommes = cibles.nommes(lieu, connus, chemins, "vérifie")
    rapport = _trie(verdict.report(appel.lus(nommes) if appel else nommes), choisis, ecartes)._replace(strict=strict)
    texte = _rend(rapport, nom, tty=output is None)
    if output is not None:
        importlib.import_module("utilite.atomic").write(output, texte.encode("utf-8", "backslashreplace"))
    else:
        sys.stdout.write(texte)
        sys.stdout.flush()
    if output is not None:
        sorties.dit(f"Le rapport est dans {sorties.chemin_court(output)}.")
    if nom == "github" and os.environ.get("GITHUB_STEP_SUMMARY"):
        _ajoute_sommaire(Path(os.environ["GITHUB_STEP_SUMMARY"]), rapport)
    for ligne in appel.lignes(rapport.names) if appel else ():
        sorties.dit(ligne)
    sorties.dit(_resume(rapport, chrono, fiches=_a_des_fiches(verdict)))
    raise typer.Exit(1 if any(map(rapport.fails, rapport.diagnostics)) else 0)


class _Lieu(NamedTuple):
    """The workspace's folder, where nothing of it may have to be read."""

    racine: Path


def _revoit(racine: Path, jobs: int | None) -> Outcome:
    """The verdict that was kept, where no file has changed since; else a new one, which is kept."""
    vu, verdict = dejavu.regarde(racine)
    if verdict is not None:
        return verdict
    espace = sorties.ouvre(racine)
    verdict = cibles.verifie(espace, _taches(jobs), cache.dossier(racine))
    if vu is not None:
        referentiel = espace.referentiel.valeur
        dejavu.garde(vu, verdict, referentiel.presentation.logo if referentiel is not None else "")
    return verdict


def _verifie(racine: Path, jobs: int | None) -> Outcome:
    return cibles.verifie(sorties.ouvre(racine), _taches(jobs))


def _taches(jobs: int | None) -> int:
    combien: int = importlib.import_module("utilite.check.partage").taches(jobs)
    return combien


def _format(demande: str) -> str:
    if demande == "auto":
        if os.environ.get("GITHUB_ACTIONS") == "true":
            return "github"
        if os.environ.get("GITLAB_CI") == "true":
            return "gitlab"
        return "text" if sys.stdout.isatty() else "concise"
    if demande not in REPORTERS:
        tous = f"choisissez parmi : auto, {', '.join(REPORTERS)}"
        suite = suggestion(demande, REPORTERS, "vouliez-vous dire « --format {} » ?", tous)
        raise OperatorError(f"le format « {demande[:40]} » n'existe pas : {suite}")
    return demande


def _codes(donnes: list[str] | None) -> tuple[str, ...]:
    """Codes, beginnings of codes, or names, as given once or several times, with commas or not."""
    codes = [c.strip() for donne in donnes or () for c in donne.split(",") if c.strip()]
    if not codes:
        return ()
    connus = {nom: regle.CODE for nom, regle in importlib.import_module("utilite.check.rules").RULES.items()}
    for code in codes:
        if code not in connus and not any(c.startswith(code.upper()) for c in connus.values()):
            noms = [*connus, *connus.values()]
            suite = suggestion(code, noms, "vouliez-vous dire « {} » ?", "tapez « utilite explain » pour la liste")
            raise OperatorError(f"aucune règle ne s'appelle « {code[:40]} » : {suite}")
    return tuple(connus.get(code, code.upper()) for code in codes)


def _trie(rapport: Report, choisis: tuple[str, ...], ecartes: tuple[str, ...]) -> Report:
    if not choisis and not ecartes:
        return rapport
    gardes = tuple(
        d
        for d in rapport.diagnostics
        if (not choisis or d.code.startswith(choisis)) and not (ecartes and d.code.startswith(ecartes))
    )
    return rapport._replace(diagnostics=gardes, hidden=len(rapport.diagnostics) - len(gardes))


def _rend(rapport: Report, nom: str, *, tty: bool) -> str:
    module = importlib.import_module(REPORTERS[nom])
    if nom == "text" and tty:
        largeur = shutil.get_terminal_size((80, 24)).columns
        texte: str = module.styled(rapport, color=sorties.en_couleur(), width=largeur)
        return texte
    return str(module.report(rapport))


def _ajoute_sommaire(fichier: Path, rapport: Report) -> None:
    """Adds the summary to the job's page; where it can't be, the verdict stands all the same."""
    texte = importlib.import_module("utilite.reporters.sommaire").report(rapport)
    try:
        with fichier.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as flux:
            flux.write(texte)
    except OSError as error:
        sorties.dit(f"Le sommaire de GITHUB_STEP_SUMMARY n'a pas pu être écrit : {raison(error)}.")


def _a_des_fiches(verdict: Outcome) -> bool:
    return any(nom.startswith("fiches/") for nom in verdict.files)


def _resume(rapport: Report, chrono: sorties.Chrono, *, fiches: bool) -> str:
    """What was found, in exact numbers, and the next command worth typing."""
    vus = f"{francais.compte(rapport.files, 'fichier vérifié', 'fichiers vérifiés')} {chrono.dit}"
    caches = francais.compte(rapport.hidden, "constat caché", "constats cachés")
    ecartes = f" ; {caches} par --select ou --ignore" if rapport.hidden else ""
    if not rapport.diagnostics:
        if rapport.hidden:
            return f"Rien à montrer{ecartes} ; {vus}.\nPour tout voir, tapez : utilite validate"
        return f"Tout est en ordre, bravo : {vus}.\n{_VALIDE if fiches else _SANS_FICHE}"
    comptes = [
        francais.compte(rapport.count(severite), severite.francais) for severite in Severity if rapport.count(severite)
    ]
    fautifs = len({d.file for d in rapport.diagnostics})
    dans = f"dans {francais.compte(fautifs, 'fichier')}"
    libre = "" if any(map(rapport.fails, rapport.diagnostics)) else " ; rien n'empêche de continuer"
    suite = f"Pour comprendre une règle, tapez par exemple : utilite explain {rapport.by_gravity()[0].code}"
    return f"{francais.enumere(comptes)} {dans}{libre}{ecartes} ; {vus}.\n{suite}"


_VALIDE = (
    "Valide ne veut pas dire vrai : utilite regarde la forme et la cohérence, à vous de répondre du reste.\n"
    "Pour voir les documents, tapez : utilite render"
)
_SANS_FICHE = "Il n'y a pas encore de fiche. Pour en commencer une, tapez : utilite new NOM"
