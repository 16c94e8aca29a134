"""All that changed between two states, file by file, those that were renamed followed."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from utilite import francais
from utilite.comparaison import fiches, grilles
from utilite.comparaison.etats import Etat, Lue, lit
from utilite.comparaison.lignes import Alerte, Ligne
from utilite.fiche import Acteur, Fiche
from utilite.referentiel import Referentiel
from utilite.schema import renommages
from utilite.schema.renommages import Renommages
from utilite.workspace import REFERENTIEL

_RESSEMBLE = 0.5
"""Share of the lines that a file and what it was renamed to have in common, at least."""
_PAIRES_MAX = 2_500


class Sort(StrEnum):
    """What became of a file."""

    AJOUTE = "ajoute"
    RETIRE = "retire"
    CHANGE = "change"
    FORME = "forme"
    ILLISIBLE = "illisible"


class Bloc(NamedTuple):
    """One file that changed; `ancien` is the name that it had, where it had another."""

    fichier: str
    titre: str
    sort: Sort
    ancien: str = ""
    lignes: tuple[Ligne, ...] = ()


def revue(avant: Etat, apres: Etat) -> list[Bloc]:
    """The files that changed, the référentiel first."""
    noms = _noms(avant.grille, apres.grille)
    anciens = _renommes(avant, apres)
    retires = sorted(avant.octets.keys() - apres.octets.keys() - set(anciens.values()))
    blocs = [_bloc(avant, apres, anciens.get(f, f), f, noms) for f in sorted(apres.octets)]
    tous = [*(b for b in blocs if b is not None), *(_retire(avant, f) for f in retires)]
    return sorted(tous, key=lambda b: (b.fichier != REFERENTIEL, b.fichier.split("/")[0], b.fichier))


def _noms(avant: Referentiel | None, apres: Referentiel | None) -> Renommages | None:
    """What has been renamed from one grid to the other."""
    return renommages.depuis(apres, avant.version) if avant is not None and apres is not None else None


def _renommes(avant: Etat, apres: Etat) -> dict[str, str]:
    """The files that only the later state has, each with the one that it was: the most alike first."""
    partis, venus = (
        {nom: Counter(ligne.strip() for ligne in octets[nom].split(b"\n") if ligne.strip()) for nom in noms}
        for octets, noms in (
            (avant.octets, avant.octets.keys() - apres.octets.keys()),
            (apres.octets, apres.octets.keys() - avant.octets.keys()),
        )
    )
    if len(partis) * len(venus) > _PAIRES_MAX:
        return {}
    paires = (
        (_ressemblance(partis[p], venus[v]), v, p) for p in partis for v in venus if p.split("/")[0] == v.split("/")[0]
    )
    suivis: dict[str, str] = {}
    for part, venu, parti in sorted(paires, key=lambda x: (-x[0], *x[1:])):
        if part >= _RESSEMBLE and venu not in suivis and parti not in suivis.values():
            suivis[venu] = parti
    return suivis


def _ressemblance(une: Counter[bytes], autre: Counter[bytes]) -> float:
    total = une.total() + autre.total()
    return 2 * (une & autre).total() / total if total else 0


def _bloc(avant: Etat, apres: Etat, ancien: str, fichier: str, noms: Renommages | None) -> Bloc | None:
    nom = ancien if ancien != fichier else ""
    if ancien not in avant.octets:
        lue = lit(apres, fichier)
        sort = Sort.AJOUTE if lue.valeur is not None else Sort.ILLISIBLE
        return Bloc(fichier, _titre(lue, fichier), sort, lignes=tuple(_presentation(lue)))
    if avant.octets[ancien] == apres.octets[fichier]:
        return Bloc(fichier, _titre(lit(apres, fichier), fichier), Sort.CHANGE, nom) if nom else None
    une, autre = lit(avant, ancien), lit(apres, fichier)
    if une.dit_autant(autre):
        return Bloc(fichier, _titre(autre, fichier), Sort.CHANGE if nom else Sort.FORME, nom)
    if une.valeur is None or autre.valeur is None:
        return Bloc(fichier, _titre(autre, fichier), Sort.ILLISIBLE, nom, (_illisible(une, autre),))
    dites = (*_lignes(une, autre, avant, apres, noms), *_reserves(une, autre))
    return Bloc(fichier, _titre(autre, fichier), Sort.CHANGE, nom, dites or (Ligne("", _AUTRE),))


_AUTRE = "ce qui a changé n'est pas ce que l'on lit d'abord : une aide, une borne, un détail"


def _illisible(une: Lue, autre: Lue) -> Ligne:
    if autre.valeur is not None:
        return Ligne("", "ce fichier ne pouvait pas être lu ; il peut l'être désormais, et rien n'est comparé")
    quand = "ne peut plus" if une.valeur is not None else "ne peut toujours pas"
    return Ligne("", f"ce fichier {quand} être lu : rien n'est comparé ; tapez « utilite validate »")


def _lignes(une: Lue, autre: Lue, avant: Etat, apres: Etat, noms: Renommages | None) -> Iterator[Ligne]:
    match une.valeur, autre.valeur:
        case Referentiel() as ancien, Referentiel() as nouveau:
            yield from grilles.compare(ancien, nouveau, noms)
        case Acteur() as ancien_acteur, Acteur() as acteur:
            assert apres.grille is not None  # it has read the acteur
            yield from fiches.acteurs(ancien_acteur, acteur, apres.grille.acteur, noms)
        case Fiche() as ancienne, Fiche() as fiche:
            assert apres.grille is not None
            yield from fiches.fiches(ancienne, fiche, apres.grille.fiche, noms, {**avant.acteurs, **apres.acteurs})


def _reserves(une: Lue, autre: Lue) -> Iterator[Ligne]:
    """A value that couldn't be read looks like one that isn't there."""
    for lue, quand in ((une, "avait"), (autre, "a")):
        if lue.fautes:
            dit = f"ce fichier {quand} {francais.compte(lue.fautes, 'faute')} de lecture"
            yield Ligne("", f"{dit} : ce qui n'a pas pu être lu passe ici pour absent ; tapez « utilite validate »")


def _presentation(lue: Lue) -> Iterator[Ligne]:
    """What a new file brings, in a line."""
    if lue.valeur is None:
        yield Ligne("", "ce fichier ne peut pas être lu ; tapez « utilite validate »")
    elif isinstance(lue.valeur, Fiche):
        yield from _contenu(lue.valeur)
        yield from _reserves(lue._replace(fautes=0), lue)


def _contenu(fiche: Fiche) -> Iterator[Ligne]:
    """« 4 critères et 9 chiffres »."""
    chiffres = sum(m.reponse is not None for s in fiche.suivis for m in s.mesures)
    comptes = ((len(fiche.apports), "critère"), (chiffres, "chiffre"))
    dits = [francais.compte(n, mot) for n, mot in comptes if n]
    yield from [Ligne("", francais.enumere(dits))] if dits else []


def _retire(avant: Etat, fichier: str) -> Bloc:
    """A fiche that is gone takes its evidence with it."""
    lue = lit(avant, fichier)
    dites = _contenu(lue.valeur) if isinstance(lue.valeur, Fiche) else ()
    perdues = tuple(dite._replace(alerte=Alerte.PREUVE_RETIREE) for dite in dites)
    return Bloc(fichier, _titre(lue, fichier), Sort.RETIRE, lignes=perdues)


def _titre(lue: Lue, fichier: str) -> str:
    match lue.valeur:
        case Referentiel(titre=titre) | Fiche(titre=titre):
            return titre
        case Acteur(nom=nom):
            return nom
    return PurePosixPath(fichier).stem
