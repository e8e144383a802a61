"""Mistakes in whole files: encoding, header, quotes."""

import re
from collections.abc import Callable, Iterator

from tests.mutation.kinds import FIGURES, kind, rows
from tests.mutation.world import Mistake, World


def raw(world: World, name: str, change: Callable[[str], bytes], *tables: str) -> Iterator[Mistake]:
    for table in tables or tuple(world.rows):
        if len(world.rows[table]) > 3 and not world.source[table].isascii():
            yield Mistake(name, table, -1, frozenset(), raw=change)


@kind("saved in another encoding")
def encoding(world: World) -> Iterator[Mistake]:
    return raw(world, "saved in another encoding", lambda text: text.encode("gb18030"))


@kind("saved as UTF-16", 3)
def utf16(world: World) -> Iterator[Mistake]:
    return raw(world, "saved as UTF-16", lambda text: text.encode("utf-16"))


@kind("columns reordered", 6)
def reordered(world: World) -> Iterator[Mistake]:
    def change(text: str) -> bytes:
        head, _, rest = text.partition("\n")
        first, second, *others = head.split(",")
        return "\n".join([",".join([second, first, *others]), rest]).encode()

    return raw(world, "columns reordered", change)


@kind("column renamed", 6)
def renamed(world: World) -> Iterator[Mistake]:
    return raw(
        world,
        "column renamed",
        lambda text: text.replace("note", "notes", 1).encode(),
        *FIGURES,
        "areas",
        "events",
        "claims",
        "agencies",
    )


@kind("column lost", 4)
def lost(world: World) -> Iterator[Mistake]:
    return raw(
        world,
        "column lost",
        lambda text: re.sub(",[^,\n]*(?=\n)", "", text, count=1).encode(),
        "lookalikes",
        "areas",
        "events",
        "claims",
    )


def line_mistake(world: World, name: str, change: Callable[[str], str]) -> Iterator[Mistake]:
    """A mistake in how one row is written."""
    for table, row, _ in rows(world, "targets", "agencies", "indicators", "events"):

        def damaged(text: str, row: int = row) -> bytes:
            lines = text.split("\n")
            lines[row + 1] = change(lines[row + 1])
            return "\n".join(lines).encode()

        yield Mistake(name, table, row, frozenset(), raw=damaged)


@kind("comma without quotes")
def comma(world: World) -> Iterator[Mistake]:
    return line_mistake(world, "comma without quotes", lambda line: line.replace(",", ",a,", 1))


@kind("quote that nothing closes", 6)
def unclosed(world: World) -> Iterator[Mistake]:
    return line_mistake(
        world, "quote that nothing closes", lambda line: line.replace(",", ',"', 1).replace('""', '"x')
    )
