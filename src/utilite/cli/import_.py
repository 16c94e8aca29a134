"""`utilite import`: what comes back from those who write, merged into the workspace."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from utilite import francais, source
from utilite.check.checker import run as verifie
from utilite.cli import ecritures, sorties
from utilite.diagnostic import dotted
from utilite.edit import arrivees, fichiers
from utilite.edit.arrivees import Arrivee, Bilan, Sort, Sources
from utilite.edit.depot import Depot
from utilite.edit.fusion import Conflit
from utilite.edit.retours import Recu, Retour, dossiers
from utilite.errors import OperatorError
from utilite.reporters.inerte import en_ligne, sans_commande


def run(
    ctx: typer.Context,
    chemins: Annotated[list[str], typer.Argument(metavar="CHEMIN…", help="Les fichiers reçus, ou leur dossier.")],
    check: ecritures.Check = False,
    diff: ecritures.Diff = False,
    branches: Annotated[
        bool, typer.Option("--branches", help="Fait une branche git par fiche ; vos fichiers ne bougent pas.")
    ] = False,
) -> None:
    """Reprend les fiches reçues, et fusionne chacune avec celle dont elle est partie.

    Rien d'autre ne bouge que ce qui a été changé. Un champ que vous avez changé autrement garde votre valeur, et les
    deux sont montrées. Code de sortie : 0 si tout est pris, 1 s'il reste un conflit ou un fichier qui n'est pas pris,
    2 si la commande est mal écrite ; avec --check ou --diff, 1 aussi s'il y a quelque chose à écrire.
    """
    chrono = sorties.Chrono()
    if branches and (check or diff):
        raise OperatorError("« --branches » écrit, « --check » et « --diff » n'écrivent rien : choisissez")
    espace = sorties.espace(ctx)
    referentiel = sorties.referentiel(espace)
    if espace.referentiel.document.file in verifie(espace).en_faute():
        raise OperatorError("le référentiel a des erreurs : tapez « utilite validate referentiel.yaml » pour les voir")
    depot = Depot(espace.racine)
    tete = depot.tete() if branches else ""
    trouves = dossiers.trouve(chemins)
    flux = sys.stderr if diff else sys.stdout
    recus: list[tuple[str, Recu]] = []
    manques = prises = fautifs = 0
    for chemin in trouves.a_lire:
        retour = dossiers.lit(chemin, espace)
        nom = sorties.chemin_court(chemin)
        recus += ((nom, recu) for recu in retour.recus)
        manques += bool(retour.fautes) and not retour.recus
        fautifs += bool(retour.fautes and retour.recus)
        _imprime(_fautes(nom, retour), flux)
    sources = Sources(
        lambda nom: depot.a(tete, nom) if tete else _sur_disque(espace.racine, nom), depot.contenu, depot.premiere
    )
    bilan = arrivees.accueille(referentiel, recus, sources)
    for arrivee in bilan.arrivees:
        _imprime(_dit(arrivee, bilan), flux)
    manques += sum(arrivee.sort is Sort.REFUSEE for arrivee in bilan.arrivees)
    if branches:
        prises = _branche(depot, tete, bilan)
    elif diff:
        ecritures.montre(bilan.avant, bilan.apres)
    elif not check:
        fichiers.ecris(espace.racine, bilan.avant, bilan.apres)
    if trouves.ignores:
        sorties.dit(f"Pas lus, ce ne sont pas des fiches : {en_ligne(', '.join(p.name for p in trouves.ignores))}.")
    sorties.dit(_resume(bilan, chrono, manques, essai=check or diff, branches=branches))
    conflits = any(arrivee.conflits for arrivee in bilan.arrivees)
    raise typer.Exit(1 if manques or fautifs or prises or conflits or ((check or diff) and bilan.apres) else 0)


def _sur_disque(racine: Path, fichier: str) -> bytes | None:
    """A file of the workspace; None where there is none. Raises OperatorError where it can't be changed."""
    lu = fichiers.lis(racine, [fichier]).get(fichier)
    chemin = racine / fichier
    if lu is None and (chemin.exists() or chemin.is_symlink()):
        raise OperatorError("le fichier de l'espace de travail est un lien, ou ne peut pas être lu : voyez-le d'abord")
    return lu


def _branche(depot: Depot, tete: str, bilan: Bilan) -> int:
    """Makes the branches; how many names were taken already."""
    prises = 0
    for nom, lot in arrivees.lots(bilan).items():
        contenus = {arrivee.fichier: bilan.apres[arrivee.fichier] for arrivee in lot}
        if depot.branche(nom, tete, contenus, _message(lot)):
            print(f"branche {nom}")
        else:
            prises += 1
            print(f"branche {nom} : elle existe déjà, elle n'est pas touchée")
            sorties.dit(f"Pour refaire la branche « {nom} », supprimez-la d'abord : git branch -D {nom}")
    return prises


def _message(lot: list[Arrivee]) -> str:
    """A commit's message: what came, and the fields that keep their value."""
    premiere = lot[0]
    verbe = "Reçoit" if premiere.sort is Sort.NOUVELLE else "Reprend"
    lignes = [f"{verbe} {premiere.fichier}"]
    gardes = [dotted(c.route) for arrivee in lot for c in arrivee.conflits]
    if gardes:
        lignes += ["", "Changés des deux côtés, et laissés tels quels :", *(f"- {en_ligne(route)}" for route in gardes)]
    return "\n".join(lignes) + "\n"


def _imprime(lignes: Iterable[str], flux: object) -> None:
    for ligne in lignes:
        print(sans_commande(ligne), file=flux)  # type: ignore[call-overload]


def _fautes(nom: str, retour: Retour) -> Iterator[str]:
    """What is wrong with a file: nothing of it is taken, or the rest of it is."""
    pris = "" if retour.recus else "pas pris, "
    for faute in retour.fautes:
        ou = f"{faute.ou} : " if faute.ou else ""
        remede = f" ; {faute.remede}" if faute.remede else ""
        yield en_ligne(f"{nom} : {pris}{ou}{faute.message}{remede}")


def _dit(arrivee: Arrivee, bilan: Bilan) -> Iterator[str]:
    """What became of a fiche, then its conflicts, each where the file has it."""
    combien = len(arrivee.conflits)
    sorts = [arrivee.sort.value] if arrivee.sort is not Sort.INCHANGEE or not combien else []
    if combien:
        sorts.append(f"{francais.compte(combien, 'champ')} en conflit")
    if arrivee.motif:
        sorts.append(arrivee.motif)
    if (arrivee.sans_base and arrivee.sort is not Sort.INCHANGEE) or (arrivee.sans_base and combien):
        sorts.append("point de départ inconnu")
    yield en_ligne(f"{arrivee.origine} → {arrivee.fichier} : {', '.join(sorts)}")
    if combien:
        contenu = bilan.apres.get(arrivee.fichier) or bilan.avant.get(arrivee.fichier, b"")
        document, _ = source.read(contenu, arrivee.fichier)
        for conflit in arrivee.conflits:
            yield f"  ligne {document.locate(conflit.route).line}, {en_ligne(_conflit(conflit))}"


def _conflit(conflit: Conflit) -> str:
    garde, recu, base = extraits(*(_texte(v) for v in (conflit.present, conflit.autre, conflit.base)))
    depart = f" (au départ {base})" if conflit.base is not None else ""
    return f"{dotted(conflit.route)} : ici {garde}, reçu {recu}{depart}"


def _texte(valeur: object) -> str:
    """A value on one line; empty for none."""
    if isinstance(valeur, dict):
        return ", ".join(f"{cle}: {_texte(dessous)}" for cle, dessous in valeur.items())
    if isinstance(valeur, list):
        return " ; ".join(map(_texte, valeur))
    return " ".join(str(valeur or "").split())


def extraits(*textes: str) -> list[str]:
    """Texts between quotes, each cut around the first place where they differ."""
    communs = 0
    pleins = [texte for texte in textes if texte]
    while len(set(pleins)) > 1 and len({texte[communs : communs + 1] for texte in pleins}) == 1:
        communs += 1
    debut = max(0, communs - 20)
    return [_extrait(texte, debut) for texte in textes]


def _extrait(texte: str, debut: int) -> str:
    if not texte:
        return "rien"
    coupe = texte[debut : debut + 60]
    return f"« {'…' if debut else ''}{coupe}{'…' if len(texte) > debut + 60 else ''} »"


def _resume(bilan: Bilan, chrono: sorties.Chrono, manques: int, *, essai: bool, branches: bool) -> str:
    """How many of each, and the next command worth typing."""
    par_sort = [(sort, sum(a.sort is sort for a in bilan.arrivees)) for sort in (Sort.NOUVELLE, Sort.FUSIONNEE)]
    dits = [francais.compte(combien, sort.value, f"{sort.value}s") for sort, combien in par_sort if combien] or [
        "rien de neuf"
    ]
    en_conflit = sum(bool(a.conflits) for a in bilan.arrivees)
    if en_conflit:
        dits.append(f"{en_conflit} en conflit")
    if manques:
        dits.append(francais.compte(manques, "pas prise", "pas prises"))
    debut = "À faire : " if essai else ""
    fait = f"{debut}{', '.join(dits)} {chrono.dit}."
    fait = fait[:1].upper() + fait[1:]
    if en_conflit:
        fait += "\nUn champ en conflit garde la valeur d'ici : corrigez le fichier à la main si l'autre est la bonne."
    if essai and bilan.apres:
        return f"{fait}\nPour le faire, retapez la commande sans --check ni --diff"
    if branches and bilan.apres:
        nom = next(iter(arrivees.lots(bilan)))
        return f"{fait}\nPour relire, tapez : git diff HEAD {nom}\nPour l'envoyer, tapez : git push origin {nom}"
    return f"{fait}\nPour vérifier, tapez : utilite validate" if bilan.apres else fait
