"""Mistakes in dates and periods."""

from collections.abc import Iterator

from tests.mutation.kinds import FIGURES, edit, kind, rows
from tests.mutation.world import Mistake, World


def dates(world: World) -> Iterator[tuple[str, int, str, str]]:
    for table, row, cells in rows(world, *FIGURES, "documents", "events", "programs"):
        for column in ("period_end", "period_start", "not_before", "date_start"):
            if cells.get(column):
                yield table, row, column, cells[column]


@kind("day that does not exist", 6)
def no_day(world: World) -> Iterator[Mistake]:
    for table, row, column, text in dates(world):
        yield edit(world, "day that does not exist", table, row, {column: text[:5] + "02-30"})


@kind("date in another form", 6)
def slashes(world: World) -> Iterator[Mistake]:
    for table, row, column, text in dates(world):
        yield edit(world, "date in another form", table, row, {column: text.replace("-", "/")})


@kind("period that ends before it starts", 6)
def backwards(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES, "programs"):
        if cells["period_start"]:
            year = int(cells["period_start"][:4]) - 1
            yield edit(
                world,
                "period that ends before it starts",
                table,
                row,
                {"period_end": f"{year}{cells['period_end'][4:]}"},
            )


@kind("result dated after its document", 10)
def future(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "observations"):
        if cells["period_end"]:
            yield edit(
                world,
                "result dated after its document",
                table,
                row,
                {"period_end": f"{int(cells['period_end'][:4]) + 5}-12-31"},
            )


@kind("deadline outside the years of the program", 10)
def deadline(world: World) -> Iterator[Mistake]:
    programs = {cells["id"]: cells for cells in world.rows["programs"]}
    for table, row, cells in rows(world, "targets"):
        program = programs.get(cells["program"])
        while program and not program["period_end"]:
            program = programs.get(program["part_of"])
        if program and cells["period_end"] and program["period_start"]:
            noted = bool(cells["note"])
            yield edit(
                world,
                "deadline outside the years of the program",
                table,
                row,
                {"period_end": f"{int(program['period_end'][:4]) + 2}-12-31"},
                knowable="never" if noted else "always",
                why="the note of the row excuses a deadline after the program" if noted else "",
            )


@kind("neighbouring year", 8)
def year(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "observations"):
        if cells["period_end"] and not cells["period_start"]:
            yield edit(
                world,
                "neighbouring year",
                table,
                row,
                {"period_end": f"{int(cells['period_end'][:4]) - 1}{cells['period_end'][4:]}"},
                knowable="never",
                why="an earlier year contradicts nothing: a document may report several",
            )
