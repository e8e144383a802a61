"""The canonical form of a pack's tables: what a spreadsheet changed by the way is put right, facts stay as they are."""

import csv
import re
from collections.abc import Sequence

from kg_build import place, table
from kg_build.csvw import Schema, Table
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem

Rows = list[list[str]]
"""Rows of a table as they stand in the file: the text of each cell, in the order of the columns."""
_DIGITS = re.compile(r"([0-9]+)")


def untidy(pack: Pack, schema: Schema) -> dict[str, str]:
    """Return the canonical text of each table that is not in canonical form, by the file's name.

    Canonical is: UTF-8 without byte order mark, lines ended by LF, quotes only where needed, no empty rows or columns,
    rows in the natural order of their keys. Raises InvalidInputError for a table that cannot be read.
    """
    found = {}
    for name, (raw, rows) in held(pack, schema).items():
        kind = schema.tables[name]
        text = written(kind, rows)
        if text.encode() != raw:
            found[kind.url] = text
    return found


def held(pack: Pack, schema: Schema) -> dict[str, tuple[bytes, Rows]]:
    """Return the bytes and the rows of each table of a pack, by the table's name.

    Raises InvalidInputError with all tables that cannot be read.
    """
    found = {}
    problems: list[Problem] = []
    for kind in schema.tables.values():
        rows = [cells for _, cells in table.rows(pack.folder, kind, problems, loose=True)]
        if not problems:
            found[kind.name] = (pack.folder / kind.url).read_bytes(), rows
    if problems:
        raise InvalidInputError(problems)
    return found


def in_order(kind: Table, rows: Rows) -> Rows:
    """Return the rows of a table in the natural order of their keys."""
    places = [place for name in kind.key for place, column in enumerate(kind.read) if column.name == name]
    return sorted(rows, key=lambda row: [natural(row[place]) for place in places])


def written(kind: Table, rows: Rows) -> str:
    """Return the canonical text of a table that has these rows."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(column.name for column in kind.read)
    writer.writerows(in_order(kind, rows))
    return "".join(lines)


class _Lines(list[str]):
    """Takes rows from a writer and ends them by LF; told of LF itself, the writer would leave a CR unquoted."""

    def write(self, row: str) -> None:
        self.append(row.removesuffix("\r\n") + "\n")


def natural(key: str) -> Sequence[tuple[int, str]]:
    """Order by which numbers in a key count as numbers: task-2 before task-10."""
    return [(int(part), "") if place % 2 else (-1, part) for place, part in enumerate(_DIGITS.split(key))]


def tidy(pack: Pack, schema: Schema) -> list[str]:
    """Write the tables that are not in canonical form, all put in place when whole; return their names."""
    found = untidy(pack, schema)
    place.files({pack.folder / name: text.encode() for name, text in found.items()})
    return sorted(found)
