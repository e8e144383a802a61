"""Writing a workbook. The one door to XlsxWriter.

All cells are text, so that no program makes a date of 1/3 or drops a zero. Nothing of it depends on clock or machine.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from kg_build.problem import UsageError
from kg_build.render import width_of
from kg_build.sheet.choice import Choice, Keys, Length, Reference, Rule
from kg_build.sheet.grid import letters
from kg_build.sheet.page import TERMS, Head, Page, lists

LAST_ROW, LONGEST = 1_048_576, 32_767
"""The rows of a worksheet, and the most characters of a cell."""
_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - that of the entries of the file; a workbook has no time zones
_NARROW, _WIDE = 10, 44
_PLAIN = {"num_format": "@", "font_name": "Calibri"}
_HEAD = {**_PLAIN, "bold": True, "border": 1}
_FORMATS = {
    "plain": _PLAIN,
    "required": {**_HEAD, "bg_color": "#0B5394", "font_color": "#FFFFFF"},
    "optional": {**_HEAD, "bg_color": "#D9E8F6"},
}


def write(pages: Sequence[Page]) -> bytes:
    """Return the bytes of a workbook; raises UsageError where XlsxWriter is not installed."""
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - optional
    except ModuleNotFoundError as error:
        raise UsageError("writing a workbook needs XlsxWriter: install 'duixian[sheet]'") from error
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "Duixian", "created": _DAY})
        formats = {name: book.add_format(form) for name, form in _FORMATS.items()}
        ranges = dict(_ranges(pages))
        for page in pages:
            sheet = book.add_worksheet(page.name)
            _fill(sheet, page, formats)
            for place, head in enumerate(page.heads):
                if head.choice:
                    sheet.data_validation(1, place, LAST_ROW - 1, place, _validation(head, place, ranges))
    return stream.getvalue()


def _fill(sheet: Any, page: Page, formats: Mapping[str, Any]) -> None:
    for place, head in enumerate(page.heads):
        column = [head.name, *(row[place] for row in page.rows)]
        width = min(max(_NARROW, *(width_of(text) + 2 for text in column)), _WIDE)
        sheet.set_column(place, place, width, formats["plain"])
        sheet.write_string(0, place, head.name, formats["required" if head.required else "optional"])
        if head.note:
            sheet.write_comment(0, place, head.note, {"x_scale": 2.5, "y_scale": 1.6, "author": ""})
    for number, row in enumerate(page.rows, 1):
        for place, text in enumerate(row):
            if text:
                sheet.write_string(number, place, text, formats["plain"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(page.rows), len(page.heads) - 1)


def _ranges(pages: Sequence[Page]) -> Iterator[tuple[Choice, str]]:
    """Yield where what may be chosen from stands: the keys of terms, and those of tables, as many as there are."""
    terms = lists(pages)
    for keys, end in zip(terms, accumulate(len(keys.keys) for keys in terms), strict=True):
        yield keys, f"='{TERMS}'!$B${end - len(keys.keys) + 2}:$B${end + 1}"
    for page in pages:
        for place, head in enumerate(page.heads):
            column, name = letters(place), f"'{page.name}'"
            yield (
                Reference(page.name, head.name),
                f"=OFFSET({name}!${column}$2,0,0,MAX(1,COUNTA({name}!${column}:${column})-1),1)",
            )


def _validation(head: Head, place: int, ranges: Mapping[Choice, str]) -> dict[str, Any]:
    told = {"error_title": head.name[:32], "error_message": _short(head.advice)}
    match head.choice:
        case Keys("", keys):
            return {"validate": "list", "source": list(keys), **told}
        case Keys() | Reference() as source:
            # the row that has the key of a reference may be written later
            style = "warning" if isinstance(source, Reference) else "stop"
            return {"validate": "list", "source": ranges[source], "error_type": style, **told}
        case Rule(formula):
            return {"validate": "custom", "value": formula.format(cell=f"{letters(place)}2"), **told}
        case Length(least, most):
            bounds = {"minimum": least or 0, "maximum": LONGEST if most is None else most}
            return {"validate": "length", "criteria": "between", **bounds, **told}
    return {"validate": "any"}


def _short(text: str) -> str:
    return text if len(text) <= 255 else text[:254] + "…"
