"""The pages of the server: a shell around what each of them holds."""

import html
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from utilite import __version__, francais
from utilite.edit.formulaire import fabrique, moteur
from utilite.edit.serveur.protections import politique
from utilite.edit.serveur.routes import Demande, Reponse, Route

PAGE = Path(__file__).parent / "page"
_DU_FORMULAIRE = ("outils.js", "champs.js", "mesures.js", "rubriques.js", "page.js")


def scripts() -> dict[str, bytes]:
    """The form's scripts with this server in place of the worker, in the order in which they know each other.

    Raises OperatorError where npm's aren't installed.
    """
    codes = {f"npm-{rang}.js": code for rang, code in enumerate(moteur.scripts())}
    siens = {nom: (fabrique.PAGE / nom).read_text("utf-8") for nom in _DU_FORMULAIRE}
    tete = {nom: siens.pop(nom) for nom in _DU_FORMULAIRE[:1]}
    serveur = {nom: (PAGE / nom).read_text("utf-8") for nom in ("cadre.js", "serveur.js")}
    return {nom: code.encode() for nom, code in {**codes, **tete, **serveur, **siens}.items()}


def sert(fichiers: Mapping[str, bytes]) -> tuple[Route, ...]:
    """The routes of these scripts."""
    return tuple(Route("GET", f"page/{nom}", _script(code)) for nom, code in fichiers.items())


def _script(code: bytes) -> Any:
    reponse = Reponse(code, "text/javascript; charset=utf-8")

    def fait(_: Demande) -> Reponse:
        return reponse

    return fait


def page(
    titre: str, corps: str, *, base: str, scripts: Iterable[str] = (), donnees: Any = None, statut: int = 200
) -> Reponse:
    """A whole page; `corps` is HTML, `titre` is not; `donnees` is what its scripts find."""
    nonce = secrets.token_urlsafe(16)
    feuille = "".join((dossier / nom).read_text("utf-8") for dossier, nom in _FEUILLES)
    pieces = [f'<script type="application/json" id="donnees">{_inerte(donnees)}</script>' if donnees else ""]
    pieces += [f'<script nonce="{nonce}" src="{base}page/{nom}"></script>' for nom in scripts]
    contenu = _COQUILLE.format(titre=html.escape(titre), feuille=feuille, corps=corps, pieces="\n".join(pieces))
    return Reponse(contenu.encode(), "text/html; charset=utf-8", statut, politique(nonce))


_FEUILLES = ((fabrique.PAGE, "style.css"), (PAGE, "serveur.css"))
_COQUILLE = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{titre}</title>
<style>
{feuille}
</style>
</head>
<body>
{corps}
{pieces}
</body>
</html>
"""


def _inerte(donnees: Any) -> str:
    """JSON that ends no script and opens no comment; all that isn't ASCII is escaped."""
    return json.dumps(donnees, separators=(",", ":")).replace("<", "\\u003c")


def avis(titre: str, phrase: str, base: str, statut: int) -> Reponse:
    """A page that says why there is nothing else to see, and leads back."""
    corps = (
        f'{tete(titre)}<div class="large corps-simple"><main><p class="avis">{echappe(phrase)}</p>'
        f'<p><a class="bouton" href="{base}">Retour à la liste</a></p></main></div>{pied()}'
    )
    return page(titre, corps, base=base, statut=statut)


def tete(titre: str, surtitre: str = "", sous: str = "") -> str:
    """The head of a page; `sous` is HTML."""
    return (
        f'<header class="tete"><div class="large"><p class="surtitre">{echappe(surtitre)}</p>'
        f"<h1>{echappe(titre)}</h1>{sous}</div></header>"
    )


def pied() -> str:
    """The foot of a page: where what is written goes."""
    return (
        '<footer class="pied"><div class="large"><p>Cette page vient de votre ordinateur, et rien n\'en sort. '
        f"Pour arrêter : Ctrl-C dans le terminal. utilite {__version__}.</p></div></footer>"
    )


def echappe(texte: str) -> str:
    """A text in HTML, with its French spaces."""
    return html.escape(francais.typographie(texte))


def quand(moment: datetime) -> str:
    """« 12 mai 2026 à 9 h 05 »."""
    return f"{francais.jour(moment.date())} à {moment.hour}{francais.INSECABLE}h{francais.INSECABLE}{moment.minute:02}"
