"""Workbook files, read and written. The one door to openpyxl.

A file that is no workbook, or a damaged or dangerous one, is refused as a whole and told as one problem. What is written
depends on neither clock nor machine.
"""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from kg_build.problem import InvalidInputError, Problem, UsageError

PACKED, UNPACKED = 32 << 20, 128 << 20
"""The most bytes that a file, and all its parts, may have."""
LAST_ROW, LONGEST = 1_048_576, 32_767
"""The rows of a worksheet, and the most characters of a cell."""
ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
"""How spreadsheet programs store characters such as a carriage return; openpyxl leaves it as it stands."""

_LOST = b"x005F_"
"""The escape of such an escape; openpyxl drops it."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([^"']*)""")
_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - that of the entries of the file; a workbook has no time zones
_EAST_ASIAN_DAYS = dict.fromkeys([*range(27, 37), *range(50, 59)], 'yyyy"年"m"月"d"日"')
"""Formats that programs have built in where the language is Chinese, Japanese or Korean; openpyxl has the others."""
_SAVE = "save it as an Excel workbook (.xlsx) and try again", "请另存为 Excel 工作簿(.xlsx)再试"


class RefusalError(Exception):
    """Why a file is not read, in English and Chinese."""

    def __init__(self, message: str, message_zh: str):
        self.message_zh = message_zh
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as openpyxl has it."""

    coordinate: str
    value: Any
    data_type: str
    """One letter: s text, n number, d day or time, b truth value, e error, f formula."""
    number_format: str


Row = tuple[int, dict[int, Cell]]
"""Number of a row from 1, and its cells that are not empty, by place from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A worksheet: its name, its rows that are not empty, and the ranges of cells that are merged."""

    name: str
    rows: list[Row]
    merged: list[str]


def library() -> Any:
    """Return openpyxl; raises UsageError where it is not installed."""
    try:
        import openpyxl  # noqa: PLC0415 - optional
    except ModuleNotFoundError as error:
        raise UsageError("workbooks need openpyxl: install 'duixian[sheet]'") from error
    return openpyxl


def grids(path: Path) -> list[Grid]:
    """Return the worksheets of a file; raises InvalidInputError (E109) for one that is no workbook to be read."""
    openpyxl = library()
    openpyxl.styles.numbers.BUILTIN_FORMATS.update(_EAST_ASIAN_DAYS)
    try:
        with path.open("rb") as stream, warnings.catch_warnings(action="ignore"):
            _look(stream)
            with zipfile.ZipFile(stream) as archive:
                _weigh(archive)
                book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
                return _grids(book, archive)
    except RefusalError as error:
        message, zh = str(error), error.message_zh
    except Exception as error:  # noqa: BLE001 - of a damaged file, openpyxl raises whatever it comes upon
        what = str(error).partition("\n")[0] or type(error).__name__
        message = f"this is no workbook, or a damaged one ({what}); {_SAVE[0]}"
        zh = f"这不是工作簿,或已损坏({what});{_SAVE[1]}"
    raise InvalidInputError([Problem(path.name, 0, "", "E109", message, zh)])


def written(book: Any) -> bytes:
    """Return the bytes of a workbook of openpyxl."""
    openpyxl = library()
    book.properties = openpyxl.packaging.core.DocumentProperties(
        title="Duixian", creator=None, created=_DAY, modified=_DAY
    )
    stamped, undated = io.BytesIO(), io.BytesIO()
    openpyxl.writer.excel.ExcelWriter(book, zipfile.ZipFile(stamped, "w")).save()
    with zipfile.ZipFile(stamped) as old, zipfile.ZipFile(undated, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return undated.getvalue()


def _look(stream: BinaryIO) -> None:
    if stream.seek(0, io.SEEK_END) > PACKED:
        raise RefusalError(f"the file has more than {PACKED >> 20} MiB", f"文件超过 {PACKED >> 20} MiB")
    stream.seek(0)
    if stream.read(len(_OLE)) == _OLE:
        raise RefusalError(
            f"the file has a password or is of an old format; without password, {_SAVE[0]}",
            f"文件有密码或为旧格式;去掉密码,{_SAVE[1]}",
        )


def _weigh(archive: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
        limit = f"{UNPACKED >> 20} MiB"
        raise RefusalError(f"unpacked, the file has more than {limit}", f"解压后超过 {limit}")
    for name in archive.namelist():
        if name.startswith("xl/externalLinks/"):
            raise RefusalError(
                "the workbook is linked to other files; break the links (Data, Edit Links) and save it again",
                "工作簿链接了其他文件;请断开链接(数据、编辑链接)后重新保存",
            )
        if name.lower().endswith("sharedstrings.xml") and _LOST in archive.read(name):
            raise RefusalError(
                "a cell has a text such as _x000D_, which would be changed; search for _x and write it otherwise",
                "有单元格含 _x000D_ 之类的文字,读取时会被改动;请查找 _x 并改写",
            )


def _grids(book: Any, archive: zipfile.ZipFile) -> list[Grid]:
    if not book.worksheets:
        raise RefusalError(
            f"the file has no worksheet, or is of the form 'Strict Open XML'; {_SAVE[0]}",
            f"文件没有工作表,或为 Strict Open XML 格式;{_SAVE[1]}",
        )
    return [_grid(sheet, archive) for sheet in book.worksheets]


def _grid(sheet: Any, archive: zipfile.ZipFile) -> Grid:
    sheet.reset_dimensions()  # which may be wrong
    merged = _MERGED.findall(
        archive.read(sheet._worksheet_path)
    )  # openpyxl passes over them where it streams
    grid = Grid(sheet.title, [], [cells.decode() for cells in merged])
    for line, row in enumerate(sheet.iter_rows(), 1):
        if line > LAST_ROW:
            raise ValueError(f"more than {LAST_ROW} rows in '{sheet.title}'")
        if cells := {place: _cell(cell) for place, cell in enumerate(row) if cell.value not in (None, "")}:
            grid.rows.append((line, cells))
    return grid


def _cell(cell: Any) -> Cell:
    return Cell(cell.coordinate, cell.value, cell.data_type, cell.number_format)
