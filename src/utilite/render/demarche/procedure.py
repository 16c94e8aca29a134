"""The schema that a procedure publishes (/preremplir/NAME/schema) → Demarche: what it asks, in its order."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PLUS_LONG = 5_000_000
"""The longest schema that is read, in bytes: that of a long procedure is a fiftieth of it."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}=*")
_HOTE = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")
_CHEMIN = re.compile(r"/commencer/[A-Za-z0-9._~-]+/?")

ACTIFS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]")
"""What no text has a use for: control characters, and what makes the next words read another way."""
HOTES = ("demarche.numerique.gouv.fr", "www.demarches-simplifiees.fr", "demarches-simplifiees.fr")
"""Where the State has procedures; others run the same software elsewhere."""
IDENTITE = {"identite_nom": "Nom", "identite_prenom": "Prénom", "identite_genre": "Civilité"}
"""What a procedure for persons asks beside its questions (`app/models/prefill_identity.rb`)."""


OU_LE_PRENDRE = "enregistrez la page https://demarche.numerique.gouv.fr/preremplir/NOM-DE-LA-DÉMARCHE/schema"


class SchemaFautifError(Exception):
    """A file that isn't a published schema: why, in French."""


class Question(NamedTuple):
    """A question of the procedure.

    `genre` is its `__typename` without « ChampDescriptor »; `libre` where another answer than the `options` is
    taken; `bloc` the id of the repeated block that it stands in, empty for most.
    """

    cle: str
    libelle: str
    genre: str
    obligatoire: bool = False
    options: tuple[str, ...] = ()
    libre: bool = False
    bloc: str = ""


class Demarche(NamedTuple):
    """A procedure: where one begins it, where a draft is posted, its questions (a block before those inside it)."""

    titre: str
    adresse: str
    depot: str
    questions: tuple[Question, ...]

    @property
    def hote(self) -> str:
        """The site that it leads to, as a browser's bar has it."""
        return urlsplit(self.adresse).netloc.lower()


def lit(chemin: Path) -> Demarche:
    """The procedure that a file describes. Raises SchemaFautifError."""
    try:
        with chemin.open("rb") as fichier:
            octets = fichier.read(PLUS_LONG + 1)
    except OSError as error:
        raise SchemaFautifError("ce fichier ne se lit pas") from error
    if len(octets) > PLUS_LONG:
        raise SchemaFautifError("ce fichier est trop long pour être le schéma d'une démarche")
    try:
        return _demarche(json.loads(octets))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise SchemaFautifError("ce n'est pas le schéma publié d'une démarche") from error


def _demarche(dit: Any) -> Demarche:
    """Raises what a dict raises where a name is missing, or ValueError where one isn't of its kind."""
    adresse = urlsplit(dit["demarcheURL"])
    if adresse.scheme != "https" or not _HOTE.fullmatch(adresse.netloc) or not _CHEMIN.fullmatch(adresse.path):
        raise ValueError(adresse)
    identite = _identite() if dit.get("forIndividual") is not False else ()
    return Demarche(
        titre=_texte(dit["title"]),
        adresse=f"https://{adresse.netloc}{adresse.path}",
        depot=f"https://{adresse.netloc}/api/public/v1/demarches/{int(dit['number'])}/dossiers",
        questions=(*identite, *_questions(dit["revision"]["champDescriptors"])),
    )


def _identite() -> Iterator[Question]:
    for cle, libelle in IDENTITE.items():
        yield Question(cle, libelle, "Civilite" if cle == "identite_genre" else "Text")


def _questions(descripteurs: Any, bloc: str = "") -> Iterator[Question]:
    for dit in descripteurs:
        if not _ID.fullmatch(dit["id"]):
            raise ValueError(dit["id"])
        question = Question(
            cle=f"champ_{dit['id'].rstrip('=')}",
            libelle=_texte(dit["label"]),
            genre=_texte(dit["__typename"]).removesuffix("ChampDescriptor"),
            obligatoire=dit.get("required") is True,
            options=tuple(_texte(option) for option in dit.get("options") or ()),
            libre=dit.get("otherOption") is True,
            bloc=bloc,
        )
        yield question
        yield from _questions(dit.get("champDescriptors") or (), question.cle)


def _texte(dit: Any) -> str:
    if not isinstance(dit, str):
        raise TypeError(dit)
    dit.encode()  # raises where half a sign stands alone
    return ACTIFS.sub("", " ".join(dit.split()))
