"""The canonical form of a pack's tables: what a spreadsheet changed by the way is put right, facts stay as they are."""

import csv
import io
import re
from collections.abc import Sequence

from kg_build import place
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
        try:
            raw = (pack.folder / kind.url).read_bytes()
            found[kind.name] = raw, facts(kind, raw.decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
            problems.append(
                Problem(kind.url, 0, "", "E101" if isinstance(error, OSError) else "E107", str(error))
            )
    if problems:
        raise InvalidInputError(problems)
    return found


def canonical(kind: Table, text: str) -> str:
    """Return the canonical form of a table; raises ValueError where its header is not that of the table."""
    return written(kind, facts(kind, text))


def facts(kind: Table, text: str) -> Rows:
    """Return the rows of a table's text, none of them empty; raises ValueError as `canonical` does."""
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]
    width = len(kind.read)
    if not rows or rows[0][:width] != [column.name for column in kind.read]:
        raise ValueError(f"the header is not that of {kind.name}: 'duixian validate' says what is wrong")
    if any(len(row) < width or any(row[width:]) for row in rows):
        raise ValueError("a row has more or fewer cells than the header: 'duixian validate' says which")
    return [row[:width] for row in rows[1:]]


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
