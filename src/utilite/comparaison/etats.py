"""One state of a workspace: its grid, and the bytes of its files; fiches are read when they are compared."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from utilite import workspace
from utilite.diagnostic import Finding
from utilite.fiche import Acteur, Fiche
from utilite.referentiel import Referentiel
from utilite.source import Document, plain
from utilite.workspace import DOSSIERS, Workspace


class Etat(NamedTuple):
    """A workspace at one revision, or as it is; `None` stands for a revision that had no référentiel."""

    espace: Workspace | None
    octets: Mapping[str, bytes]
    """By file, line ends made alike: git may change these from one system to the next."""

    @property
    def grille(self) -> Referentiel | None:
        """Its référentiel, as far as it could be read."""
        return self.espace.referentiel.valeur if self.espace is not None else None

    @property
    def acteurs(self) -> dict[str, str]:
        """Its acteurs' names, by id."""
        lus = self.espace.acteurs.items() if self.espace is not None else ()
        return {nom: lu.valeur.nom for nom, lu in lus if lu.valeur is not None}


class Lue(NamedTuple):
    """A file of a state: what it says, None where that can't be read, and how many faults its reading has met."""

    document: Document
    valeur: Acteur | Fiche | Referentiel | None
    fautes: int

    def dit_autant(self, autre: "Lue") -> bool:
        """Whether two files say the same thing, comments, order and quotes apart."""
        racines = self.document.root, autre.document.root
        return None not in racines and plain(racines[0]) == plain(racines[1])


def etat(espace: Workspace | None) -> Etat:
    """The state of an open workspace."""
    if espace is None:
        return Etat(None, {})
    noms = [f for f in espace.sources() if PurePosixPath(f).parts[0] in (*DOSSIERS, workspace.REFERENTIEL)]
    lus = {nom: workspace.contenu(espace.racine, nom)[0] for nom in noms}
    return Etat(espace, {nom: contenu.replace(b"\r\n", b"\n") for nom, contenu in lus.items()})


def lit(etat: Etat, fichier: str) -> Lue:
    """A file that the state has."""
    assert etat.espace is not None
    chemin = PurePosixPath(fichier)
    if fichier == workspace.REFERENTIEL:
        lu = etat.espace.referentiel
        return Lue(lu.document, lu.valeur, _fautes(lu.findings))
    if chemin.parts[0] == "acteurs":
        acteur = etat.espace.acteurs[chemin.stem]
        return Lue(acteur.document, acteur.valeur, _fautes(acteur.findings))
    fiche = etat.espace.fiche(chemin.stem)
    return Lue(fiche.document, fiche.valeur, _fautes(fiche.findings))


def _fautes(findings: tuple[Finding, ...]) -> int:
    """Those that may leave a value unread: not a gap of a draft, nor an old name, which is read as today's."""
    return sum(not f.lowered and f.rule not in ("identifiant-renomme", "champ-obligatoire") for f in findings)
