"""`duixian validate`."""

import sys
from pathlib import Path

import click

from kg_build.cli.options import end_progress, engine_option, lang_option, progress, texts_option

FORMATS = ("text", "json", "sarif", "turtle")
SEVERITIES = ("error", "warning", "info")


@click.command("validate")
@click.argument("pack", default="kunming")
@texts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@lang_option
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity for which the exit code is 1.",
)
@click.option(
    "--profile",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Severities and exceptions, instead of the pack's own profile.toml.",
)
@click.option(
    "--changed", is_flag=True, help="Check again only what a change since the last time can affect."
)
@engine_option
def command(
    pack: str,
    texts: Path | None,
    form: str,
    lang: str,
    fail_on: str,
    profile: Path | None,
    changed: bool,
    engine: str | None,
) -> None:
    """Check a PACK without building it: tables, references, evidence, links, shapes, checks and counts.

    \b
    duixian validate
    duixian validate packs/kunming --texts texts --fail-on warning
    duixian validate --changed --format sarif > duixian.sarif
    """  # noqa: D301
    from kg_build.build import schema
    from kg_build.changed import validate
    from kg_build.pack import Pack
    from kg_build.problem import Severity
    from kg_build.problem_report import FORMATS as WRITERS
    from kg_build.problem_report import Report

    opened = Pack.open(pack)
    try:
        verdict = validate(opened, texts, profile, engine or "", progress(), remember=changed)
    finally:
        end_progress()
    click.echo(WRITERS[form](Report.of(opened, schema(), verdict), lang), nl=False)
    count = len(verdict.problems)
    accepted = f", {len(verdict.accepted)} accepted" if verdict.accepted else ""
    click.echo(f"{opened.name}: {count} problem{'' if count == 1 else 's'}{accepted}", err=True)
    sys.exit(any(problem.severity.rank <= Severity(fail_on).rank for problem in verdict.problems))
