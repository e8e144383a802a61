"""`duixian tidy`."""

import sys
from typing import TYPE_CHECKING

import click

from kg_build.cli.options import packs, packs_argument, titled, told_option

if TYPE_CHECKING:
    from kg_build.pack import Pack


@click.command("tidy")
@packs_argument
@click.option("--check", is_flag=True, help="Only say which tables are not tidy; exit 1 if any.")
@told_option
def command(given: tuple[str, ...], check: bool) -> None:
    """Put the tables of a PACK into canonical form: order of rows, quotes, line ends, byte order mark.

    Facts are not touched. A PACK is a folder or a name (default: kunming), or a file, which stands for the pack that it
    lies in; files in no pack are passed over.

    \b
    duixian tidy packs/kunming
    duixian tidy packs/kunming --check
    """  # noqa: D301
    found = [name for pack in titled(packs(given)) for name in _tidied(pack, check)]
    sys.exit(1 if check and found else 0)


def _tidied(pack: "Pack", check: bool) -> list[str]:
    from kg_build.build import schema
    from kg_build.tidy import tidy, untidy

    found = sorted(untidy(pack, schema())) if check else tidy(pack, schema())
    for name in found:
        click.echo(f"{name}: " + (f"not tidy; run 'duixian tidy {pack.folder}'" if check else "tidied"))
    return found
