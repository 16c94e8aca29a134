"""What a filled field looks like: the drawing that every reader shows, rather than one that each makes its own way."""

import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from utilite.render.acroform import helvetica
from utilite.render.acroform.champs import Champ
from utilite.render.acroform.pose import INTERLIGNE, Cadre, Pose, pose

POLICE = "/UtHelv"
"""The name of our Helvetica in the form's resources, that no other font takes."""
_CORPS = re.compile(rb"([0-9.]+)\s+Tf")
_COULEUR = re.compile(rb"(?:^|\s)((?:[0-9.]+\s+){1,4}(?:g|rg|k))(?=\s|$)")
_TOURS: dict[int, tuple[int, int, int, int]] = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}
"""How the text of a widget turns, by the quarter."""


def ecris(pdf: Pdf, police: Dictionary, champ: Champ, texte: str) -> int:
    """Draws a text in each widget of a field; how many of its signs have no place, at worst."""
    return max([_dessine(pdf, police, champ, vignette, texte) for vignette in champ.vignettes], default=0)


def police(pdf: Pdf) -> Dictionary:
    """Our Helvetica, in the form's resources, so that a reader who changes a field finds it."""
    acroform = pdf.Root.AcroForm
    ressources = acroform.get("/DR")
    if not isinstance(ressources, Dictionary):
        ressources = acroform.DR = Dictionary()
    if not isinstance(ressources.get("/Font"), Dictionary):
        ressources.Font = Dictionary()
    faite = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(helvetica.NOM),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=255,
            Widths=Array(helvetica.LARGEURS),
        )
    )
    ressources.Font[POLICE] = faite
    return faite


def coche(pdf: Pdf, vignette: Dictionary, etat: str) -> None:
    """Gives a box that has no drawing a cross, and an empty one."""
    large, haut = _taille(vignette)
    croix = f"q 1 w 2 2 m {large - 2:.2f} {haut - 2:.2f} l 2 {haut - 2:.2f} m {large - 2:.2f} 2 l S Q".encode()
    vignette.AP = Dictionary(
        N=Dictionary({f"/{etat}": _forme(pdf, croix, large, haut), "/Off": _forme(pdf, b"", large, haut)})
    )


def _dessine(pdf: Pdf, police: Dictionary, champ: Champ, vignette: Dictionary, texte: str) -> int:
    large, haut = _taille(vignette)
    tour = _tour(vignette)
    if tour in (90, 270):
        large, haut = haut, large
    ton = vignette.get("/DA", champ.cles.get("/DA"))
    ecrit = bytes(ton) if ton is not None else b""
    corps = _CORPS.search(ecrit)
    couleurs = _COULEUR.findall(ecrit)
    couleur = couleurs[-1] if couleurs else b"0 g"
    cadre = Cadre(large, haut, min(float(corps[1]) if corps else 0.0, 72.0), champ.multiligne)
    if champ.peigne:
        pose_, traits = _peigne(texte, cadre, champ.longueur)
    else:
        pose_ = pose(texte, cadre)
        traits = list(_lignes(pose_, cadre, champ.cote))
    flux = b"%s/Tx BMC q 0 0 %.2f %.2f re W n BT %s %s %.2f Tf %s ET Q EMC" % (
        _fond(vignette, large, haut),
        large,
        haut,
        couleur,
        POLICE.encode(),
        pose_.corps,
        b" ".join(traits),
    )
    vignette.AP = Dictionary(N=_forme(pdf, flux, large, haut, police, tour))
    champ.noeud.DA = b"%s %.2f Tf %s" % (POLICE.encode(), pose_.corps, couleur)
    if "/DA" in vignette:
        vignette.DA = champ.noeud.DA
    return pose_.exces


def note(pdf: Pdf, police: Dictionary, pose_: Pose, large: float, haut: float) -> Stream:
    """A few red lines, for a note on a page."""
    cadre = Cadre(large, haut, multiligne=True)
    traits = b" ".join(_lignes(pose_, cadre, 1))
    flux = b"BT 0.7 0 0 rg %s %.2f Tf %s ET" % (POLICE.encode(), pose_.corps, traits)
    return _forme(pdf, flux, large, haut, police)


def _taille(vignette: Dictionary) -> tuple[float, float]:
    x1, y1, x2, y2 = (float(n) for n in vignette.Rect)
    return max(abs(x2 - x1), 1.0), max(abs(y2 - y1), 1.0)


def _tour(vignette: Dictionary) -> int:
    aspect = vignette.get("/MK")
    return int(aspect.get("/R", 0)) % 360 // 90 * 90 if isinstance(aspect, Dictionary) else 0


def _lignes(pose_: Pose, cadre: Cadre, cote: int) -> Iterable[bytes]:
    """Each line where it stands: from the top in a frame of several lines, else in the middle of its height."""
    pas = pose_.corps * INTERLIGNE
    if cadre.multiligne:
        y = cadre.hauteur - cadre.marge - pose_.corps * helvetica.HAUT * 1.1
    else:
        y = (cadre.hauteur - pose_.corps * (helvetica.HAUT - helvetica.BAS / 2)) / 2
    for rang, ligne in enumerate(pose_.lignes):
        libre = cadre.largeur - 2 * cadre.marge - helvetica.largeur(ligne, pose_.corps)
        x = cadre.marge + max(0.0, libre) * cote / 2
        yield b"1 0 0 1 %.2f %.2f Tm %s Tj" % (x, y - rang * pas, _chaine(ligne))


def _peigne(texte: str, cadre: Cadre, cases: int) -> tuple[Pose, list[bytes]]:
    """Each sign in the middle of its box."""
    case = cadre.largeur / cases
    corps = min(cadre.corps or 10.0, cadre.hauteur, case * 1.6)
    y = (cadre.hauteur - corps * (helvetica.HAUT - helvetica.BAS / 2)) / 2
    traits = [
        b"1 0 0 1 %.2f %.2f Tm %s Tj" % (case * rang + (case - helvetica.largeur(signe, corps)) / 2, y, _chaine(signe))
        for rang, signe in enumerate(texte[:cases])
    ]
    return Pose(corps, (texte[:cases],), max(0, len(texte) - cases)), traits


def _fond(vignette: Dictionary, large: float, haut: float) -> bytes:
    """The background and the border that the widget asks for."""
    aspect = vignette.get("/MK")
    if not isinstance(aspect, Dictionary):
        return b""
    dits = []
    fond, bord = aspect.get("/BG"), aspect.get("/BC")
    if isinstance(fond, Array) and len(fond) in _OPERATEURS:
        dits.append(b"q %s %s 0 0 %.2f %.2f re f Q " % (_teinte(fond), _OPERATEURS[len(fond)].encode(), large, haut))
    if isinstance(bord, Array) and len(bord) in _OPERATEURS:
        operateur = _OPERATEURS[len(bord)].upper().encode()
        dits.append(
            b"q %s %s 1 w 0.5 0.5 %.2f %.2f re S Q " % (_teinte(bord), operateur, max(large - 1, 0), max(haut - 1, 0))
        )
    return b"".join(dits)


_OPERATEURS = {1: "g", 3: "rg", 4: "k"}


def _teinte(couleur: Iterable[Any]) -> bytes:
    return b" ".join(b"%.3f" % float(n) for n in couleur)


def _chaine(ligne: str) -> bytes:
    return b"<" + helvetica.code(ligne).hex().encode() + b">"


def _forme(pdf: Pdf, flux: bytes, large: float, haut: float, police: Dictionary | None = None, tour: int = 0) -> Stream:
    a, b, c, d = _TOURS[tour]
    e = haut if tour == 90 else large if tour == 180 else 0
    f = haut if tour == 180 else large if tour == 270 else 0
    return Stream(
        pdf,
        flux,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(large, 2), round(haut, 2)]),
        Matrix=Array([a, b, c, d, round(e, 2), round(f, 2)]),
        Resources=Dictionary(Font=Dictionary({POLICE: police})) if police is not None else Dictionary(),
    )
