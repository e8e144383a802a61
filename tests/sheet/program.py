"""Other programs that edit workbooks, in place of a person's: openpyxl and XlsxWriter."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from kg_build import build, csvw, sheet
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, Problem
from kg_build.resources import folder
from kg_build.sheet import intake

Change = Callable[[Any], object]


def exported(pack: Path) -> bytes:
    return sheet.export(Pack.open(pack), build.schema())


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data), rich_text=True)


def saved(data: bytes) -> bytes:
    """Open a workbook and save it as openpyxl does, with each text in its cell."""
    stream = io.BytesIO()
    opened(data).save(stream)
    return stream.getvalue()


def foreign(data: bytes) -> bytes:
    """Write the texts of a workbook anew as Excel does, in a list that all cells share."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        for page in opened(data):
            sheet = book.add_worksheet(page.title)
            for cell in (cell for row in page.iter_rows() for cell in row if cell.value):
                sheet.write_string(cell.row - 1, cell.column - 1, cell.value)
    return stream.getvalue()


def edited(pack: Path, change: Change) -> Path:
    """Export a pack, change the workbook and save it; return its path."""
    book = opened(exported(pack))
    change(book)
    target = pack.parent / "edited.xlsx"
    book.save(target)
    return target


def problems(path: Path) -> list[Problem]:
    """What is wrong with a workbook."""
    with pytest.raises(InvalidInputError) as caught:
        intake.read(path, build.schema())
    return caught.value.problems


def told(path: Path) -> list[str]:
    """What is wrong with a workbook: addresses, without the file, and codes."""
    return [f"{problem.address.partition('#')[2]} {problem.code}" for problem in problems(path)]


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """Return a workbook with its parts changed; None leaves a part out, `more` are added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name, content)
    return stream.getvalue()


def schema_with(tmp_path: Path, table: str, **column: object) -> csvw.Schema:
    """The table schema with one more column, added where it is data."""
    group = json.loads((folder("ontology") / "tables.json").read_text(encoding="utf-8"))
    place = next(entry for entry in group["tables"] if entry["url"] == f"{table}.csv")
    place["tableSchema"]["columns"].insert(1, {"suppressOutput": True, **column})
    if "reference" in column:
        reference = {"resource": column["reference"], "columnReference": "id"}
        place["tableSchema"]["columns"][1].pop("reference")
        place["tableSchema"]["foreignKeys"].append(
            {"columnReference": column["name"], "reference": reference}
        )
    path = tmp_path / "tables.json"
    path.write_text(json.dumps(group), encoding="utf-8")
    return csvw.load(path)
