"""A stranger's form, disarmed: nothing in it does anything by itself, shows another form, or leads out of it.

All objects of the file are looked at once, wherever they hang: an action is known by what it is, not by who holds it.
"""

from collections.abc import Container, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from utilite.render.acroform.champs import suite

# fmt: off
_ACTIONS = {
    "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm",
    "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
    "/RichMediaExecute",
}
# fmt: on
"""All that the standard has, but for /GoTo, which leads elsewhere in the same document."""
_TENUES = ("/AA", "/PA", "/EF", "/RF", "/Ref", "/OPI")
"""What happens at an event, embedded files, contents that lie in other files."""
# fmt: off
_RACINE = {
    "/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/PageLayout", "/Dests", "/Names", "/Outlines",
    "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Lang", "/Metadata", "/OutputIntents", "/OCProperties",
    "/ViewerPreferences",
}
# fmt: on
_MEDIAS = ("/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/FileAttachment")
"""Annotations that play, or hold a file."""


def desarme(pdf: Pdf) -> None:
    """Keeps of a form its pages, its fields, its links from one page to another."""
    for objet in pdf.objects:
        for trouve in _dictionnaires(objet):
            _apaise(trouve)
    _garde(pdf.Root, _RACINE)
    _garde(pdf.Root.get("/Names"), ("/Dests",))
    _garde(pdf.Root.AcroForm, ("/Fields", "/DR", "/DA", "/Q"))
    for page in pdf.pages:
        for cle in ("/Dur", "/Trans", "/PresSteps"):
            if cle in page.obj:
                del page.obj[cle]
        calmes = [a for a in suite(page.obj.get("/Annots")) if isinstance(a, Dictionary) and not _joue(a)]
        page.obj.Annots = Array(calmes)


def _dictionnaires(objet: Any) -> Iterator[Any]:
    """The dictionaries of an indirect object, those that it holds included, streams' too."""
    pile = [objet]
    while pile:
        vu = pile.pop()
        if isinstance(vu, Dictionary | Stream):
            yield vu
            dedans = [vu[cle] for cle in vu.keys()]  # noqa: SIM118 - not a dict
        else:
            dedans = list(vu) if isinstance(vu, Array) else []
        pile += [d for d in dedans if isinstance(d, Dictionary | Stream | Array) and not d.is_indirect]


def _apaise(vu: Any) -> None:
    if isinstance(vu, Stream):
        _garde(vu, frozenset(vu.keys()) - {"/F", "/FFilter", "/FDecodeParms"})  # it lies in another file
    if _genre(vu) == "/GoTo":
        _garde(vu, ("/Type", "/S", "/D"))
    elif _genre(vu) in _ACTIONS:
        _garde(vu, ("/Length", "/Filter", "/DecodeParms") if isinstance(vu, Stream) else ())
    action = vu.get("/A")
    if isinstance(action, Dictionary) and _genre(action) not in ("", "/GoTo"):
        _garde(action, ())
    for cle in _TENUES:
        tenue = vu.get(cle)
        if isinstance(tenue, Dictionary) and tenue.get("/Type") in (None, Name.Action):
            del vu[cle]


def _genre(vu: Any) -> str:
    """What an action does."""
    genre = vu.get("/S")
    return str(genre) if isinstance(genre, Name) else ""


def _joue(annotation: Dictionary) -> bool:
    return str(annotation.get("/Subtype")) in _MEDIAS


def _garde(vu: Any, cles: Container[str]) -> None:
    """Takes away all keys of a dictionary but these."""
    for cle in list(vu.keys()) if isinstance(vu, Dictionary | Stream) else ():
        if cle not in cles:
            del vu[cle]
