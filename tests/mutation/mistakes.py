"""Kinds of mistakes that curators make, each with where it can be made and whether anything could tell.

A mistake can be known if it contradicts something else that the pack states, or the text of the document, in a form
that a rule could read; whether a rule does is what the test shows. What contradicts nothing cannot be known: `why` says
so in words.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from tests.mutation.world import Cells, Mistake, World

Make = Callable[[World], Iterator[Mistake]]
KINDS: dict[str, tuple[Make, int]] = {}
"""Each kind by its name, with how many mistakes of it are sampled."""
FIGURES = ("targets", "observations")
PASSAGES = (
    "targets",
    "observations",
    "claims",
    "events",
    "programs",
    "responsibilities",
    "evidence",
    "dismissed",
)
_HAN = re.compile(r"[一-鿿]")
FLOOR = re.compile(r"不少于|不低于|不小于|以上|至少|≥|>|大于|达")
CEILING = re.compile(r"不超过|不高于|不大于|以下|以内|≤|<|小于|控制在")


def kind(name: str, sample: int = 8) -> Callable[[Make], Make]:
    """Register a kind of mistake."""

    def register(make: Make) -> Make:
        KINDS[name] = make, sample
        return make

    return register


def sample(world: World) -> list[Mistake]:
    """Mistakes of all kinds, as many of each as are sampled, spread evenly over the rows: the same each time."""
    found = []
    for name, (make, count) in KINDS.items():
        candidates = list(make(world))
        assert candidates, f"no row lets one make the mistake '{name}'"
        step = max(1, len(candidates) // count)
        found += candidates[step // 2 :: step][:count]
    return found


def edit(world: World, name: str, table: str, row: int, changes: Cells, **more: str) -> Mistake:
    """Return the mistake of changing cells of a row."""
    cells = {**world.rows[table][row], **changes}
    return Mistake(name, table, row, frozenset(changes), (cells,), **more)  # type: ignore[arg-type]


def rows(world: World, *tables: str) -> Iterator[tuple[str, int, Cells]]:
    for table in tables:
        for row, cells in enumerate(world.rows[table]):
            yield table, row, cells


def required(world: World) -> Iterator[tuple[str, str]]:
    for name, kinds in world.schema.tables.items():
        for column in kinds.read:
            if column.required and column.name not in kinds.key:
                yield name, column.name


# Files and tables


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


# Rows


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


# Cells


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
        if _HAN.search(cells["name_zh"]):
            yield edit(
                world,
                "names in the wrong language's column",
                table,
                row,
                {"name_zh": cells["name_en"], "name_en": cells["name_zh"]},
            )


# Passages


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
                if _HAN.match(c) and c not in "万亿千百十一二三四五六七八九零两半成倍双分之翻"
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


# Dates


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


# Meaning


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
