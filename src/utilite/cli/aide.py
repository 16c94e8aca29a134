"""Help and usage errors in French: Typer's commands with our headings and our words."""

from typing import Any

from typer._click import exceptions  # Typer's own copy of click has no public name (bound <0.29)
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

from utilite.errors import OperatorError
from utilite.orthographe import suggestion

AIDE = {"help_option_names": ["-h", "--help"]}


class _EnFrancais:
    """The parts of a help page, with French headings."""

    def format_usage(self, ctx: Any, formatter: HelpFormatter) -> None:
        """« Usage : utilite validate [OPTIONS] [CHEMIN]… »."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        usage = " ".join(pieces).replace("{", "").replace("}", "")
        formatter.write_usage(ctx.command_path, usage, prefix="Usage : ")

    def format_help(self, ctx: Any, formatter: HelpFormatter) -> None:
        """The whole page."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)  # type: ignore[attr-defined]
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)  # type: ignore[attr-defined]

    def format_options(self, ctx: Any, formatter: HelpFormatter) -> None:
        """Arguments, then options."""
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            record = param.get_help_record(ctx)
            if record is not None:
                nom, aide = (mot.replace("{", "").replace("}", "") for mot in record)
                aide = aide.replace("[required]", "(obligatoire)")
                (options if param.param_type_name == "option" else arguments).append((nom, aide))
        for titre, lignes in (("Arguments ", arguments), ("Options ", options)):
            if lignes:
                with formatter.section(titre):
                    formatter.write_dl(lignes)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments. Raises OperatorError where an option that takes one value is given two: the first is lost."""
        _, _, dans_l_ordre = self.make_parser(ctx).parse_args(args=list(args))  # type: ignore[attr-defined]
        for param in dans_l_ordre:
            une = param.param_type_name == "option" and not param.multiple and not getattr(param, "is_flag", False)
            if une and dans_l_ordre.count(param) > 1:
                nom = max(param.opts, key=len)
                raise OperatorError(
                    f"l'option « {nom} » est donnée deux fois, et ne prend qu'une valeur : "
                    f"lancez la commande une fois pour chacune, ou tapez « {ctx.command_path} --help »"
                )
        reste: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        return reste

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """`--help`, said in French."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Affiche cette aide."
        return option


class Commande(_EnFrancais, TyperCommand):
    """A command."""


class Groupe(_EnFrancais, TyperGroup):
    """The program, or a command that has commands of its own."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called. Raises OperatorError with the nearest name."""
        connues = self.list_commands(ctx)
        if args and args[0] not in connues:
            appel = ctx.command_path
            suite = suggestion(
                args[0], connues, f"vouliez-vous dire « {appel} {{}} » ?", f"tapez « {appel} --help » pour la liste"
            )
            raise OperatorError(f"la commande « {args[0][:40]} » n'existe pas : {suite}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: HelpFormatter) -> None:
        """Options, then commands, each with the first line of its help."""
        super().format_options(ctx, formatter)
        lignes = []
        for nom in self.list_commands(ctx):
            commande = self.get_command(ctx, nom)
            if commande is not None:
                lignes.append((nom, commande.get_short_help_str(limit=200)))
        with formatter.section("Commandes "):
            formatter.write_dl(lignes)


def en_francais(error: exceptions.ClickException, commande: str) -> str:
    """A usage error of this command as one line that says what to type."""
    ctx = getattr(error, "ctx", None)
    commande = ctx.command_path if ctx is not None else commande
    aide = f"tapez « {commande} --help »"
    if isinstance(error, exceptions.NoSuchOption):
        voisines = sorted(error.possibilities or ())
        suite = f"vouliez-vous dire « {voisines[0]} » ?" if voisines else aide
        return f"l'option « {error.option_name} » n'existe pas : {suite}"
    if isinstance(error, exceptions.MissingParameter):
        nom = (
            error.param.make_metavar(ctx).strip("{}") if error.param is not None and ctx is not None else "un argument"
        )
        return f"il manque {nom} : tapez « {commande} {nom} »"
    if isinstance(error, exceptions.BadOptionUsage):
        return f"l'option « {error.option_name} » attend une valeur : {aide}"
    if isinstance(error, exceptions.BadParameter):
        nom = error.param.opts[0] if error.param is not None and error.param.opts else "cet argument"
        choix = getattr(getattr(error.param, "type", None), "choices", ())
        aide = f"choisissez parmi : {', '.join(map(str, choix))}" if choix else aide
        return f"la valeur donnée à « {nom} » ne convient pas : {aide}"
    return f"la commande ne se lit pas : {aide}"


UsageError = exceptions.ClickException
