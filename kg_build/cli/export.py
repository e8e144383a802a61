"""`duixian export`."""

import sys
from pathlib import Path

import click

from kg_build.cli.options import lang_option, source, source_options
from kg_build.export import writers

_FORMATS = "\n".join(f"  {name:<10} {writer.about['en']}" for name, writer in writers().items())


@click.command("export", epilog=f"\b\nFormats:\n{_FORMATS}")
@click.argument("form", metavar="FORMAT", type=click.Choice(list(writers())))
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    show_default=True,
    help="File to write, put in place when it is whole; '-' is standard output.",
)
@click.option("--around", metavar="THING", help="Only what lies around a thing: its id, label or IRI.")
@click.option(
    "--depth", type=click.IntRange(0, 10), default=1, show_default=True, help="Steps that --around goes."
)
@click.option(
    "--kind", "kinds", multiple=True, help="Only things of this kind, such as Target; may be repeated."
)
@lang_option
@source_options
def command(
    *,
    form: str,
    output: Path,
    around: str | None,
    depth: int,
    kinds: tuple[str, ...],
    lang: str,
    graph: str | None,
    endpoint: str | None,
) -> None:
    """Write the graph, or a part of it, in a FORMAT that other programs read.

    RDF formats hold all that is stated. Graph formats hold things as nodes, with labels and colours, and what links
    them as edges; --around stops at places and documents, to which nearly all is linked. The same graph gives the
    same bytes.

    \b
    duixian export graphml --output kunming.graphml
    duixian export dot --around civil-affairs-bureau --depth 2 --lang zh | dot -Tsvg -o bureau.svg
    duixian export nquads | gzip > kunming.nq.gz
    """  # noqa: D301
    from kg_build.build import GRAPH
    from kg_build.export import Source, save
    from kg_build.graph import find
    from kg_build.network import Scope
    from kg_build.resolve import resolve
    from kg_build.view import View

    store, view = source(graph, endpoint), View.load()
    scope = Scope(resolve(store, around) if around else None, depth, view.kinds_named(kinds))
    file = None if endpoint else find(graph) / GRAPH
    whole = Source(store, lang, view, file, scope)
    if str(output) == "-":
        writers()[form].write(whole, sys.stdout.buffer)
    else:
        save(writers()[form], whole, output)
        click.echo(f"{output}: {output.stat().st_size} bytes")
