"""Returned fiches brought into the workspace: each merged with what it was started from, and nothing written."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from utilite import source
from utilite.edit import fichiers, fusion, tampon
from utilite.edit.arbres import Arbre, arbre
from utilite.edit.fusion import Conflit
from utilite.edit.retours import Recu
from utilite.errors import OperatorError
from utilite.referentiel import Referentiel
from utilite.schema import ordre

_NOMS = {"fiches": ("acteurs",), "acteurs": ("identite", "nom")}
"""What tells a fiche, or an acteur, from another of the same file's name."""


class Sort(StrEnum):
    """What became of a returned file."""

    NOUVELLE = "nouvelle"
    FUSIONNEE = "fusionnée"
    INCHANGEE = "rien de neuf"
    REFUSEE = "pas prise"


class Arrivee(NamedTuple):
    """One returned fiche: from which file, into which, and how; `sans_base`: what it was started from isn't known."""

    origine: str
    fichier: str
    sort: Sort
    conflits: tuple[Conflit, ...] = ()
    motif: str = ""
    sans_base: bool = False


class Sources(NamedTuple):
    """Where files are looked for; None where there is none.

    `present`: a file of the workspace, `premiere`: as git first had it; both raise OperatorError for
    what is no regular file in UTF-8. `contenu`: a content by its hash.
    """

    present: Callable[[str], bytes | None]
    contenu: Callable[[str], bytes | None]
    premiere: Callable[[str], bytes | None]


class Bilan(NamedTuple):
    """What the files were, those that change or are new, and the fate of each."""

    avant: Mapping[str, bytes]
    apres: Mapping[str, bytes]
    arrivees: tuple[Arrivee, ...]


def accueille(referentiel: Referentiel, recus: Iterable[tuple[str, Recu]], sources: Sources) -> Bilan:
    """Merges what came back, each with the name of its file; of two for one fiche, the second into the first's."""
    accueil = _Accueil(referentiel, sources)
    arrivees = tuple(accueil.prend(origine, recu) for origine, recu in recus)
    apres = {nom: octets for nom, octets in accueil.apres.items() if octets != accueil.avant.get(nom)}
    return Bilan(accueil.avant, apres, arrivees)


class _Accueil:
    def __init__(self, referentiel: Referentiel, sources: Sources) -> None:
        self._plans = {"fiches": ordre.fiche(referentiel), "acteurs": ordre.acteur(referentiel)}
        self._sources = sources
        self.avant: dict[str, bytes] = {}
        self.apres: dict[str, bytes] = {}

    def prend(self, origine: str, recu: Recu) -> Arrivee:
        fichier = recu.fichier
        try:
            la = self._present(fichier)
            base = self._base(recu, la) if la is not None else None
        except OperatorError as error:
            return Arrivee(origine, fichier, Sort.REFUSEE, motif=str(error))
        if la is None:
            self.apres[fichier] = recu.texte.encode()
            return Arrivee(origine, fichier, Sort.NOUVELLE, sans_base=bool(recu.depart))
        texte = fichiers.texte(la)
        if not recu.depart and not recu.partiel and _autre(recu, texte):
            motif = "une autre porte déjà ce nom : renommez le fichier reçu"
            return Arrivee(origine, fichier, Sort.REFUSEE, motif=motif)
        faite = fusion.fond(base, recu.texte, texte, self._plans[recu.genre])
        if faite.refus:
            return Arrivee(origine, fichier, Sort.REFUSEE, motif=faite.refus)
        self.apres[fichier] = fichiers.octets(faite.texte, la)
        sort = Sort.INCHANGEE if faite.texte == texte else Sort.FUSIONNEE
        return Arrivee(origine, fichier, sort, faite.conflits, sans_base=base is None and not recu.partiel)

    def _present(self, fichier: str) -> bytes | None:
        if fichier in self.apres:
            return self.apres[fichier]
        la = self._sources.present(fichier)
        if la is not None:
            self.avant[fichier] = la
        return la

    def _base(self, recu: Recu, la: bytes) -> str | None:
        """What it was started from, where that can be had and read.

        Where a form was started anew, its answers go on from what was sent first: what git first had.
        """
        if recu.partiel:
            return None
        if tampon.empreinte(la) == recu.depart:
            return fichiers.texte(la)
        contenu = (self._sources.contenu if recu.depart else self._sources.premiere)(recu.depart or recu.fichier)
        if contenu is None:
            return None
        document, findings = source.read(contenu, "")
        return document.text if not findings else None


def _autre(recu: Recu, texte: str) -> bool:
    """Whether the file there is about somebody else."""
    route = _NOMS[recu.genre]
    ici, la = (_au(arbre(source.parse(t, "")[0].root), route) for t in (recu.texte, texte))
    if isinstance(ici, list) and isinstance(la, list):
        return not set(map(str, ici)) & set(map(str, la))
    return ici is not None and la is not None and ici != la


def _au(valeur: Arbre, route: tuple[str, ...]) -> Arbre:
    for cle in route:
        valeur = valeur.get(cle) if isinstance(valeur, dict) else None
    return valeur


def lots(bilan: Bilan) -> dict[str, list[Arrivee]]:
    """What goes into each branch, by its name: one a fiche, with the new acteurs that it names."""
    neufs = {a.fichier: a for a in bilan.arrivees if a.fichier.startswith("acteurs/") and a.sort is Sort.NOUVELLE}
    faits: dict[str, list[Arrivee]] = {}
    for arrivee in (a for a in bilan.arrivees if a.fichier in bilan.apres and a.fichier.startswith("fiches/")):
        dits = _au(arbre(source.read(bilan.apres[arrivee.fichier], "")[0].root), ("acteurs",))
        avec = [
            neufs.pop(f) for qui in (dits if isinstance(dits, list) else ()) if (f := f"acteurs/{qui}.yaml") in neufs
        ]
        faits.setdefault(_branche(arrivee.fichier), []).extend((arrivee, *avec))
    deja = {id(a) for lot in faits.values() for a in lot}
    for arrivee in bilan.arrivees:
        if arrivee.fichier.startswith("acteurs/") and arrivee.fichier in bilan.apres and id(arrivee) not in deja:
            faits.setdefault(_branche(arrivee.fichier), []).append(arrivee)
    return faits


def _branche(fichier: str) -> str:
    """`fiche/ID` or `acteur/ID`."""
    dossier, _, nom = fichier.removesuffix(".yaml").partition("/")
    return f"{dossier.removesuffix('s')}/{nom}"
