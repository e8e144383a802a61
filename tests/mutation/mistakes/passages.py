"""Mistakes in passages: moved, cut, of another document."""

from collections.abc import Iterator
from itertools import pairwise

from tests.mutation.kinds import HAN, PASSAGES, edit, kind, rows
from tests.mutation.world import Mistake, World


def moved(
    world: World, name: str, by: int, columns: tuple[str, ...], *tables: str, **more: str
) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *tables):
        if int(cells["start"]) + by >= 0:
            yield edit(
                world, name, table, row, {column: str(int(cells[column]) + by) for column in columns}, **more
            )


@kind("passage a few characters off", 14)
def off(world: World) -> Iterator[Mistake]:
    tables = [table for table in PASSAGES if table != "evidence"]
    return moved(
        world,
        "passage a few characters off",
        3,
        ("start", "end"),
        *tables,
        knowable="texts",
        why="start and end agree with the phrase; only the text tells",
    )


@kind("passage of evidence.csv a few characters off", 6)
def off_in_evidence(world: World) -> Iterator[Mistake]:
    return moved(world, "passage of evidence.csv a few characters off", -2, ("start", "end"), "evidence")


@kind("start of a passage off by one", 8)
def start(world: World) -> Iterator[Mistake]:
    return moved(world, "start of a passage off by one", -1, ("start",), *PASSAGES)


@kind("phrase cut short", 10)
def cut_short(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *PASSAGES):
        if len(cells["phrase"]) > 4:
            yield edit(world, "phrase cut short", table, row, {"phrase": cells["phrase"][:-2]})


@kind("character mistyped in a phrase", 12)
def wrong_character(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(
        world, "targets", "observations", "claims", "events", "programs", "evidence"
    ):
        at = next(
            (
                i
                for i, c in enumerate(cells["phrase"])
                if HAN.match(c) and c not in "万亿千百十一二三四五六七八九零两半成倍双分之翻"
            ),
            None,
        )
        if at is not None and len(cells["phrase"]) > 3:
            phrase = cells["phrase"][:at] + "的" + cells["phrase"][at + 1 :]
            if phrase != cells["phrase"]:
                yield edit(
                    world,
                    "character mistyped in a phrase",
                    table,
                    row,
                    {"phrase": phrase},
                    knowable="texts",
                    why="the rest of the row does not depend on this character; only the text tells",
                )


@kind("wrong document", 10)
def document(world: World) -> Iterator[Mistake]:
    names = [cells["id"] for cells in world.rows["documents"]]
    for table, row, cells in rows(world, "targets", "observations", "claims", "events", "responsibilities"):
        other = names[(names.index(cells["document"]) + 1) % len(names)]
        yield edit(
            world,
            "wrong document",
            table,
            row,
            {"document": other},
            knowable="texts",
            why="the place exists in both documents; only the text tells",
        )


@kind("wrong digest of a text", 4)
def digest(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "documents"):
        wrong = cells["text_digest"][:-1] + ("0" if cells["text_digest"][-1] != "0" else "1")
        yield edit(
            world,
            "wrong digest of a text",
            table,
            row,
            {"text_digest": wrong},
            knowable="texts",
            why="a digest tells nothing without its text",
        )


@kind("digest of another document", 3)
def other_digest(world: World) -> Iterator[Mistake]:
    for row, (one, two) in enumerate(pairwise(world.rows["documents"])):
        if row % 2 == 0 and one:
            yield edit(
                world, "digest of another document", "documents", row, {"text_digest": two["text_digest"]}
            )


@kind("section that ends before it starts", 4)
def section(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "sections"):
        yield edit(
            world,
            "section that ends before it starts",
            table,
            row,
            {"start": cells["end"], "end": cells["start"]},
        )
