"""Mistakes in whole rows: doubled, lost, swapped."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.mutation.kinds import FIGURES, PASSAGES, kind, rows
from tests.mutation.world import Mistake, World


@kind("row doubled")
def doubled(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *world.rows):
        yield Mistake("row doubled", table, row, frozenset(), (cells, cells))


@kind("figure entered twice under two keys", 10)
def entered_twice(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        if not cells.get("same_as"):
            yield Mistake(
                "figure entered twice under two keys",
                table,
                row,
                frozenset(),
                (cells, {**cells, "id": cells["id"] + "-2"}),
            )


@kind("row lost to which others refer", 10)
def lost_row(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *world.rows):
        if (table, world.key(table, cells)) in world.references:
            yield Mistake("row lost to which others refer", table, row, frozenset())


@kind("figure lost to which nothing refers", 10)
def lost_figure(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        shared = [
            other
            for name, at, other in rows(world, *PASSAGES)
            if (name, at) != (table, row)
            and other["document"] == cells["document"]
            and int(other["start"]) < int(cells["end"])
            and int(other["end"]) > int(cells["start"])
        ]
        if (table, cells["id"]) not in world.references and re.search("[0-9]", cells["as_written"]):
            known = "never" if shared else "texts"
            why = "another row holds the same characters of the text" if shared else ""
            yield Mistake(
                "figure lost to which nothing refers", table, row, frozenset(), knowable=known, why=why
            )


@kind("look-alike lost", 4)
def lost_lookalike(world: World) -> Iterator[Mistake]:
    for table, row, _ in rows(world, "lookalikes"):
        yield Mistake(
            "look-alike lost",
            table,
            row,
            frozenset(),
            knowable="never",
            why="that two indicators are near is a judgement, which nothing else states",
        )


@kind("item of a list lost", 6)
def lost_item(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "programs"):
        if cells["type"] in {"item", "task"}:
            yield Mistake("item of a list lost", table, row, frozenset())


@kind("values of two rows swapped", 10)
def swapped_values(world: World) -> Iterator[Mistake]:
    for table in FIGURES:
        for (row, one), (other, two) in pairwise(enumerate(world.rows[table])):
            if one["value"] != two["value"] and one["basis" if table == "targets" else "id"] != "implied":
                yield Mistake(
                    "values of two rows swapped",
                    table,
                    row,
                    frozenset({"value"}),
                    ({**one, "value": two["value"]},),
                    ((other, {**two, "value": one["value"]}),),
                )


@kind("phrases of two rows swapped")
def swapped_phrases(world: World) -> Iterator[Mistake]:
    for table in ("targets", "observations", "claims", "programs"):
        for (row, one), (other, two) in pairwise(enumerate(world.rows[table])):
            if len(one["phrase"]) != len(two["phrase"]):
                yield Mistake(
                    "phrases of two rows swapped",
                    table,
                    row,
                    frozenset({"phrase"}),
                    ({**one, "phrase": two["phrase"]},),
                    ((other, {**two, "phrase": one["phrase"]}),),
                )


@kind("indicators of two rows swapped")
def swapped_indicators(world: World) -> Iterator[Mistake]:
    for (row, one), (other, two) in pairwise(enumerate(world.rows["targets"])):
        if one["indicator"] != two["indicator"]:
            same = one["unit"] == two["unit"]
            yield Mistake(
                "indicators of two rows swapped",
                "targets",
                row,
                frozenset({"indicator"}),
                ({**one, "indicator": two["indicator"]},),
                ((other, {**two, "indicator": one["indicator"]}),),
                knowable="never" if same else "always",
                why="the unit is the same, and the words of the phrase are not the name of the indicator"
                if same
                else "",
            )
