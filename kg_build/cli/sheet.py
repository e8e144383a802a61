"""`duixian sheet`."""

from pathlib import Path

import click

from kg_build.cli.options import told_option
from kg_build.problem import UsageError

_OUTPUT = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
_FORCE = click.option("--force", is_flag=True, help="Replace FILE where it exists.")


@click.group("sheet")
def command() -> None:
    """Edit the tables of a pack in a spreadsheet program: Excel, LibreOffice, WPS and others.

    A workbook (.xlsx) has a worksheet for each table, with help on each column in Chinese and English, and drop-downs
    of what its cells may hold. What is edited there comes back to the CSV tables, or is reported cell by cell.

    \b
    duixian sheet export packs/kunming kunming.xlsx
    duixian sheet import kunming.xlsx packs/kunming
    """  # noqa: D301


@command.command("export")
@click.argument("pack")
@_OUTPUT
@_FORCE
@told_option
def _export(pack: str, file: Path, force: bool) -> None:
    """Write the tables of a PACK as a workbook.

    \b
    duixian sheet export packs/kunming kunming.xlsx
    """  # noqa: D301
    from kg_build import sheet
    from kg_build.build import schema
    from kg_build.pack import Pack

    _put(file, sheet.export(Pack.open(pack), schema()), force)


@command.command("template")
@_OUTPUT
@_FORCE
def _template(file: Path, force: bool) -> None:
    """Write a workbook without rows, for a new pack.

    \b
    duixian sheet template mytown.xlsx
    """  # noqa: D301
    from kg_build import sheet
    from kg_build.build import schema

    _put(file, sheet.template(schema()), force)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("pack")
@told_option
def _import(file: Path, pack: str) -> None:
    """Write what a workbook holds into the tables of a PACK, in canonical form.

    Everything is taken exactly as it stands, or told with worksheet, row and column; then nothing is changed. Whether
    what is written is right, 'duixian validate' says.

    \b
    duixian sheet import kunming.xlsx packs/kunming
    """  # noqa: D301
    from kg_build import sheet
    from kg_build.build import schema
    from kg_build.pack import Pack

    try:
        names = sheet.take(file, Pack.open(pack), schema())
    except OSError as error:
        raise UsageError(f"cannot write the tables of {pack}: {error.strerror}") from error
    for name in names:
        click.echo(f"{name}: written")
    told = f"{len(names)} changed; check with 'duixian validate {pack}'" if names else "nothing changed"
    click.echo(f"{file}: {told}", err=True)


def _put(file: Path, content: bytes, force: bool) -> None:
    from kg_build import place

    if file.exists() and not force:
        raise UsageError(f"{file} exists, and may hold edits; --force replaces it")
    try:
        with place.file(file) as stream:
            stream.write(content)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}") from error
    click.echo(f"{file}: written")
