"""`duixian validate`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg_build.cli.options import (
    end_progress,
    engine_option,
    lang_option,
    packs,
    packs_argument,
    progress,
    texts_option,
    titled,
)
from kg_build.problem import Severity, UsageError

if TYPE_CHECKING:
    from kg_build.pack import Pack
    from kg_build.profile import Verdict

FORMATS = ("text", "json", "sarif", "turtle")
SEVERITIES = ("error", "warning", "info")


@click.command("validate")
@packs_argument
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
    given: tuple[str, ...],
    texts: Path | None,
    form: str,
    lang: str,
    fail_on: str,
    profile: Path | None,
    changed: bool,
    engine: str | None,
) -> None:
    """Check a PACK without building it: tables, references, evidence, links, shapes, checks and counts.

    A PACK is a folder or a name (default: kunming), or a file, which stands for the pack that it lies in; files in no
    pack are passed over.

    \b
    duixian validate
    duixian validate packs/kunming --texts texts --fail-on warning
    duixian validate --changed --format sarif > duixian.sarif
    """  # noqa: D301
    from kg_build.changed import validate

    chosen = packs(given)
    if form != "text" and len(chosen) > 1:
        raise UsageError(f"--format {form} is for one pack at a time")
    worst = False
    for pack in titled(chosen):
        try:
            verdict = validate(pack, texts, profile, engine or "", progress(), remember=changed)
        finally:
            end_progress()
        _tell(pack, verdict, form, lang)
        worst |= any(problem.severity.rank <= Severity(fail_on).rank for problem in verdict.problems)
    sys.exit(worst)


def _tell(pack: "Pack", verdict: "Verdict", form: str, lang: str) -> None:
    from kg_build.build import schema
    from kg_build.problem_report import FORMATS as WRITERS
    from kg_build.problem_report import Report

    click.echo(WRITERS[form](Report.of(pack, schema(), verdict), lang), nl=False)
    count = len(verdict.problems)
    accepted = f", {len(verdict.accepted)} accepted" if verdict.accepted else ""
    click.echo(f"{pack.name}: {count} problem{'' if count == 1 else 's'}{accepted}", err=True)
