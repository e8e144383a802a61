"""`duixian query`."""

import sys
from pathlib import Path

import click

from kg_build.cli.options import rows_options, source, source_options
from kg_build.problem import UsageError


@click.command("query")
@click.argument("sparql", required=False)
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File that holds the query.",
)
@rows_options
@source_options
def command(
    sparql: str | None, file: Path | None, form: str, lang: str, graph: str | None, endpoint: str | None
) -> None:
    """Answer a SPARQL query; '-' reads it from standard input.

    Prefixes that the query uses and does not declare are those of the project; a line 'VALUES ?lang { ... }' takes
    the language of --lang. Answers to CONSTRUCT and DESCRIBE are Turtle, those to ASK true or false.

    \b
    duixian query 'SELECT * { ?target a dx:Target ; dx:value ?value } LIMIT 5'
    duixian query --file queries/documents.rq --format csv
    echo 'ASK { ?claim a dx:Claim }' | duixian query -
    """  # noqa: D301
    from shutil import get_terminal_size

    from kg_build.graph import Graph
    from kg_build.question import bind_text
    from kg_build.render import render
    from kg_build.term import Literal

    if (sparql is None) == (file is None):
        raise UsageError("give the query either as an argument ('-' for standard input) or with --file")
    try:
        text = (
            file.read_text(encoding="utf-8") if file else sys.stdin.read() if sparql == "-" else str(sparql)
        )
    except UnicodeDecodeError as error:
        raise UsageError(f"the query is not UTF-8: {error}") from error
    width = get_terminal_size().columns if sys.stdout.isatty() else 0
    answer = Graph(source(graph, endpoint)).query(bind_text(text, {"lang": [Literal(lang)]}))
    render(answer, form, sys.stdout, width)
