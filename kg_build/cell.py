"""From a problem to the cell of the table, for tools that point at it: row and column, line and characters, key.

Source: RFC 7111, URI fragment identifiers for text/csv: rows and columns count from 1, the header is row 1.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg_build.problem import Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands, or a row where `column` is 0: its RFC 7111 position, and its characters in the file."""

    row: int
    column: int
    line: int
    """Line on which the cell starts, from 1; a cell in quotes may hold line breaks."""
    start: int
    """Its first character in that line, from 1."""
    end_line: int
    end: int
    """The character after its last."""
    key: str
    """Key of the row, its parts joined by hyphens; "" where it is not known."""

    @property
    def fragment(self) -> str:
        """The fragment identifier: ``cell=14,7``, or ``row=14``."""
        return f"cell={self.row},{self.column}" if self.column else f"row={self.row}"


Cells = Mapping[tuple[str, int, str], Cell]
"""Cells by file, line and name of the column, as problems give them."""


def find(folder: Path, problems: Iterable[Problem], keys: Mapping[str, tuple[str, ...]]) -> Cells:
    """Return the cells that problems point at; each table concerned is read once.

    `keys` gives the names of the key columns of each file.
    """
    wanted: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for problem in problems:
        if problem.line:
            wanted[problem.file][problem.line].add(problem.column)
    found: dict[tuple[str, int, str], Cell] = {}
    for file, lines in wanted.items():
        if file in keys and (folder / file).is_file():
            for line, name, cell in _cells(folder / file, lines, keys[file]):
                found[file, line, name] = cell
    return found


def _cells(
    path: Path, wanted: Mapping[int, set[str]], key: tuple[str, ...]
) -> Iterator[tuple[int, str, Cell]]:
    header: list[str] = []
    for number, line, raw, cells in _rows(path):
        header = header or cells
        if line not in wanted:
            continue
        named = dict(zip(header, cells, strict=False))
        joined = "-".join(named.get(name, "") for name in key) if number > 1 else ""
        spans = list(_spans(raw))
        for name in wanted[line]:
            place = header.index(name) + 1 if name in header else 0
            start, end = spans[place - 1] if 0 < place <= len(spans) else (0, len(raw.rstrip("\r\n")))
            yield line, name, Cell(number, place, *_at(raw, line, start), *_at(raw, line, end), joined)


def _rows(path: Path) -> Iterator[tuple[int, int, str, list[str]]]:
    """Yield each row's number, the line on which it starts, its characters, and its cells."""
    held: list[str] = []

    def lines(stream: Iterable[str]) -> Iterator[str]:
        for text in stream:
            held.append(text)
            yield text

    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        line = 1
        try:
            for number, cells in enumerate(csv.reader(lines(stream)), 1):
                yield number, line, "".join(held), cells
                line += len(held)
                held.clear()
        except csv.Error:
            return  # what cannot be read as CSV has an address in lines only


def _spans(raw: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each cell within the characters of a row."""
    start, quoted, text = 0, False, raw.rstrip("\r\n")
    for at, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            yield start, at
            start = at + 1
    yield start, len(text)


def _at(raw: str, line: int, offset: int) -> tuple[int, int]:
    """Line and character, from 1, of an offset into a row that starts on a line."""
    before = raw[:offset]
    return line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1
