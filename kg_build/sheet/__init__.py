"""The tables of a pack as one workbook that spreadsheet programs understand, and the way back.

Help, drop-downs and rules of the workbook are those of the table schema and the vocabulary: a new column there is one
here. The way back takes texts exactly as they stand; whether they are right is for validation to say.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg_build import place, tidy
from kg_build.csvw import Schema, Table
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem
from kg_build.sheet import book, intake
from kg_build.sheet.page import pages
from kg_build.sheet.workbook import ESCAPE, LAST_ROW, LONGEST
from kg_build.tidy import Rows
from kg_build.vocabulary import Vocabulary

_UNHELD = re.compile(rf"[\x00-\x08\x0b-\x1f\ufffe\uffff]|x005F_|{ESCAPE.pattern}")
"""What a workbook cannot hold, or not so that it comes back: control characters, and what looks like their escapes."""


def export(pack: Pack, schema: Schema) -> bytes:
    """Return a workbook with the tables of a pack.

    Raises InvalidInputError for tables that cannot be read, or have what a workbook cannot hold.
    """
    rows = {name: rows for name, (_, rows) in tidy.held(pack, schema).items()}
    problems = [problem for name, table in rows.items() for problem in _unheld(schema.tables[name], table)]
    if problems:
        raise InvalidInputError(problems)
    return _written(schema, rows)


def template(schema: Schema) -> bytes:
    """Return a workbook with tables that have no rows yet."""
    return _written(schema, {})


def take(path: Path, pack: Pack, schema: Schema) -> list[str]:
    """Write what a workbook holds into the tables of a pack; return the names of the files that changed.

    They are put in place together. Raises InvalidInputError with all problems, in which case nothing is changed.
    """
    found = {}
    for name, rows in intake.read(path, schema).items():
        kind = schema.tables[name]
        file, content = pack.folder / kind.url, tidy.written(kind, rows).encode()
        if not file.is_file() or file.read_bytes() != content:
            found[file] = content
    place.files(found)
    return [file.name for file in found]


def _written(schema: Schema, rows: Mapping[str, Rows]) -> bytes:
    return book.write(pages(schema, Vocabulary.load(), rows))


def _unheld(kind: Table, rows: Rows) -> Iterator[Problem]:
    if len(rows) >= LAST_ROW:
        message, zh = f"more than {LAST_ROW - 1} rows", f"超过 {LAST_ROW - 1} 行"
        yield Problem(kind.url, 0, "", "E111", message, zh)
    names = [column.name for column in kind.read]
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        key = "-".join(cells[name] for name in kind.key)
        for name, text in cells.items():
            if len(text) > LONGEST:
                message, zh = f"{len(text)} characters", f"共 {len(text)} 字"
            elif _UNHELD.search(text):
                message, zh = (
                    "a control character, or what looks like the escape of one,",
                    "有控制字符或形似其转义的文字",
                )
            else:
                continue
            yield Problem(kind.url, 0, name, "E111", f"{message} in the row '{key}'", f"键为“{key}”的行{zh}")
