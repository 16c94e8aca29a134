"""HTTP on 127.0.0.1: each request bounded in size and in time, checked, then handed to its route."""

import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Any

from utilite.edit.serveur.protections import ENTETES, SANS_RIEN, Gardien
from utilite.edit.serveur.routes import Demande, Reponse, Route, refus, trouve
from utilite.errors import OperatorError

CORPS_MAX = 4 * 1024 * 1024
"""In bytes: a fiche holds one mebibyte at most, and comes with what it was opened as."""
ATTENTE = 10
"""In seconds: how long a client may stay silent."""
DUREE_MAX = 60
"""In seconds: how long a connection may last, a client that sends one byte at a time included."""
ENSEMBLE = 64
"""How many connections at once; those beyond are closed."""

_ADRESSE_INCOMPLETE = "L'adresse est incomplète, ou d'une autre fois : reprenez celle que la commande affiche."


class Serveur(ThreadingHTTPServer):
    """The server of one run, on a port that the system chooses."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = ENSEMBLE

    def __init__(self, routes: Callable[[Gardien], tuple[Route, ...]]) -> None:
        super().__init__(("127.0.0.1", 0), _Poignee)
        self.gardien = Gardien(f"127.0.0.1:{self.server_address[1]}")
        self.routes = routes(self.gardien)
        self.travail = threading.Lock()
        self._ouvertes: dict[socket, float] = {}
        self.muettes: dict[socket, None] = {}
        """Those whose request isn't there yet, the oldest first."""

    def server_close(self) -> None:
        """The end: after what is being saved, and before anything else is."""
        self.travail.acquire(timeout=ATTENTE)
        super().server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for each connection, as long as there are few; beyond, one that says nothing makes room."""
        if len(self._ouvertes) >= ENSEMBLE:
            self.shutdown_request(next(iter(tuple(self.muettes)), request))
        if len(self._ouvertes) >= ENSEMBLE:
            return
        self._ouvertes[request] = time.monotonic()
        self.muettes[request] = None
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """The end of a connection."""
        self._ouvertes.pop(request, None)
        self.muettes.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Twice a second: ends the connections that last."""
        limite = time.monotonic() - DUREE_MAX
        for connexion, debut in list(self._ouvertes.items()):
            if debut < limite:
                with suppress(OSError):
                    connexion.shutdown(SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class _Poignee(BaseHTTPRequestHandler):
    """One connection, one request (HTTP/1.0)."""

    server: Serveur
    timeout = ATTENTE
    server_version = "utilite"
    sys_version = ""

    def __getattr__(self, nom: str) -> Any:
        if nom.startswith("do_"):  # whatever the method: routes say which are allowed
            return self._repond
        raise AttributeError(nom)

    def _repond(self) -> None:
        self.server.muettes.pop(self.connection, None)
        self._envoie(self._reponse())

    def _reponse(self) -> Reponse:
        gardien = self.server.gardien
        raison = gardien.refus(self.command, self.headers)
        if raison:
            return refus(403, raison)
        if self.command == "GET" and gardien.passe(self.path):
            return Reponse(statut=303, entetes={"Location": gardien.base})
        chemin = gardien.chemin(self.path)
        if chemin is None:
            return refus(403, _ADRESSE_INCOMPLETE)
        route = trouve(self.server.routes, self.command, chemin)
        if isinstance(route, Reponse):
            return route
        if self.command != "POST":
            return _protege(route[0], Demande(route[1]))
        corps = self._corps()
        if isinstance(corps, Reponse):
            return corps
        with self.server.travail:
            return _protege(route[0], Demande(route[1], corps))

    def _corps(self) -> Any:
        """The body, as what its JSON says; an answer where it has none, or one that is too long to be read."""
        longueurs = self.headers.get_all("Content-Length", ())
        if "Transfer-Encoding" in self.headers or len(longueurs) != 1 or not _entier(longueurs[0]):
            return refus(411, "La longueur de cette demande n'est pas dite.")
        if len(longueurs[0]) > len(str(CORPS_MAX)) or int(longueurs[0]) > CORPS_MAX:
            return refus(413, "Cette demande est trop longue.")
        try:
            return json.loads(self.rfile.read(int(longueurs[0])))
        except (ValueError, RecursionError):
            return refus(400, "Cette demande ne se lit pas.")

    def _envoie(self, reponse: Reponse) -> None:
        self.send_response(reponse.statut)
        self.send_header("Content-Type", reponse.genre)
        self.send_header("Content-Length", str(len(reponse.contenu)))
        self.send_header("Content-Security-Policy", reponse.politique)
        for nom, valeur in {**ENTETES, **reponse.entetes}.items():
            self.send_header(nom, valeur)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reponse.contenu)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A request that can't be read: too long a line, too many headers, another protocol."""
        del message, explain
        self.close_connection = True
        self.request_version = self.protocol_version  # even to who speaks none: headers say what it is
        self._envoie(Reponse(b"Cette demande ne se lit pas.\n", statut=code, politique=SANS_RIEN))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Nothing: a log would hold the token."""


def _entier(ecrit: str) -> bool:
    return ecrit.isascii() and ecrit.isdigit()


def _protege(fait: Callable[[Demande], Reponse], demande: Demande) -> Reponse:
    """The answer of a route; what goes wrong there is told, and stops nothing else."""
    try:
        return fait(demande)
    except OperatorError as error:
        return refus(409, capitale(str(error)))
    except Exception:  # noqa: BLE001 - a bug of ours, told to the page
        if os.environ.get("UTILITE_DEBUG"):
            traceback.print_exc(file=sys.stderr)
        return refus(
            500,
            "Une erreur imprévue s'est produite ; c'est un défaut d'utilite, vos fichiers n'y sont pour rien. "
            "Relancez la commande avec UTILITE_DEBUG=1 et envoyez-nous ce qui s'affiche.",
        )


def capitale(phrase: str) -> str:
    """A sentence on its own."""
    return f"{phrase[:1].upper()}{phrase[1:]}."
