"""What is asked, what is answered, and which function does it: only what a table names is ever reached."""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from utilite.edit.serveur.protections import SANS_RIEN
from utilite.schema.cles import ID

IDENTIFIANT = f"({ID.pattern})"
"""An id in a path, as files are named; whether it is one of the workspace's is looked up there."""


class Demande(NamedTuple):
    """A request that was let in: what its path names, and its body where it has one."""

    noms: tuple[str, ...]
    corps: Any = None


class Reponse(NamedTuple):
    """An answer; `politique` is what its content may do in a browser."""

    contenu: bytes = b""
    genre: str = "text/plain; charset=utf-8"
    statut: int = 200
    politique: str = SANS_RIEN
    entetes: Mapping[str, str] = MappingProxyType({})


Fait = Callable[[Demande], Reponse]


class Route(NamedTuple):
    """A method and a path under the token, and what answers; its groups are the names of the Demande."""

    methode: str
    chemin: str
    fait: Fait


def trouve(routes: tuple[Route, ...], methode: str, chemin: str) -> tuple[Fait, tuple[str, ...]] | Reponse:
    """What answers to that; where nothing does, why."""
    permises = []
    for route in routes:
        trouvee = re.fullmatch(route.chemin, chemin)
        if trouvee is not None and route.methode == methode:
            return route.fait, trouvee.groups()
        if trouvee is not None:
            permises.append(route.methode)
    if permises:
        return refus(405, "Cette adresse ne se demande pas ainsi.", Allow=", ".join(sorted(permises)))
    return refus(404, "Il n'y a rien à cette adresse.")


def refus(statut: int, raison: str, **entetes: str) -> Reponse:
    """A request that isn't served, in one sentence."""
    return Reponse(f"{raison}\n".encode(), statut=statut, entetes=MappingProxyType(entetes))


def en_json(valeur: Any, statut: int = 200) -> Reponse:
    """An answer for a script; what UTF-8 can't hold is escaped."""
    return Reponse(json.dumps(valeur).encode(), "application/json", statut)
