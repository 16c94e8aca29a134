"""What `edit` and `preview` share: an address said and opened, a server that runs until it is stopped."""

import os
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from utilite.cli import sorties

if TYPE_CHECKING:
    from utilite.edit.serveur.ecoute import Serveur

NoOpen = Annotated[bool, typer.Option("--no-open", help="N'ouvre pas le navigateur : l'adresse est affichée.")]


def sert(serveur: "Serveur", quoi: str, *, ouvre: bool) -> None:
    """Serves until Ctrl-C, then leaves with 130."""
    print(serveur.gardien.adresse, flush=True)
    sorties.dit(quoi)
    if ouvre and _a_un_ecran():
        threading.Thread(target=webbrowser.open, args=(serveur.gardien.passage,), daemon=True).start()
    try:
        serveur.serve_forever()
    except KeyboardInterrupt:
        sorties.dit("\nArrêté.")
        raise typer.Exit(130) from None
    finally:
        serveur.server_close()


def _a_un_ecran() -> bool:
    """Whether a browser can show itself: one of a terminal would take it over."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
