"""`duixian ask`."""

import re
import sys
from collections.abc import Mapping, Sequence

import click

from kg_build.cli.options import rows_options, source, source_options
from kg_build.question import GROUPS, Parameter, Question, bind, get, load, names
from kg_build.rows import Rows
from kg_build.store import Store
from kg_build.term import Iri, Term


class Questions(click.Group):
    """The questions, each a command with an option for each of its parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the questions."""
        return names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Make the command of one question; only its file is read."""
        return _command(get(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the questions by group."""
        for title, questions in _grouped("en").items():
            with formatter.section(title):
                formatter.write_dl([(question.name, question.question.en) for question in questions])


@click.group("ask", cls=Questions, invoke_without_command=True)
@rows_options
@click.pass_context
def command(ctx: click.Context, form: str, lang: str) -> None:
    """Ask a question; without one, list all that can be asked.

    \b
    duixian ask
    duixian ask unreported-targets --agency civil-affairs-bureau
    duixian ask targets-of-agency --agency 民政局 --lang zh --format csv
    duixian ask target-against-result --year 2025 --wide
    duixian ask target-against-result --help
    """  # noqa: D301
    if ctx.invoked_subcommand is None:
        _list(form, lang)
    else:
        ctx.default_map = {ctx.invoked_subcommand: {"form": form, "lang": lang}}


def _command(question: Question) -> click.Command:
    def run(
        form: str, lang: str, graph: str | None, endpoint: str | None, wide: bool, **given: tuple[str, ...]
    ) -> None:
        from kg_build.resolve import terms

        store = source(graph, endpoint)
        values = terms(store, question, {name: texts for name, texts in given.items() if texts}, lang)
        rows = store.select(bind(question, values))
        _show(question, rows, form, lang, wide)
        if not rows.rows:
            click.echo(question.nothing(lang), err=True)
            _asked(store, values, lang)

    wide = click.option("--wide", is_flag=True, help="All columns in a table; other forms always have them.")
    made = rows_options(source_options(wide(run)))
    options = [_option(parameter) for parameter in question.params.values() if parameter.type != "lang"]
    shared: list[click.Parameter] = [*reversed(getattr(made, "__click_params__", []))]
    columns = "\n".join(f"  {name}: {words.en} ({words.zh})" for name, words in question.returns.items())
    return click.Command(
        question.name,
        callback=made,
        params=[*options, *shared],
        short_help=question.question.en,
        help=f"{question.title.en} ({question.title.zh}). {question.question.en} {question.question.zh}\n\n"
        f"\b\nColumns:\n{columns}",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )


def _option(parameter: Parameter) -> click.Option:
    default = {"UNDEF": "all", '""': ""}.get(
        parameter.default, parameter.default.strip('<">').rpartition("/")[2]
    )
    shown = f" [default: {default}]" if default else ""
    return click.Option(
        [f"--{parameter.name}"],
        multiple=True,
        metavar=parameter.type.upper(),
        help=f"{parameter.about.en} ({parameter.about.zh}); may be given several times.{shown}",
    )


def _show(question: Question, rows: Rows, form: str, lang: str, wide: bool) -> None:
    """Write an answer; a table has the columns that a person reads first, under headings in their language."""
    from shutil import get_terminal_size

    from kg_build.render import render

    if form == "table":
        columns = rows.columns if wide else question.table
        rows = Rows(_headings(question, columns, lang), rows.only(columns).rows)
    width = get_terminal_size().columns if sys.stdout.isatty() else 0
    render(rows, form, sys.stdout, width)


def _headings(question: Question, columns: Sequence[str], lang: str) -> tuple[str, ...]:
    """Name columns in Chinese by what is said of each before it is explained, or by all where two would be alike."""
    if lang != "zh":
        return tuple(columns)
    whole = [question.returns[column].zh for column in columns]
    short = [re.split("[(（;；:,，]", words)[0] for words in whole]
    return tuple(few if short.count(few) == 1 else words for few, words in zip(short, whole, strict=True))


def _asked(store: Store, values: Mapping[str, Sequence[Term]], lang: str) -> None:
    """Say what was understood: a part of a name may mean another thing than the one who asks has in mind."""
    from kg_build.resolve import called

    meant = {term.value: name for name, terms in values.items() for term in terms if isinstance(term, Iri)}
    for iri, name in called(store, meant, lang).items():
        click.echo(f"--{meant[iri]}: {name} <{iri}>", err=True)


def _grouped(lang: str) -> dict[str, list[Question]]:
    groups: dict[str, list[Question]] = {}
    for question in load():
        groups.setdefault(GROUPS[question.group][lang], []).append(question)
    return groups


def _list(form: str, lang: str) -> None:
    from kg_build.render import render
    from kg_build.term import Literal

    if form != "table":
        columns = ("name", "group", "title", "question")
        rows = Rows(columns)
        for question in load():
            words = (
                question.name,
                GROUPS[question.group][lang],
                question.title(lang),
                question.question(lang),
            )
            rows.rows.append(tuple(map(Literal, words)))
        render(rows, form, sys.stdout)
        return
    size = max(map(len, names()))
    for title, questions in _grouped(lang).items():
        click.echo(title)
        for question in questions:
            click.echo(f"  {question.name}{' ' * (size - len(question.name))}  {question.question(lang)}")
