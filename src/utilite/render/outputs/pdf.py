"""`pdf`: the page on paper, tagged (PDF/UA-1), with fonts of ours; or a form, filled. An extra, `utilite[pdf]`.

Nothing is fetched: a page carries its pictures, and the fonts stand beside this file.
"""

import importlib
import logging
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import Any

from utilite.errors import OperatorError
from utilite.modele import ChampVu, Modele
from utilite.render import horloge
from utilite.render.gabarit import ModeleFautifError
from utilite.render.horloge import MEBI, Limite
from utilite.render.outputs import html

ICI = Path(__file__).parent
MISE_EN_PAGE = Limite(secondes=120, octets=2048 * MEBI)
"""What laying a page out on paper may cost; a text of 400,000 signs takes some forty seconds."""
FORMULAIRE = Limite(secondes=2, octets=320 * MEBI)
"""What reading and filling a form may cost: the longest ones take tenths of a second."""
_POLICE = re.compile(r"polices/[a-z0-9-]+\.woff2")
_SVG = """<style>
text {{ fill: #241d22; font: 13px "Source Sans 3"; }}
.dit {{ font-weight: 700; }}
.petit {{ fill: #5e555b; font-size: 12px; }}
.part, .hachure {{ fill: {couleur}; }}
.tout {{ fill: #eee3d3; }}
.fond-hachure {{ fill: #fff; }}
.bord, .case {{ stroke: {couleur}; }}
.case:not(.part) {{ fill: #fff; }}
.halo {{ stroke: #fff; stroke-width: 6; }}
.cible {{ stroke: #241d22; stroke-width: 2.5; }}
.sol {{ stroke: #241d22; }}
</style>"""
"""The rules of charts: those of a page don't reach into its drawings, here."""
SANS_COMPLEMENT = "le PDF demande un complément : tapez « pip install 'utilite[pdf]' »"
DEMESURE = "« {} » demande trop de calcul ou de mémoire pour un formulaire : téléchargez-le de nouveau"
_IMPOSSIBLE = (
    "cette page ne se met pas sur papier : une de ses images ou de ses règles de style est abîmée ; "
    "retirez-les une à une, le logo d'abord"
)
_SANS_PANGO = (
    "le PDF demande Pango, que ce système n'a pas : sous Debian ou Ubuntu, tapez « sudo apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0 » ; ailleurs, ouvrez le HTML dans un navigateur et imprimez-le en PDF"
)


def offre(modele: Modele) -> bool:
    """Whether it has a form to fill, or a page to print."""
    return "pdf" in modele.formulaires or html.se_suffit(modele)


def rend(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The document: the same bytes for the same page, the same answers.

    Raises OperatorError where the library is missing, ModeleFautifError.
    """
    if "pdf" in modele.formulaires:
        return _rempli(modele, contexte)
    _weasyprint()  # said first where it is missing
    page = html.rend(modele, contexte).decode()
    horloge.repart(MISE_EN_PAGE.pour(len(contexte.get("fiches", ()))))
    couleur = contexte["document"]["presentation"]["couleur"]
    page = page.replace('focusable="false">', f'focusable="false">{_SVG.format(couleur=couleur)}')
    page = _LONG.sub(lambda mot: "\u200b".join(wrap(mot[0], MOT)), page)
    identifiant = contexte["document"]["empreinte"].encode()
    for style in ("", _SOUPLE):
        try:
            return _imprime(page.replace("</head>", f"{style}<style>{_feuille()}</style></head>", 1), identifiant)
        except AssertionError:  # where nothing may be cut, a long table has no page to stand on (WeasyPrint 70)
            continue
        except (MemoryError, OperatorError):
            raise
        except Exception as error:  # what a picture or a style that is broken makes libraries raise
            fichier = next(iter(modele.fichiers.values()))
            raise ModeleFautifError(fichier, 0, _IMPOSSIBLE) from error
    raise OperatorError("ce document est trop long pour le PDF : ouvrez le HTML dans un navigateur, et imprimez-le")


def _rempli(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    vierge = modele.formulaires["pdf"].vierge
    if vierge is None:
        raise OperatorError("ce modèle remplit un formulaire qu'il n'apporte pas : ajoutez « --form FORMULAIRE.pdf »")
    rempli: bytes = _acroform("remplissage").rend(modele, vierge, contexte)
    return rempli


def champs(formulaire: Path) -> list[ChampVu]:
    """The fields of a form, in words. Raises OperatorError where it can't be read, in a worker where it's too long."""
    with horloge.tient(FORMULAIRE), _acroform("ouverture").ouvre(formulaire) as (_, lus):
        return [champ.vu() for champ in lus]


def _acroform(module: str) -> Any:
    """A module of `acroform`, which needs the extra."""
    try:
        return importlib.import_module(f"utilite.render.acroform.{module}")
    except ImportError as error:
        raise OperatorError(SANS_COMPLEMENT) from error


_SOUPLE = "<style>* { break-inside: auto !important; }</style>"
MOT = 100
_LONG = re.compile(rf"(?<![\w=\"'/:;,+-])\w{{{MOT + 1},}}")
"""A word that no line can hold."""


def _imprime(page: str, identifiant: bytes) -> bytes:
    outil = _weasyprint().HTML(string=page, url_fetcher=_seule())
    octets: bytes = outil.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifiant)
    return octets


def _seule() -> Any:
    """A fetcher of what a page carries in itself, and of nothing from elsewhere."""
    return importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


@cache
def _feuille() -> str:
    """The stylesheet, its fonts inside: it comes after the page's own, which it changes."""
    return _POLICE.sub(
        lambda nom: f"data:font/ttf;base64,{b64encode(_depliee(nom[0])).decode()}",
        (ICI / "pdf.css").read_text("utf-8"),
    )


def _depliee(police: str) -> bytes:
    """A font as Pango reads it: WeasyPrint would unfold it again for each document, a fifth of the whole."""
    depliee = BytesIO()
    importlib.import_module("fontTools.ttLib.woff2").decompress(BytesIO((ICI / police).read_bytes()), depliee)
    return depliee.getvalue()


@cache
def _weasyprint() -> Any:
    try:
        weasyprint = importlib.import_module("weasyprint")  # a second of start-up, and an extra
    except ImportError as error:
        raise OperatorError(SANS_COMPLEMENT) from error
    except OSError as error:
        raise OperatorError(_SANS_PANGO) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint
