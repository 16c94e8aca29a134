"""A folder → référentiel, acteurs, fiches: files found, read, and nothing else touched."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from utilite import source
from utilite.diagnostic import Finding, Place
from utilite.errors import OperatorError
from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.orthographe import identifiant
from utilite.referentiel import Referentiel
from utilite.schema import modele as schema_modele
from utilite.schema import referentiel as schema_referentiel
from utilite.schema.cles import ID
from utilite.schema.fiche import LecteurDeFiches
from utilite.schema.modele import MANIFESTE

REFERENTIEL = "referentiel.yaml"
DOSSIERS = ("acteurs", "fiches")
PRIVE = "prive"
MODELES = "templates"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lu(Generic[T]):
    """A file that was read: what it says as far as it could be read, and what is wrong with it."""

    document: source.Document
    valeur: T | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The folder that holds `referentiel.yaml`, its grid and its acteurs; fiches come one by one."""

    racine: Path
    referentiel: Lu[Referentiel]
    acteurs: dict[str, Lu[Acteur]] = field(default_factory=dict)
    lecteur: LecteurDeFiches | None = None

    def fiches(self) -> Iterator[tuple[str, Lu[Fiche]]]:
        """Each fiche with its id, in the order of ids; read at each call, so that memory stays flat."""
        for nom, chemin in _sources(self.racine, "fiches"):
            yield nom, self._fiche(nom, chemin)

    def prives(self) -> Iterator[Lu[Acteur] | Lu[Fiche]]:
        """The files of `prive/`, each read by itself: what is laid over a public file has no gaps."""
        for dossier in DOSSIERS:
            for nom, chemin in _sources(self.racine, f"{PRIVE}/{dossier}"):
                document, findings = lire(self.racine, chemin)
                if self.lecteur is None:
                    yield Lu[Acteur](document=document, valeur=None, findings=tuple(findings))
                    continue
                lit = self.lecteur.acteur if dossier == "acteurs" else self.lecteur.fiche
                _, autres = lit(document, nom, surcouche=True)
                if not (self.racine / dossier / f"{nom}.yaml").exists():
                    autres.append(_orphelin(document.file, dossier, nom))
                yield Lu[Acteur](document=document, valeur=None, findings=(*findings, *autres))

    def acteur_entier(self, nom: str) -> Acteur | None:
        """An acteur with what `prive/` lays over it; None where it can't be read."""
        lu = self.acteurs.get(nom)
        dessus = self._prive("acteurs", nom)
        if lu is None or self.lecteur is None or dessus is None:
            return lu.valeur if lu else None
        return self.lecteur.acteur(lu.document.sous(dessus), nom)[0]

    def fiche_entiere(self, nom: str, lu: Lu[Fiche]) -> Fiche | None:
        """A fiche with what `prive/` lays over it; None where it can't be read."""
        dessus = self._prive("fiches", nom)
        if self.lecteur is None or dessus is None:
            return lu.valeur
        return self.lecteur.fiche(lu.document.sous(dessus), nom)[0]

    def modeles(self) -> Iterator[Lu[Modele]]:
        """The workspace's own templates, by name."""
        for dossier in _dans(self.racine, MODELES):
            if (dossier / MANIFESTE).is_file() and ID.fullmatch(dossier.name):
                document, findings = lire(self.racine, dossier / MANIFESTE)
                modele, autres = schema_modele.lit(document, dossier)
                yield Lu(document=document, valeur=modele, findings=(*findings, *autres))

    def autres(self) -> tuple[list[Finding], list[str]]:
        """Findings on files that aren't read (names, other kinds), and the YAML files among them."""
        findings: list[Finding] = []
        fichiers: list[str] = []
        for dossier in (*DOSSIERS, *(f"{PRIVE}/{d}" for d in DOSSIERS)):
            for chemin in _dans(self.racine, dossier):
                finding = _nom(self.racine, chemin)
                if finding is not None:
                    findings.append(finding)
                    if chemin.suffix in (".yaml", ".yml"):
                        fichiers.append(finding.place.file)
        return findings, fichiers

    def _prive(self, dossier: str, nom: str) -> source.Document | None:
        chemin = self.racine / PRIVE / dossier / f"{nom}.yaml"
        if not chemin.exists():
            return None
        document, _ = lire(self.racine, chemin)
        return document if document.root is not None else None

    def _fiche(self, nom: str, chemin: Path) -> Lu[Fiche]:
        document, findings = lire(self.racine, chemin)
        if self.lecteur is None:
            return Lu(document=document, valeur=None, findings=tuple(findings))
        fiche, autres = self.lecteur.fiche(document, nom)
        return Lu(document=document, valeur=fiche, findings=(*findings, *autres))


def trouve(depart: Path) -> Path:
    """The nearest folder upwards that holds `referentiel.yaml`.

    Raises OperatorError where there is none.
    """
    depart = depart.resolve()
    for dossier in (depart, *depart.parents):
        if (dossier / REFERENTIEL).exists():
            return dossier
    raise OperatorError(
        f"aucun « {REFERENTIEL} » dans {depart} ni au-dessus : "
        "placez-vous dans l'espace de travail, ou tapez « utilite -C DOSSIER … »"
    )


def ouvre(racine: Path) -> Workspace:
    """The workspace of a folder. Raises OperatorError where it has no `referentiel.yaml`."""
    if not (racine / REFERENTIEL).exists():
        raise OperatorError(
            f"aucun « {REFERENTIEL} » dans {racine} : donnez le dossier qui le contient, « utilite -C DOSSIER … »"
        )
    document, findings = lire(racine, racine / REFERENTIEL)
    referentiel, autres = schema_referentiel.lit(document)
    lecteur = LecteurDeFiches(referentiel) if referentiel is not None else None
    acteurs: dict[str, Lu[Acteur]] = {}
    for nom, chemin in _sources(racine, "acteurs"):
        acteur_document, vus = lire(racine, chemin)
        acteur, autres_vus = lecteur.acteur(acteur_document, nom) if lecteur is not None else (None, [])
        acteurs[nom] = Lu(document=acteur_document, valeur=acteur, findings=(*vus, *autres_vus))
    return Workspace(
        racine=racine,
        referentiel=Lu(document=document, valeur=referentiel, findings=(*findings, *autres)),
        acteurs=acteurs,
        lecteur=lecteur,
    )


def lire(racine: Path, chemin: Path) -> tuple[source.Document, list[Finding]]:
    """One file as a document; a file that can't be read is a finding."""
    nom = chemin.relative_to(racine).as_posix()
    faute = _hors_espace(racine, chemin, nom)
    if faute is None:
        try:
            return source.read(_octets(chemin), nom)
        except OSError as error:
            faute = Finding(
                rule="fichier-illisible",
                place=Place(nom),
                message=f"le fichier ne peut pas être lu ({error.strerror or error})",
                hint="vérifiez qu'il existe et que vous avez le droit de le lire",
            )
    return source.Document(nom, "", None), [faute]


def _octets(chemin: Path) -> bytes:
    """The bytes of a regular file, one more than the limit at most; never waits on a device."""
    descripteur = os.open(chemin, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descripteur, "rb") as fichier:
        if not stat.S_ISREG(os.fstat(descripteur).st_mode):
            raise OSError(0, "ce n'est pas un fichier ordinaire")
        return fichier.read(source.MAX_BYTES + 1)


def _hors_espace(racine: Path, chemin: Path, nom: str) -> Finding | None:
    if not chemin.is_symlink() and not chemin.parent.is_symlink():
        return None
    try:
        dedans = chemin.resolve(strict=True).is_relative_to(racine.resolve())
    except (OSError, RuntimeError):
        dedans = False
    if dedans:
        return None
    return Finding(
        rule="fichier-hors-espace",
        place=Place(nom),
        message="ce lien mène hors de l'espace de travail, ou nulle part",
        hint="remplacez le lien par le fichier lui-même",
    )


def _dans(racine: Path, dossier: str) -> list[Path]:
    try:
        return sorted(p for p in (racine / dossier).iterdir() if not p.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise OperatorError(f"le dossier « {dossier} » ne peut pas être lu : {error.strerror}") from error


def _sources(racine: Path, dossier: str) -> list[tuple[str, Path]]:
    """The files that are read, by id."""
    return [(p.stem, p) for p in _dans(racine, dossier) if p.suffix == ".yaml" and ID.fullmatch(p.stem)]


def _nom(racine: Path, chemin: Path) -> Finding | None:
    place = Place(chemin.relative_to(racine).as_posix())
    if chemin.suffix == ".yml":
        return Finding(
            rule="extension-yml",
            place=place,
            message="ce fichier finit en .yml : il ne serait pas lu",
            hint=f"renommez-le « {chemin.stem}.yaml »",
        )
    if chemin.suffix != ".yaml":
        return Finding(
            rule="fichier-ignore",
            place=place,
            message=f"rien ne lit ce {'dossier' if chemin.is_dir() else 'fichier'} ici",
            hint="ne laissez ici que des fichiers en .yaml",
        )
    if ID.fullmatch(chemin.stem):
        return None
    propose = identifiant(chemin.stem)
    return Finding(
        rule="nom-de-fichier",
        place=place,
        message="le nom du fichier est l'identifiant : des minuscules sans accent, des chiffres et des tirets",
        hint=f"renommez-le « {propose}.yaml »" if propose else "renommez-le, par exemple « atelier-2013.yaml »",
    )


def _orphelin(fichier: str, dossier: str, nom: str) -> Finding:
    return Finding(
        rule="prive-orphelin",
        place=Place(fichier),
        message=f"ce fichier privé complète « {dossier}/{nom}.yaml », qui n'existe pas",
        hint="corrigez son nom, ou créez le fichier public",
    )
