"""What was found for one indicateur in one cell: a sum as it grows, and what isn't in it."""

from collections import Counter
from math import floor

from utilite.fiche import Mesure
from utilite.formes.periode import Periode
from utilite.formes.spec import Reponse
from utilite.network import sommes

_EN_MOTS = frozenset({"texte", "oui_non"})
"""The formes whose answers aren't numbers: that there are some is all that is kept of them."""


class Cellule:
    """What was found for one indicateur, in the whole network or in one cell of a cut."""

    __slots__ = ("acteurs", "annees", "avec_cible", "fiches", "mots", "nombre", "sans", "total")

    def __init__(self) -> None:
        self.total: Reponse | None = None
        self.nombre = 0
        """How many answers it is made of."""
        self.fiches = 0
        """How many fiches give one of them."""
        self.acteurs: set[str] = set()
        """Those who answered, what isn't shown included."""
        self.mots: Counter[str] = Counter()
        """Answers that aren't added up, by what they are: yes, no, a step."""
        self.annees: tuple[int, int] | None = None
        self.sans: Counter[str] = Counter()
        """What isn't counted, by why: `internes`, `tues`, `inconnues`, `remplacees`."""
        self.avec_cible = 0

    def prend(self, mesure: Mesure, periode: Periode | None, forme: str) -> None:
        """One more answer, and the years that it spans."""
        reponse = mesure.reponse
        assert reponse is not None  # it is kept for its answer
        self.nombre += 1
        if forme in _EN_MOTS:
            self.total = Reponse()
        else:
            self.total = sommes.premiere(reponse) if self.total is None else sommes.ajoute(self.total, reponse)
        if forme in ("oui_non", "echelle"):
            self.mots[_mot(reponse)] += 1
        if periode is not None:
            debut, fin = self.annees or (9999, 0)
            self.annees = min(debut, periode.debut.premier.year), max(fin, periode.fin.dernier.year)


def _mot(reponse: Reponse) -> str:
    """A step or a yes as a key; a mean between two steps is between these."""
    bas, haut = sommes.bornes(reponse)
    if isinstance(bas, bool):
        return "oui" if bas else "non"
    if bas is None or haut is None:
        return ""
    return str(int(bas)) if bas == haut and float(bas).is_integer() else f"{floor(bas)}-{floor(bas) + 1}"
