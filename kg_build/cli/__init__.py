"""The command line `duixian`. Commands are imported when they are run, so that each pays only for what it needs."""

import importlib
import pkgutil
import sys

import click

from kg_build import __version__
from kg_build.problem import InvalidInputError, UsageError

FOUND, WRONG_USAGE = 1, 2


class Commands(click.Group):
    """The modules beside this one, one command each."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands."""
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "options")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name."""
        try:
            module = importlib.import_module(f"{__name__}.{cmd_name}") if cmd_name != "options" else None
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{cmd_name}":
                raise
            return None
        command = getattr(module, "command", None)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="duixian")
def group() -> None:
    """Who promised what, by when, and did it happen?

    Builds, checks and asks knowledge graphs of public promises, in which every figure is traced to the characters of
    the document that states it.

    \b
    duixian build                 build the graph of the Kunming pack
    duixian ask                   list the questions that can be asked
    duixian show THING            all about an agency, target, document ...
    """  # noqa: D301


def main() -> None:
    """Run the command line; problems and wrong usage are told in words, without a traceback."""
    spoken: dict[str, str] = {}
    try:
        group.main(standalone_mode=False, obj=spoken)
    except InvalidInputError as error:
        for problem in error.problems:
            click.echo(problem.line_in(spoken.get("lang", "en")), err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'' if count == 1 else 's'}; nothing was changed", err=True)
        sys.exit(FOUND)
    except UsageError as error:
        click.echo(f"duixian: {error}", err=True)
        sys.exit(WRONG_USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USAGE)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(FOUND)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe left, such as 'head'
        sys.exit(0)
