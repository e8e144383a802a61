"""The worksheets of a workbook as cells with their values, exactly as they are stored.

Source: ECMA-376 part 1, SpreadsheetML: cells (18.3.1.4), shared strings (18.4), number formats (18.8.30), and the
escapes of characters in strings (22.9.2.19).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from xml.etree.ElementTree import Element

from kg_build.sheet.package import Package, RefusalError, local

_ESCAPE = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_SHOWN_AS_IS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in formats of days and times, those of East Asian languages included."""
_BUILT_IN = {0: "General", 9: "0%", 10: "0.00%", 49: "@"} | dict.fromkeys(_DAYS, "yyyy-mm-dd")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    """ISO 8601 text; most days are numbers that are shown as days."""
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"


class Look(StrEnum):
    """How a number is shown."""

    PLAIN = "plain"
    DAY = "day"
    PERCENT = "percent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell holds: its kind, its text as stored, and how it is shown where it is a number."""

    kind: Kind
    text: str
    look: Look = Look.PLAIN


_KINDS = {
    "s": Kind.TEXT,
    "str": Kind.TEXT,
    "inlineStr": Kind.TEXT,
    "n": Kind.NUMBER,
    "d": Kind.DAY,
    "b": Kind.BOOLEAN,
    "e": Kind.ERROR,
}

Row = tuple[int, dict[int, Value]]
"""Number of a row from 1, and its cells that are not empty, by place from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A worksheet: its name, its rows that are not empty, and the ranges of cells that are merged."""

    name: str
    rows: list[Row]
    merged: list[str]


def grids(package: Package) -> tuple[list[Grid], bool]:
    """Return the worksheets of a workbook, and whether its days count from 1904."""
    book = package.tree(package.main)
    if local(book.tag) != "workbook":
        raise RefusalError("this file is no workbook", "此文件不是工作簿")
    targets = package.targets(package.main)
    if any(local(element.tag) == "externalReference" for element in book.iter()):
        raise RefusalError(
            "the workbook is linked to other files; remove the links", "工作簿链接了其他文件;请去掉链接"
        )
    reader = _Reader(package)
    found = []
    for element in book.iter():
        if local(element.tag) == "sheet":
            relation = next(value for name, value in element.attrib.items() if local(name) == "id")
            kind, target = targets[relation]
            if kind == "worksheet":
                found.append(reader.grid(element.get("name", ""), target))
    from_1904 = any(
        local(element.tag) == "workbookPr" and element.get("date1904") in {"1", "true"}
        for element in book.iter()
    )
    return found, from_1904


class _Reader:
    """Reads worksheets that share strings and formats."""

    def __init__(self, package: Package):
        self._package = package
        strings, styles = package.related("sharedStrings"), package.related("styles")
        self._strings = [_text(element) for element in package.elements(strings, "si")] if strings else []
        self._looks = _looks(package.tree(styles)) if styles else []

    def grid(self, name: str, part: str) -> Grid:
        grid = Grid(name, [], [])
        number = 0
        for element in self._package.elements(part, "row", "mergeCell"):
            if local(element.tag) == "mergeCell":
                grid.merged.append(element.get("ref", ""))
                continue
            number = int(element.get("r", number + 1))
            if cells := dict(self._cells(element)):
                grid.rows.append((number, cells))
        return grid

    def _cells(self, row: Element) -> Iterator[tuple[int, Value]]:
        place = -1
        for cell in row:
            if local(cell.tag) != "c":
                continue
            place = _place(cell.get("r", "")) if cell.get("r") else place + 1
            value = self._value(cell)
            if value.text:
                yield place, value

    def _value(self, cell: Element) -> Value:
        parts = {local(part.tag): part for part in cell}
        if "f" in parts:
            return Value(Kind.FORMULA, "=" + (parts["f"].text or ""))
        form, text = cell.get("t", "n"), (parts["v"].text or "") if "v" in parts else ""
        if form == "inlineStr":
            text = _text(parts["is"]) if "is" in parts else ""
        elif form == "s":
            text = self._strings[int(text)] if text else ""
        elif form == "str":
            text = _unescaped(text)
        elif form == "n" and text:
            return Value(Kind.NUMBER, text, self._look(int(cell.get("s", 0)), float(text)))
        return Value(_KINDS[form], text)

    def _look(self, style: int, number: float) -> Look:
        if not isfinite(number):
            raise ValueError(f"no number {number}")
        return self._looks[style] if self._looks else Look.PLAIN


def _text(element: Element) -> str:
    """Text of a string: all runs, whatever their form, without the reading aids of East Asian languages."""
    runs = [part for part in element if local(part.tag) in {"t", "r"}]
    return "".join(
        _unescaped(leaf.text or "") for run in runs for leaf in run.iter() if local(leaf.tag) == "t"
    )


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _place(reference: str) -> int:
    """Place from 0 of the column of a cell: 0 for A7, 26 for AA7."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(f"no cell '{reference}'")
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def letters(place: int) -> str:
    """Letters of the column at a place from 0: A is 0, AA is 26."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _looks(styles: Element) -> list[Look]:
    """How numbers are shown in cells of each style."""
    codes = dict(_BUILT_IN)
    looks = []
    for element in styles.iter():
        if local(element.tag) == "numFmt":
            codes[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
        elif local(element.tag) == "cellXfs":
            looks += [_look(codes.get(int(style.get("numFmtId", 0)), "0")) for style in element]
    return looks


def _look(code: str) -> Look:
    bare = _SHOWN_AS_IS.sub("", code).partition(";")[0].lower()
    if bare in {"", "general", "@"}:
        return Look.PLAIN
    if "%" in bare:
        return Look.PERCENT
    return Look.DAY if re.search("[dmyhs]", bare) else Look.OTHER
