"""`duixian assess`."""

import sys
from datetime import datetime

import click

from kg_build.cli.options import as_of_option, known, meant, rows_options, source, source_options
from kg_build.scoreboard import DIMENSIONS, STATUSES


@click.command("assess")
@click.option("--by", type=click.Choice(DIMENSIONS), help="Count by this; without it, over all.")
@click.option(
    "--list", "listed", is_flag=True, help="List the promises, with their citations, and count nothing."
)
@as_of_option
@click.option("--agency", multiple=True, help="Only targets that this agency answers for.")
@click.option("--program", multiple=True, help="Only targets of this plan, list, item or task.")
@click.option("--service-area", "service", multiple=True, help="Only targets of this service area.")
@click.option("--area", multiple=True, help="Only targets for this place.")
@click.option("--year", multiple=True, metavar="YEAR", help="Only targets due in this year.")
@click.option("--status", multiple=True, type=click.Choice(STATUSES), help="Only targets of this status.")
@rows_options
@source_options
def command(
    *,
    by: str | None,
    listed: bool,
    as_of: datetime | None,
    form: str,
    lang: str,
    graph: str | None,
    endpoint: str | None,
    **given: tuple[str, ...],
) -> None:
    """Say what became of the promises: how many have each status, or which.

    Every promise has exactly one status and counts once, however often the documents state it. 'unreported' says that
    the documents at hand report nothing: neither that a promise was kept nor that it was broken. Promises of a province
    are counted apart from those of a city: a city's documents need not report on them. Options that narrow may be given
    several times.

    \b
    duixian assess
    duixian assess --by agency
    duixian assess --by year --program plan-2023
    duixian assess --list --status missed --lang zh --format csv
    duixian assess --by agency --as-of 2025-06-30
    """  # noqa: D301
    from shutil import get_terminal_size

    from kg_build import scoreboard, tables
    from kg_build.question import NOTHING
    from kg_build.render import render

    store = known(source(graph, endpoint), as_of)
    found = scoreboard.assessed(store, lang, meant(store, "assessments", given, lang, as_of))
    if listed:
        rows = tables.targets(store, found, lang)
    elif by:
        rows = tables.board(scoreboard.tally(found, by), by, keyed=form != "table")
    else:
        rows = tables.totals(store, found, lang, keyed=form != "table")
    if form == "table":
        rows = tables.for_reading(store, rows, lang)
    render(rows, form, sys.stdout, get_terminal_size().columns if sys.stdout.isatty() else 0)
    if not found:
        click.echo(NOTHING[lang], err=True)
