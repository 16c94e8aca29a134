"""Fiches → data for others: one long table, a line for each figure; one format = one file, and a line here."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from utilite.export.lignes import Source


class Format(Protocol):
    """A module of this folder."""

    NOM: str
    """What is written by default, in `build/`: a file, or a folder."""

    def ecrit(self, source: Source, out: Path, sous: Path | None) -> list[str]:
        """Writes it whole or not at all, under `sous` where that is given; what the format couldn't say, in French.

        Raises OperatorError where a library is missing, or where it can't be written.
        """
        ...


FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "utilite.export.csv",
        "json": "utilite.export.json",
        "xlsx": "utilite.export.xlsx",
        "jsonld": "utilite.export.cids",
        "parquet": "utilite.export.parquet",
    }
)
"""Where each format is; imported when it is used."""


def format_(nom: str) -> Format:
    """A format of `FORMATS`."""
    return cast("Format", importlib.import_module(FORMATS[nom]))
