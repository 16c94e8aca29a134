"""A workbook's bytes → the values of its cells: a stranger's file, so all is bounded and nothing in it is obeyed."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from utilite.edit.classeur.paquets import exige

OCTETS_MAX = 10_000_000
"""Of the file."""
OUVERT_MAX = 60_000_000
"""Of all that it holds, once decompressed."""
PIECES_MAX = 400
BALISES_MAX = 500_000
"""Tags in all that it holds: ten thousand lines of twelve cells, which take some seconds to read."""
FEUILLES_MAX = 60
LIGNES_MAX, COLONNES_MAX = 20_000, 60
"""Of a sheet: what stands beyond is no answer."""


class IllisibleError(Exception):
    """One sentence that says why this file can't be read, and one that says what to do."""

    def __init__(self, message: str, remede: str) -> None:
        super().__init__(message)
        self.message, self.remede = message, remede


class Vue(NamedTuple):
    """What a cell holds; a formula comes with its result where the file has kept it."""

    valeur: Any
    formule: str = ""
    pourcent: bool = False


_LIGNE_VIDE = re.compile(rb"<(?:\w+:)?row\b(?:[^<>]{0,200}?\sr=[\"'](\d{1,9})[\"'])?[^<>]{0,300}/>")
"""Spreadsheets leave a million of them after the last answer: their numbers grow, else each costs as much as a line."""

Grille = Mapping[int, Mapping[int, Vue]]
"""Cells by line and column, both from 1; empty ones aren't there."""

_AUTRES = {
    b"\xd0\xcf\x11\xe0": ("c'est un ancien classeur (.xls), ou il est protégé par un mot de passe",),
    b"%PDF": ("c'est un PDF",),
}
_REMEDE = "ouvrez-le dans Excel ou LibreOffice, et enregistrez-le au format Excel (.xlsx), sans mot de passe"


def grilles(contenu: bytes, voulues: Collection[str] | None = None) -> dict[str, Grille]:
    """The sheets of a workbook, by title: those `voulues`, or all. Raises IllisibleError where it can't be read,
    OperatorError where the libraries aren't there."""
    exige("openpyxl", "defusedxml")
    _verifie(contenu)
    lues = _ouvre(contenu, voulues, calculees=False)
    if any(vue.formule for grille in lues.values() for ligne in grille.values() for vue in ligne.values()):
        resultats = _ouvre(contenu, voulues, calculees=True)
        return {titre: _avec_resultats(grille, resultats.get(titre, {})) for titre, grille in lues.items()}
    return lues


def _verifie(contenu: bytes) -> None:
    """That opening it is safe: its size, that of what it holds, no macro."""
    if len(contenu) > OCTETS_MAX:
        raise IllisibleError(
            "ce classeur pèse plus de 10 Mo", "retirez-en les images, et tout ce qui n'est pas une réponse"
        )
    for debut, (message,) in _AUTRES.items():
        if contenu.startswith(debut):
            raise IllisibleError(message, _REMEDE)
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            pieces = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise IllisibleError("ce n'est pas un classeur, ou il est abîmé", _REMEDE) from error
    noms = {piece.filename for piece in pieces}
    if "mimetype" in noms and "content.xml" in noms:
        raise IllisibleError("c'est un classeur OpenDocument (.ods)", _REMEDE)
    if "xl/workbook.xml" not in noms:
        raise IllisibleError("ce n'est pas un classeur Excel (.xlsx)", _REMEDE)
    if len(pieces) > PIECES_MAX or sum(piece.file_size for piece in pieces) > OUVERT_MAX:
        raise _trop_gros()
    _regarde(contenu, [piece for piece in pieces if piece.filename.endswith((".xml", ".rels"))])
    if any(nom.lower().endswith("vbaproject.bin") for nom in noms):
        raise IllisibleError("ce classeur contient des macros", "enregistrez-le au format Excel sans macros (.xlsx)")


def _regarde(contenu: bytes, pieces: Collection[zipfile.ZipInfo]) -> None:
    """That its pieces declare no entities, which no workbook does, whichever library reads it then; and how many
    tags and sheets there are to read, since a line or a sheet that is empty costs as much as another."""
    balises = 0
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            for piece in pieces:
                texte = archive.read(piece).replace(b"\0", b"")
                if b"<!DOCTYPE" in texte:
                    raise IllisibleError("ce n'est pas un classeur, ou il est abîmé", _REMEDE)
                vides = [int(numero or 0) for numero in _LIGNE_VIDE.findall(texte)]
                balises += texte.count(b"<") - len(vides)
                if balises > BALISES_MAX or texte.count(b"sheetId=") > FEUILLES_MAX or vides != sorted(set(vides)):
                    raise _trop_gros()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise IllisibleError("ce n'est pas un classeur, ou il est abîmé", _REMEDE) from error


def _trop_gros() -> IllisibleError:
    return IllisibleError(
        "ce classeur devient bien trop gros une fois ouvert", "recopiez les réponses dans le classeur d'origine"
    )


def _ouvre(contenu: bytes, voulues: Collection[str] | None, *, calculees: bool) -> dict[str, Grille]:
    from openpyxl import load_workbook

    try:
        livre = load_workbook(io.BytesIO(contenu), read_only=True, data_only=calculees, keep_links=False)
        feuilles = [f for f in livre.worksheets if voulues is None or f.title in voulues]
        return {feuille.title: _grille(feuille) for feuille in feuilles}
    except Exception as error:
        raise IllisibleError("ce classeur est abîmé, ou fait d'une façon qui ne se lit pas", _REMEDE) from error


def _grille(feuille: Any) -> Grille:
    lignes: dict[int, dict[int, Vue]] = {}
    for numero, cellules in enumerate(feuille.iter_rows(max_row=LIGNES_MAX, max_col=COLONNES_MAX), 1):
        if numero > LIGNES_MAX:  # a file may give one line its number a million times
            break
        vues = {rang: _vue(cellule) for rang, cellule in enumerate(cellules, 1) if cellule.value not in (None, "")}
        if vues:
            lignes[numero] = vues
    return lignes


def _vue(cellule: Any) -> Vue:
    valeur = cellule.value
    if cellule.data_type == "f":
        return Vue(None, formule=str(getattr(valeur, "text", valeur) or "="))
    if isinstance(valeur, str):
        return Vue(valeur.replace("_x000D_", "\r"))  # Excel's way of writing it; openpyxl reads the others
    if isinstance(valeur, (time, timedelta)) and not isinstance(valeur, datetime):
        return Vue(str(valeur))
    return Vue(valeur, pourcent="%" in str(cellule.number_format or "") and not isinstance(valeur, bool))


def _avec_resultats(grille: Grille, resultats: Grille) -> Grille:
    rien = Vue(None)
    return {
        numero: {
            rang: vue._replace(valeur=resultats.get(numero, {}).get(rang, rien).valeur) if vue.formule else vue
            for rang, vue in ligne.items()
        }
        for numero, ligne in grille.items()
    }
