"""`duixian tidy`."""

import sys

import click


@click.command("tidy")
@click.argument("pack", default="kunming")
@click.option("--check", is_flag=True, help="Only say which tables are not tidy; exit 1 if any.")
def command(pack: str, check: bool) -> None:
    """Put the tables of a PACK into canonical form: order of rows, quotes, line ends, byte order mark.

    Facts are not touched.

    \b
    duixian tidy packs/kunming
    duixian tidy packs/kunming --check
    """  # noqa: D301
    from kg_build.build import schema
    from kg_build.pack import Pack
    from kg_build.tidy import tidy, untidy

    opened = Pack.open(pack)
    found = sorted(untidy(opened, schema())) if check else tidy(opened, schema())
    for name in found:
        click.echo(f"{name}: " + (f"not tidy; run 'duixian tidy {pack}'" if check else "tidied"))
    sys.exit(1 if check and found else 0)
