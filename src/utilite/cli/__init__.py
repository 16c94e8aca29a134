"""The command line: one command = one file, and a line here; the only place with Typer."""

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from utilite import __version__
from utilite.cli.aide import AIDE, Commande, Groupe, UsageError, en_francais
from utilite.errors import OperatorError, raison

COMMANDES: Mapping[str, str] = MappingProxyType(
    {
        "init": "utilite.cli.init",
        "new": "utilite.cli.new",
        "validate": "utilite.cli.validate",
        "explain": "utilite.cli.explain",
        "fix": "utilite.cli.fix",
        "format": "utilite.cli.format",
        "migrate": "utilite.cli.migrate",
        "render": "utilite.cli.render",
        "templates": "utilite.cli.templates",
        "form": "utilite.cli.form",
        "edit": "utilite.cli.edit",
        "preview": "utilite.cli.preview",
        "import": "utilite.cli.import_",
        "export": "utilite.cli.export",
        "panorama": "utilite.cli.panorama",
        "site": "utilite.cli.site",
        "schema": "utilite.cli.schema",
        "verify": "utilite.cli.verify",
        "diff": "utilite.cli.diff",
    }
)
"""Where each command's `run` is, or its `app` where it has commands of its own; imported when it is used."""


class Programme(Groupe):
    """The group of our commands, each imported when it is used."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All commands, in the order of the work."""
        del ctx
        return list(COMMANDES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command, imported now."""
        del ctx
        if cmd_name not in COMMANDES:
            return None
        module = importlib.import_module(COMMANDES[cmd_name])
        if hasattr(module, "app"):
            return typer.main.get_command(module.app)
        app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=AIDE)
        app.command(cmd_name, cls=Commande)(module.run)
        return typer.main.get_command(app)


app = typer.Typer(
    cls=Programme,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=AIDE,
    subcommand_metavar="COMMANDE …",
)


def _version(demandee: bool) -> None:
    if demandee:
        print(f"utilite {__version__}")
        raise typer.Exit


@app.callback()
def programme(
    ctx: typer.Context,
    dossier: Annotated[
        Path | None,
        typer.Option("-C", metavar="DOSSIER", help="L'espace de travail ; sinon, le plus proche en remontant."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Affiche la version.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Des fiches d'utilité sociale : vérifiées, et rendues en dossiers."""
    del version
    ctx.obj = dossier


def lance(arguments: list[str]) -> int:
    """Runs one command line and returns its exit code."""
    if not _flux():
        return _dit("la sortie est fermée : rien n'a été fait", 2)
    # A run makes millions of small objects and no cycles: looking for some costs a tenth of its time.
    gc.set_threshold(200_000, 50, 50)
    try:
        code = _execute(arguments)
        sys.stdout.flush()
    except OperatorError as error:
        return _dit(str(error), 2)
    except UsageError as error:
        nom = next((a for a in arguments if a in COMMANDES), "")
        return _dit(en_francais(error, f"utilite {nom}".strip()), 2)
    except BrokenPipeError:
        _oublie_la_sortie()
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _oublie_la_sortie()
        quoi = f"« {str(error.filename)[:200]} » ne peut pas servir" if error.filename else "l'écriture a échoué"
        return _dit(f"{quoi} : {raison(error)}", 2)
    except Exception as error:  # noqa: BLE001 - the one place where a bug of ours is told
        return _bogue(error)
    return code if isinstance(code, int) else 0


def _execute(arguments: list[str]) -> Any:
    try:
        return typer.main.get_command(app).main(
            args=_dossier_devant(arguments), prog_name="utilite", standalone_mode=False
        )
    except UsageError as error:
        if type(error).__name__ != "NoArgsIsHelpError":
            raise
        print(error.format_message())
        return 0


def _flux() -> bool:
    """Printing never fails on a character that the terminal's encoding lacks; False where answers have nowhere to go.

    What is closed is opened on nothing, so that no file takes its number.
    """
    ouverte = sys.stdout is not None
    for nom, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, nom) is None:
            setattr(sys, nom, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
    for flux in (sys.stdout, sys.stderr):
        if hasattr(flux, "reconfigure"):
            flux.reconfigure(errors="backslashreplace")
    return ouverte


def _oublie_la_sortie() -> None:
    """What wasn't written never will be: Python isn't to try again, and complain, at the end."""
    for flux in (sys.stdout, sys.stderr):
        try:
            flux.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), flux.fileno())


def _dossier_devant(arguments: list[str]) -> list[str]:
    """`utilite validate -C DIR` is the same as `utilite -C DIR validate`."""
    fin = arguments.index("--") if "--" in arguments else len(arguments)
    if "-C" in arguments[1:fin]:
        i = arguments.index("-C", 1)
        if arguments[0] != "-C" and i + 1 < fin:
            return [*arguments[i : i + 2], *arguments[:i], *arguments[i + 2 :]]
    return arguments


def _dit(message: str, code: int) -> int:
    with suppress(OSError):  # nobody hears: the code says it all the same
        print(f"utilite : {message}", file=sys.stderr)
    return code


def _bogue(error: Exception) -> int:
    if os.environ.get("UTILITE_DEBUG"):
        raise error
    nom = type(error).__name__
    return _dit(
        f"une erreur imprévue s'est produite ({nom}) ; c'est un défaut d'utilite, vos fichiers n'y sont pour rien. "
        "Relancez avec UTILITE_DEBUG=1 et envoyez-nous ce qui s'affiche.",
        3,
    )
