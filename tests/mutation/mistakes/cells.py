"""Mistakes in cells: emptied, misspelt, of another magnitude."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.mutation.kinds import FIGURES, HAN, PASSAGES, edit, kind, required, rows
from tests.mutation.world import Mistake, World


@kind("required cell emptied", 12)
def emptied(world: World) -> Iterator[Mistake]:
    for name, column in required(world):
        for row in range(0, len(world.rows[name]), 7):
            yield edit(world, "required cell emptied", name, row, {column: ""})


CONDITIONS = {
    "period_end": ("period_basis", {"stated", "heading"}),
    "lead_evidence": ("lead_basis", {"stated"}),
    "comparator_evidence": ("comparator_basis", {"other-passage"}),
    "arithmetic": ("basis", {"implied"}),
}


@kind("cell emptied that another one calls for", 12)
def called_for(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES, "claims"):
        for column, (basis, values) in CONDITIONS.items():
            if cells.get(column) and cells.get(basis) in values:
                yield edit(world, "cell emptied that another one calls for", table, row, {column: ""})


def linked(world: World) -> Iterator[tuple[str, int, str, str]]:
    for name, kinds in world.schema.tables.items():
        for reference in kinds.foreign_keys:
            for row in range(0, len(world.rows[name]), 5):
                if text := world.rows[name][row][reference.column]:
                    yield name, row, reference.column, text


@kind("letter wrong in a key that is referred to", 14)
def typo(world: World) -> Iterator[Mistake]:
    for name, row, column, text in linked(world):
        middle = len(text) // 2
        wrong = text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :]
        if wrong != text:
            yield edit(world, "letter wrong in a key that is referred to", name, row, {column: wrong})


@kind("key that has been renamed since", 10)
def stale(world: World) -> Iterator[Mistake]:
    for name, row, column, text in linked(world):
        yield edit(world, "key that has been renamed since", name, row, {column: text + "-old"})


@kind("key renamed, references not", 8)
def renamed_key(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *world.rows):
        if "id" in cells and (table, cells["id"]) in world.references:
            yield edit(world, "key renamed, references not", table, row, {"id": cells["id"] + "-new"})


@kind("term misspelt", 12)
def misspelt(world: World) -> Iterator[Mistake]:
    for name, kinds in world.schema.tables.items():
        for column in kinds.read:
            is_term = column.value and "#" in column.value.text
            for row in range(0, len(world.rows[name]) if is_term else 0, 9):
                if text := world.rows[name][row][column.name]:
                    yield edit(world, "term misspelt", name, row, {column.name: text[:-1]})


@kind("wrong unit", 14)
def unit(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        yield edit(
            world,
            "wrong unit",
            table,
            row,
            {"unit": "household" if cells["unit"] != "household" else "person"},
        )


def scaled(world: World, name: str, factor: str) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        value = Decimal(cells["value"])
        if value and value * Decimal(factor) != value:
            yield edit(world, name, table, row, {"value": f"{(value * Decimal(factor)).normalize():f}"})


@kind("value ten times too great", 12)
def ten_times(world: World) -> Iterator[Mistake]:
    return scaled(world, "value ten times too great", "10")


@kind("decimal point shifted", 12)
def shifted(world: World) -> Iterator[Mistake]:
    return scaled(world, "decimal point shifted", "0.1")


@kind("万 overlooked, or read twice", 12)
def ten_thousand(world: World) -> Iterator[Mistake]:
    for mistake in scaled(world, "万 overlooked, or read twice", "10000"):
        cells = world.rows[mistake.table][mistake.row]
        if "万" in cells["as_written"]:
            value = Decimal(cells["value"]) / 10000
            yield edit(world, mistake.kind, mistake.table, mistake.row, {"value": f"{value.normalize():f}"})
        elif cells["unit"] in {"person", "household", "person-time", "yuan", "place"}:
            yield mistake


@kind("digits transposed", 10)
def transposed(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        digits = re.match(r"(\d)(\d)", cells["value"])
        if digits and digits[1] != digits[2]:
            yield edit(
                world, "digits transposed", table, row, {"value": digits[2] + digits[1] + cells["value"][2:]}
            )


@kind("share over 100 percent")
def over_hundred(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        if cells["unit"] == "percent" and Decimal(cells["value"]) > 1:
            yield edit(
                world, "share over 100 percent", table, row, {"value": f"{Decimal(cells['value']) + 100:f}"}
            )


@kind("written form mistyped", 10)
def as_written(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        if match := re.search("[1-8]", cells["as_written"]):
            wrong = cells["as_written"].replace(match[0], str(int(match[0]) + 1), 1)
            if wrong not in cells["phrase"]:
                yield edit(world, "written form mistyped", table, row, {"as_written": wrong})


@kind("digit mistyped in the phrase", 10)
def digit_of_phrase(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        at = cells["phrase"].find(cells["as_written"])
        if at >= 0 and cells["as_written"][0] in "12345678":
            phrase = cells["phrase"][:at] + str(int(cells["phrase"][at]) + 1) + cells["phrase"][at + 1 :]
            yield edit(world, "digit mistyped in the phrase", table, row, {"phrase": phrase})


@kind("figure misread, phrase and all", 10)
def misread(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        written = cells["as_written"]
        if (
            written == cells["value"]
            and cells["phrase"].count(written) == 1
            and written[0] in "123456"
            and not cells.get("arithmetic")
        ):
            wrong = str(int(written[0]) + 1) + written[1:]
            changes = {"value": wrong, "as_written": wrong, "phrase": cells["phrase"].replace(written, wrong)}
            yield edit(
                world,
                "figure misread, phrase and all",
                table,
                row,
                changes,
                knowable="texts",
                why="value and phrase agree; only the text tells",
            )


@kind("full-width digits", 8)
def full_width(world: World) -> Iterator[Mistake]:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for table, row, cells in rows(world, *PASSAGES):
        for column in ("value", "start", "period_end"):
            if cells.get(column):
                yield edit(world, "full-width digits", table, row, {column: cells[column].translate(wide)})


@kind("digits grouped", 6)
def grouped(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, *FIGURES):
        if re.fullmatch(r"\d{4,}", cells["value"]):
            yield edit(world, "digits grouped", table, row, {"value": f"{int(cells['value']):,}"})


@kind("white space around a cell", 8)
def white_space(world: World) -> Iterator[Mistake]:
    for name, kinds in world.schema.tables.items():
        for row in range(0, len(world.rows[name]), 30):
            column = kinds.read[row % len(kinds.read)].name
            if text := world.rows[name][row][column]:
                yield edit(world, "white space around a cell", name, row, {column: text + " "})


@kind("two cells of a row swapped", 14)
def swapped_cells(world: World) -> Iterator[Mistake]:
    pairs = [
        ("program", "indicator"),
        ("indicator", "area"),
        ("value", "unit"),
        ("start", "end"),
        ("document", "start"),
        ("comparator", "comparator_basis"),
        ("lead", "lead_basis"),
        ("period_start", "period_end"),
        ("level", "kind"),
        ("class", "type"),
    ]
    for table, row, cells in rows(world, *FIGURES, "agencies", "areas", "sections", "events"):
        one, two = pairs[row % len(pairs)]
        if cells.get(one) and cells.get(two) and cells[one] != cells[two]:
            yield edit(world, "two cells of a row swapped", table, row, {one: cells[two], two: cells[one]})


@kind("names in the wrong language's column", 8)
def swapped_names(world: World) -> Iterator[Mistake]:
    for table, row, cells in rows(world, "agencies", "areas", "indicators", "programs", "events"):
        if HAN.search(cells["name_zh"]):
            yield edit(
                world,
                "names in the wrong language's column",
                table,
                row,
                {"name_zh": cells["name_en"], "name_en": cells["name_zh"]},
            )
