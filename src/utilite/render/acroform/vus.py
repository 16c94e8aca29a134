"""A field of a form in words, for who will say what answers it; needs no library."""

from typing import NamedTuple


class ChampVu(NamedTuple):
    """Its full name; what it is, in French; whether it takes an answer."""

    nom: str
    dit: str
    a_remplir: bool
