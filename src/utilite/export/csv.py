"""`csv`: the table in UTF-8 with its mark, `;` between cells, decimal commas: what a French Excel opens at once."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from utilite import atomic, tableur
from utilite.export.lignes import Source
from utilite.export.table import NOMS

NOM = "mesures.csv"


def ecrit(source: Source, out: Path, sous: Path | None) -> list[str]:
    """Writes the file line by line: nothing of it is held."""
    atomic.write_all(out, _morceaux(source), sous)
    return []


def _morceaux(source: Source) -> Iterator[bytes]:
    yield codecs.BOM_UTF8 + _ligne(list(NOMS))
    for ligne in source.table():
        yield _ligne([_cellule(ligne[nom]) for nom in NOMS])


def _ligne(cellules: list[str]) -> bytes:
    texte = io.StringIO()
    csv.writer(texte, delimiter=";", lineterminator="\r\n").writerow(cellules)
    return texte.getvalue().encode()


def _cellule(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, int | float):  # a minus is a number's, and no formula
        return repr(valeur).replace(".", ",")
    return tableur.protege(str(valeur))
