import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build import build, csvw, sheet, tidy
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError
from kg_build.resources import folder
from kg_build.sheet.page import ABOUT, TERMS
from tests.conftest import ANLE

from .program import exported, foreign, opened, saved, schema_with

PACKS = [ANLE, folder("packs") / "kunming"]


def tables(pack: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in pack.glob("*.csv")}


PROGRAMS: list[Callable[[bytes], bytes]] = [bytes, saved, foreign]
"""What may be done to a workbook without losing a byte of the tables."""


@pytest.mark.parametrize("pack", PACKS, ids=["anle", "kunming"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_pack_comes_back_byte_by_byte(
    tmp_path: Path, schema: csvw.Schema, pack: Path, program: Callable[[bytes], bytes]
) -> None:
    copy = Path(shutil.copytree(pack, tmp_path / "copy"))
    book = tmp_path / "pack.xlsx"
    book.write_bytes(program(exported(copy)))
    assert sheet.take(book, Pack.open(copy), schema) == []
    for path in copy.glob("*.csv"):
        path.unlink()
    assert sorted(sheet.take(book, Pack.open(copy), schema)) == sorted(tables(pack))
    assert tables(copy) == tables(pack)
    assert len(tables(copy)) == len(schema.tables) > 14
    assert {path.name for path in copy.iterdir()} == {path.name for path in pack.iterdir()}


def test_there_is_a_worksheet_a_table_with_text_only(copy: Path, schema: csvw.Schema) -> None:
    book = opened(exported(copy))
    assert book.sheetnames == [ABOUT, *schema.tables, TERMS]
    stood = tidy.held(Pack.open(copy), schema)
    for kind in schema.tables.values():
        page = book[kind.name]
        rows = [[cell.value or "" for cell in row] for row in page.iter_rows()]
        assert rows == [[column.name for column in kind.read], *stood[kind.name][1]]
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref.startswith("A1:")
        held = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert {(cell.data_type, cell.number_format) for cell in held} == {("s", "@")}
        assert page.column_dimensions["A"].number_format == "@"


def test_headers_help_in_both_languages_and_mark_what_is_required(copy: Path, schema: csvw.Schema) -> None:
    book = opened(exported(copy))
    marks: dict[bool, set[str]] = {True: set(), False: set()}
    for kind in schema.tables.values():
        for column, cell in zip(kind.read, book[kind.name][1], strict=True):
            note = cell.comment.text
            assert column.description["en"] in note
            assert column.description["zh"] in note
            assert ("必填 · required" in note) == column.required
            marks[column.required].add(cell.fill.fgColor.rgb)
    assert marks[True].isdisjoint(marks[False])
    assert list(map(len, marks.values())) == [1, 1]


def test_two_exports_are_the_same_bytes(copy: Path) -> None:
    assert exported(copy) == exported(copy)


def test_the_template_has_headers_only(tmp_path: Path, copy: Path, schema: csvw.Schema) -> None:
    book = tmp_path / "new.xlsx"
    book.write_bytes(sheet.template(schema))
    assert opened(book.read_bytes())["targets"].max_row == 1
    sheet.take(book, Pack.open(copy), schema)
    for kind in schema.tables.values():
        assert (copy / kind.url).read_text() == ",".join(column.name for column in kind.read) + "\n"


def test_a_column_of_the_schema_is_one_of_the_workbook(tmp_path: Path) -> None:
    words = [{"@value": "In full view.", "@language": "en"}, {"@value": "众目睽睽。", "@language": "zh"}]
    schema = schema_with(tmp_path, "targets", name="public", datatype="boolean", **{"dc:description": words})
    page = opened(sheet.template(schema))["targets"]
    assert page["B1"].value == "public"
    assert page["B1"].comment.text == "众目睽睽。\nIn full view.\ntrue / false"
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules["B2:B1048576"] == '"true,false"'


SMALL = csvw.Schema({name: build.schema().tables[name] for name in ("agencies", "areas", "members")})


TEXTS = [
    "007", "12345678901234567890", "1/3", "2025-01-03", "8%", "1E5", "TRUE", "#REF!", "1,234",
    "=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "{=A1}", "=", "http://example.org/",
    " before", "after ", "\t", "\n", "a\nb", "a\u2028b", "a\x85b", "\ufeffx", "\u200b",
    "_x0041", "x000D_", "<b>&amp;]]>", "😀", "e\u0301", "，。",
]  # fmt: skip


ESCAPED = ["a\rb", "a\r\nb", "_x000D_", "a_x005f_b", "x005F_", "_xD83D_", "_x005F_x000D_"]
"""What openpyxl would change on the way."""


def again(
    places: pytest.TempPathFactory, texts: list[str], program: Callable[[bytes], bytes] = bytes
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The tables of a pack that has these texts, before they went through a workbook and after."""
    pack = Pack.open(shutil.copytree(ANLE, places.mktemp("texts") / "pack"))
    kind = SMALL.tables["members"]
    rows = [[f"key-{number}", text] for number, text in enumerate(texts)]
    (pack.folder / kind.url).write_bytes(tidy.written(kind, rows).encode())
    before = tables(pack.folder)
    book = pack.folder.parent / "pack.xlsx"
    book.write_bytes(program(sheet.export(pack, SMALL)))
    (pack.folder / kind.url).unlink()
    sheet.take(book, pack, SMALL)
    return before, tables(pack.folder)


@pytest.mark.parametrize("program", PROGRAMS)
def test_texts_that_programs_like_to_change_come_back(
    tmp_path_factory: pytest.TempPathFactory, program: Callable[[bytes], bytes]
) -> None:
    before, after = again(tmp_path_factory, TEXTS, program)
    assert before == after


ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(ESCAPED)


@given(st.lists(ANY, min_size=1, max_size=8), st.sampled_from(PROGRAMS))
@settings(max_examples=100, deadline=None)
def test_any_text_comes_back_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], program: Callable[[bytes], bytes]
) -> None:
    unheld = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|x005F_|_x[0-9A-Fa-f]{4}_")
    refused = any(map(unheld.search, texts))
    try:
        before, after = again(tmp_path_factory, texts, program)
    except InvalidInputError:
        assert refused
    else:
        assert not refused
        assert before == after


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x1b", "\uffff", "x" * 32768, *ESCAPED], ids=lambda text: ascii(text)[:20]
)
def test_what_a_workbook_cannot_hold_is_told(copy: Path, schema: csvw.Schema, text: str) -> None:
    kind = schema.tables["members"]
    (copy / kind.url).write_bytes(tidy.written(kind, [["one", text]]).encode())
    with pytest.raises(InvalidInputError, match=r"members\.csv:member E111 .* in the row 'one-") as caught:
        sheet.export(Pack.open(copy), schema)
    assert "键为“one-" in caught.value.problems[0].message_zh


def test_a_table_that_cannot_be_read_is_told(copy: Path, schema: csvw.Schema) -> None:
    (copy / "targets.csv").unlink()
    (copy / "areas.csv").write_text("id\n")
    with pytest.raises(InvalidInputError) as caught:
        sheet.export(Pack.open(copy), schema)
    found = {(problem.file, problem.code) for problem in caught.value.problems}
    assert found == {("areas.csv", "E104"), ("targets.csv", "E101")}
