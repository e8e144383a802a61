"""Cells: rows and columns as RFC 7111 counts them, lines and characters as editors do."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_build import cell
from kg_build.problem import Problem

TABLE = '\ufeffid,name,value\n\na,"x, ""y""\nz",1\r\nb,,"2\n"\nc,ü,3'
KEYS = {"t.csv": ("id",), "two.csv": ("id", "value")}


def found(place: Path, line: int, column: str, file: str = "t.csv") -> cell.Cell | None:
    (place / file).write_text(TABLE, encoding="utf-8", newline="")
    problem = Problem(file, line, column, "E201", "")
    return cell.find(place, [problem], KEYS).get((file, line, column))


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        (1, "value", cell.Cell(1, 3, 1, 9, 1, 14, "")),
        (3, "id", cell.Cell(3, 1, 3, 1, 3, 2, "a")),
        (3, "name", cell.Cell(3, 2, 3, 3, 4, 3, "a")),
        (3, "value", cell.Cell(3, 3, 4, 4, 4, 5, "a")),
        (5, "name", cell.Cell(4, 2, 5, 3, 5, 3, "b")),
        (7, "value", cell.Cell(5, 3, 7, 5, 7, 6, "c")),
        (7, "", cell.Cell(5, 0, 7, 1, 7, 6, "c")),
        (7, "unknown", cell.Cell(5, 0, 7, 1, 7, 6, "c")),
        (4, "value", None),
        (9, "value", None),
        (0, "value", None),
    ],
)
def test_a_cell_is_found(tmp_path: Path, line: int, column: str, expected: cell.Cell | None) -> None:
    assert found(tmp_path, line, column) == expected


def test_fragments_are_those_of_rfc_7111(tmp_path: Path) -> None:
    in_row, row = found(tmp_path, 7, "name"), found(tmp_path, 7, "")
    assert in_row is not None
    assert row is not None
    assert (in_row.fragment, row.fragment) == ("cell=5,2", "row=5")


def test_a_key_of_two_columns_is_joined(tmp_path: Path) -> None:
    place = found(tmp_path, 7, "", "two.csv")
    assert place is not None
    assert place.key == "c-3"


def test_files_that_are_no_tables_have_no_cells(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("a")
    assert cell.find(tmp_path, [Problem("profile.toml", 1, "", "E902", "")], KEYS) == {}
    assert cell.find(tmp_path, [Problem("t.csv", 1, "", "E101", "")], KEYS) == {}


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab,"\n ü中'), max_size=5), min_size=2, max_size=2),
        min_size=1,
        max_size=5,
    )
)
def test_the_characters_found_are_the_cell(rows: list[list[str]]) -> None:
    """What stands between start and end, read as CSV, is the cell, whatever is in it."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([["p", "q"], *rows])
    text = stream.getvalue()
    line = 2
    lines = text.split("\n")
    for row in rows:
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerow(row)
        for (start, end), wanted in zip(cell._spans(written.getvalue()), row, strict=True):
            raw = written.getvalue()[start:end]
            assert next(csv.reader(io.StringIO(raw)), [""]) in ([wanted], [])
            at_line, at = cell._at(written.getvalue(), line, start)
            assert lines[at_line - 1][at - 1 :].startswith(raw.split("\n")[0])
        line += written.getvalue().count("\n")
