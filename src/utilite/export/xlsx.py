"""`xlsx`: the table as a workbook, and its columns told on a second sheet; an extra, `utilite[xlsx]`."""

import importlib.util
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from utilite import atomic, tableur
from utilite.errors import OperatorError
from utilite.export.lignes import Source
from utilite.export.table import COLONNES, Genre

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NOM = "mesures.xlsx"
LIGNES_MAX = 1_048_575
"""Of a sheet, its headings aside."""
SIGNES_MAX = 32_767
"""Of a cell."""
COUPE = " […]"
_QUAND = datetime(2000, 1, 1)
_MORCEAU = 1 << 20


def ecrit(source: Source, out: Path, sous: Path | None) -> list[str]:
    """Writes the file; its lines are kept on the disk meanwhile."""
    if importlib.util.find_spec("xlsxwriter") is None:
        raise OperatorError("le format xlsx demande un complément : tapez « pip install 'utilite[xlsx]' »")
    with tempfile.TemporaryDirectory() as dossier:
        fait = Path(dossier) / NOM
        coupes = _classeur(source, fait, dossier)
        atomic.write_all(out, _morceaux(fait), sous)
    if not coupes:
        return []
    return [
        f"Textes trop longs pour une case, coupés (« {COUPE.strip()} ») : {coupes}. Ils sont entiers en csv et json."
    ]


def _morceaux(fait: Path) -> Iterator[bytes]:
    with fait.open("rb") as fichier:
        while morceau := fichier.read(_MORCEAU):
            yield morceau


def _classeur(source: Source, fait: Path, dossier: str) -> int:
    """The workbook, and how many texts were cut."""
    from xlsxwriter import Workbook

    with Workbook(str(fait), {"constant_memory": True, "tmpdir": dossier}) as livre:
        livre.set_properties({"title": source.referentiel.titre, "created": _QUAND, "comments": "utilite"})
        feuille = _Feuille(livre, "Mesures", [colonne.nom for colonne in COLONNES])
        for ligne in source.table():
            if source.lignes > LIGNES_MAX:
                raise OperatorError("une feuille ne tient pas tant de lignes : tapez « utilite export --format csv »")
            feuille.ajoute([_jour(ligne[c.nom]) if c.genre is Genre.JOUR else ligne[c.nom] for c in COLONNES])
        legende = _Feuille(livre, "Colonnes", ["Colonne", "Genre", "Ce qu'elle dit"])
        for colonne in COLONNES:
            legende.ajoute([colonne.nom, str(colonne.genre), colonne.dit])
    return feuille.coupes


def _jour(texte: str | None) -> date | str | None:
    """A date that every spreadsheet knows; older ones stay texts, since Excel believes in 29 February 1900."""
    jour = date.fromisoformat(texte) if texte else None
    return jour if jour is not None and jour.year > 1900 else texte


class _Feuille:
    """A sheet being written, line after line."""

    def __init__(self, livre: "Workbook", titre: str, titres: list[str]) -> None:
        self._page = livre.add_worksheet(titre)
        self._page.freeze_panes(1, 0)
        self._page.set_column(0, len(titres) - 1, 18)
        self._jour = livre.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._inerte = livre.add_format({"quote_prefix": True})
        self._rang = 0
        self.coupes = 0
        for rang, mot in enumerate(titres):
            self._page.write_string(0, rang, mot, livre.add_format({"bold": True}))

    def ajoute(self, cellules: list[Any]) -> None:
        """One more line."""
        self._rang += 1
        for rang, valeur in enumerate(cellules):
            if isinstance(valeur, bool):
                self._page.write_string(self._rang, rang, "oui" if valeur else "non")
            elif isinstance(valeur, int | float):
                self._page.write_number(self._rang, rang, valeur)
            elif isinstance(valeur, date):
                self._page.write_datetime(self._rang, rang, valeur, self._jour)
            elif valeur is not None:
                self._ecrit(rang, str(valeur))

    def _ecrit(self, rang: int, texte: str) -> None:
        if len(texte) > SIGNES_MAX:
            self.coupes += 1
            texte = texte[: SIGNES_MAX - len(COUPE)] + COUPE
        self._page.write_string(self._rang, rang, texte, self._inerte if tableur.execute(texte) else None)
