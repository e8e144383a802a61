from pathlib import Path

import pytest

from kg_build import csvw, table
from kg_build.problem import Problem

HEADER = "document,start,end,phrase,reason,note"


def read(
    tmp_path: Path, schema: csvw.Schema, content: bytes | str
) -> tuple[list[table.Record], list[Problem]]:
    path = tmp_path / "dismissed.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(table.read(tmp_path, schema.tables["dismissed"], problems)), problems


GOOD = f"{HEADER}\nplan,1,5,2023,date,\n"
FACTS = {"document": "plan", "start": "1", "end": "5", "phrase": "2023", "reason": "date"}


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n"),
        GOOD + ",,,,,\n\n,,,,,\n",
        GOOD.replace("\n", ",,\n"),
        GOOD.rstrip("\n"),
        f'{HEADER}\n"plan","1","5","2023","date",""\n',
    ],
    ids=["plain", "byte order mark", "CRLF", "empty rows", "empty columns", "no last line break", "quoted"],
)
def test_survives_spreadsheets(tmp_path: Path, schema: csvw.Schema, content: bytes | str) -> None:
    records, problems = read(tmp_path, schema, content)
    assert problems == []
    assert [(record.line, record.cells) for record in records] == [(2, FACTS)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f"{HEADER},colour\n", "dismissed.csv:1:colour E103"),
        (f"{HEADER},note\n", "dismissed.csv:1:note E105"),
        ("document,start,end,phrase,note\n", "dismissed.csv:1:reason E104"),
        ("", "dismissed.csv:1:document E104"),
        ("start,document,end,phrase,reason,note\n", "dismissed.csv:1 E108"),
        (f"{HEADER}\nplan,1,5\n", "dismissed.csv:2 E106"),
        (f"{HEADER}\nplan,1,5,20,23,date,\n", "dismissed.csv:2 E106"),
        (f'{HEADER}\nplan,1,5,"2023,date,\n', "dismissed.csv:2 E107"),
        (f'{HEADER}\nplan,1,5,"20"23,date,\n', "dismissed.csv:2 E107"),
        (f"{HEADER}\n,1,5,2023,date,\n", "dismissed.csv:2:document E201"),
        (f"{HEADER}\nPlan,1,5,2023,date,\n", "dismissed.csv:2:document E202"),
        (f"{HEADER}\nplan,one,5,2023,date,\n", "dismissed.csv:2:start E203"),
        (f"{HEADER}\nplan,\uff11,5,2023,date,\n", "dismissed.csv:2:start E205"),
        (f"{HEADER}\nplan,1,5,{'年' * 31},date,\n", "dismissed.csv:2:phrase E204"),
        (f"{HEADER}\nplan,1,5, 2023,date,\n", "dismissed.csv:2:phrase E207"),
        (GOOD.encode("gb18030") + "安,1,1,1,1,".encode("gb18030"), "E102"),
    ],
)
def test_each_mistake_has_its_address(
    tmp_path: Path, schema: csvw.Schema, content: bytes | str, problem: str
) -> None:
    _, problems = read(tmp_path, schema, content)
    assert any(problem in str(found) for found in problems), problems


def test_lines_are_counted_where_rows_start(tmp_path: Path, schema: csvw.Schema) -> None:
    content = f'{HEADER}\nplan,1,5,2023,date,"a\nb\nc"\nplan,x,5,2023,date,\n'
    records, problems = read(tmp_path, schema, content)
    assert [record.line for record in records] == [2, 5]
    assert [problem.line for problem in problems] == [5]


def test_all_mistakes_come_together(tmp_path: Path, schema: csvw.Schema) -> None:
    _, problems = read(tmp_path, schema, f"{HEADER}\nplan,a,b,,Date,\nplan,1,5,,date,\n")
    assert len(problems) == 5


def test_a_missing_table_is_told(tmp_path: Path, schema: csvw.Schema) -> None:
    problems: list[Problem] = []
    assert list(table.read(tmp_path, schema.tables["dismissed"], problems)) == []
    assert [problem.code for problem in problems] == ["E101"]


def test_each_item_of_a_list_is_read(schema: csvw.Schema) -> None:
    column = next(column for column in schema.tables["agencies"].columns if column.name == "alt_zh")
    assert table.read_cell(column, "甲|乙") == "甲|乙"
