"""What a Word file must have for blocks to look right: the styles that it lacks are taken from ours; its lists."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart

from utilite.render.bureau import paquet
from utilite.render.bureau.word import W

_Q = f"{{{W}}}"
_NOM = f"{_Q}name"
_VAL = f"{_Q}val"


class Styles:
    """Those of one Word file, by name, as Word calls them in all languages."""

    def __init__(self, document: Any, papier: Path, theme: Mapping[str, str]) -> None:
        self._document, self._papier, self._theme = document, papier, theme
        self._racine = document.styles.element
        self._ids = {
            nom.get(_VAL, "").lower(): style.get(f"{_Q}styleId")
            for style in self._racine.iter(f"{_Q}style")
            if (nom := style.find(_NOM)) is not None
        }
        self._listes: dict[bool, int] = {}

    def colore(self) -> None:
        """Puts the network's colours in the place of ours, in all that the file has of styles."""
        for element in self._racine.iter(f"{_Q}color", f"{_Q}bottom", f"{_Q}top", f"{_Q}left"):
            for cle, valeur in element.items():
                element.set(cle, self._theme.get(valeur, valeur))

    def style(self, nom: str) -> str:
        """The id of a style, which is added to the file if it isn't there."""
        cle = nom.lower()
        if cle not in self._ids:
            neuf = deepcopy(_notres(self._papier)[cle])
            identifiant = f"Utilite{neuf.get(f'{_Q}styleId')}"
            neuf.set(f"{_Q}styleId", identifiant)
            for lien in (*neuf.findall(f"{_Q}basedOn"), *neuf.findall(f"{_Q}next")):
                neuf.remove(lien)
            self._racine.append(neuf)
            self._ids[cle] = identifiant
        return str(self._ids[cle])

    def numero(self, debut: int) -> int:
        """The number of a new list, numbered from `debut`; of the one list with bullets where that is 0."""
        racine = self._numerotation()
        ordonnee = debut > 0
        if ordonnee not in self._listes:
            self._listes[ordonnee] = _ajoute_forme(racine, ordonnee=ordonnee)
        forme = self._listes[ordonnee]
        identifiant = 1 + max((int(n.get(f"{_Q}numId", 0)) for n in racine.iter(f"{_Q}num")), default=0)
        depart = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{debut}"/></w:lvlOverride>' if ordonnee else ""
        racine.append(
            parse_xml(
                f'<w:num xmlns:w="{W}" w:numId="{identifiant}"><w:abstractNumId w:val="{forme}"/>{depart}</w:num>'
            )
        )
        return identifiant

    def _numerotation(self) -> Any:
        principal = self._document.part
        if not any(r.reltype == RELATIONSHIP_TYPE.NUMBERING for r in principal.rels.values()):
            vide = f'<w:numbering xmlns:w="{W}"/>'.encode()
            nom = PackURI("/word/numbering.xml")
            neuve = NumberingPart.load(nom, CONTENT_TYPE.WML_NUMBERING, vide, principal.package)
            principal.relate_to(neuve, RELATIONSHIP_TYPE.NUMBERING)
        return principal.numbering_part.element


@cache
def _notres(papier: Path) -> dict[str, Any]:
    racine = parse_xml(paquet.ouvre(papier.read_bytes(), "word/styles.xml")["word/styles.xml"])
    return {style.find(_NOM).get(_VAL).lower(): style for style in racine.iter(f"{_Q}style")}


def _ajoute_forme(racine: Any, *, ordonnee: bool) -> int:
    """A way of marking the items of a list, whose definition stands before all lists."""
    formes = racine.findall(f"{_Q}abstractNum")
    identifiant = 1 + max((int(f.get(f"{_Q}abstractNumId", 0)) for f in formes), default=0)
    niveaux = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{"decimal" if ordonnee else "bullet"}"/>'
        f'<w:lvlText w:val="{f"%{n + 1}." if ordonnee else "•"}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (n + 1)}" w:hanging="280"/></w:pPr></w:lvl>'
        for n in range(9)
    )
    neuve = parse_xml(
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{identifiant}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{niveaux}</w:abstractNum>'
    )
    racine.insert(len(formes), neuve)
    return identifiant
