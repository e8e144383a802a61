"""Passages: the characters of a document that a row of a table points at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg_build import table
from kg_build.csvw import Schema, Table
from kg_build.number import cuts
from kg_build.pack import Pack
from kg_build.problem import Problem
from kg_build.table import Record

Tables = Mapping[str, Iterable[Record]]
"""Records of the tables that have to do with evidence, by the table's name; each can be gone through again."""

COLUMNS = frozenset({"document", "start", "end", "phrase"})
FIGURES = ("targets", "observations")
_WITHOUT_PASSAGES = ("documents", "sections", "indicators")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` (exclusive, counted from 0) of a document, and the phrase that stands there."""

    document: str
    start: int
    end: int
    phrase: str

    @classmethod
    def of(cls, record: Record) -> "Passage | None":
        """Return the passage of a row; None where the row has none that can be read."""
        cells = record.cells
        try:
            return cls(cells["document"], int(cells["start"]), int(cells["end"]), cells["phrase"])
        except (KeyError, ValueError):
            return None

    @property
    def id(self) -> str:
        """Key under which a passage stands in evidence.csv."""
        return f"{self.document}-{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class _Reread:
    pack: Pack
    kind: Table

    def __iter__(self) -> Iterator[Record]:
        return table.read(self.pack.folder, self.kind, [])


def tables(pack: Pack, schema: Schema) -> dict[str, Iterable[Record]]:
    """Return the tables of a pack that evidence rests on or that hold passages, read anew each time."""
    return {
        name: _Reread(pack, kind)
        for name, kind in schema.tables.items()
        if name in _WITHOUT_PASSAGES or {column.name for column in kind.read} >= COLUMNS
    }


def unreadable(pack: Pack, schema: Schema) -> list[Problem]:
    """Return what keeps rows of these tables from being read, so that a check is never silent about them."""
    problems: list[Problem] = []
    for name in tables(pack, schema):
        for _ in table.read(pack.folder, schema.tables[name], problems):
            pass
    return sorted(set(problems))


def holders(records: Tables) -> Iterator[tuple[str, Record, Passage]]:
    """Yield each row that holds a passage, with the name of its table."""
    for name, rows in records.items():
        if name in _WITHOUT_PASSAGES:
            continue
        for record in rows:
            passage = Passage.of(record)
            if passage is not None:
                yield name, record, passage


def written_at(text: str, written: str, damaged: bool = False) -> list[tuple[int, int]]:
    """Return where `written` stands in the text without cutting through a number.

    `damaged` lets a cut pass: extraction has run two numbers into one, and the row's note says so.
    """
    places = []
    start = text.find(written) if written else -1
    while start >= 0:
        end = start + len(written)
        if damaged or not (cuts(text, start) or cuts(text, end)):
            places.append((start, end))
        start = text.find(written, start + 1)
    return places
