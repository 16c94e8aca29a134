"""A tree of texts → lines of YAML, each text in the way that reads back as it is."""

import json
import re
from collections.abc import Iterator
from typing import Any

from utilite import source
from utilite.edit import pages
from utilite.schema.ordre import Plan

_PLAT = re.compile(
    r"(?!(?:null|Null|NULL)\Z)(?:[^\W_]|-(?=[0-9]))"
    r"(?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff:#]|:(?=\S)|(?<=\S)#)*(?<!\s)"
)
"""What stands without quotes in a block, whatever it means."""
_AUTRE = re.compile(
    r"[-+]?[0-9][0-9_]*(?:[.:][0-9_]*)*(?:[eE][-+]?[0-9]+)?|0[xo][0-9a-fA-F]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|(?i:true|false|yes|no|on|off|y|n|oui|non|o)"
)
"""What a reader of YAML may take for something else than a text."""
_CACHES = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_CROCHETS = re.compile(r"[][{},]|:\Z")


class IllisibleError(Exception):
    """What is to be written can't be read back: it would be too deep."""


class Texte(str):
    """What is a text for sure: between quotes where another reader of YAML would take it for something else."""

    __slots__ = ()


def texte(arbre: dict[str, Any]) -> str:
    """A whole file."""
    return "".join(f"{ligne}\n" for ligne in _lignes(arbre))


def entree(valeur: Any, plan: Plan) -> tuple[str, list[str]]:
    """What follows a key and its colon on its line, then the lines below, as far to the right as that needs."""
    tete, *suite = _forme({"x": valeur}, Plan(cles={"x": plan}))
    return tete[2:], suite


def item(valeur: Any, plan: Plan) -> tuple[str, list[str]]:
    """The same of what follows a dash."""
    _, tete, *suite = _forme({"x": [valeur]}, Plan(cles={"x": Plan(item=plan)}))
    return tete[3:], [ligne[2:] for ligne in suite]


def scalaire(ecrit: str) -> str:
    """A text on one line, plain where YAML reads it back as it is, and other readers as a text if it is one."""
    if not ecrit or (_PLAT.fullmatch(ecrit) and not (isinstance(ecrit, Texte) and _AUTRE.fullmatch(ecrit))):
        return ecrit
    return _entre_guillemets(ecrit)


def en_ligne(valeur: Any) -> str:
    """A value between brackets, or as it stands between those of others."""
    if isinstance(valeur, dict):
        return "{" + ", ".join(f"{en_ligne(cle)}: {en_ligne(v)}".rstrip() for cle, v in valeur.items()) + "}"
    if isinstance(valeur, list):
        return "[" + ", ".join(map(en_ligne, valeur)) + "]"
    return _entre_guillemets(valeur) if _CROCHETS.search(valeur) else scalaire(valeur)


def _entre_guillemets(ecrit: str) -> str:
    return _CACHES.sub(lambda signe: f"\\u{ord(signe[0]):04x}", json.dumps(ecrit, ensure_ascii=False))


def _forme(arbre: dict[str, Any], plan: Plan) -> list[str]:
    document, _ = source.parse(texte(arbre), "")
    if document.root is None:
        raise IllisibleError
    return pages.page(document, plan).removesuffix("\n").split("\n")


def _lignes(valeur: dict[str, Any]) -> Iterator[str]:
    """The entries of a mapping, a level deeper each time."""
    for cle, dessous in valeur.items():
        if isinstance(dessous, dict | list):
            yield f"{scalaire(cle)}:"
            lignes = _lignes(dessous) if isinstance(dessous, dict) else _items(dessous)
            yield from (f"  {ligne}" for ligne in lignes)
        else:
            yield f"{scalaire(cle)}: {scalaire(dessous)}".rstrip()


def _items(valeur: list[Any]) -> Iterator[str]:
    for dessous in valeur:
        if isinstance(dessous, dict):
            lignes = list(_lignes(dessous))
        elif isinstance(dessous, list):  # a slip in a file: no field of a form makes one
            lignes = list(_items(dessous))
        else:
            lignes = [scalaire(dessous)]
        yield from (f"{'  ' if i else '- '}{ligne}".rstrip() for i, ligne in enumerate(lignes))
