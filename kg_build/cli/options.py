"""Options that belong together, as one decorator each."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg_build.engine import ENGINES
from kg_build.problem import UsageError
from kg_build.store import Store

if TYPE_CHECKING:
    from kg_build.pack import Pack
    from kg_build.term import Term

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")
LANGUAGES = ("en", "zh")
Function = TypeVar("Function", bound=Callable[..., Any])


def rows_options(function: Function) -> Function:
    """Add --format and --lang, given to the function as `form` and `lang`."""
    function = click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="Form of the rows.",
    )(function)
    return lang_option(function)


def _kept(context: click.Context, option: click.Parameter, lang: str) -> str:
    del option
    context.find_root().ensure_object(dict)["lang"] = lang
    return lang


def lang_option(function: Function) -> Function:
    """Add --lang, given to the function as `lang`; problems that end a command are told in it too."""
    return _lang(function, True)


def told_option(function: Function) -> Function:
    """Add --lang to a command that shows nothing in a language but what is wrong."""
    return _lang(function, False)


def _lang(function: Function, given: bool) -> Function:
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        envvar="DUIXIAN_LANG",
        default="en",
        show_default=True,
        callback=_kept,
        expose_value=given,
        help="Language of labels, headings and problems.",
    )(function)


def packs_argument(function: Function) -> Function:
    """Add the argument PACK, of which there may be several, given to the function as `given`; see `packs`."""
    return click.argument("given", metavar="[PACK]...", nargs=-1)(function)


def packs(given: Sequence[str]) -> "list[Pack]":
    """Open the packs that are meant, each once: by name, by folder, or by a file in it; Kunming where none is given.

    A file that lies in no pack is passed over, so that all files of a change can be given.
    """
    from kg_build.pack import Pack, around

    found: dict[Path, Pack] = {}
    for name in given or ["kunming"]:
        place = around(Path(name)) if Path(name).is_file() else name
        if place:
            pack = Pack.open(place)
            found.setdefault(pack.folder.resolve(), pack)
    if not found:
        click.echo("these files lie in no pack", err=True)
    return list(found.values())


def titled(chosen: "Sequence[Pack]") -> "Iterator[Pack]":
    """Yield packs one by one; where there are several, the folder of each is printed first."""
    for pack in chosen:
        if len(chosen) > 1:
            click.echo(f"{pack.folder}:")
        yield pack


def source_options(function: Function) -> Function:
    """Add --graph and --endpoint, given to the function as `graph` and `endpoint`; see `source`."""
    function = click.option(
        "--graph", metavar="NAME|DIR", help="A built graph; default: the only one there is."
    )(function)
    return click.option("--endpoint", metavar="URL", help="A SPARQL 1.1 endpoint to ask instead.")(function)


def engine_option(function: Function) -> Function:
    """Add --engine, given to the function as `engine`."""
    return click.option(
        "--engine",
        type=click.Choice(ENGINES),
        envvar="DUIXIAN_ENGINE",
        default=None,
        help="What validates the graph: the fast engine (default where it is installed) or the reference.",
    )(function)


def as_of_option(function: Function) -> Function:
    """Add --as-of, given to the function as `as_of`; see `known`."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Conclude anew, from what was known or due by that day, such as 2025-06-30.",
    )(function)


def known(store: Store, as_of: datetime | None) -> Store:
    """Return the store as of the day that --as-of names, or as it is."""
    if as_of is None:
        return store
    from kg_build.asof import view

    return view(store, as_of.date())


def meant(
    store: Store, name: str, given: Mapping[str, Iterable[str]], lang: str, as_of: datetime | None
) -> "dict[str, Sequence[Term]]":
    """Return what options that narrow a report mean; what was not known as of a day is said to be so."""
    from kg_build import canned

    try:
        return canned.meant(store, name, given, lang)
    except UsageError as error:
        if as_of is None:
            raise
        raise UsageError(f"{error}; as of {as_of.date()}, only what was known by then is here") from error


def texts_option(function: Function) -> Function:
    """Add --texts, given to the function as `texts`."""
    return click.option(
        "--texts",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar="DUIXIAN_TEXTS",
        help="Folder of the documents' texts; evidence is checked against them.",
    )(function)


def source(graph: str | None, endpoint: str | None, *, memory: bool = False) -> Store:
    """Open the store that --graph and --endpoint name; with `memory`, read it whole, for many questions."""
    from kg_build.graph import open_graph

    return open_graph(graph, memory=memory, endpoint=endpoint).store


def progress() -> Callable[[str], None]:
    """Return what shows a step of long work: on a terminal only, so that pipes and logs stay clean."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda step: click.echo(f"\r\x1b[K{step} ...", err=True, nl=False)


def end_progress() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
