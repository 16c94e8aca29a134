"""The address that opens a prefilled draft, as Rails reads it: `champ_A=…&champ_B[]=…&champ_C[][champ_D]=…`."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote_plus

from utilite.render.demarche.genres import Valeur

PLUS_LONG = 2000
"""The longest link that the procedure's own assistant gives (`PrefillDescription::MAX_PREFILL_LINK_LENGTH`)."""

Ligne = Mapping[str, Valeur]
"""A row of a repeated block."""
Corps = Mapping[str, Valeur | Sequence[Ligne]]
"""What is sent: the answers by key."""


def de(adresse: str, corps: Corps) -> str:
    """The link; empty where no link can say this, because rows of a block couldn't be told apart."""
    paires: list[tuple[str, str]] = []
    for cle, valeur in corps.items():
        lignes = [v for v in valeur if isinstance(v, Mapping)] if not isinstance(valeur, str) else []
        if lignes:
            tete = _tete(lignes)
            if tete is None:
                return ""
            paires += [p for ligne in lignes for p in _d_une_ligne(cle, tete, ligne)]
        else:
            paires += _d_une_valeur(cle, valeur)  # type: ignore[arg-type]
    return f"{adresse}?{'&'.join(f'{cle}={quote_plus(texte)}' for cle, texte in paires)}"


def _tete(lignes: Sequence[Ligne]) -> str | None:
    """The key that each row begins with: Rails starts a new row where a key comes again, unless it holds a list."""
    if len(lignes) == 1:
        return ""
    textes = (cle for ligne in lignes for cle, valeur in ligne.items() if isinstance(valeur, str))
    return next(textes, None)


def _d_une_ligne(cle: str, tete: str, ligne: Ligne) -> Iterator[tuple[str, str]]:
    rangee = {tete: ligne.get(tete, ""), **ligne} if tete else ligne
    for dedans, valeur in rangee.items():
        yield from _d_une_valeur(f"{cle}[][{dedans}]", valeur)


def _d_une_valeur(cle: str, valeur: Valeur) -> Iterator[tuple[str, str]]:
    if isinstance(valeur, str):
        yield cle, valeur
    else:
        for texte in valeur:
            yield f"{cle}[]", texte
