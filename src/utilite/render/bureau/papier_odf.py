"""An ODT paper with Jinja tags, run; its marks give way to blocks (`odf`)."""

import re
from collections.abc import Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from utilite.modele import Modele
from utilite.render import environment
from utilite.render.bureau import marques, paquet
from utilite.render.bureau.odf import Redaction
from utilite.render.bureau.papiers import lisible
from utilite.render.gabarit import ModeleFautifError, au_paragraphe, garde
from utilite.render.recherches import recherches

PAPIER = environment.COMMUN / "papier.odt"
"""The paper of templates that have none."""
CORPS = "content.xml"
_LARGEUR = 9411
"""Of a line of ours, in twentieths of a point."""
_MANIFESTE = "META-INF/manifest.xml"
_STYLE = re.compile(r'<style:style style:name="([^"]+)" .*?</style:style>', re.DOTALL)


def rend(modele: Modele, vu: Mapping[str, Any]) -> bytes:
    """The document, on the template's paper, or on ours, which asks for `corps`. Raises ModeleFautifError."""
    theme, nom = vu["document"]["presentation"], modele.fichiers.get("odt", "")
    with lisible(nom, _REMEDE):
        pieces = paquet.ouvre((modele.dossier / nom if nom else PAPIER).read_bytes(), CORPS)
        redaction = Redaction(theme, _largeur(pieces))
        for piece, saut in (("styles.xml", _SAUT), (CORPS, _SAUT), ("meta.xml", " ")):
            if piece in pieces:
                env = environment.bureau(modele.dossier, tuple(vu), theme["couleur"], saut)
                xml = _rend(nom, env, _en_utf8(pieces[piece]), {**vu, **recherches(vu)})
                pieces[piece] = (_pose(nom, redaction, xml) if saut == _SAUT else marques.partout(xml)).encode()
        if "styles.xml" in pieces:
            styles = pieces["styles.xml"].decode()
            if not nom:
                styles = styles.replace("#54194a", theme["couleur"]).replace("#e2a530", theme["couleur_claire"])
            pieces["styles.xml"] = _avec(styles, list(redaction.styles)).encode()
        return paquet.ferme(_illustre(pieces, redaction.pictures), "mimetype")
    raise AssertionError  # for mypy


_SAUT = "<text:line-break/>"
_REMEDE = "enregistrez-le depuis LibreOffice au format .odt"


def _rend(nom: str, env: environment.Environment, xml: str, contexte: Mapping[str, Any]) -> str:
    source = paquet.ordonne(paquet.recoud(xml))
    with au_paragraphe(source.splitlines()), garde(nom):
        return env.from_string(source).render(contexte)
    raise AssertionError  # for mypy


def _en_utf8(piece: bytes) -> str:
    """The text of a piece. Raises IllisibleError, or UnicodeDecodeError."""
    dit = re.match(r"\ufeff?\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", piece.decode())
    if dit and dit[1].upper() != "UTF-8":
        raise paquet.IllisibleError("ce fichier se dit écrit autrement qu'en UTF-8")
    return piece.decode()


def _pose(nom: str, redaction: Redaction, xml: str) -> str:
    """The piece with its blocks. Raises ModeleFautifError where its tags of Jinja and of XML cross."""
    try:
        return redaction.pose(xml)
    except ExpatError as error:
        raise ModeleFautifError(nom, 0, f"ses balises Jinja se croisent ; {paquet.CROISEES}") from error


def _largeur(pieces: Mapping[str, bytes]) -> int:
    """Of a line, in twentieths of a point; that of A4 where the paper doesn't say."""
    dite = re.search(r"<style:page-layout-properties\b[^>]*>", pieces.get("styles.xml", b"").decode())
    page, *marges = (
        re.search(rf'fo:{nom}="([0-9]{{1,5}}(?:\.[0-9]{{1,9}})?)(mm|cm|in|pt)"', dite[0] if dite else "")
        for nom in _COTES
    )
    if page is None:
        return _LARGEUR
    largeur = round(_points(page) * 20) - sum(round(_points(marge) * 20) for marge in marges if marge)
    return largeur if largeur > 0 else _LARGEUR


_COTES = ("page-width", "margin-left", "margin-right")
_UNITES = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pt": 1}


def _points(mesure: re.Match[str]) -> float:
    return float(mesure[1]) * _UNITES[mesure[2]]


def _avec(styles: str, noms: list[str]) -> str:
    """The styles of a paper, with those of ours that it lacks."""
    presents = set(re.findall(r'style:name="([^"]+)"', styles))
    notres = {s[1]: s[0] for s in _STYLE.finditer(paquet.ouvre(PAPIER.read_bytes(), CORPS)["styles.xml"].decode())}
    ajoutes = "".join(notres[nom] for nom in noms if nom in notres and nom not in presents)
    return styles.replace("<office:styles/>", "<office:styles></office:styles>").replace(
        "</office:styles>", f"{ajoutes}</office:styles>", 1
    )


def _illustre(pieces: dict[str, bytes], images: Mapping[str, bytes]) -> dict[str, bytes]:
    """The archive with its pictures, which its manifest names."""
    lignes = "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="image/png"/>' for n in images)
    manifeste = pieces.get(_MANIFESTE, b"").decode().replace("</manifest:manifest>", f"{lignes}</manifest:manifest>")
    return {**pieces, **images, _MANIFESTE: manifeste.encode()}
