"""Mistakes in what is meant: who answers, which sign, which thing."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from tests.mutation.kinds import CEILING, FIGURES, FLOOR, edit, kind, rows
from tests.mutation.world import Mistake, World


@kind("lead agency that does not own the list", 10)
def owner(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "targets"):
        if cells["lead_basis"] == "list-owner":
            wrong = "civil-affairs-bureau" if cells["lead"] != "civil-affairs-bureau" else "health-commission"
            yield edit(world, "lead agency that does not own the list", table, row, {"lead": wrong})


@kind("lead agency other than the document names", 10)
def lead(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "targets"):
        if cells["lead_basis"] in {"stated", "first-named"}:
            wrong = "justice-bureau" if cells["lead"] != "justice-bureau" else "health-commission"
            yield edit(world, "lead agency other than the document names", table, row, {"lead": wrong})


@kind("inferred lead agency that is wrong", 4)
def inferred(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "targets"):
        if cells["lead_basis"] == "inferred":
            wrong = "justice-bureau" if cells["lead"] != "justice-bureau" else "health-commission"
            yield edit(
                world,
                "inferred lead agency that is wrong",
                table,
                row,
                {"lead": wrong},
                knowable="never",
                why="the document names nobody, which is what 'inferred' says",
            )


@kind("agency of a task other than the phrase names", 10)
def responsible(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "responsibilities"):
        wrong = "justice-bureau" if cells["agency"] != "justice-bureau" else "health-commission"
        yield edit(world, "agency of a task other than the phrase names", table, row, {"agency": wrong})


@kind("comparator turned round", 14)
def comparator(world: World) -> Iterator[Mistake]:
    directions = {cells["id"]: cells["direction"] for cells in world.rows["indicators"]}
    for table, row, cells in rows(world, "targets"):
        floor = cells["comparator"] in {"at-least", "more-than"}
        if cells["comparator_basis"] != "printed" or not (
            floor or cells["comparator"] in {"at-most", "less-than"}
        ):
            continue
        own, other = (FLOOR, CEILING) if floor else (CEILING, FLOOR)
        told = own.search(cells["phrase"]) and not other.search(cells["phrase"])
        told = told or directions[cells["indicator"]] == ("more" if floor else "less")
        yield edit(
            world,
            "comparator turned round",
            table,
            row,
            {"comparator": "at-most" if floor else "at-least"},
            knowable="always" if told else "never",
            why="" if told else "neither the phrase nor the direction of the indicator tells",
        )


@kind("comparator that has a basis left unsaid", 6)
def unsaid(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "targets"):
        if cells["comparator_basis"] == "printed":
            yield edit(
                world, "comparator that has a basis left unsaid", table, row, {"comparator": "not-stated"}
            )


@kind("sum that does not give the target", 6)
def arithmetic(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "targets"):
        if digit := re.match("[1-8]", cells["arithmetic"]):
            wrong = str(int(digit[0]) + 1) + cells["arithmetic"][1:]
            yield edit(world, "sum that does not give the target", table, row, {"arithmetic": wrong})


@kind("wrong area", 10)
def area(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        wrong = "wuhua" if cells["area"] != "wuhua" else "panlong"
        yield edit(
            world,
            "wrong area",
            table,
            row,
            {"area": wrong},
            knowable="never",
            why="the text names the area in a heading, if at all, and a rule cannot tell which",
        )


@kind("wrong indicator of the same unit", 8)
def indicator(world: World) -> Iterator[Mistake]:
    by_unit: dict[str, list[str]] = {}
    for cells in world.rows["indicators"]:
        by_unit.setdefault(cells["unit"], []).append(cells["id"])
    for table, row, cells in rows(world, *FIGURES):
        others = by_unit[cells["unit"]]
        wrong = others[(others.index(cells["indicator"]) + 1) % len(others)]
        if wrong != cells["indicator"]:
            yield edit(
                world,
                "wrong indicator of the same unit",
                table,
                row,
                {"indicator": wrong},
                knowable="never",
                why="the words of the phrase are not the name of the indicator",
            )


@kind("indicator's bound below its figures", 6)
def bound(world: World) -> Iterator[Mistake]:
    values: dict[str, Decimal] = {}
    for _, _, cells in rows(world, *FIGURES):
        values[cells["indicator"]] = max(Decimal(cells["value"]), values.get(cells["indicator"], Decimal(0)))
    for table, row, cells in rows(world, "indicators"):
        if cells["maximum"] and values.get(cells["id"], Decimal(0)) > 20:
            yield edit(world, "indicator's bound below its figures", table, row, {"maximum": "10"})


@kind("indicator's unit other than its figures'", 6)
def indicator_unit(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "indicators"):
        if any(table in FIGURES for table, _, _ in world.references.get(("indicators", cells["id"]), ())):
            yield edit(
                world,
                "indicator's unit other than its figures'",
                table,
                row,
                {"unit": "household" if cells["unit"] != "household" else "person"},
            )


@kind("said to be the same as another promise", 6)
def same(world: World) -> Iterator[Mistake]:
    for (row, one), (_, two) in pairwise(enumerate(world.rows["targets"])):
        if not one["same_as"] and one["indicator"] != two["indicator"]:
            yield edit(
                world, "said to be the same as another promise", "targets", row, {"same_as": two["id"]}
            )


@kind("indicator said to be like itself", 3)
def itself(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "lookalikes"):
        yield edit(world, "indicator said to be like itself", table, row, {"other": cells["indicator"]})


@kind("part of itself, in a circle", 4)
def circle(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "programs", "areas", "agencies"):
        if cells["part_of"]:
            yield edit(world, "part of itself, in a circle", table, row, {"part_of": cells["id"]})


@kind("number of an item used twice", 5)
def position(world: World) -> Iterator[Mistake]:
    for (row, one), (other, two) in pairwise(enumerate(world.rows["programs"])):
        is_pair = one["part_of"] and one["part_of"] == two["part_of"] and one["type"] == two["type"]
        if is_pair and one["position"] and two["position"]:
            changed = {**one, "position": two["position"]}
            yield Mistake(
                "number of an item used twice",
                "programs",
                row,
                frozenset({"position"}),
                (changed,),
                ((other, two),),
            )


@kind("division code of another area", 4)
def code(world: World) -> Iterator[Mistake]:
    for (row, one), (_, two) in pairwise(enumerate(world.rows["areas"])):
        if one["code"] and two["code"]:
            yield edit(world, "division code of another area", "areas", row, {"code": two["code"]})


@kind("qualifier dropped", 5)
def qualifier(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        if cells["qualifier"] in {"about", "over", "nearly"}:
            yield edit(world, "qualifier dropped", table, row, {"qualifier": ""})


@kind("note lost", 3)
def note(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "agencies", "indicators"):
        if cells["note"]:
            yield edit(
                world,
                "note lost",
                table,
                row,
                {"note": ""},
                knowable="never",
                why="that there was something to say is not stated elsewhere",
            )
