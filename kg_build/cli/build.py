"""`duixian build`."""

from pathlib import Path

import click

from kg_build.cli.options import end_progress, engine_option, lang_option, progress, texts_option

COUNTED = {
    "dx:Target": ("target", "targets"),
    "dx:Observation": ("observation", "observations"),
    "dx:Claim": ("claim", "claims"),
    "dx:Agency": ("agency", "agencies"),
    "dx:Evidence": ("passage of evidence", "passages of evidence"),
}


@click.command("build")
@click.argument("pack", default="kunming")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to build into.")
@texts_option
@lang_option
@engine_option
def command(pack: str, out: Path | None, texts: Path | None, lang: str, engine: str | None) -> None:
    """Build the graph of a PACK (a name or a folder; default: kunming).

    Reads and checks the tables, emits RDF, concludes, validates, and only then puts the result in place. With errors
    it prints all of them and leaves the last good build as it was.

    \b
    duixian build
    duixian build packs/kunming --texts texts --out build/kunming
    """  # noqa: D301
    from kg_build.build import build
    from kg_build.graph import builds
    from kg_build.pack import Pack

    opened = Pack.open(pack)
    target = out or builds() / opened.name
    try:
        result = build(opened, target, texts, progress(), engine or "")
    finally:
        end_progress()
    for problem in result.problems:
        click.echo(problem.line_in(lang), err=True)
    counts = result.manifest.counts
    shown = ", ".join(
        f"{counts[name]} {words[counts[name] > 1]}" for name, words in COUNTED.items() if name in counts
    )
    click.echo(f"{target}: {result.manifest.triples[opened.base]} triples; {shown}")
