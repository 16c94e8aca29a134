"""Where a document comes from: the state of the workspace, today's or a revision's, that bears its fingerprint."""

import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from utilite import workspace
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.cli.contextes import contextes
from utilite.cli.contextes import noms as noms_de_documents
from utilite.cli.sujets import Sujets
from utilite.edit.historique import Historique, Revision, empreinte, pose
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context
from utilite.render.context import Cadre, Montree
from utilite.workspace import DOSSIERS, MODELES, PRIVE, REFERENTIEL, Workspace

SOURCES = (REFERENTIEL, *DOSSIERS)
"""What a fingerprint is made of, `prive/` apart."""


class Variante(NamedTuple):
    """How a document was asked for: with what `prive/` holds, `--public`, `--draft`."""

    prive: bool
    public: bool
    draft: bool = True


class Origine(NamedTuple):
    """What bears a fingerprint: today's files where `revision` is None; `sujet` is empty for the network.

    `derniere`: the last revision bears it too, or there is none.
    """

    revision: Revision | None
    empreinte: str
    portee: str
    sujet: str
    derniere: bool = False


def variantes(espace: Workspace) -> list[Variante]:
    """The ways to ask for a document of this workspace, the simplest first."""
    a_du_prive = (espace.racine / PRIVE).is_dir()
    return [Variante(False, False), *[Variante(True, False)] * a_du_prive, Variante(False, True)]


def cherche(
    espace: Workspace, historique: Historique, empreintes: Collection[str], avance: Callable[[int], None]
) -> Origine | None:
    """The first that bears one of these: today's files, then revisions, newest first; `avance` is told how many.

    Fiches are looked for everywhere first: documents of several of them take a check of all files each time.
    """
    trouvee = _parmi_les_fiches(espace, espace.noms_de_fiches(), empreintes) or _parmi_les_autres(espace, empreintes)
    if trouvee is not None:
        return trouvee._replace(derniere=_est_enregistree(espace, historique, trouvee))
    etats: list[Revision] = []
    for revision, neuves in _etats(historique):
        etats.append(revision)
        avance(len(etats))
        if neuves:
            with ouverte(espace, historique, revision) as vue:
                trouvee = _parmi_les_fiches(vue, neuves, empreintes) if vue is not None else None
        if trouvee is not None:
            return trouvee._replace(revision=revision, derniere=len(etats) == 1)
    for rang, revision in enumerate(etats, 1):
        avance(rang)
        with ouverte(espace, historique, revision) as vue:
            trouvee = _parmi_les_autres(vue, empreintes) if vue is not None else None
        if trouvee is not None:
            return trouvee._replace(revision=revision, derniere=rang == 1)
    return None


def toutes(
    espace: Workspace, historique: Historique, empreintes: Collection[str], avance: Callable[[int], None]
) -> Iterator[Origine]:
    """What bears one of these, then each revision that bears the same one and had other templates, or another theme."""
    trouvee = cherche(espace, historique, empreintes, avance)
    if trouvee is None:
        return
    yield trouvee
    deja = {_allure(espace, historique, trouvee.revision)}
    for revision in historique.revisions((REFERENTIEL, MODELES)):
        allure = _allure(espace, historique, revision)
        if allure and allure not in deja:
            deja.add(allure)
            with ouverte(espace, historique, revision) as vue:
                la = vue is not None and _y_est(vue, trouvee)
            if la:
                yield trouvee._replace(revision=revision, derniere=False)


def _allure(espace: Workspace, historique: Historique, revision: Revision | None) -> frozenset[tuple[str, str]]:
    """The files that a document's looks come from, and what git names their contents by: today's, or a revision's."""
    if revision is not None:
        return frozenset(historique.sources(revision, (REFERENTIEL, MODELES)).items())
    fichiers = [espace.racine / REFERENTIEL, *sorted((espace.racine / MODELES).rglob("*"))]
    return frozenset(
        (fichier.relative_to(espace.racine).as_posix(), empreinte(fichier.read_bytes()))
        for fichier in fichiers
        if fichier.is_file() and not fichier.is_symlink()
    )


def _y_est(vue: Workspace, origine: Origine) -> bool:
    """Whether a state of the workspace bears the same fingerprint."""
    if origine.portee == "fiche":
        return _parmi_les_fiches(vue, [origine.sujet], {origine.empreinte}) is not None
    return _parmi_les_autres(vue, {origine.empreinte}) is not None


def _est_enregistree(espace: Workspace, historique: Historique, origine: Origine) -> bool:
    """Whether what today's files say of this is in git, or there is no git to tell."""
    derniere = next(historique.revisions((*SOURCES, MODELES)), None)
    if derniere is None:
        return not historique.existe()
    with ouverte(espace, historique, derniere) as vue:
        return vue is not None and _y_est(vue, origine)


@contextmanager
def ouverte(
    espace: Workspace, historique: Historique, revision: Revision | None, *, entiere: bool = False
) -> Iterator[Workspace | None]:
    """The workspace as a revision had it, today's `prive/` laid over, in a folder of its own.

    With its templates and its logo where it is `entiere`. Today's where there is no revision; None where it held no
    référentiel.
    """
    if revision is None:
        yield espace
        return
    with tempfile.TemporaryDirectory(prefix="utilite-") as nom:
        dossier = Path(nom)
        _pose(historique, revision, (*SOURCES, MODELES) if entiere else SOURCES, dossier)
        if not (dossier / REFERENTIEL).is_file():
            yield None
            return
        _copie_prive(espace.racine, dossier)
        vue = workspace.ouvre(dossier)
        lu = vue.referentiel.valeur
        if entiere and lu is not None and lu.presentation.logo:
            _pose(historique, revision, (lu.presentation.logo,), dossier)
        yield vue


def _pose(historique: Historique, revision: Revision, chemins: Collection[str], dossier: Path) -> None:
    sources = historique.sources(revision, chemins)
    pose(dossier, sources, historique.contenus(set(sources.values())))


def _copie_prive(racine: Path, dossier: Path) -> None:
    for sous in (f"{PRIVE}/{d}" for d in DOSSIERS):
        for chemin in sorted((racine / sous).glob("*.yaml")):
            if chemin.is_file() and not chemin.is_symlink():
                (dossier / sous).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(chemin, dossier / sous / chemin.name)


def _etats(historique: Historique) -> Iterator[tuple[Revision, list[str]]]:
    """The revisions that had other sources than those before them, each with the fiches whose documents differ."""
    vus: set[frozenset[tuple[str, str]]] = set()
    deja: set[tuple[str, ...]] = set()
    avant: dict[str, list[str]] = {}
    for revision in historique.revisions((*SOURCES, MODELES)):
        sources = historique.sources(revision, SOURCES)
        signe = frozenset(sources.items())
        if not sources or signe in vus:
            continue
        vus.add(signe)
        fiches = {nom: e for nom, e in sources.items() if nom.startswith("fiches/") and nom.endswith(".yaml")}
        contenus = historique.contenus(set(fiches.values()) - avant.keys())
        avant |= {e: _PRECEDENTE.findall(contenu.decode("utf-8", "replace")) for e, contenu in contenus.items()}
        communs = sorted(e for nom, e in sources.items() if nom not in fiches)
        cles = {
            nom: (nom, e, *(fiches.get(f"fiches/{p}.yaml", "") for p in avant.get(e, ())), *communs)
            for nom, e in fiches.items()
        }
        yield revision, [nom.removeprefix("fiches/")[:-5] for nom, cle in cles.items() if cle not in deja]
        deja |= set(cles.values())


_PRECEDENTE = re.compile(r"precedente[\"']?\s*:\s*[\"']?([a-z0-9-]+)")
"""The fiche of the period before, which a document shows too: found without reading the YAML."""


SANS_VERDICT = Outcome((), ())
_NU = Modele(nom="", dossier=Path(), titre="")


def _parmi_les_fiches(espace: Workspace, noms: Collection[str], empreintes: Collection[str]) -> Origine | None:
    for montree, prive in _montrees(espace, noms):
        for precedente in [montree.precedente, None][montree.precedente is None :]:  # at fault, it wasn't shown
            vue = montree._replace(precedente=precedente)
            trouvee = next((e for e in _les_siennes(espace, vue, prive=prive) if e in empreintes), "")
            if trouvee:
                return Origine(None, trouvee, "fiche", montree.fiche.id)
    return None


def _montrees(espace: Workspace, noms: Collection[str]) -> Iterator[tuple[Montree, bool]]:
    """Fiches as they are, then those that `prive/` changes."""
    communes: dict[str, Montree] = {}
    if espace.referentiel.valeur is None:
        return
    for prive in [False, True] if (espace.racine / PRIVE).is_dir() else [False]:
        for montree in Sujets(espace, SANS_VERDICT, public=not prive, draft=True).fiches(list(noms)):
            if communes.setdefault(montree.fiche.id, montree) is montree or montree != communes[montree.fiche.id]:
                yield montree, prive


def _les_siennes(espace: Workspace, montree: Montree, *, prive: bool) -> Iterator[str]:
    """The fingerprints of a fiche: for the public, and as it is."""
    grille = espace.referentiel.valeur
    assert grille is not None
    if not prive:
        yield context.de_fiche(Cadre(grille, _NU, public=True), montree)["document"]["empreinte"]
    yield context.de_fiche(Cadre(grille, _NU), montree)["document"]["empreinte"]


def _parmi_les_autres(espace: Workspace, empreintes: Collection[str]) -> Origine | None:
    """A document of an acteur or of the network."""
    grille = espace.referentiel.valeur
    if grille is None:
        return None
    verdict = checker.run(espace)
    for portee in ("acteur", "reseau"):
        for nom, _, vue in vues(espace, verdict, grille, _NU._replace(portee=portee)):
            if vue["document"]["empreinte"] in empreintes:
                return Origine(None, vue["document"]["empreinte"], portee, nom)
    return None


def vues(
    espace: Workspace, verdict: Outcome, grille: Referentiel, modele: Modele, demandes: Collection[str] = ()
) -> Iterator[tuple[str, Variante, dict[str, Any]]]:
    """The contexts of a template, in all the ways to ask for them: of what is asked for, or of all."""
    for variante in variantes(espace):
        if modele.public and not variante.public:
            continue
        for draft in (True,) if modele.portee == "fiche" or not verdict.en_faute() else (False, True):
            choix = Sujets(espace, verdict, public=not variante.prive, draft=draft)
            cadre = Cadre(grille, modele, public=variante.public, logo=espace.logo()[0])
            for nom, vue in contextes(cadre, choix, demandes or noms_de_documents(modele, choix, [], "verify")):
                yield nom, variante._replace(draft=draft), vue
