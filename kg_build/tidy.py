"""The canonical form of a pack's tables: what a spreadsheet changed by the way is put right, facts stay as they are."""

import csv
import io
import re
from collections.abc import Sequence

from kg_build import place
from kg_build.csvw import Schema, Table
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem

_DIGITS = re.compile(r"([0-9]+)")


def untidy(pack: Pack, schema: Schema) -> dict[str, str]:
    """Return the canonical text of each table that is not in canonical form, by the file's name.

    Canonical is: UTF-8 without byte order mark, lines ended by LF, quotes only where needed, no empty rows or columns,
    rows in the natural order of their keys. Raises InvalidInputError for a table that cannot be read.
    """
    found = {}
    problems: list[Problem] = []
    for kind in schema.tables.values():
        path = pack.folder / kind.url
        try:
            raw = path.read_bytes()
            text = canonical(kind, raw.decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
            problems.append(
                Problem(kind.url, 0, "", "E101" if isinstance(error, OSError) else "E107", str(error))
            )
            continue
        if text.encode() != raw:
            found[kind.url] = text
    if problems:
        raise InvalidInputError(problems)
    return found


def canonical(kind: Table, text: str) -> str:
    """Return the canonical form of a table; raises ValueError where its header is not that of the table."""
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]
    width = len(kind.read)
    if not rows or rows[0][:width] != [column.name for column in kind.read]:
        raise ValueError(f"the header is not that of {kind.name}: 'duixian validate' says what is wrong")
    if any(len(row) < width or any(row[width:]) for row in rows):
        raise ValueError("a row has more or fewer cells than the header: 'duixian validate' says which")
    places = [[column.name for column in kind.read].index(name) for name in kind.key]
    facts = [row[:width] for row in rows[1:]]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(rows[0][:width])
    facts.sort(key=lambda row: [natural(row[place]) for place in places])
    writer.writerows(facts)
    return stream.getvalue()


def natural(key: str) -> Sequence[tuple[int, str]]:
    """Order by which numbers in a key count as numbers: task-2 before task-10."""
    return [(int(part), "") if place % 2 else (-1, part) for place, part in enumerate(_DIGITS.split(key))]


def tidy(pack: Pack, schema: Schema) -> list[str]:
    """Write the tables that are not in canonical form, each put in place when whole; return their names."""
    found = untidy(pack, schema)
    for name, text in found.items():
        with place.file(pack.folder / name) as stream:
            stream.write(text.encode())
    return sorted(found)
