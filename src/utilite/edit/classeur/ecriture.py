"""Sheets → an XLSX file: no macro, no formula, and nothing that a spreadsheet would take for one."""

import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from utilite import tableur
from utilite.edit.classeur import feuilles, plan
from utilite.edit.classeur.feuilles import Case, Cellule, Choix, Feuille, Ligne
from utilite.edit.classeur.paquets import exige
from utilite.edit.formulaire import depart, questions
from utilite.workspace import Workspace

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LISTES, DEPART = "Listes", "Départ"
"""Two hidden sheets: what can be chosen, and what the workbook started from."""
CLE, TETE = "utilite", 2
"""What marks the line of headings, and its rank."""
MORCEAU = 30_000
"""Signs of the answers that one cell of `DEPART` holds."""

_QUAND = datetime(2000, 1, 1)
_NOMBRE = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,3})?")
_LIEES = {
    feuilles.PROSE: {"num_format": "@"},
    feuilles.LIGNE: {"num_format": "@"},
    feuilles.CHOIX: {"num_format": "@"},
    feuilles.BORNE: {"num_format": "@"},
    feuilles.DATE: {"num_format": "dd/mm/yyyy", "align": "left"},
    feuilles.NOMBRE: {"num_format": "General", "align": "left"},
    feuilles.ECHELON: {"num_format": "General", "align": "left"},
}
_COMMUN = {"text_wrap": True, "valign": "top", "font_name": "Calibri", "font_size": 11}
_BORD = {"border": 1, "border_color": "#9AA5AD"}
_STYLES: dict[str, dict[str, Any]] = {
    "titre": {"bold": True, "font_size": 16, "text_wrap": False},
    "aide": {"italic": True, "font_color": "#3C4650", "text_wrap": False},
    "tete": {"bold": True, "bg_color": "#1F3B4D", "font_color": "#FFFFFF", **_BORD},
    "groupe": {"bold": True, "bg_color": "#DCE6EC", **_BORD},
    "fixe": {"bg_color": "#F4F6F8", **_BORD},
    "rien": {"bg_color": "#D0D5D9", **_BORD},
    "cle": {"font_color": "#808080", "text_wrap": False},
}


def classeur(espace: Workspace, fiche: str = "", precedente: str = "") -> bytes:
    """The workbook of a workspace's référentiel. Raises OperatorError where it can't be made."""
    exige("xlsxwriter")
    referentiel = espace.referentiel.valeur
    assert referentiel is not None  # the command has looked
    parti = depart.de(espace, fiche, precedente)
    demandees = questions.de(referentiel)
    return classeur_de(plan.de(demandees, parti.acteurs, parti.etat), referentiel.titre, parti.etat)


def classeur_de(faites: Iterable[Feuille], titre: str, etat: dict[str, Any]) -> bytes:
    """The file's bytes; `etat` is what it starts from, kept in it for the way back."""
    from xlsxwriter import Workbook

    memoire = io.BytesIO()
    livre = Workbook(memoire, {"in_memory": True})
    livre.set_properties({"title": titre, "created": _QUAND, "comments": "utilite"})
    ecrivain = _Ecrivain(livre)
    for feuille in faites:
        ecrivain.ecrit(feuille)
    ecrivain.finit(etat)
    livre.close()
    return memoire.getvalue()


class _Ecrivain:
    """One workbook being written: its styles, its lists, each made once."""

    def __init__(self, livre: "Workbook") -> None:
        self._livre = livre
        self._styles: dict[str, Format] = {}
        self._listes: dict[Choix, str] = {}

    def ecrit(self, feuille: Feuille) -> None:
        page = self._livre.add_worksheet(feuille.titre)
        _presente(page, feuille)
        page.write_string(0, 1, feuille.titre, self._style("titre"))
        page.write_string(1, 1, feuille.aide, self._style("aide"))
        page.write_string(TETE, 0, CLE, self._style("cle"))
        largeurs = [colonne.largeur for colonne in feuille.colonnes]
        for rang, colonne in enumerate(feuille.colonnes, 1):
            page.write_string(TETE, rang, colonne.titre, self._style("tete"))
        page.set_row(TETE, _hauteur([c.titre for c in feuille.colonnes], [0.9 * la for la in largeurs]))
        for numero, ligne in enumerate(feuille.lignes, TETE + 1):
            page.set_row(numero, _hauteur(ligne.cellules, largeurs))
            page.write_string(numero, 0, ligne.cle, self._style("cle"))
            self._ligne(page, numero, ligne)

    def _ligne(self, page: "Worksheet", numero: int, ligne: Ligne) -> None:
        groupe = not ligne.cle and None in ligne.cellules
        for rang, cellule in enumerate(ligne.cellules, 1):
            if isinstance(cellule, Case):
                self._case(page, numero, rang, cellule)
            else:
                nom = "groupe" if groupe else "rien" if cellule is None else "fixe"
                page.write_string(numero, rang, cellule or "", self._style(nom, inerte=_a_neutraliser(cellule)))

    def _case(self, page: "Worksheet", numero: int, rang: int, case: Case) -> None:
        montre = case.montre()
        style = self._style(case.saisie, inerte=_a_neutraliser(montre))
        jour = _jour(montre) if case.saisie == feuilles.DATE else None
        if jour is not None:
            page.write_datetime(numero, rang, jour, style)
        elif case.saisie in (feuilles.NOMBRE, feuilles.ECHELON) and _NOMBRE.fullmatch(montre):
            page.write_number(numero, rang, float(montre), style)
        elif montre:
            page.write_string(numero, rang, montre, style)
        else:
            page.write_blank(numero, rang, None, style)
        if case.choix:
            page.data_validation(numero, rang, numero, rang, self._liste(case))

    def _liste(self, case: Case) -> dict[str, Any]:
        source = self._listes.get(case.choix)
        if source is None:
            colonne = _lettres(len(self._listes))
            source = self._listes[case.choix] = f"={LISTES}!${colonne}$1:${colonne}${len(case.choix)}"
        return {
            "validate": "list",
            "source": source,
            "error_type": "information" if case.saisie == feuilles.ECHELON else "stop",
            "error_title": "Un choix de la liste",
            "error_message": "Cliquez sur la flèche à droite de la case, et choisissez dans la liste.",
        }

    def finit(self, etat: dict[str, Any]) -> None:
        """The hidden sheets."""
        page = self._livre.add_worksheet(LISTES)
        for rang, choix in enumerate(self._listes):
            for numero, (_, titre) in enumerate(choix):
                page.write_string(numero, rang, titre, self._style("fixe", inerte=_a_neutraliser(titre)))
        page.hide()
        page = self._livre.add_worksheet(DEPART)
        texte = json.dumps(etat, ensure_ascii=True, separators=(",", ":"))
        for numero, debut in enumerate(range(0, len(texte), MORCEAU)):
            page.write_string(numero, 0, texte[debut : debut + MORCEAU])
        page.very_hidden()

    def _style(self, nom: str, *, inerte: bool = False) -> "Format":
        """A style, made at its first use; `inerte` is a text that a spreadsheet would execute."""
        cle = f"{nom}{'=' if inerte else ''}"
        if cle not in self._styles:
            propre = {**_BORD, "locked": False, **_LIEES[nom]} if nom in _LIEES else _STYLES[nom]
            self._styles[cle] = self._livre.add_format(
                {**_COMMUN, **propre, **({"quote_prefix": True} if inerte else {})}
            )
        return self._styles[cle]


def _presente(page: "Worksheet", feuille: Feuille) -> None:
    """Widths, frozen headings, protection without a password, and how it is printed."""
    page.set_column(0, 0, 8, None, {"hidden": True})
    for rang, colonne in enumerate(feuille.colonnes, 1):
        page.set_column(rang, rang, colonne.largeur)
    page.freeze_panes(TETE + 1, 1 + feuille.fixes)
    page.hide_gridlines(2)
    permis = ("format_cells", "format_columns", "format_rows", "select_locked_cells")
    page.protect("", dict.fromkeys(permis, True))
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.6, 0.6)
    page.repeat_rows(TETE)
    page.set_footer("&L&A&R page &P sur &N")
    if feuille.imprimees:
        page.repeat_columns(1, feuille.fixes)
        page.set_v_pagebreaks([1 + feuille.imprimees])
        page.set_print_scale(60)
    else:
        page.fit_to_pages(1, 0)


def _hauteur(cellules: Sequence[Cellule], largeurs: Sequence[float]) -> float:
    """The height of a line, in points, where its texts are seen whole: not every spreadsheet looks for it."""
    lignes = 1
    for cellule, largeur in zip(cellules, largeurs, strict=True):
        texte = cellule.montre() if isinstance(cellule, Case) else cellule or ""
        vides = 3 if isinstance(cellule, Case) and cellule.saisie == feuilles.PROSE and largeur > _ETROIT else 1
        lignes = max(lignes, vides, sum(1 + int(len(bout) / largeur / 1.1) for bout in texte.split("\n")))
    return min(409, 15 * lignes + 2)  # 409: no line is higher


_ETROIT = 30
"""A column in which long texts aren't expected."""


def _a_neutraliser(texte: Cellule) -> bool:
    return isinstance(texte, str) and tableur.execute(texte)


def _jour(texte: str) -> date | None:
    """A date that every spreadsheet knows; older ones stay texts, since Excel believes in 29 February 1900."""
    try:
        jour = date.fromisoformat(texte)
    except ValueError:
        return None
    return jour if len(texte) == 10 and jour.year > 1900 else None


def _lettres(rang: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(rang))
