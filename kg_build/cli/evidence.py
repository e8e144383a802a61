"""`duixian evidence`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg_build.cli.options import rows_options, texts_option
from kg_build.problem import Problem, UsageError, has_errors

if TYPE_CHECKING:
    from kg_build.evidence import Report
    from kg_build.ledger import Ledger
    from kg_build.lookup import Place
    from kg_build.passage import Tables
    from kg_build.rows import Rows
    from kg_build.texts import Texts


@click.command("evidence")
@click.argument("pack", default="kunming")
@texts_option
@click.option(
    "--ledger", is_flag=True, help="Also print each number of the texts that is neither held nor dismissed."
)
@click.option("--entries", is_flag=True, help="Print how each number of the texts is accounted for, as rows.")
@click.option(
    "--find", "sought", nargs=2, metavar="DOCUMENT TEXT", help="Print where TEXT stands in the document."
)
@rows_options
def command(
    pack: str,
    texts: Path | None,
    ledger: bool,
    entries: bool,
    sought: tuple[str, str] | None,
    form: str,
    lang: str,
) -> None:
    """Prove that each phrase of a PACK stands at its place, and that its number is the value in the table.

    Without --texts only what needs no text is checked, and the rest is said to be unchecked. Of the ways in which
    --entries accounts for a number, look at 'beside': it stands in the phrase of a figure that has another value.

    \b
    duixian evidence --texts texts
    duixian evidence --texts texts --ledger
    duixian evidence --texts texts --entries --format csv
    duixian evidence --texts texts --find plan-2023 66.7%
    """  # noqa: D301
    from kg_build import passage
    from kg_build.build import schema
    from kg_build.evidence import examine
    from kg_build.pack import Pack
    from kg_build.texts import Texts

    opened, known = Pack.open(pack), schema()
    tables = passage.tables(opened, known)
    at_hand = Texts(texts) if texts else None
    if sought:
        _find(tables, _required(at_hand), sought, form, lang)
        return
    if entries:
        _print(_entry_rows(_balance(tables, _required(at_hand))), form)
        return
    if ledger:
        _required(at_hand)
    found = passage.unreadable(opened, known)
    report = examine(tables, at_hand)
    balance = _balance(tables, at_hand) if ledger and at_hand else None
    problems = [*found, *report.problems, *(balance.problems if balance else ())]
    _tell(problems, lang)
    click.echo(f"{opened.name}: {_summary(report, len(problems))}", err=True)
    if balance:
        click.echo(f"{opened.name}: {_counts(balance)}", err=True)
    sys.exit(1 if has_errors(problems) else 0)


def _required(texts: "Texts | None") -> "Texts":
    if texts is None:
        raise UsageError("give the folder of the texts with --texts or DUIXIAN_TEXTS")
    return texts


def _balance(tables: "Tables", texts: "Texts") -> "Ledger":
    from kg_build import ledger

    return ledger.balance(tables, texts)


def _tell(problems: Iterable[Problem], lang: str) -> None:
    for problem in problems:
        click.echo(problem.line_in(lang))


def _summary(report: "Report", count: int) -> str:
    parts = [
        f"{count} problem{'' if count == 1 else 's'}",
        f"{report.checked} passages checked against {report.documents} documents",
    ]
    if report.unchecked:
        parts.append(f"{report.unchecked} not checked, for want of the text of {', '.join(report.missing)}")
    return "; ".join(parts)


def _counts(balance: "Ledger") -> str:
    counts = ", ".join(f"{count} {status}" for status, count in sorted(balance.counts.items()))
    return f"{len(balance.entries)} numbers: {counts}" if counts else "no numbers"


def _find(tables: "Tables", texts: "Texts", sought: tuple[str, str], form: str, lang: str) -> None:
    from kg_build.lookup import places

    found, near = places(tables, texts, *sought)
    _print(_place_rows(found or ([near] if near else []), lang), form)
    if not found:
        what = "what is most like it is shown" if near else "nor is anything like it"
        click.echo(f"'{sought[1]}' does not stand in {sought[0]}; {what}", err=True)
        sys.exit(1)


def _place_rows(found: "list[Place]", lang: str) -> "Rows":
    from kg_build.rows import Rows
    from kg_build.term import XSD, Literal

    columns = ("evidence", "start", "end", "line", "section", "phrase", "around")
    rows = Rows(columns)
    for place in found:
        start, end, line = (
            Literal(str(number), XSD + "integer")
            for number in (place.passage.start, place.passage.end, place.line)
        )
        section = place.section_zh if lang == "zh" else place.section_en
        texts = (Literal(text) for text in (section, place.passage.phrase, place.around))
        rows.rows.append((Literal(place.passage.id), start, end, line, *texts))
    return rows


def _entry_rows(balance: "Ledger") -> "Rows":
    from kg_build.rows import Rows
    from kg_build.term import XSD, Literal

    rows = Rows(("document", "line", "start", "end", "number", "status", "around"))
    for entry in balance.entries:
        numbers = (Literal(str(number), XSD + "integer") for number in (entry.line, entry.start, entry.end))
        texts = (Literal(text) for text in (entry.text, entry.status.value, entry.around))
        rows.rows.append((Literal(entry.document), *numbers, *texts))
    return rows


def _print(rows: "Rows", form: str) -> None:
    import shutil

    from kg_build.render import render

    render(rows, form, sys.stdout, shutil.get_terminal_size().columns if sys.stdout.isatty() else 0)
