"""Bars in the terminal: how much of a whole, or of the most that stands beside it."""

from typing import TYPE_CHECKING, Any

from utilite.render.charts import TOUT_MINIMAL

if TYPE_CHECKING:
    from rich.console import Console

BARRE = 20
"""How long a bar is, in signs."""


def bouts(chiffre: dict[str, Any]) -> tuple[float, float]:
    """The least and the most that a sum may be; none where it isn't one number."""
    if chiffre["genre"] != "somme":
        return 0, 0
    bas, haut = chiffre["entre"] or (chiffre["valeur"] or 0, chiffre["valeur"] or 0)
    return bas, haut


def part(bas: float, haut: float, tout: float) -> tuple[float, float] | None:
    """A share as a bar; of a small whole none is drawn, since one person would move it by much."""
    return compare(bas, haut, tout) if tout >= TOUT_MINIMAL else None


def compare(bas: float, haut: float, plus: float | None) -> tuple[float, float] | None:
    """A number as a bar beside others, of which `plus` is the most."""
    return (bas / plus, haut / plus) if plus and bas >= 0 and haut > 0 else None


def barre(bas: float, haut: float, console: "Console") -> str:
    """Full up to what is sure, half up to what may be."""
    plein, entre, vide = ("#", "+", ".") if console.options.ascii_only else ("█", "▒", "░")
    sur, jusqu_a = round(min(bas, 1) * BARRE), max(1, round(min(haut, 1) * BARRE))
    return (plein * (sur or (bas == haut)) + entre * BARRE)[:jusqu_a] + vide * (BARRE - jusqu_a)
