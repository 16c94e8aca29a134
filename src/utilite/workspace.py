"""A folder → référentiel, acteurs, fiches: files found, read, and nothing else touched."""

import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from utilite import png, source
from utilite.diagnostic import Finding, Place
from utilite.emplacement import REFERENTIEL as REFERENTIEL
from utilite.emplacement import trouve as trouve
from utilite.errors import OperatorError, raison
from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.orthographe import identifiant
from utilite.referentiel import Referentiel
from utilite.schema import modele as schema_modele
from utilite.schema import referentiel as schema_referentiel
from utilite.schema.cles import ID
from utilite.schema.fiche import LecteurDeFiches
from utilite.schema.modele import MANIFESTE

DOSSIERS = ("acteurs", "fiches")
PRIVE = "prive"
MODELES = "templates"

_OUVRE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_SANS_LIEN = getattr(os, "O_NOFOLLOW", 0)

_RIEN: Mapping[str, bytes] = MappingProxyType({})

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lu(Generic[T]):
    """A file that was read: what it says as far as it could be read, and what is wrong with it."""

    document: source.Document
    valeur: T | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The folder that holds `referentiel.yaml`, its grid and its acteurs; fiches come one by one.

    `en_memoire` holds files that are read from there rather than from the disk: a text not written yet.
    """

    racine: Path
    referentiel: Lu[Referentiel]
    acteurs: dict[str, Lu[Acteur]] = field(default_factory=dict)
    lecteur: LecteurDeFiches | None = None
    en_memoire: Mapping[str, bytes] = field(default_factory=dict)

    def fiches(self) -> Iterator[tuple[str, Lu[Fiche]]]:
        """Each fiche with its id, in the order of ids; read at each call, so that memory stays flat."""
        for nom in self.noms_de_fiches():
            yield nom, self.fiche(nom)

    def noms_de_fiches(self) -> list[str]:
        """The ids of the fiches that have a file, or would have one, in order."""
        en_memoire = {f.removeprefix("fiches/")[:-5] for f in self.en_memoire if f.startswith("fiches/")}
        return sorted({nom for nom, _ in _sources(self.racine, "fiches")} | en_memoire)

    def fiche(self, nom: str, contenu: bytes | None = None) -> Lu[Fiche]:
        """One fiche, read at each call, or out of its bytes where the caller has them."""
        fichier = f"fiches/{nom}.yaml"
        document, findings = self._lit(fichier) if contenu is None else source.read(contenu, fichier)
        if self.lecteur is None:
            return Lu(document=document, valeur=None, findings=tuple(findings))
        fiche, autres = self.lecteur.fiche(document, nom)
        return Lu(document=document, valeur=fiche, findings=(*findings, *autres))

    def sources(self) -> list[str]:
        """The files that are read: référentiel, acteurs, fiches, `prive/`, the workspace's own templates."""
        dossiers = (*DOSSIERS, *(f"{PRIVE}/{d}" for d in DOSSIERS))
        noms = [fichier for dossier in dossiers for _, fichier in _sources(self.racine, dossier)]
        manifestes = [f"{MODELES}/{nom}/{MANIFESTE}" for nom in _dans(self.racine, MODELES)]
        return [REFERENTIEL, *noms, *(m for m in manifestes if (self.racine / m).is_file())]

    def logo(self) -> tuple[bytes, Finding | None]:
        """The picture that the référentiel names, or why there is none to show."""
        nom = self.referentiel.valeur.presentation.logo if self.referentiel.valeur is not None else ""
        if not nom:
            return b"", None
        try:
            image = octets(self.racine, nom)
        except OSError:
            return b"", _sans_logo(f"« {nom} » n'est pas un fichier que l'on peut lire ici", "vérifiez son nom")
        if len(image) > LOGO_MAX:
            return b"", _sans_logo(f"« {nom} » pèse plus de 200 ko", "réduisez l'image")
        if _sorte(image) != nom[-4:].lower():
            return b"", _sans_logo(f"« {nom} » n'est pas une image de cette sorte", "enregistrez-la en .svg ou en .png")
        if _demesure(image):
            return b"", _sans_logo(f"« {nom} » devient immense une fois dessiné", "enregistrez-le plus simplement")
        if _sorte(image) == ".png" and not png.est_entier(image):
            return b"", _sans_logo(f"« {nom} » est une image abîmée, ou incomplète", "enregistrez-la de nouveau")
        return image, None

    def document(self, fichier: str) -> source.Document:
        """One file, named from the root, as a document."""
        return self._lit(fichier)[0]

    def prives(self) -> Iterator[Lu[Fiche]]:
        """The files of `prive/`, each read by itself: what is laid over a public file has no gaps.

        A private fiche comes as it is once laid over the public one, under its own file's name: what
        rules say of it is about the former where that holds the place.
        """
        for dossier in DOSSIERS:
            for nom, fichier in _sources(self.racine, f"{PRIVE}/{dossier}"):
                document, findings = self._lit(fichier)
                if self.lecteur is not None:
                    lit = self.lecteur.acteur if dossier == "acteurs" else self.lecteur.fiche
                    findings += lit(document, nom, surcouche=True)[1]
                entiere = None
                if not (self.racine / dossier / f"{nom}.yaml").exists():
                    findings.append(_orphelin(document.file, dossier, nom))
                elif dossier == "fiches":
                    entiere = self.fiche_entiere(nom, self.fiche(nom))
                posee = entiere._replace(file=document.file) if entiere is not None else None
                yield Lu(document=document, valeur=posee, findings=tuple(findings))

    def acteur_entier(self, nom: str) -> Acteur | None:
        """An acteur with what `prive/` lays over it; None where it can't be read."""
        lu = self.acteurs.get(nom)
        dessus = self._prive("acteurs", nom)
        if lu is None or self.lecteur is None or dessus is None:
            return lu.valeur if lu else None
        return self.lecteur.acteur(lu.document.sous(dessus), nom)[0]

    def a_du_prive(self, nom: str) -> bool:
        """Whether `prive/` says a part of this fiche."""
        return (self.racine / PRIVE / "fiches" / f"{nom}.yaml").exists()

    def fiche_entiere(self, nom: str, lu: Lu[Fiche]) -> Fiche | None:
        """A fiche with what `prive/` lays over it; None where it can't be read."""
        dessus = self._prive("fiches", nom)
        if self.lecteur is None or dessus is None:
            return lu.valeur
        return self.lecteur.fiche(lu.document.sous(dessus), nom)[0]

    def modeles(self) -> Iterator[Lu[Modele]]:
        """The workspace's own templates, by name; a folder that can't be one says why."""
        for nom in _dans(self.racine, MODELES):
            dossier = self.racine / MODELES / nom
            fichier = f"{MODELES}/{nom}/{MANIFESTE}"
            if not dossier.is_dir():
                continue
            faute = _modele(dossier, nom, fichier)
            if faute is not None:
                yield Lu(document=source.Document(faute.place.file, "", None), valeur=None, findings=(faute,))
                continue
            document, findings = self._lit(fichier)
            modele, autres = schema_modele.lit(document, dossier)
            yield Lu(document=document, valeur=modele, findings=(*findings, *autres))

    def autres(self) -> tuple[list[Finding], list[str]]:
        """Findings on files that aren't read (names, other kinds), and the YAML files among them."""
        findings: list[Finding] = []
        fichiers: list[str] = []
        for dossier in (*DOSSIERS, *(f"{PRIVE}/{d}" for d in DOSSIERS)):
            for nom in _dans(self.racine, dossier):
                if nom.endswith(".yaml") and ID.fullmatch(nom[:-5]):
                    continue
                finding = _nom(self.racine, f"{dossier}/{nom}")
                if finding is not None:
                    findings.append(finding)
                    if nom.lower().endswith((".yaml", ".yml")):
                        fichiers.append(finding.place.file)
        return findings, fichiers

    def _lit(self, fichier: str) -> tuple[source.Document, list[Finding]]:
        return lire(self.racine, fichier, self.en_memoire)

    def _prive(self, dossier: str, nom: str) -> source.Document | None:
        fichier = f"{PRIVE}/{dossier}/{nom}.yaml"
        if not (self.racine / fichier).exists():
            return None
        document, _ = self._lit(fichier)
        return document if document.root is not None else None


LOGO_MAX = 200_000
"""In bytes: each document holds the logo."""
_REPRISES_MAX = 20
_REPRISE = re.compile(rb"<(?:[\w.-]+:)?use\b")


def _demesure(image: bytes) -> bool:
    """Whether a small picture is a huge drawing: a PNG of too many pixels, an SVG that repeats itself."""
    if image[:4] == b"\x89PNG":
        return png.est_demesure(image)
    return len(_REPRISE.findall(image)) > _REPRISES_MAX or b"<!ENTITY" in image


def _sorte(octets: bytes) -> str:
    """What a picture is, by its first bytes."""
    if octets.startswith(png.SIGNATURE):
        return ".png"
    return (
        ".svg"
        if octets.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"))
        else ""
    )


def _sans_logo(message: str, hint: str) -> Finding:
    return Finding(
        rule="logo-illisible", place=Place(REFERENTIEL, ("presentation", "logo")), message=message, hint=hint
    )


def ouvre(racine: Path, en_memoire: Mapping[str, bytes] = _RIEN) -> Workspace:
    """The workspace of a folder, as it would be with what `en_memoire` holds.

    Raises OperatorError where it has no `referentiel.yaml`.
    """
    if not (racine / REFERENTIEL).exists():
        raise OperatorError(
            f"aucun « {REFERENTIEL} » dans {racine} : donnez le dossier qui le contient, « utilite -C DOSSIER … »"
        )
    document, findings = lire(racine, REFERENTIEL, en_memoire)
    referentiel, autres = schema_referentiel.lit(document)
    lecteur = LecteurDeFiches(referentiel) if referentiel is not None else None
    acteurs: dict[str, Lu[Acteur]] = {}
    for nom, fichier in _sources(racine, "acteurs"):
        acteur_document, vus = lire(racine, fichier, en_memoire)
        acteur, autres_vus = lecteur.acteur(acteur_document, nom) if lecteur is not None else (None, [])
        acteurs[nom] = Lu(document=acteur_document, valeur=acteur, findings=(*vus, *autres_vus))
    return Workspace(
        racine=racine,
        referentiel=Lu(document=document, valeur=referentiel, findings=(*findings, *autres)),
        acteurs=acteurs,
        lecteur=lecteur,
        en_memoire=en_memoire,
    )


def lire(racine: Path, nom: str, en_memoire: Mapping[str, bytes] = _RIEN) -> tuple[source.Document, list[Finding]]:
    """One file, named from the root, as a document; a file that can't be read is a finding."""
    lu, faute = (en_memoire[nom], None) if nom in en_memoire else contenu(racine, nom)
    return (source.Document(nom, "", None), [faute]) if faute is not None else source.read(lu, nom)


def contenu(racine: Path, nom: str) -> tuple[bytes, Finding | None]:
    """The bytes of a file, named from the root, one more than the limit at most; or why there are none."""
    try:
        return octets(racine, nom), None
    except _HorsEspaceError:
        faute = Finding(
            rule="fichier-hors-espace",
            place=Place(nom),
            message="ce lien mène hors de l'espace de travail, ou nulle part",
            hint="remplacez le lien par le fichier lui-même",
        )
    except OSError as error:
        faute = Finding(
            rule="fichier-illisible",
            place=Place(nom),
            message=f"le fichier ne peut pas être lu : {raison(error)}",
            hint=_REMEDES.get(error.errno or 0, "vérifiez qu'il existe et que vous avez le droit de le lire"),
        )
    return b"", faute


_REMEDES = {
    0: "renommez-le, ou mettez un fichier à sa place",
    errno.EISDIR: "renommez ce dossier, ou mettez un fichier à sa place",
}


class _HorsEspaceError(OSError):
    """A link leads out of the workspace, or nowhere."""


def octets(racine: Path, nom: str) -> bytes:
    """The bytes of a regular file, one more than the limit at most; never waits on a device.

    Raises OSError where there is none inside the workspace.
    """
    chemin = os.path.join(racine, nom)
    if _par_un_lien(racine, nom) and not _mene_dedans(racine, chemin):
        raise _HorsEspaceError
    try:
        descripteur = os.open(chemin, _OUVRE | _SANS_LIEN)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        if not _mene_dedans(racine, chemin):
            raise _HorsEspaceError from error
        descripteur = os.open(chemin, _OUVRE)
    try:
        etat = os.fstat(descripteur)
        if stat.S_ISDIR(etat.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(etat.st_mode):
            raise OSError
        lus = os.read(descripteur, source.MAX_BYTES + 1)
        while lus and len(lus) < min(etat.st_size, source.MAX_BYTES + 1):
            suite = os.read(descripteur, source.MAX_BYTES + 1 - len(lus))
            if not suite:
                break
            lus += suite
        return lus
    finally:
        os.close(descripteur)


def _par_un_lien(racine: Path, nom: str) -> bool:
    """Whether one of the folders on the way to a file is a link."""
    morceaux = nom.split("/")
    return any(os.path.islink(os.path.join(racine, *morceaux[:i])) for i in range(1, len(morceaux)))


def _mene_dedans(racine: Path, chemin: str) -> bool:
    try:
        return Path(chemin).resolve(strict=True).is_relative_to(racine.resolve())
    except (OSError, RuntimeError):
        return False


def _dans(racine: Path, dossier: str) -> list[str]:
    """The names in a folder, sorted; those that start with a point are nobody's."""
    chemin = racine / dossier
    try:
        if not _mene_dedans(racine, str(chemin)):
            if chemin.is_symlink():
                raise OperatorError(f"le dossier « {dossier} » est un lien qui mène hors de l'espace de travail")
            return []
        return sorted(nom for nom in os.listdir(chemin) if not nom.startswith("."))
    except NotADirectoryError:
        return []
    except OSError as error:
        raise OperatorError(f"le dossier « {dossier} » ne peut pas être lu : {raison(error)}") from error


def _sources(racine: Path, dossier: str) -> list[tuple[str, str]]:
    """The files that are read: id, and name from the root."""
    noms = (nom[:-5] for nom in _dans(racine, dossier) if nom.endswith(".yaml"))
    return [(nom, f"{dossier}/{nom}.yaml") for nom in noms if ID.fullmatch(nom)]


def _modele(dossier: Path, nom: str, fichier: str) -> Finding | None:
    """Why a folder of `templates/` can't serve, if it can't."""
    if dossier.is_symlink() and not _mene_dedans(dossier.parents[1], str(dossier)):
        return Finding(
            rule="fichier-hors-espace",
            place=Place(f"{MODELES}/{nom}"),
            message="ce lien mène hors de l'espace de travail, ou nulle part",
            hint="remplacez le lien par le dossier lui-même",
        )
    if not (dossier / MANIFESTE).is_file():
        yml = dossier / MANIFESTE.replace(".yaml", ".yml")
        if yml.exists():
            return _en_yml(dossier.parents[1], f"{MODELES}/{nom}/{yml.name}")
        return Finding(
            rule="modele-fautif",
            place=Place(f"{MODELES}/{nom}"),
            message=f"ce modèle n'a pas de « {MANIFESTE} » : il ne peut pas servir",
            hint="ajoutez-le, avec un titre et les fichiers du modèle",
        )
    if ID.fullmatch(nom):
        return None
    return Finding(
        rule="modele-fautif",
        place=Place(fichier),
        message="le nom du dossier est celui du modèle : des minuscules sans accent, des chiffres et des tirets",
        hint=f"renommez le dossier « {identifiant(nom) or 'mon-modele'} »",
    )


def _en_yml(racine: Path, fichier: str) -> Finding:
    chemin = Path(fichier)
    return Finding(
        rule="extension-yml",
        place=Place(fichier),
        message=f"ce fichier finit en {chemin.suffix} : il ne serait pas lu",
        hint=_renomme(racine / chemin.parent, f"{chemin.stem}.yaml"),
    )


def _renomme(dossier: Path, nom: str) -> str:
    """What to do so that a file has this name; there may be one already, even where names that are near are one."""
    if nom in os.listdir(dossier):
        return f"« {nom} » existe déjà : réunissez les deux fichiers, ou donnez à celui-ci un autre nom"
    return f"renommez-le « {nom} »"


def _nom(racine: Path, fichier: str) -> Finding | None:
    place = Place(fichier)
    chemin = racine / fichier
    if chemin.suffix != ".yaml" and chemin.suffix.lower() in (".yml", ".yaml"):
        return _en_yml(racine, fichier)
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
        hint=_renomme(chemin.parent, f"{propose}.yaml")
        if propose
        else "renommez-le, par exemple « atelier-2013.yaml »",
    )


def _orphelin(fichier: str, dossier: str, nom: str) -> Finding:
    return Finding(
        rule="prive-orphelin",
        place=Place(fichier),
        message=f"ce fichier privé complète « {dossier}/{nom}.yaml », qui n'existe pas",
        hint="corrigez son nom, ou créez le fichier public",
    )
