"""Lines indented by tabs, mended all at once: only where a tab's width changes nothing to what is read."""

import re
from collections.abc import Callable, Iterable

from utilite import source
from utilite.diagnostic import Finding

_LARGEURS = (2, 4, 8)
"""How wide people set their tabs; the first is ours."""

_MARGE = re.compile(r"^\t+(?= *\S)", re.MULTILINE)


def etend(texte: str, findings: Iterable[Finding]) -> str | None:
    """The text with spaces for the tabs of its margins; None where that isn't its fault, or isn't sure.

    It is sure where all widths that can be read are read as the same thing: in the whole file, or, where
    a fault of its own stands below the tabs, down to that.
    """
    marges = list(_MARGE.finditer(texte))
    if not marges or not any(f.rule == "tabulation" for f in findings):
        return None
    essais = [_MARGE.sub(_en_espaces(largeur), texte) for largeur in _LARGEURS]
    lus = [_lu(essai) for essai in essais]
    if not any(lus):
        bas = texte.count("\n", 0, marges[-1].start()) + 1
        lus = [_lu_jusqu_a_la_faute(essai, bas) for essai in essais]
    lisibles = [(essai, lu) for essai, lu in zip(essais, lus, strict=True) if lu]
    return lisibles[0][0] if lisibles and all(lu == lisibles[0][1] for _, lu in lisibles) else None


def _en_espaces(largeur: int) -> Callable[[re.Match[str]], str]:
    return lambda marge: marge.group().expandtabs(largeur)


def _lu(texte: str) -> object:
    """What a text says, as plain lists and dicts; None where it can't be read."""
    return source.plain(source.parse(texte, "")[0].root)


def _lu_jusqu_a_la_faute(texte: str, bas: int) -> object:
    """The same of what stands above its fault; None where that is not below the line `bas`."""
    span = source.parse(texte, "")[1][0].place.span
    if span is None or span.line <= bas:
        return None
    return _lu("".join(texte.splitlines(keepends=True)[: span.line - 1]))
