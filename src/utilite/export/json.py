"""`json`: the table as objects, one a line, under what it is made from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from utilite import __version__, atomic
from utilite.export.lignes import Source
from utilite.export.table import VERSION

NOM = "mesures.json"


def ecrit(source: Source, out: Path, sous: Path | None) -> list[str]:
    """Writes the file line by line: nothing of it is held."""
    atomic.write_all(out, _morceaux(source), sous)
    return []


def _morceaux(source: Source) -> Iterator[bytes]:
    grille = source.referentiel
    referentiel = {"id": grille.id, "titre": grille.titre, "version": grille.version, "licence": grille.licence}
    tete = {"version": VERSION, "outil": f"utilite {__version__}", "referentiel": referentiel}
    yield f'{texte(tete)[:-1]}, "mesures": ['.encode()
    separateur = "\n"
    for ligne in source.table():
        yield f"{separateur}{texte(ligne)}".encode()
        separateur = ",\n"
    yield b"\n]}\n"


def texte(valeur: Any) -> str:
    """One value on one line."""
    return json.dumps(valeur, ensure_ascii=False)
