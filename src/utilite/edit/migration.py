"""`migrate`: the fiches follow the référentiel's `changements`, up to its version."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from utilite import source
from utilite.check import checker
from utilite.diagnostic import Diagnostic, Finding
from utilite.edit import fichiers
from utilite.edit.retouches import Retouche, applique, en_place_de
from utilite.workspace import Workspace

REGLE = "identifiant-renomme"


class Migration(NamedTuple):
    """What the files were, those that change, how many names; the fiches now of the current version."""

    avant: Mapping[str, bytes]
    apres: Mapping[str, bytes]
    noms: int
    fiches: tuple[str, ...]
    a_la_main: tuple[str, ...]
    """The files in which a champ has gone to another section, which a person has to move."""


def migre(espace: Workspace, noms: Collection[str]) -> Migration:
    """Brings these files up to date, and writes nothing; whatever severity the network gives to old names.

    A fiche gets the current version once all its names are today's; one in which a champ is to be moved keeps
    its own, since its old names are still to be read.
    """
    avant = fichiers.lis(espace.racine, noms)
    apres: dict[str, bytes] = {}
    fiches: list[str] = []
    a_la_main: list[str] = []
    compte = 0
    for document, findings in _lectures(espace):
        if document.file not in avant:
            continue
        vus = [d for f in findings if f.rule == REGLE and (d := checker.stamp(f, None, {document.file: document}))]
        retouches = list(_renomme(vus, document.text))
        compte += len(retouches)
        if len(retouches) < len(vus):
            a_la_main.append(document.file)
        elif (version := _version(document, espace)) is not None:
            retouches.append(version)
            fiches.append(document.file)
        if retouches:
            apres[document.file] = fichiers.octets(applique(document.text, retouches), avant[document.file])
    return Migration(avant, apres, compte, tuple(fiches), tuple(a_la_main))


def _lectures(espace: Workspace) -> Iterator[tuple[source.Document, Iterable[Finding]]]:
    yield from ((lu.document, lu.findings) for lu in espace.acteurs.values())
    yield from ((lu.document, lu.findings) for _, lu in espace.fiches())
    yield from ((lu.document, lu.findings) for lu in espace.prives())


def _renomme(vus: Iterable[Diagnostic], texte: str) -> Iterator[Retouche]:
    return (en_place_de(d.span, d.repair, texte) for d in vus if d.repair is not None)


def _version(document: source.Document, espace: Workspace) -> Retouche | None:
    """The current version in place of an older one; None where there is nothing to change."""
    referentiel = espace.referentiel.valeur
    node = document.root.entries.get("version_referentiel", (None, None))[1] if document.root is not None else None
    if referentiel is None or not isinstance(node, source.Scalar):
        return None
    if node.value.strip() == referentiel.version or node.value.strip() not in referentiel.versions:
        return None
    return Retouche(node.start_mark.index, node.end_mark.index, source.quoted(referentiel.version))
