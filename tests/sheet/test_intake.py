"""What a person and a spreadsheet program do to a workbook is read exactly, or told."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kg_build import csvw, sheet
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError
from kg_build.sheet import intake

from .program import Change, edited, exported, foreign, problems, repacked, schema_with, told
from .test_sheet import tables


def cell(book: Any, table: str, line: int, column: str) -> Any:
    """A cell by the name of its column."""
    page = book[table]
    return page.cell(line, next(head.column for head in page[1] if head.value == column))


def put(column: str, value: object, form: str = "General", line: int = 2, table: str = "targets") -> Change:
    """What writes a value into a cell as spreadsheet programs do, and says how it is shown."""

    def change(book: Any) -> None:
        found = cell(book, table, line, column)
        found.value = value
        found.number_format = form

    return change


def row(copy: Path, schema: csvw.Schema, change: Change, table: str = "targets") -> dict[str, str]:
    """The row that stands on the second line of a workbook after a change, by the names of the columns."""
    kind = schema.tables[table]
    first = intake.read(edited(copy, change), schema)[table][0]
    return dict(zip((column.name for column in kind.read), first, strict=True))


@pytest.mark.parametrize(
    ("column", "value", "form", "text"),
    [
        ("value", 55, "General", "55"),
        ("value", 4.75, "0.00", "4.75"),
        ("value", 66.7, "General", "66.7"),
        ("value", 0.1, "#,##0.000", "0.1"),
        ("value", 155900000000, "0.00E+00", "155900000000"),
        ("value", -3, "General", "-3"),
        ("value", 12.0, "General", "12"),
        ("start", 0, "0", "0"),
        ("as_written", 530100, "General", "530100"),
        ("as_written", 0.5, "@", "0.5"),
        ("period_end", date(2025, 12, 31), "yyyy-mm-dd", "2025-12-31"),
        ("period_end", datetime(2025, 12, 31), 'yyyy"年"m"月"d"日"', "2025-12-31"),  # noqa: DTZ001
        ("period_end", date(1953, 1, 1), "[$-804]d/m/yy", "1953-01-01"),
        ("note", "two\nlines", "@", "two\nlines"),
        ("note", "'quoted", "General", "'quoted"),
        ("note", CellRichText("a ", TextBlock(InlineFont(b=True), "bold"), " c"), "@", "a bold c"),
        ("note", None, "@", ""),
        ("note", "", "@", ""),
    ],
)
def test_what_is_certain_is_read(
    copy: Path, schema: csvw.Schema, column: str, value: object, form: str, text: str
) -> None:
    assert row(copy, schema, put(column, value, form))[column] == text


@pytest.mark.parametrize(
    ("column", "value", "form", "code", "words"),
    [
        ("as_written", date(2025, 1, 3), "d/m", "E210", "the date 2025-01-03, perhaps of something else"),
        ("as_written", 7, "000", "E210", "the number 7, shown in another form"),
        ("as_written", 1 / 3, "# ?/?", "E210", "of whose digits only 15 are kept"),
        ("value", 0.08, "0%", "E210", "a percentage: the cell holds 0.08"),
        ("value", 530102199001011234, "0", "E210", "of whose digits only 15 are kept"),
        ("value", 2 / 3, "General", "E210", "of whose digits only 15 are kept"),
        ("value", date(2025, 1, 3), "yyyy-mm-dd", "E210", "the date 2025-01-03"),
        ("value", True, "General", "E210", "the truth value TRUE"),
        ("period_end", 45658, "General", "E210", "the number 45658"),
        (
            "period_end",
            datetime(2025, 12, 31, 8),  # noqa: DTZ001
            "yyyy-mm-dd",
            "E210",
            "the time 2025-12-31 08:00:00, not a day",
        ),
        ("period_end", time(8, 30), "h:mm", "E210", "the time 08:30:00, not a day"),
        ("period_end", timedelta(days=1), "[h]:mm", "E210", "the time 1 day, 0:00:00, not a day"),
        ("period_end", date(1900, 1, 5), "yyyy-mm-dd", "E210", "the early date 1900-01-05"),
        ("note", "a_x000D_", "@", "E210", "_x000D_, the escape of a character"),
        ("value", "=E3*2", "General", "E208", "the formula =E3*2; put its result in its place"),
        ("note", "#REF!", "General", "E209", "the error #REF!; write what should stand here"),
    ],
)
def test_what_is_not_certain_is_told(
    copy: Path, column: str, value: object, form: str, code: str, words: str
) -> None:
    (problem,) = problems(edited(copy, put(column, value, form)))
    assert (problem.file, problem.line, problem.column) == ("edited.xlsx#targets", 2, column)
    assert problem.code == code
    assert words in problem.message
    assert "单元格" in problem.message_zh or "请" in problem.message_zh


def test_a_truth_value_where_one_is_asked_for(tmp_path: Path, copy: Path) -> None:
    schema = schema_with(tmp_path, "areas", name="old", datatype="boolean")
    path = tmp_path / "book.xlsx"
    path.write_bytes(sheet.template(schema))
    from openpyxl import load_workbook

    book = load_workbook(path)
    book["areas"].append(["x", True])
    book["areas"].append(["y", "false"])
    book.save(path)
    assert [cells[1] for cells in intake.read(path, schema)["areas"]] == ["true", "false"]


def test_days_may_count_from_1904(copy: Path, schema: csvw.Schema) -> None:
    def change(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        put("period_end", date(2025, 12, 31), "yyyy-mm-dd")(book)

    assert row(copy, schema, change)["period_end"] == "2025-12-31"


def test_days_of_the_strict_form_are_read(copy: Path, schema: csvw.Schema) -> None:
    def change(book: Any) -> None:
        book.iso_dates = True
        put("period_end", date(2025, 12, 31), "yyyy-mm-dd")(book)

    assert row(copy, schema, change)["period_end"] == "2025-12-31"


def test_days_in_the_formats_of_chinese_programs_are_days(copy: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b'numFmtId="14"', b'numFmtId="58"') if name == "xl/styles.xml" else content

    path = edited(copy, put("as_written", date(2025, 1, 3), "mm-dd-yy"))
    path.write_bytes(repacked(path.read_bytes(), change))
    (problem,) = problems(path)
    assert "the date 2025-01-03, perhaps of something else" in problem.message


def test_an_edited_workbook_becomes_the_expected_tables(copy: Path, schema: csvw.Schema) -> None:
    before = tables(copy)

    def change(book: Any) -> None:
        put("name_en", "Anle, a city", line=2, table="areas")(book)
        book["members"].append(["everyone", "labour-bureau"])
        book["members"].append([None, None])
        book["members"].append(["everyone", "civil-affairs-bureau"])
        book["dismissed"].delete_rows(2)

    path = edited(copy, change)
    names = sheet.take(path, Pack.open(copy), schema)
    assert sorted(names) == ["areas.csv", "dismissed.csv", "members.csv"]
    after = tables(copy)
    assert after["members.csv"] == b"group,member\neveryone,civil-affairs-bureau\neveryone,labour-bureau\n"
    assert b'"Anle, a city"' in after["areas.csv"]
    lines = before["dismissed.csv"].splitlines(keepends=True)
    assert after["dismissed.csv"] == b"".join([lines[0], *lines[2:]])
    assert {name for name in before if before[name] != after[name]} == set(names)


def reorder(book: Any) -> None:
    page = book["targets"]
    rows = [[cell.value for cell in row][::-1] for row in page.iter_rows()]
    for line, values in enumerate([rows[0], *rows[:0:-1]], 1):
        for place, value in enumerate(values, 1):
            page.cell(line, place).value = value


def pad(book: Any) -> None:
    page = book["targets"]
    page.insert_rows(3)
    page.cell(500, 3).value = ""
    page.cell(2, 60).number_format = "0.00"
    page.row_dimensions[4].hidden = True
    page.column_dimensions["D"].hidden = True
    book.create_sheet("Sheet1")
    book.remove(book["说明 about"])
    book["词项 terms"]["A1"] = "of no account"


@pytest.mark.parametrize("change", [reorder, pad])
def test_order_and_empty_space_do_not_matter(copy: Path, schema: csvw.Schema, change: Change) -> None:
    assert sheet.take(edited(copy, change), Pack.open(copy), schema) == []


def test_rows_above_the_header_may_be_empty(copy: Path, schema: csvw.Schema) -> None:
    path = edited(copy, lambda book: book["targets"].insert_rows(1, 2))
    assert sheet.take(path, Pack.open(copy), schema) == []


def rename_column(book: Any) -> None:
    cell(book, "targets", 1, "value").value = "amount"


def double_column(book: Any) -> None:
    cell(book, "targets", 1, "value").value = "unit"


def add_column(book: Any) -> None:
    page = book["areas"]
    page.cell(1, page.max_column + 1).value = 45
    page.cell(2, page.max_column).value = "lost"


def drop_header(book: Any) -> None:
    book["areas"].delete_rows(1)


def rename_sheet(book: Any) -> None:
    book["areas"].title = "areas (2)"


def remove_sheet(book: Any) -> None:
    book.remove(book["areas"])


def add_sheet(book: Any) -> None:
    book.create_sheet("scratch")["B2"] = "a thought"


def write_beside(book: Any) -> None:
    book["areas"]["AC3"] = "a thought"


def merge(book: Any) -> None:
    book["areas"].merge_cells("A2:B3")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (rename_column, ["targets:1:amount E103", "targets:1:value E104"]),
        (double_column, ["targets:1:unit E105", "targets:1:value E104"]),
        (add_column, ["areas:1:45 E103"]),
        (drop_header, ["areas:1 E104"]),
        (rename_sheet, ["areas E101", "areas (2) E110"]),
        (remove_sheet, ["areas E101"]),
        (add_sheet, ["scratch E110"]),
        (write_beside, ["areas:3 E106"]),
        (merge, ["areas E210"]),
    ],
)
def test_other_damage_is_told(copy: Path, change: Change, expected: list[str]) -> None:
    assert told(edited(copy, change)) == expected


def test_messages_say_what_to_do(copy: Path) -> None:
    missing, renamed = problems(edited(copy, rename_sheet))
    assert "its header row at least" in missing.message
    assert "is it areas, renamed?" in renamed.message
    (beside,) = problems(edited(copy, write_beside))
    assert beside.message == "AC3 has no name above it; clear it, or move it to its column"
    (number,) = problems(edited(copy, put("value", 0.08, "0%", line=3)))
    assert number.message.startswith("E3 holds a percentage: ")


def test_all_is_told_together_and_nothing_is_changed(copy: Path, schema: csvw.Schema) -> None:
    before = tables(copy)

    def change(book: Any) -> None:
        put("name_en", "changed", line=2, table="areas")(book)
        put("value", "=1+1")(book)
        put("value", 0.08, "0%", line=3)(book)
        put("end", True, table="claims")(book)
        add_sheet(book)
        remove_sheet(book)

    with pytest.raises(InvalidInputError) as caught:
        sheet.take(edited(copy, change), Pack.open(copy), schema)
    assert [problem.address.partition("#")[2] for problem in caught.value.problems] == [
        "areas",
        "claims:2:end",
        "scratch",
        "targets:2:value",
        "targets:3:value",
    ]
    assert tables(copy) == before


def test_reading_aids_of_east_asian_languages_are_no_text(copy: Path, schema: csvw.Schema) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return content
        text = "<si><r><t>安</t></r><r><rPr><b/></rPr><t xml:space='preserve'>乐 </t></r><rPh sb='0' eb='1'><t>an</t></rPh></si>"
        return content.replace(b"<si><t>Anle</t></si>", text.encode())

    path = copy.parent / "edited.xlsx"
    path.write_bytes(repacked(foreign(exported(copy)), change))
    assert "安乐 " in [cell for row in intake.read(path, schema)["areas"] for cell in row]
