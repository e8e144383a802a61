"""From the worksheets of a workbook to the rows of the tables, with all that is wrong told at once."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg_build.csvw import Schema, Table
from kg_build.datatype import CellError
from kg_build.problem import InvalidInputError, Problem
from kg_build.sheet.page import ABOUT, TERMS
from kg_build.sheet.transcript import transcribe
from kg_build.sheet.workbook import Grid, Row, grids
from kg_build.table import unfit
from kg_build.tidy import Rows

_SHOWN = 5


def read(path: Path, schema: Schema) -> dict[str, Rows]:
    """Return the rows of each table, by the table's name, in the order of the worksheets' rows.

    Raises InvalidInputError with all that is wrong: at worksheet (``file#worksheet``), row and column.
    """
    held = {grid.name: grid for grid in grids(path)}
    intake = _Intake(path.name)
    intake.others(schema, held)
    rows = {name: intake.rows(kind, held[name]) for name, kind in schema.tables.items() if name in held}
    if intake.problems:
        raise InvalidInputError(intake.problems)
    return rows


class _Intake:
    """Reads the worksheets of one file and keeps what is wrong."""

    def __init__(self, file: str):
        self._file = file
        self.problems: list[Problem] = []

    def _note(self, sheet: str, line: int, column: str, code: str, message: str, zh: str) -> None:
        self.problems.append(Problem(f"{self._file}#{sheet}", line, column, code, message, zh))

    def others(self, schema: Schema, held: Mapping[str, Grid]) -> None:
        """Tell of worksheets that are missing, and of those that are no table and would be lost."""
        missing = [name for name in schema.tables if name not in held]
        for name in missing:
            message = "this worksheet is missing; one without rows has its header row at least"
            self._note(name, 0, "", "E101", message, "缺少此工作表;没有行的也须有表头")
        for name in sorted(set(held) - set(schema.tables) - {ABOUT, TERMS}):
            if held[name].rows:
                near = difflib.get_close_matches(name, missing, 3, 0.5) or missing[:_SHOWN]
                renamed = f"; is it {' or '.join(near)}, renamed?" if near else ""
                renamed_zh = f";是否由 {' 或 '.join(near)} 改名而来?" if near else ""
                message = f"no table has this name; remove the worksheet or name it as before{renamed}"
                zh = f"没有这样的表;请删去此工作表或恢复原名{renamed_zh}"
                self._note(name, 0, "", "E110", message, zh)

    def rows(self, kind: Table, grid: Grid) -> Rows:
        """Return the rows of a worksheet; what is wrong with it is kept."""
        for merged in grid.merged:
            message = f"the cells {merged} are merged, of which only the first has a value; unmerge them"
            self._note(grid.name, 0, "", "E210", message, f"单元格 {merged} 已合并,只有首格有值;请取消合并")
        header = self._header(kind, grid)
        if not header:
            return []
        return [row for line in grid.rows[1:] if any(row := self._row(kind, grid.name, header, line))]

    def _header(self, kind: Table, grid: Grid) -> dict[int, str]:
        """Return the names of the columns by their places; empty for a header that is not that of the table."""
        line, cells = grid.rows[0] if grid.rows else (1, {})
        names = {place: str(cell.value) for place, cell in cells.items()}
        if not {column.name for column in kind.read} & set(names.values()):
            expected = ", ".join(column.name for column in kind.read)
            message, zh = f"the header row is missing; expected: {expected}", f"缺少表头;应为:{expected}"
            self._note(grid.name, line, "", "E104", message, zh)
            return {}
        found = unfit(kind, list(names.values()), f"{self._file}#{grid.name}", line)
        self.problems += found
        return {} if found else names

    def _row(self, kind: Table, sheet: str, header: Mapping[int, str], row: Row) -> list[str]:
        line, cells = row
        for place in sorted(set(cells) - set(header)):
            message = f"{cells[place].coordinate} has no name above it; clear it, or move it to its column"
            zh = f"{cells[place].coordinate} 上方没有列名;请清除或移到所属的列"
            self._note(sheet, line, "", "E106", message, zh)
        found = dict(self._texts(kind, sheet, header, row))
        return [found.get(column.name, "") for column in kind.read]

    def _texts(
        self, kind: Table, sheet: str, header: Mapping[int, str], row: Row
    ) -> Iterator[tuple[str, str]]:
        columns = {column.name: column for column in kind.read}
        line, cells = row
        for place, name in header.items():
            if place not in cells:
                continue
            try:
                yield name, transcribe(cells[place], columns[name])
            except CellError as error:
                cell = cells[place].coordinate
                self._note(
                    sheet, line, name, error.code, f"{cell} holds {error}", f"{cell} 为{error.message_zh}"
                )
