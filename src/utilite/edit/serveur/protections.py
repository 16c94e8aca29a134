"""Who may ask: this machine's browser, from our own pages, with the token of this run.

Any page open in the same browser can send requests to 127.0.0.1, and any program of the machine too: the
token stands in the path, so that nothing is sent by itself as a cookie would be; `Host` stops a name that was
made to lead here (DNS rebinding), `Origin` and `Sec-Fetch-Site` a page from elsewhere.
"""

import hmac
import secrets
from collections.abc import Mapping
from email.message import Message
from types import MappingProxyType

ENTETES: Mapping[str, str] = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)
"""Of every answer: nothing is kept, taken for something else, or told to another site."""

SANS_RIEN = "default-src 'none'; frame-ancestors 'none'"


def politique(nonce: str) -> str:
    """What a page of ours may do: run the scripts that bear this nonce, and speak to this server."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


class Gardien:
    """The token of a run, and the checks that come before anything is done."""

    def __init__(self, hote: str) -> None:
        """`hote`: the one name under which this server answers, with its port."""
        self._hote = hote
        self._jeton = secrets.token_urlsafe(32)
        self._passage = secrets.token_urlsafe(32)

    @property
    def adresse(self) -> str:
        """The address to print: who has it may read and write."""
        return f"http://{self._hote}/{self._jeton}/"

    @property
    def base(self) -> str:
        """The path under which everything is."""
        return f"/{self._jeton}/"

    @property
    def passage(self) -> str:
        """An address that leads there once: others may see what a browser is started with."""
        return f"http://{self._hote}/{self._passage}"

    def refus(self, methode: str, entetes: Message) -> str:
        """Why a request isn't from one of our pages; empty where it is."""
        if entetes.get_all("Host") != [self._hote]:
            return "Ce serveur ne répond qu'à l'adresse que la commande affiche."
        if any(origine != f"http://{self._hote}" for origine in entetes.get_all("Origin", ())):
            return "Cette demande vient d'une autre page."
        venues = ("same-origin", "none") if methode == "GET" else ("same-origin",)
        if any(venue not in venues for venue in entetes.get_all("Sec-Fetch-Site", ())):
            return "Cette demande vient d'une autre page."
        return ""

    def chemin(self, cible: str) -> str | None:
        """What is asked for under the token; None where the token isn't there."""
        jeton, barre, chemin = cible.removeprefix("/").partition("/")
        return chemin if self._egal(jeton, self._jeton) and barre and cible.startswith("/") else None

    def passe(self, cible: str) -> bool:
        """Whether this is the address that leads in once; it no longer does afterwards."""
        if not self._passage or not self._egal(cible.removeprefix("/"), self._passage):
            return False
        self._passage = ""
        return True

    @staticmethod
    def _egal(donne: str, attendu: str) -> bool:
        """In a time that says nothing of where they differ."""
        return hmac.compare_digest(donne.encode("utf-8", "surrogatepass"), attendu.encode())
