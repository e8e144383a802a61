"""Reading a curated table: strictly, all problems together, each at its line and column.

Source: RFC 4180 and the dialect that CSVW assumes (https://www.w3.org/TR/tabular-metadata/#dialect-descriptions).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TextIO

from kg_build.csvw import Column, Table
from kg_build.datatype import CellError
from kg_build.problem import Problem

_KEPT = 1000
"""Cells of a column that are kept at most, so that memory has a bound."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row: the physical line on which it starts and its cells, canonical, without the empty ones."""

    file: str
    line: int
    cells: dict[str, str]


def read(folder: Path, table: Table, problems: list[Problem]) -> Iterator[Record]:
    """Yield the records of a table one by one; what is wrong is added to `problems`.

    A record whose cells are wrong is yielded without them, so that later checks see all that can be seen.
    """
    columns = table.read
    # Few cells are unlike all before them, and most are empty.
    readers = [lru_cache(_KEPT)(partial(read_cell, column)) for column in columns]
    for line, cells in rows(folder, table, problems):
        found: dict[str, str] = {}
        for column, reader, text in zip(columns, readers, cells, strict=True):
            try:
                value = reader(text)
            except CellError as error:
                problems.append(
                    Problem(table.url, line, column.name, error.code, str(error), error.message_zh)
                )
            else:
                if value:
                    found[column.name] = value
        yield Record(table.url, line, found)


def rows(
    folder: Path, table: Table, problems: list[Problem], loose: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table as they stand, with the line on which each starts; see `fitting`."""
    path = folder / table.url
    if not path.is_file():
        message = "this table is missing; add it, with its header line at least"
        problems.append(Problem(table.url, 0, "", "E101", message, "缺少此表;请补上,至少有表头一行"))
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from fitting(table, stream, problems, loose)


def fitting(
    table: Table, stream: TextIO, problems: list[Problem], loose: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header, a cell for each column, with the line on which each starts.

    Empty rows and columns, which spreadsheets leave behind, are passed over. A header that is not the table's, rows of
    another width and what is no CSV in UTF-8 are added to `problems`. Where `loose`, rows may end in more or fewer empty
    cells than the header: nothing is lost, though a comma too many in a row may be overlooked.
    """
    found = _lines(stream, table.url, problems)
    _, header = next(found, (1, []))
    width = len(header)
    if not _is_header(table, header, problems):
        return
    columns = len(table.read)
    for line, cells in found:
        if not any(cells):
            continue
        if (len(cells) < columns if loose else len(cells) != width) or any(cells[columns:]):
            message = f"the row has {len(cells)} cells, the header {width}"
            zh = f"该行有 {len(cells)} 格,表头有 {width} 格"
            problems.append(Problem(table.url, line, "", "E106", message, zh))
        else:
            yield line, cells[:columns]


def read_cell(column: Column, text: str) -> str:
    """Return the canonical form of a cell, "" for an empty one that may be; raises CellError."""
    if not text:
        if column.required:
            raise CellError("E201", "this cell must not be empty", "此格不可为空")
        return ""
    if text[0].isspace() or text[-1].isspace():
        raise CellError("E207", f"white space around '{text.strip()}'", f"“{text.strip()}”首尾有空白")
    if column.separator:
        return column.separator.join(map(column.datatype.read, text.split(column.separator)))
    return column.datatype.read(text)


def _lines(stream: TextIO, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it starts."""
    reader = csv.reader(stream, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except UnicodeDecodeError as error:
        message = f"at or after this line: {error.reason}; save as 'CSV UTF-8'"
        zh = "此行或其后不是 UTF-8;请另存为“CSV UTF-8”"
        problems.append(Problem(file, line, "", "E102", message, zh))
    except csv.Error as error:
        message = f"{error}; in the row that starts here"
        problems.append(Problem(file, line, "", "E107", message, "自此开始的一行引号有误"))


def _is_header(table: Table, header: list[str], problems: list[Problem]) -> bool:
    while header and not header[-1]:
        header.pop()  # spreadsheets add empty columns
    found = unfit(table, header, table.url)
    expected = [column.name for column in table.read]
    if not found and header != expected:
        order = ",".join(expected)
        message = f"the columns stand in another order; expected: {order}"
        found.append(Problem(table.url, 1, "", "E108", message, f"列序不同;应为:{order}"))
    problems += found
    return not found


def unfit(table: Table, header: list[str], file: str, line: int = 1) -> list[Problem]:
    """Columns of a header that are missing, unknown or named twice; their order does not matter here."""
    expected = [column.name for column in table.read]
    found: list[Problem] = []

    def note(name: str, code: str, message: str, zh: str) -> None:
        found.append(Problem(file, line, name, code, message, zh))

    for name in expected:
        if name not in header:
            note(name, "E104", "this column is missing from the header", "表头缺少此列")
    for name in dict.fromkeys(header):
        if name not in expected:
            known = ", ".join(expected)
            note(name, "E103", f"unknown column '{name}'; known: {known}", f"未知的列“{name}”;已知:{known}")
        elif header.count(name) > 1:
            note(name, "E105", "the header names this column twice", "表头重复此列")
    return found
