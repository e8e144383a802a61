"""From worksheets as they are meant to a workbook.

All cells are text, so that no program makes a date of 1/3 or drops a zero.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from kg_build.render import width_of
from kg_build.sheet.choice import Choice, Keys, Length, Reference, Rule
from kg_build.sheet.page import TERMS, Head, Page, lists
from kg_build.sheet.workbook import LAST_ROW, LONGEST, library, written

_NARROW, _WIDE = 10, 44
_REQUIRED, _OPTIONAL = ("0B5394", "FFFFFF"), ("D9E8F6", "000000")
"""Colours of the head of a column, and of its letters."""
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 120


def write(pages: Sequence[Page]) -> bytes:
    """Return the bytes of a workbook; raises UsageError where openpyxl is not installed."""
    book = library().Workbook()
    book.remove(book.active)
    ranges = dict(_ranges(pages))
    for page in pages:
        sheet = book.create_sheet(page.name)
        for place, head in enumerate(page.heads, 1):
            texts = [head.name, *(row[place - 1] for row in page.rows)]
            _column(sheet, place, texts)
            _dress(sheet.cell(1, place), head)
            if head.choice:
                sheet.add_data_validation(_validation(head, _letters(place), ranges))
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{_letters(len(page.heads))}{len(page.rows) + 1}"
    return written(book)


def _column(sheet: Any, place: int, texts: Sequence[str]) -> None:
    dimension = sheet.column_dimensions[_letters(place)]
    dimension.width = min(max(_NARROW, *(width_of(text) + 2 for text in texts)), _WIDE)
    dimension.number_format = "@"
    for line, text in enumerate(texts, 1):
        if text:
            cell = sheet.cell(line, place, text)
            cell.data_type = "s"
            cell.number_format = "@"


def _dress(cell: Any, head: Head) -> None:
    styles = library().styles
    ground, letters = _REQUIRED if head.required else _OPTIONAL
    edge = styles.Side("thin")
    cell.font = styles.Font(name="Calibri", bold=True, color=letters)
    cell.fill = styles.PatternFill("solid", fgColor=ground)
    cell.border = styles.Border(edge, edge, edge, edge)
    if head.note:
        cell.comment = library().comments.Comment(head.note, "", _NOTE_HEIGHT, _NOTE_WIDTH)


def _letters(place: int) -> str:
    return str(library().utils.get_column_letter(place))


def _ranges(pages: Sequence[Page]) -> Iterator[tuple[Choice, str]]:
    """Yield where what may be chosen from stands: the keys of terms, and those of tables, as many as there are."""
    terms = lists(pages)
    for keys, end in zip(terms, accumulate(len(keys.keys) for keys in terms), strict=True):
        yield keys, f"'{TERMS}'!$B${end - len(keys.keys) + 2}:$B${end + 1}"
    for page in pages:
        for place, head in enumerate(page.heads, 1):
            column, name = _letters(place), f"'{page.name}'"
            yield (
                Reference(page.name, head.name),
                f"OFFSET({name}!${column}$2,0,0,MAX(1,COUNTA({name}!${column}:${column})-1),1)",
            )


def _validation(head: Head, column: str, ranges: Mapping[Choice, str]) -> Any:
    rule = library().worksheet.datavalidation.DataValidation(
        sqref=f"{column}2:{column}{LAST_ROW}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=head.name[:32],
        error=_short(head.advice),
    )
    match head.choice:
        case Keys("", keys):
            rule.type, rule.formula1 = "list", f'"{",".join(keys)}"'
        case Keys() as source:
            rule.type, rule.formula1 = "list", ranges[source]
        case Reference() as source:
            # the row that has the key may be written later
            rule.type, rule.formula1, rule.errorStyle = "list", ranges[source], "warning"
        case Rule(formula):
            rule.type, rule.formula1 = "custom", formula.format(cell=f"{column}2")
        case Length(least, most):
            rule.type, rule.operator = "textLength", "between"
            rule.formula1, rule.formula2 = str(least or 0), str(LONGEST if most is None else most)
    return rule


def _short(text: str) -> str:
    return text if len(text) <= 255 else text[:254] + "…"
