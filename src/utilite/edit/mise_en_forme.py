"""`format`: keys in the référentiel's order, block style, two spaces a level; texts and comments as they were.

Nothing is dumped: slices of the text are laid out anew. What comes out is read again, and kept only
where it says what the file said, comments included.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from utilite import source
from utilite.edit import branches, fichiers
from utilite.edit.pages import page
from utilite.referentiel import Referentiel
from utilite.schema import ordre
from utilite.schema.fiche import LecteurDeFiches
from utilite.schema.ordre import Plan
from utilite.source import Document
from utilite.workspace import Workspace

_MAL_LUS = ("deux-points", "forme-attendue")
"""Faults under which a text passes for keys, or keys for a text: its very signs may be what was meant."""

_DOSSIERS = ("acteurs/", "fiches/", "prive/acteurs/", "prive/fiches/")


class MiseEnForme(NamedTuple):
    """What the files were, those that change, and why each of the others that are in no order was left."""

    avant: Mapping[str, bytes]
    apres: Mapping[str, bytes]
    laisses: Mapping[str, str]


def concerne(nom: str) -> bool:
    """Whether a file is laid out: the référentiel and the templates' manifests keep their own order."""
    return nom.startswith(_DOSSIERS)


def met_en_forme(espace: Workspace, referentiel: Referentiel, noms: Iterable[str]) -> MiseEnForme:
    """Lays these files out in the order of the workspace's référentiel, and writes nothing."""
    lecteur = LecteurDeFiches(referentiel)
    acteurs, fiches = ordre.acteur(referentiel), ordre.fiche(referentiel)
    voulus = [nom for nom in noms if concerne(nom) and not (espace.racine / nom).is_symlink()]
    avant = fichiers.lis(espace.racine, voulus)
    apres: dict[str, bytes] = {}
    laisses = dict.fromkeys((nom for nom in voulus if nom not in avant), "il ne peut pas être lu")
    for nom, octets in avant.items():
        document, findings = source.read(octets, nom)
        plan, lit = (acteurs, lecteur.acteur) if "acteurs/" in nom else (fiches, lecteur.fiche)
        if findings or any(f.rule in _MAL_LUS for f in lit(document, nom)[1]):
            laisses[nom] = "une faute l'empêche d'être lu en entier"
            continue
        texte = forme(document, plan)
        if texte is None:
            laisses[nom] = "son écriture est trop particulière"
        elif texte != document.text:
            apres[nom] = fichiers.octets(texte, octets)
    return MiseEnForme(avant, apres, laisses)


def forme(document: Document, plan: Plan) -> str | None:
    """The text of a document that has no fault of YAML, laid out; None where that would change what it says."""
    if document.root is None or not document.root.entries:
        return document.text
    texte = page(document, plan)
    relu, findings = source.parse(texte, document.file)
    fidele = not findings and source.plain(relu.root) == source.plain(document.root)
    return texte if fidele and branches.commentaires(relu) == branches.commentaires(document) else None
