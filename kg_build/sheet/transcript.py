"""What a cell of a workbook says in a table: read exactly, or not at all.

A program that makes a number or a day of what was written may have changed it, so each is taken only where what the
cell holds, what it shows and what the column asks for agree.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from kg_build.csvw import Column
from kg_build.datatype import CellError
from kg_build.sheet.workbook import ESCAPE, Cell

_NUMBERS = {"decimal", "integer", "nonNegativeInteger", "positiveInteger"}
_EXACT = 15
"""Digits of a number that spreadsheet programs keep."""
_FIRST_SURE_DAY = date(1900, 3, 1)
"""Before it programs disagree by a day."""
_SHOWN_AS_IS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_AGAIN = "format the cell as text and write it again", "请将单元格设为文本格式后重新填写"


def transcribe(cell: Cell, column: Column) -> str:
    """Return the text of a cell; raises CellError (E208, E209, E210) for one that is not certain."""
    match cell.data_type:
        case "s":
            return _text(cell.value)
        case "n":
            return _number(cell, column)
        case "d":
            return _day(cell.value, column)
        case "b":
            return _boolean(cell.value, column)
        case "f":
            formula = str(
                cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", "=TABLE()")
            )
            raise CellError(
                "E208",
                f"the formula {formula[:60]}; put its result in its place (copy, then paste values only)",
                f"公式 {formula[:60]};请以其结果代之(复制后仅粘贴数值)",
            )
        case _:
            raise CellError(
                "E209",
                f"the error {cell.value}; write what should stand here",
                f"错误值 {cell.value};请重新填写",
            )


def _text(text: str) -> str:
    if found := ESCAPE.search(text):
        raise _changed(f"{found[0]}, the escape of a character", f"字符转义 {found[0]}")
    return text


def _boolean(value: bool, column: Column) -> str:
    if column.datatype.base != "boolean":
        raise _changed(f"the truth value {str(value).upper()}", f"逻辑值 {str(value).upper()}")
    return str(value).lower()


def _number(cell: Cell, column: Column) -> str:
    number = Decimal(repr(cell.value))
    text = format(number.normalize(), "f")
    shown = _SHOWN_AS_IS.sub("", cell.number_format).partition(";")[0].lower()
    if "%" in shown:
        raise _changed(f"a percentage: the cell holds {text}", f"百分比:单元格实际为 {text}")
    if abs(number) >= 10**_EXACT or len(number.normalize().as_tuple().digits) > _EXACT:
        raise _changed(
            f"the number {text}, of whose digits only {_EXACT} are kept",
            f"数字 {text} 只保留了 {_EXACT} 位有效数字",
        )
    if column.datatype.base in {"date", "boolean"}:
        raise _changed(f"the number {text}", f"数字 {text}")
    if shown not in {"", "general", "@"} and column.datatype.base not in _NUMBERS:
        raise _changed(f"the number {text}, shown in another form", f"数字 {text},而显示为其他形式")
    return text


def _day(value: date | time | timedelta, column: Column) -> str:
    day, rest = (value.date(), value.time()) if isinstance(value, datetime) else (value, time.min)
    if not isinstance(day, date) or rest != time.min:
        raise _changed(f"the time {value}, not a day", f"时刻 {value},不是日期")
    if column.datatype.base != "date":
        raise _changed(
            f"the date {day}, perhaps of something else such as 1/3", f"日期 {day},或由 1/3 之类变来"
        )
    if day < _FIRST_SURE_DAY:
        raise _changed(
            f"the early date {day}, which programs count differently", f"过早的日期 {day},各程序计法不一"
        )
    return day.isoformat()


def _changed(what: str, what_zh: str) -> CellError:
    return CellError("E210", f"{what}; {_AGAIN[0]}", f"{what_zh};{_AGAIN[1]}")
