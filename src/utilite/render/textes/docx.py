"""What a Word file says: its body, then its heads, feet and notes; `utilite[verify]`. Nothing in it is obeyed.

What isn't in the short lists below may show anything: it is told in place, by its name (`textes.insu`), so that a
file that holds it never passes for one that doesn't.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from utilite.render.textes import Ligne, insu, lisible
from utilite.render.textes.archive_word import Archive, Partie, W

_DESSIN = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PASSANTS = frozenset(
    f"{W}{nom}" for nom in ("body", "r", "tbl", "tr", "tc", "hyperlink", "footnote", "endnote", "drawing")
) | frozenset(
    f"{_DESSIN}{nom}"
    for nom in (
        *("wordprocessingDrawing}inline", "wordprocessingDrawing}anchor", "main}graphic", "main}graphicData"),
        *("picture}pic", "picture}blipFill"),
    )
)
"""What shows what it holds, and nothing else."""
_MUETS = frozenset(
    f"{W}{nom}"
    for nom in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "softHyphen", "tblGrid")
    + ("separator", "continuationSeparator", "sectPr")
) | frozenset(
    f"{_DESSIN}{nom}"
    for nom in (
        *(f"wordprocessingDrawing}}{nom}" for nom in ("extent", "effectExtent", "docPr", "cNvGraphicFramePr")),
        *(f"wordprocessingDrawing}}{nom}" for nom in ("simplePos", "positionH", "positionV", "wrapNone")),
        *(f"wordprocessingDrawing}}{nom}" for nom in ("wrapSquare", "wrapTight", "wrapThrough", "wrapTopAndBottom")),
        *("picture}nvPicPr", "picture}spPr", "main}stretch", "main}srcRect"),
    )
)
"""What shows no words."""
_CADRES = tuple(f"{W}{nom}" for nom in ("body", "tc", "hdr", "ftr", "footnote", "endnote"))
_PLACES = {
    **dict.fromkeys((f"{W}p", f"{W}tbl"), _CADRES),
    f"{W}tr": (f"{W}tbl",),
    f"{W}tc": (f"{W}tr",),
    f"{W}r": (f"{W}p", f"{W}hyperlink", f"{W}fldSimple"),
    f"{W}hyperlink": (f"{W}p",),
    **dict.fromkeys((f"{W}t", f"{W}drawing"), (f"{W}r",)),
}
"""What each stands in: elsewhere, a word processor doesn't show it."""
_PROPRIETES = frozenset(f"{W}{nom}" for nom in ("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr"))
_MONTRE = ("0", "false", "off")
_CACHENT = {
    **dict.fromkeys((f"{W}vanish", f"{W}specVanish", f"{W}webHidden", f"{W}hidden"), _MONTRE),
    **dict.fromkeys((f"{W}vMerge", f"{W}hMerge"), ("restart",)),
    **dict.fromkeys((f"{W}del", f"{W}moveFrom", f"{W}cellDel"), ()),
}
"""The properties that hide words, unless their value is one of these."""
_IMAGE = f"{_DESSIN}main}}blip"
_TITRE = re.compile(r"(?:heading|titre|title)\s*\d?", re.IGNORECASE)
_PUCES = frozenset("•\uf0b7-–◦▪")
_BORNES = {"begin": "\x01", "separate": "\x03", "end": "\x04"}
"""What stands for the marks of a field, whose code is between two \\x02: no text of an XML can hold them."""
_NUMERO = re.compile(r"\x01\s*\x02\s*(?:NUM|SECTION)?PAGES?\s*(?:\\\*\s*MERGEFORMAT\s*)?\x02\s*\x03[\s\d]*\x04")
"""The number of a page, which whatever shows the document counts anew."""
_AUTRE_CHAMP = re.compile(r"\x02([^\x02]*)\x02")


def lignes(contenu: bytes) -> Iterator[Ligne]:
    """Its paragraphs. Raises IllisibleError, OperatorError where the library is missing."""
    archive = Archive(contenu)
    parties = list(archive.parties())
    niveaux = _niveaux(parties)
    for partie in parties:
        if partie.nom == "styles":
            yield from _des_styles(partie.racine, niveaux)
        elif partie.nom != "numbering":
            lues = list(_paragraphes(partie.racine, niveaux))
            if partie.nom != "document" and any(ligne.texte.strip() for ligne in lues):
                yield Ligne(insu(partie.nom))  # what goes from the one to the other isn't seen in the same place
            yield from lues
    yield from (Ligne(insu(nom)) for nom in archive.etrangeres())


def _paragraphes(racine: Any, niveaux: dict[tuple[str, str], str]) -> Iterator[Ligne]:
    dit = _NUMERO.sub("", "".join(_dit(racine, niveaux)).replace("\x02\x02", ""))
    dit = re.sub("[\x01\x03\x04]", "", _AUTRE_CHAMP.sub(lambda champ: insu(f"champ {champ[1].strip()}"), dit))
    for ligne in dit.split("\n"):
        texte = ligne.removeprefix("\x05")
        yield Ligne(texte, texte if texte != ligne else "")


def _dit(noeud: Any, niveaux: dict[tuple[str, str], str]) -> Iterator[str]:
    """The words under a node; a paragraph is a line, after a \\x05 where it is a heading."""
    for enfant in noeud:
        if noeud.tag not in _PLACES.get(enfant.tag, (noeud.tag,)):
            yield insu("hors de sa place")
        if enfant.tag == f"{W}p":
            yield f"\n{_en_tete(enfant, niveaux)}"
            yield from _dit(enfant, niveaux)
            yield "\n"
        elif enfant.tag in _PROPRIETES:
            yield insu("texte caché") if _cache(enfant) else ""
        elif enfant.tag in _PASSANTS:
            yield from _dit(enfant, niveaux)
        elif enfant.tag in _MOTS:
            yield _MOTS[enfant.tag](enfant)
        elif enfant.tag == f"{W}fldSimple":
            yield f"\x01\x02{lisible(enfant.get(f'{W}instr', ''))}\x02\x03"
            yield from _dit(enfant, niveaux)
            yield "\x04"
        elif enfant.tag not in _MUETS:
            yield insu(_decrit(enfant))
            yield f" {lisible(enfant.text or '')} "
            yield from _dit(enfant, niveaux)


_MOTS: Mapping[str, Callable[[Any], str]] = {
    f"{W}t": lambda t: lisible(t.text or ""),
    f"{W}tab": lambda _: " ",
    f"{W}br": lambda _: " ",
    f"{W}cr": lambda _: " ",
    f"{W}noBreakHyphen": lambda _: "-",
    f"{W}fldChar": lambda borne: _BORNES.get(borne.get(f"{W}fldCharType", ""), ""),
    f"{W}instrText": lambda code: f"\x02{lisible(code.text or '')}\x02",
    _IMAGE: lambda _: " [image] ",
}


def _decrit(noeud: Any) -> str:
    """Its name, and what it may show by its attributes."""
    attributs = (v for nom, v in sorted(noeud.items()) if not nom.startswith(f"{W}rsid") and _est_a_lui(nom))
    return " ".join([noeud.tag.rpartition("}")[2], *attributs])


def _est_a_lui(attribut: str) -> bool:
    return attribut.startswith(W) or not attribut.startswith("{")


def _cache(proprietes: Any) -> bool:
    return any(e.tag in _CACHENT and _val(e) not in _CACHENT[e.tag] for e in proprietes.iter())


def _en_tete(paragraphe: Any, niveaux: dict[tuple[str, str], str]) -> str:
    """What a paragraph shows before its words, and whether it is a heading."""
    style = paragraphe.find(f"{W}pPr/{W}pStyle")
    titre = style is not None and _TITRE.fullmatch(style.get(f"{W}val", "").strip())
    return ("\x05" if titre else "") + _marque(paragraphe.find(f"{W}pPr/{W}numPr"), niveaux)


def _marque(numero: Any, niveaux: dict[tuple[str, str], str]) -> str:
    """How the item of a list is numbered; nothing where it has a bullet, or is none."""
    if numero is None:
        return ""
    cle = (_val(numero.find(f"{W}numId")), _val(numero.find(f"{W}ilvl"), "0"))
    return niveaux.get(cle, "" if cle[0] == "0" else insu("liste sans numérotation"))


def _val(noeud: Any, sinon: str = "") -> str:
    return sinon if noeud is None else str(noeud.get(f"{W}val", sinon))


def _niveaux(parties: list[Partie]) -> dict[tuple[str, str], str]:
    """What is shown before the items of each list, at each level: nothing where it is a bullet."""
    trouves: dict[tuple[str, str], str] = {}
    for racine in (partie.racine for partie in parties if partie.nom == "numbering"):
        abstraits = {a.get(f"{W}abstractNumId"): a for a in racine.iter(f"{W}abstractNum")}
        for numero in racine.iter(f"{W}num"):
            abstrait = abstraits.get(_val(numero.find(f"{W}abstractNumId")), ())
            departs = {o.get(f"{W}ilvl"): _val(o.find(f"{W}startOverride")) for o in numero.iter(f"{W}lvlOverride")}
            for niveau in [e for source in (abstrait, numero) for e in _lvl(source)]:
                rang = niveau.get(f"{W}ilvl", "0")
                cle = (numero.get(f"{W}numId", ""), rang)
                trouves[cle] = _montre(niveau, departs.get(rang, ""))
    return trouves


def _lvl(source: Any) -> list[Any]:
    return list(source.iter(f"{W}lvl")) if len(source) else []


def _montre(niveau: Any, depart: str) -> str:
    genre, texte = _val(niveau.find(f"{W}numFmt")), _val(niveau.find(f"{W}lvlText"))
    if (genre == "none" and not texte) or (genre == "bullet" and texte in _PUCES):
        return ""
    return insu(f"liste {genre} {texte} {depart or _val(niveau.find(f'{W}start'), '1')}")


def _des_styles(racine: Any, niveaux: dict[tuple[str, str], str]) -> Iterator[Ligne]:
    """The styles that hide words, or show some before them."""
    for style in racine:
        if _cache(style):
            yield Ligne(insu("style qui cache du texte"))
        for numero in style.iter(f"{W}numPr"):
            yield Ligne(_marque(numero, niveaux))
