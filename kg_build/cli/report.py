"""`duixian report`."""

from datetime import datetime
from pathlib import Path

import click

from kg_build.cli.options import LANGUAGES, as_of_option, known, source, source_options
from kg_build.problem import UsageError

_ENDS = {"html": "html", "markdown": "md"}


@click.command("report")
@click.option(
    "--output",
    "-o",
    type=click.Path(allow_dash=True, path_type=Path),
    default="report",
    show_default=True,
    help="Folder, for one file a language, or a file that holds all of them; '-' is standard output.",
)
@click.option(
    "--lang",
    type=click.Choice((*LANGUAGES, "both")),
    envvar="DUIXIAN_LANG",
    default="both",
    show_default=True,
    help="Language of the report.",
)
@click.option(
    "--form", type=click.Choice(list(_ENDS)), help="Form; default: as the file's name ends, else html."
)
@as_of_option
@source_options
def command(
    *,
    output: Path,
    lang: str,
    form: str | None,
    as_of: datetime | None,
    graph: str | None,
    endpoint: str | None,
) -> None:
    """Write a report of the whole graph that can be read anywhere and printed.

    Headline numbers, a scoreboard with charts, promises against results, silence, claims, findings and replies, each
    with its citation down to the characters, and the method. It is one file that loads nothing from elsewhere. All its
    numbers come from the graph, and the same graph gives the same bytes. Charts need matplotlib (duixian[report]); the
    Markdown form has tables in their place.

    \b
    duixian report
    duixian report --output kunming.html --lang zh
    duixian report --output - --form markdown --lang en
    """  # noqa: D301
    from kg_build import place
    from kg_build.reporting import report

    chosen = form or {end: name for name, end in _ENDS.items()}.get(output.suffix.lstrip("."), "html")
    languages = tuple(reversed(LANGUAGES)) if lang == "both" else (lang,)
    store = known(source(graph, endpoint, memory=True), as_of)
    day = as_of.date().isoformat() if as_of else ""
    if str(output) == "-":
        click.echo(report(store, languages, chosen, day), nl=False)
        return
    files = {output: languages}
    if output.is_dir() or not output.suffix:
        files = {output / f"report.{one}.{_ENDS[chosen]}": (one,) for one in languages}
    texts = {file: report(store, wanted, chosen, day) for file, wanted in files.items()}
    for file, text in texts.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with place.file(file) as stream:
                stream.write(text.encode())
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror}") from error
        click.echo(f"{file}: {file.stat().st_size} bytes")
