"""`parquet`: the table as `reseau=…/annee=…/`, which several networks fill together; an extra, `utilite[parquet]`.

DuckDB writes it, in one thread and in the table's order, so that the same lines give the same bytes.
"""

import importlib.util
import secrets
import shutil
import tempfile
from pathlib import Path

from utilite import atomic
from utilite.errors import OperatorError, raison
from utilite.export.json import texte
from utilite.export.lignes import Source
from utilite.export.table import COLONNES, Genre

NOM = "mesures"

_TYPES = {
    Genre.TEXTE: "VARCHAR",
    Genre.NOMBRE: "DOUBLE",
    Genre.ENTIER: "INTEGER",
    Genre.JOUR: "DATE",
    Genre.OUI_NON: "BOOLEAN",
}


def ecrit(source: Source, out: Path, sous: Path | None) -> list[str]:
    """Writes this network's folder; those of others, beside it, are left as they are."""
    if importlib.util.find_spec("duckdb") is None:
        raise OperatorError("le format parquet demande un complément : tapez « pip install 'utilite[parquet]' »")
    if sous is not None and not out.resolve().is_relative_to(sous.resolve()):
        raise OperatorError(f"« {out} » est un lien qui sort de « {sous} » : rien n'y est écrit")
    reseau = out / f"reseau={source.referentiel.id}"
    _exige_le_notre(reseau)
    try:
        out.mkdir(parents=True, exist_ok=True)
        provisoire = out / f".mesures.{secrets.token_hex(6)}.tmp"
        try:
            _partage(source, provisoire)
            atomic.swap(provisoire / reseau.name, reseau)
        finally:
            shutil.rmtree(provisoire, ignore_errors=True)
    except OSError as error:
        raise OperatorError(
            f"« {out} » ne peut pas être écrit ({raison(error)}) : choisissez un autre dossier"
        ) from error
    return []


def _exige_le_notre(reseau: Path) -> None:
    """Raises OperatorError where the folder to replace holds something else than an export."""
    if not reseau.is_dir() or reseau.is_symlink():
        if reseau.exists() or reseau.is_symlink():
            raise OperatorError(f"« {reseau} » n'est pas un dossier que l'on remplace : donnez-en un autre")
        return
    for fichier in reseau.rglob("*"):
        annee = fichier.is_dir() and fichier.name.startswith("annee=")
        if not annee and not fichier.match("annee=*/mesures*.parquet"):
            raise OperatorError(f"« {fichier} » n'est pas d'un export, et serait effacé : donnez un autre dossier")


def _partage(source: Source, dossier: Path) -> None:
    """Lines go by a file, so that none is held; nothing is made where there is none."""
    import duckdb

    colonnes = {colonne.nom: _TYPES[colonne.genre] for colonne in COLONNES}
    with tempfile.TemporaryDirectory() as ailleurs:
        lignes = Path(ailleurs) / "lignes.ndjson"
        with lignes.open("w", encoding="utf-8") as fichier:
            fichier.writelines(f"{texte(ligne)}\n" for ligne in source.table())
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as base:
            lues = f"read_json({_mot(lignes)}, format = 'newline_delimited', columns = {colonnes})"
            base.execute(
                f"COPY (SELECT * FROM {lues}) TO {_mot(dossier)} "  # noqa: S608 - both are our own names
                "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (reseau, annee), FILENAME_PATTERN 'mesures')"
            )


def _mot(chemin: Path) -> str:
    """A path as SQL writes a text."""
    return "'" + str(chemin).replace("'", "''") + "'"
