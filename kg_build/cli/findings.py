"""`duixian findings`."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from kg_build.cli.options import as_of_option, known, meant, rows_options, source, source_options
from kg_build.finding import Finding
from kg_build.question import Words

_GROUNDS = Words("rests on", "依据")
_EVIDENCE = Words("evidence", "证据")
_REPLY = Words("reply", "答复")
_NONE = Words("This graph has no such finding.", "本图谱无此发现。")


@click.command("findings")
@click.option("--kind", multiple=True, help="Only findings of this kind, such as unreported or contested.")
@click.option("--severity", multiple=True, help="Only findings of this severity: high, medium, low.")
@click.option("--agency", multiple=True, help="Only findings that concern this agency.")
@click.option("--program", multiple=True, help="Only findings on this plan, list, item or task.")
@as_of_option
@rows_options
@source_options
def command(
    *,
    as_of: datetime | None,
    form: str,
    lang: str,
    graph: str | None,
    endpoint: str | None,
    **given: tuple[str, ...],
) -> None:
    """List what the graph shows that someone should look at, with what it rests on and what was replied.

    A finding is no accusation: it says what the documents state and do not state. Options may be given several times.

    \b
    duixian findings
    duixian findings --kind contested --kind rate-differs
    duixian findings --severity high --lang zh
    duixian findings --agency civil-affairs-bureau --format json
    duixian findings --program list-2025
    """  # noqa: D301
    from kg_build import tables
    from kg_build.finding import findings
    from kg_build.render import render

    store = known(source(graph, endpoint), as_of)
    found = findings(store, lang, meant(store, "findings", given, lang, as_of))
    if form != "table":
        render(tables.problems(found), form, sys.stdout)
        return
    for line in _lines(found, lang):
        click.echo("".join(character if character.isprintable() else " " for character in line))
    if not found:
        click.echo(_NONE(lang), err=True)


def _lines(found: Iterable[Finding], lang: str) -> Iterator[str]:
    """Write findings for reading: a block each."""
    for number, one in enumerate(found):
        if number:
            yield ""
        heading = " · ".join(filter(None, (one.difference, one.severity_name)))
        yield f"{one.name}  [{heading}]"
        yield from (f"  {one.explanation}",) if one.explanation else ()
        for words, values in ((_GROUNDS, one.grounds), (_EVIDENCE, one.citations), (_REPLY, one.replies)):
            for value in values:
                yield f"  {words(lang)}  {value}"
