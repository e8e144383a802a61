"""`duixian validate`."""

import sys
import tempfile
from pathlib import Path

import click

from kg_build.cli.options import end_progress, progress, texts_option


@click.command("validate")
@click.argument("pack", default="kunming")
@texts_option
def command(pack: str, texts: Path | None) -> None:
    """Check a PACK without building it: tables, references, evidence, links and shapes.

    \b
    duixian validate
    duixian validate packs/kunming --texts texts
    """  # noqa: D301
    from kg_build.build import assemble
    from kg_build.pack import Pack
    from kg_build.problem import InvalidInputError

    opened = Pack.open(pack)
    with tempfile.TemporaryDirectory(prefix="duixian-") as work:
        try:
            problems = assemble(opened, Path(work), texts, progress())
            failed = False
        except InvalidInputError as error:
            problems, failed = error.problems, True
        finally:
            end_progress()
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{opened.name}: {len(problems)} problem{'' if len(problems) == 1 else 's'}", err=True)
    sys.exit(1 if failed else 0)
