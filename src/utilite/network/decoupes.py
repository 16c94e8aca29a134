"""By what the network's figures may be cut: each gives the words under which a mesure stands."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from utilite import effectifs, formes
from utilite.fiche import Fiche, Mesure
from utilite.formes.spec import Champ
from utilite.network import mesures
from utilite.orthographe import sans_accent
from utilite.referentiel import Referentiel

NON_DIT = ""
"""The cell of what a fiche doesn't say."""

_SIGNES = 80
"""What is kept of a territory that someone described at length."""

Etiquettes = Callable[[Referentiel, Fiche, Mesure | None], tuple[str, ...]]


class Decoupe(NamedTuple):
    """A way to cut; `exclusive` where a mesure stands in one cell only, so that cells add up to the total."""

    titre: str
    etiquettes: Etiquettes
    exclusive: bool = True


def annees(referentiel: Referentiel, fiche: Fiche, mesure: Mesure | None) -> tuple[str, ...]:  # noqa: ARG001
    """The year, or « 2012-2013 »: what straddles two years is split between none."""
    periode = mesures.periode(mesure, fiche) if mesure is not None else fiche.periode
    if periode is None:
        return (NON_DIT,)
    debut, fin = periode.debut.premier.year, periode.fin.dernier.year
    return (str(debut) if debut == fin else f"{debut}-{fin}",)


def publics(referentiel: Referentiel, fiche: Fiche, mesure: Mesure | None) -> tuple[str, ...]:  # noqa: ARG001
    """The publics that the action is for; all those who came are counted under each."""
    dits = [
        e.titre for champ, valeur in _champs(referentiel, fiche, "publics") for e in effectifs.entrees(champ, valeur)
    ]
    return tuple(dict.fromkeys(dits)) or (NON_DIT,)


def territoires(referentiel: Referentiel, fiche: Fiche, mesure: Mesure | None) -> tuple[str, ...]:  # noqa: ARG001
    """What the fiche says under the role « territoire », in its words."""
    dits = [
        " ".join(formes.montre(valeur, champ.spec).split())
        for champ, valeur in _champs(referentiel, fiche, "territoire")
    ]
    return (_court(dits[0]) if dits else NON_DIT,)


def _court(texte: str) -> str:
    return texte if len(texte) <= _SIGNES else f"{texte[: _SIGNES - 1].rstrip()}…"


def _champs(referentiel: Referentiel, fiche: Fiche, role: str) -> Iterator[tuple[Champ, object]]:
    """The champs of a role that anybody may read, where they are answered."""
    for section in referentiel.fiche:
        dit = fiche.sections.get(section.id) or {}
        for champ in section.champs if not section.liste else ():
            if champ.role == role and not champ.interne and dit.get(champ.id):
                yield champ, dit[champ.id]


@cache
def cle(etiquette: str) -> str:
    """What two spellings of one territory have in common."""
    return sans_accent(etiquette).casefold()


DECOUPES: Mapping[str, Decoupe] = MappingProxyType(
    {
        "periode": Decoupe("Période", annees),
        "territoire": Decoupe("Territoire", territoires),
        "public": Decoupe("Public", publics, exclusive=False),
    }
)
