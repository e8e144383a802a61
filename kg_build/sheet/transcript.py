"""What a cell of a workbook says in a table: read exactly, or not at all.

A program that makes a number or a day of what was written may have changed it, so each is taken only where what the
cell holds, what it shows and what the column asks for agree.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from kg_build.csvw import Column
from kg_build.datatype import CellError
from kg_build.sheet.grid import Kind, Look, Value

_NUMBERS = {"decimal", "integer", "nonNegativeInteger", "positiveInteger"}
_EXACT = 15
"""Digits of a number that spreadsheet programs keep."""
_FIRST_SURE_DAY = 61
"""1 March 1900; before it programs disagree by a day."""
_AGAIN = "format the cell as text and write it again", "请将单元格设为文本格式后重新填写"


def transcribe(value: Value, column: Column, from_1904: bool = False) -> str:
    """Return the text of a cell; raises CellError (E208, E209, E210) for one that is not certain."""
    match value.kind:
        case Kind.TEXT:
            return value.text
        case Kind.FORMULA:
            raise CellError(
                "E208",
                f"the formula {value.text[:60]}; put its result in its place (copy, then paste values only)",
                f"公式 {value.text[:60]};请以其结果代之(复制后仅粘贴数值)",
            )
        case Kind.ERROR:
            raise CellError(
                "E209",
                f"the error {value.text}; write what should stand here",
                f"错误值 {value.text};请重新填写",
            )
        case Kind.BOOLEAN:
            return _boolean(value, column)
        case Kind.DAY:
            return _day(_written(value.text), column)
        case Kind.NUMBER:
            return _number(value, column, from_1904)


def _boolean(value: Value, column: Column) -> str:
    text = "true" if value.text == "1" else "false"
    if column.datatype.base != "boolean":
        raise _changed(f"the truth value {text.upper()}", f"逻辑值 {text.upper()}")
    return text


def _number(value: Value, column: Column, from_1904: bool) -> str:
    number = Decimal(repr(float(value.text)))
    if value.look is Look.DAY:
        return _day(_counted(number, from_1904), column)
    text = format(number.normalize(), "f")
    if value.look is Look.PERCENT:
        raise _changed(f"a percentage: the cell holds {text}", f"百分比:单元格实际为 {text}")
    if abs(number) >= 10**_EXACT or len(number.normalize().as_tuple().digits) > _EXACT:
        raise _changed(
            f"the number {text}, of whose digits only {_EXACT} are kept",
            f"数字 {text} 只保留了 {_EXACT} 位有效数字",
        )
    if column.datatype.base in {"date", "boolean"}:
        raise _changed(f"the number {text}", f"数字 {text}")
    if value.look is Look.OTHER and column.datatype.base not in _NUMBERS:
        raise _changed(f"the number {text}, shown in another form", f"数字 {text},而显示为其他形式")
    return text


def _written(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise _changed(f"the day or time {text}", f"日期或时间 {text}") from error


def _counted(days: Decimal, from_1904: bool) -> datetime:
    """Return the day and time of a count of days."""
    if not from_1904 and days < _FIRST_SURE_DAY:
        raise _changed(f"a day or time of the value {days}", f"值为 {days} 的日期或时间")
    first = datetime(1904, 1, 1, tzinfo=UTC) if from_1904 else datetime(1899, 12, 30, tzinfo=UTC)
    try:
        return first + timedelta(days=float(days))
    except OverflowError as error:
        raise _changed(f"a day of the value {days}", f"值为 {days} 的日期") from error


def _day(day: datetime, column: Column) -> str:
    text = day.date().isoformat()
    if column.datatype.base != "date":
        raise _changed(
            f"the date {text}, perhaps of something else such as 1/3", f"日期 {text},或由 1/3 之类变来"
        )
    if day.time() != day.min.time():
        raise _changed(f"the time {day.isoformat()}, not a day", f"时刻 {day.isoformat()},不是日期")
    return text


def _changed(what: str, what_zh: str) -> CellError:
    return CellError("E210", f"{what}; {_AGAIN[0]}", f"{what_zh};{_AGAIN[1]}")
