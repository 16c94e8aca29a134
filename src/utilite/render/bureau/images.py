"""A chart → a PNG: the geometry of `render/charts`, drawn as `commun/graphiques.html` draws it in a page."""

import io
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from utilite import png as pictures
from utilite.errors import OperatorError
from utilite.render import charts, prose

PNG = "data:image/png;base64,"
POLICES = Path(__file__).parents[1] / "outputs" / "polices"
ECHELLE = 3
"""Pixels for one unit of a drawing."""
UNITE = 0.264
"""Of a drawing, in millimetres: a chart is 95 mm wide."""
LOGO = (42, 18)
"""The box of a logo, in millimetres."""
MARGE = 2
"""Around it, in units: what stands on its edge is whole."""
_ENCRE, _GRIS, _TOUT = "#241d22", "#5e555b", "#eee3d3"


def en_markdown(graphique: Mapping[str, Any] | str, couleur: str) -> str:
    """The chart as a picture of a Markdown document: its description, its title, and the PNG in its address.

    A logo comes as its address, which is nothing where it isn't a PNG. Raises ValueError where it's half of one.
    """
    if isinstance(graphique, str):
        return f"![]({_entiere(graphique)})" if graphique.startswith(PNG) else ""
    if not isinstance(graphique, Mapping):
        raise TypeError("« image » attend un graphique, ou le logo")
    alternatif, titre = (prose.echappe(graphique[cle]).replace('"', "&quot;") for cle in ("description", "titre"))
    adresse = f"{PNG}{b64encode(png(graphique, couleur)).decode()}"
    return f'![{alternatif}]({adresse} "{titre}")'


def _entiere(adresse: str) -> str:
    """The address of a PNG."""
    try:
        octets = b64decode(adresse.removeprefix(PNG), validate=True)
    except ValueError:
        octets = b""
    if not pictures.est_entier(octets):
        raise ValueError("cette image PNG est abîmée, ou incomplète")
    return adresse


def etendue(octets: bytes, *, logo: bool) -> tuple[float, float]:
    """The width and the height of a PNG on paper, in millimetres; a logo's is that of a box that it fits in."""
    largeur, hauteur = (int.from_bytes(octets[debut : debut + 4], "big") or 1 for debut in (16, 20))
    facteur = min(LOGO[0] / largeur, LOGO[1] / hauteur) if logo else UNITE / ECHELLE
    return round(largeur * facteur, 2), round(hauteur * facteur, 2)


def png(graphique: Mapping[str, Any], couleur: str) -> bytes:
    """The picture. Raises OperatorError where Pillow isn't installed."""
    legende = graphique["genre"] == "couverture"
    hauteur = graphique["hauteur"]
    dessin = _Dessin(graphique["largeur"], hauteur + (charts.ECART + charts.LIGNE if legende else 0), couleur)
    for piece in graphique["dessin"]:
        _GENRES[graphique["genre"]](dessin, piece)
    if legende:
        _legende(dessin, hauteur + charts.ECART)
    return dessin.octets()


class _Dessin:
    """A sheet on which a chart is drawn, in the units of its geometry."""

    def __init__(self, largeur: float, hauteur: float, couleur: str) -> None:
        image, draw = _pillow()[:2]
        self._image = image.new("RGB", (self._px(largeur + MARGE), self._px(hauteur + 2 * MARGE)), "#ffffff")
        self._trait = draw.Draw(self._image)
        self.largeur, self.couleur = largeur, couleur

    def _px(self, unites: float) -> int:
        return round((unites + MARGE) * ECHELLE)

    def plein(self, x: float, y: float, largeur: float, hauteur: float, couleur: str, bord: str | None = None) -> None:
        if largeur > 0 and hauteur > 0:
            coins = (self._px(x), self._px(y), self._px(x + largeur) - 1, self._px(y + hauteur) - 1)
            self._trait.rectangle(coins, fill=couleur, outline=bord, width=ECHELLE)

    def hachure(self, x: float, y: float, largeur: float, hauteur: float, bord: str | None = None) -> None:
        """Slanted lines, cut at the edges of the rectangle."""
        image, draw = _pillow()[:2]
        large, haut = self._px(x + largeur) - self._px(x), self._px(y + hauteur) - self._px(y)
        if large <= 0 or haut <= 0:
            return
        morceau = image.new("RGB", (large, haut), "#ffffff")
        trait = draw.Draw(morceau)
        for debut in range(-haut, large, 7 * ECHELLE):
            trait.line((debut, haut, debut + haut, 0), fill=self.couleur, width=2 * ECHELLE)
        if bord:
            trait.rectangle((0, 0, large - 1, haut - 1), outline=bord, width=ECHELLE)
        self._image.paste(morceau, (self._px(x), self._px(y)))

    def mots(
        self, x: float, y: float, texte: str, ancre: str = "ls", *, gras: bool = False, petit: bool = False
    ) -> None:
        """A line of words; `ancre`: which of its ends stands at `x`."""
        police = _police("700" if gras else "400", 12 if petit else 13)
        self._trait.text(
            (self._px(x), self._px(y)),
            texte.replace("\u202f", "\u00a0"),  # the fonts lack it
            fill=_GRIS if petit else _ENCRE,
            font=police,
            anchor=ancre,
        )

    def ligne(self, x: float, y: float, x2: float, y2: float, couleur: str, epaisseur: float) -> None:
        self._trait.line(
            (self._px(x), self._px(y), self._px(x2), self._px(y2)), fill=couleur, width=round(epaisseur * ECHELLE)
        )

    def octets(self) -> bytes:
        """The same each time: a PNG of Pillow's has no date."""
        sortie = io.BytesIO()
        self._image.save(sortie, "PNG")
        return sortie.getvalue()


def _barre(dessin: _Dessin, b: Mapping[str, Any]) -> None:
    for t in b["textes"]:
        dessin.mots(0, t["y"], t["texte"])
    dessin.mots(dessin.largeur, b["y_dit"], b["dit"], "rs", gras=True)
    y, hauteur = b["y"], b["hauteur"]
    dessin.plein(0, y, b["fond"], hauteur, _TOUT)
    if b["hachuree"]:
        dessin.hachure(0, y, b["certain"], hauteur)
    else:
        dessin.plein(0, y, b["certain"], hauteur, dessin.couleur)
    dessin.hachure(b["certain"], y, b["incertain"], hauteur, dessin.couleur)
    for x in b["cibles"]:
        dessin.ligne(x, y - 3, x, y + hauteur + 3, "#ffffff", 6)
        dessin.ligne(x, y - 3, x, y + hauteur + 3, _ENCRE, 2.5)
    if b["cible"]:
        dessin.mots(dessin.largeur, b["y_cible"], f"| {b['cible']}", "rs", petit=True)


def _colonne(dessin: _Dessin, c: Mapping[str, Any]) -> None:
    if c["dit"]:
        dessin.plein(c["x"], c["y"], c["largeur"], c["hauteur"], dessin.couleur)
        dessin.hachure(c["x"], c["y_incertain"], c["largeur"], c["incertain"], dessin.couleur)
        dessin.mots(c["milieu"], c["y_dit"], c["dit"], "ms", gras=True)
    else:
        dessin.mots(c["milieu"], c["sol"] - 4, c["absence"], "ms", petit=True)
    dessin.mots(c["milieu"], c["y_annee"], c["annee"], "ms")
    dessin.ligne(0, c["sol"], dessin.largeur, c["sol"], _ENCRE, 1)


def _cases(dessin: _Dessin, a: Mapping[str, Any]) -> None:
    for t in a["textes"]:
        dessin.mots(0, t["y"], t["texte"])
    dessin.mots(dessin.largeur, a["y_dit"], a["dit"], "rs", gras=True)
    for c in a["cases"]:
        _case(dessin, c["x"], a["y"], c["largeur"], a["hauteur"], c["etat"])


def _case(dessin: _Dessin, x: float, y: float, largeur: float, hauteur: float, etat: str) -> None:
    if etat == "non_renseigne":
        dessin.hachure(x, y, largeur, hauteur, dessin.couleur)
    else:
        dessin.plein(x, y, largeur, hauteur, dessin.couleur if etat else "#ffffff", dessin.couleur)


def _legende(dessin: _Dessin, y: float) -> None:
    for rang, (etat, dit) in enumerate(charts.ETATS.items()):
        x = (0, 80, 240)[rang]
        _case(dessin, x, y + 3, charts.BARRE, charts.BARRE, etat)
        dessin.mots(x + charts.BARRE + 5, y + 13, dit, petit=True)


_GENRES = {"barres": _barre, "annees": _colonne, "couverture": _cases}


@cache
def _police(graisse: str, corps: int) -> Any:
    return _pillow()[2].truetype(str(POLICES / f"source-sans-3-latin-{graisse}-normal.woff2"), corps * ECHELLE)


@cache
def _pillow() -> tuple[Any, Any, Any]:
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as error:
        raise OperatorError(
            "il manque de quoi dessiner les graphiques : tapez « pip install 'utilite[odt]' »"
        ) from error
    return Image, ImageDraw, ImageFont
