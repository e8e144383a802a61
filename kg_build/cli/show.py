"""`duixian show`."""

import sys

import click

from kg_build.cli.options import rows_options, source, source_options


@click.command("show")
@click.argument("thing")
@rows_options
@source_options
def command(thing: str, form: str, lang: str, graph: str | None, endpoint: str | None) -> None:
    """Show all about a THING: an agency, target, program, indicator, document, place ...

    THING is a name or part of one, a key such as civil-affairs-bureau or target/..., the number of a task, or an IRI.

    \b
    duixian show 民政局
    duixian show civil-affairs-bureau --lang zh
    duixian show 'plan-2023 task 8'
    duixian show indicator/nursing-beds-share --format json
    """  # noqa: D301
    from kg_build.card import card
    from kg_build.problem import UsageError
    from kg_build.render import render
    from kg_build.resolve import AmbiguousError, resolve

    store = source(graph, endpoint)
    try:
        meant = resolve(store, thing, lang=lang)
    except AmbiguousError as error:
        raise UsageError(error.told("duixian show ")) from error
    found = card(store, meant, lang)
    if form == "table":
        found.write(sys.stdout)
    else:
        render(found.rows(), form, sys.stdout)
