"""A source file as it stands on the disk: its text, and writing it back as it was but for what changed."""

import codecs
import os
from collections.abc import Iterable, Mapping
from difflib import unified_diff
from pathlib import Path

from utilite import atomic, source, workspace
from utilite.errors import OperatorError


def lis(racine: Path, noms: Iterable[str]) -> dict[str, bytes]:
    """The bytes of these files; what can't be read, is too big or isn't in UTF-8 is left out.

    Nothing is written through a link either: the file that it leads to has a name of its own.
    """
    lus: dict[str, bytes] = {}
    for nom in noms:
        if (racine / nom).is_symlink():
            continue
        try:
            octets = workspace.octets(racine, nom)
            octets.decode()
        except (OSError, UnicodeDecodeError):
            continue
        if len(octets) <= source.MAX_BYTES:
            lus[nom] = octets
    return lus


def texte(octets: bytes) -> str:
    """The text of a file in UTF-8, without its byte order mark."""
    return octets.decode("utf-8-sig")


def octets(texte: str, avant: bytes) -> bytes:
    """A text as bytes, with a byte order mark where the file had one."""
    marque = codecs.BOM_UTF8 if avant.startswith(codecs.BOM_UTF8) else b""
    return marque + texte.encode()


def dedans(racine: Path, chemin: Path) -> None:
    """Raises OperatorError where a folder on the way to a file is a link that leads out of the workspace."""
    if not chemin.parent.resolve().is_relative_to(racine.resolve()):
        raise OperatorError(
            f"« {chemin.parent.name} » est un lien qui sort de l'espace de travail : rien n'y est écrit"
        )


def ecris(racine: Path, avant: Mapping[str, bytes], apres: Mapping[str, bytes]) -> None:
    """Writes each file whole; those that `avant` lacks are new.

    Raises OperatorError where one can't be written, or isn't what was read any more.
    """
    for nom, contenu in apres.items():
        if lis(racine, [nom]).get(nom) != avant.get(nom) or (nom not in avant and os.path.lexists(racine / nom)):
            raise OperatorError(f"« {nom} » a changé pendant le travail : il n'est pas touché ; relancez la commande")
        dedans(racine, racine / nom)
        atomic.write(racine / nom, contenu, racine)


def diff(nom: str, avant: bytes | None, apres: bytes) -> str:
    """What changes, as a unified diff; the ends of lines, which don't, are left out. None: the file is new."""
    ancien = [] if avant is None else _lignes(texte(avant))
    vieux_nom = "/dev/null" if avant is None else f"a/{nom}"
    nouveau = _lignes(texte(apres))
    return "".join(f"{ligne}\n" for ligne in unified_diff(ancien, nouveau, vieux_nom, f"b/{nom}", lineterm=""))


def _lignes(contenu: str) -> list[str]:
    return contenu.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
